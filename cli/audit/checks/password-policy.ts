import type { AuditCheck } from "../check";
import { Verdict } from "../finding";

/** CIS AWS Foundations 1.7 and 1.8 (v7: 2.8 and 2.9). */
const MINIMUM_LENGTH = 14;
const REUSE_PREVENTION = 24;

const APPLY = "Set it in the management account: 14 characters of all classes, 24 passwords remembered.";

/** The password policy of the management account is at least as strong as CIS asks; it does not bind root. */
export const judgePasswordPolicy: AuditCheck = ({ passwordPolicy }, { zone }) => {
  const verdict = new Verdict("password-policy", zone, zone.managementAccount.name);
  return verdict.observed(passwordPolicy, (policy) => {
    if (policy === undefined) return [verdict.problem("IAM users have AWS's default password policy", APPLY)];
    const { minimumLength, requiresAllClasses, reusePrevention } = policy;
    return [
      ...(minimumLength < MINIMUM_LENGTH
        ? [verdict.problem(`Passwords of IAM users may have ${minimumLength} characters`, APPLY)]
        : []),
      ...(requiresAllClasses ? [] : [verdict.problem("Passwords of IAM users need not have all four classes", APPLY)]),
      ...(reusePrevention < REUSE_PREVENTION
        ? [verdict.problem(`Only ${reusePrevention} earlier passwords of IAM users are refused`, APPLY)]
        : []),
    ];
  });
};
