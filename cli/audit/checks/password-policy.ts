import type { AuditCheck } from "../check";
import type { LivePasswordPolicy } from "../evidence";
import { Verdict } from "../finding";

/** CIS AWS Foundations 1.7 and 1.8 (v7: 2.8 and 2.9). */
const MINIMUM_LENGTH = 14;
const REUSE_PREVENTION = 24;

const APPLY = "Set it in the management account: 14 characters of all classes, 24 passwords remembered.";

/** The password policy of the management account is at least as strong as CIS asks; it does not bind root. */
export const judgePasswordPolicy: AuditCheck = ({ passwordPolicy }, { zone }) => {
  const verdict = new Verdict("password-policy", zone, zone.managementAccount.name);
  return verdict.observed(passwordPolicy, (policy) =>
    passwordPolicyFaults(policy).map((fault) => verdict.problem(fault, APPLY)),
  );
};

/** In what a password policy is weaker than CIS asks, one sentence each. */
export function passwordPolicyFaults(policy: LivePasswordPolicy | undefined): readonly string[] {
  if (policy === undefined) return ["IAM users have AWS's default password policy"];
  const { minimumLength, requiresAllClasses, reusePrevention } = policy;
  return [
    ...(minimumLength < MINIMUM_LENGTH ? [`Passwords of IAM users may have ${minimumLength} characters`] : []),
    ...(requiresAllClasses ? [] : ["Passwords of IAM users need not have all four classes"]),
    ...(reusePrevention < REUSE_PREVENTION
      ? [`Only ${reusePrevention} earlier passwords of IAM users are refused`]
      : []),
  ];
}
