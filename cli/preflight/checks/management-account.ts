import type { LandingZone } from "../../../model/landing-zone";
import type { Caller } from "../facts";
import { type Finding, note, ok, problem } from "../finding";

const CHECK = "management-account";

/** The caller is in the declared management account, and is not its root user. */
export function judgeManagementAccount(
  { accountId, arn }: Caller,
  { managementAccount }: LandingZone,
): readonly Finding[] {
  if (accountId !== managementAccount.id) {
    return [
      problem(
        CHECK,
        `The credentials belong to account ${accountId}, but the configuration declares ${managementAccount.id} as the management account`,
        "Use credentials of the management account, or correct managementAccount.id; nothing else was checked.",
      ),
    ];
  }
  const inAccount = ok(CHECK, `The caller ${arn} is in the declared management account`);
  if (!arn.endsWith(":root")) return [inAccount];
  return [
    inAccount,
    note(
      CHECK,
      "The caller is the root user of the management account",
      "Use an Identity Center administrator or a role instead; root is for the few tasks that need it, and every use of it will page.",
    ),
  ];
}
