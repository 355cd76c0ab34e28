import type { AuditCheck, Declaration } from "./check";
import { judgeAccounts } from "./checks/accounts";
import { judgeAlarms } from "./checks/alarms";
import { judgeAlertBus } from "./checks/alert-bus";
import { judgeContacts } from "./checks/contacts";
import { judgeDenyRoot } from "./checks/deny-root";
import { judgePasswordPolicy } from "./checks/password-policy";
import { judgeRecovery } from "./checks/recovery";
import { judgeRootFeatures } from "./checks/root-features";
import { judgeRootUsers } from "./checks/root-users";
import { judgeTrail } from "./checks/trail";
import type { Evidence } from "./evidence";
import type { Finding } from "./finding";

/** The checks in the order in which they are printed. */
const AUDIT_CHECKS: readonly AuditCheck[] = [
  judgeAccounts,
  judgeRootFeatures,
  judgeRootUsers,
  judgeDenyRoot,
  judgeRecovery,
  judgePasswordPolicy,
  judgeContacts,
  judgeTrail,
  judgeAlarms,
  judgeAlertBus,
];

/**
 * Everything that is not as it should be, from what was found and what was declared.
 *
 * @param today `YYYY-MM-DD`
 */
export function judge(evidence: Evidence, declaration: Declaration, today: string): readonly Finding[] {
  return AUDIT_CHECKS.flatMap((check) => check(evidence, declaration, today));
}
