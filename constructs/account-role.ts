import { TerraformVariable } from "cdktf";
import { ACCOUNT_ROLE_VARIABLE, ROLE_NAME } from "../model/deployment-roles";
import type { LandingZoneStack } from "./landing-zone-stack";

/**
 * Gives a stack the variable that names the role which a run assumes in its account; returns a reference to it.
 *
 * Without a value it is the role that the configuration names, which is there as soon as the account is.
 */
export function accountRole(stack: LandingZoneStack): string {
  const variable = new TerraformVariable(stack, ACCOUNT_ROLE_VARIABLE, {
    type: "string",
    nullable: false,
    default: stack.zone.accountAccessRole,
    description: "The name of the role that Terraform assumes in the member account",
    validation: [
      {
        condition: `\${can(regex("${ROLE_NAME.source}", var.${ACCOUNT_ROLE_VARIABLE}))}`,
        errorMessage: "The account role must be the name of an IAM role, without its path and ARN.",
      },
    ],
  });
  return variable.stringValue;
}
