import { ROLE_NAME } from "../../model/deployment-roles";
import type { OptionDefinitions } from "../arguments";
import { misuse } from "../failure";

/** The option of the verbs that run Terraform in member accounts. */
export const ACCOUNT_ROLE_OPTION = {
  "account-role": {
    type: "string",
    placeholder: "NAME",
    description: "The role to assume in member accounts, such as rootstock-plan (accountAccessRole).",
  },
} as const satisfies OptionDefinitions;

/** The role that `--account-role` names. @throws Failure with exit code 2 for what is no name of a role */
export function accountRoleOf(name: string | undefined): string | undefined {
  if (name === undefined || ROLE_NAME.test(name)) return name;
  throw misuse(
    `--account-role cannot be ${JSON.stringify(name)}`,
    "Write the role's name, such as rootstock-plan, without its path and ARN.",
  );
}
