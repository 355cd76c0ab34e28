import { ROLE_NAME } from "../deployment-roles";
import { type ConfigFacts, defineRule } from "../rule";

const NAME = /^[a-z][a-z0-9-]{0,18}[a-z0-9]$/;

/** The organization's name prefixes bucket names, which are at most 63 characters. */
export const organizationNameForm = defineRule<ConfigFacts>({
  id: "organization-name-form",
  doc: "The organization's name has 2 to 20 lower-case letters, digits and hyphens, starts with a letter and does not end with a hyphen.",
  waivable: false,
  *breaches({ config: { name } }) {
    if (NAME.test(name)) return;
    yield {
      path: ["name"],
      message: `"${name}" cannot prefix the names of resources`,
      remedy: "Use 2 to 20 lower-case letters, digits and hyphens, a letter first and no hyphen at the end.",
    };
  },
});

/** AWS Organizations creates the role with each account. */
export const accessRoleForm = defineRule<ConfigFacts>({
  id: "access-role-form",
  doc: "The account access role has a name that IAM accepts: 1 to 64 letters, digits and _+=,.@-.",
  waivable: false,
  *breaches({ config: { accountAccessRole } }) {
    if (accountAccessRole === undefined || ROLE_NAME.test(accountAccessRole)) return;
    yield {
      path: ["accountAccessRole"],
      message: `"${accountAccessRole}" is not a name of an IAM role`,
      remedy: "Write the role's name, without its path and ARN: 1 to 64 letters, digits and _+=,.@-.",
    };
  },
});
