import type { RecoveryConfig } from "../../../model/config";
import type { AuditCheck } from "../check";
import type { Evidence, PlacedAccount } from "../evidence";
import { type Finding, Verdict } from "../finding";

/** Whoever is in the Recovery OU, where long-term root is not denied, is declared to be there, and not for longer. */
export const judgeRecovery: AuditCheck = (evidence, { zone, recovery }, today) => {
  const verdict = new Verdict("recovery", zone);
  const { recoveryUnit } = zone;
  if (recoveryUnit === undefined) return [];
  return verdict.observed(evidence.tree, ({ accounts, unitIds }) => {
    const unitId = unitIds[recoveryUnit.key];
    return accounts
      .filter(({ parentId }) => parentId === unitId)
      .flatMap((account) => {
        const key = evidence.accounts.find(({ id }) => id === account.id)?.key ?? account.name;
        const entry = recovery.find((declared) => declared.account === key);
        return judgeStay(new Verdict("recovery", zone, key), { account, entry, today, evidence });
      });
  });
};

interface Stay {
  readonly account: PlacedAccount;
  readonly entry: RecoveryConfig | undefined;
  readonly today: string;
  readonly evidence: Evidence;
}

function judgeStay(verdict: Verdict, { account, entry, today, evidence }: Stay): readonly Finding[] {
  const since = sinceWhen(account.id, evidence);
  if (entry === undefined) {
    return [
      verdict.problem(
        `The account is in the Recovery OU ${since}, and no recovery entry declares it: its root user is not denied`,
        "Find out who moved it; declare it under recovery with a last day, or move it back to its unit.",
      ),
    ];
  }
  if (today <= entry.until) return [];
  return [
    verdict.problem(
      `The account is in the Recovery OU ${since}, but was to leave it by ${entry.until}`,
      "Finish the recovery, take the entry out of recovery and apply the accounts stack, or extend it with a reason.",
    ),
  ];
}

function sinceWhen(id: string, { recoveryMoves }: Evidence): string {
  switch (recoveryMoves.kind) {
    case "observed": {
      const since = recoveryMoves.value[id];
      return since === undefined ? "for more than the 90 days that AWS remembers" : `since ${since}`;
    }
    case "denied":
    case "failed":
      return `(since when could not be read: needs ${recoveryMoves.permission})`;
    default:
      return recoveryMoves satisfies never;
  }
}
