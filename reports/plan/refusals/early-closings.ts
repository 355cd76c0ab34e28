import { type JudgedPlan, type Refusal, refuse } from "./refusal";

/** Accounts that are taken out to be closed, although the move into the Suspended unit was never applied. */
export function earlyClosings({ facts, changes, places }: JudgedPlan): readonly Refusal[] {
  const suspended = (facts.before?.suspendedUnit ?? facts.after.suspendedUnit)?.key;
  return changes.flatMap((change) => {
    if (change.kind !== "account-closing") return [];
    const { account, evidence } = change;
    const above = places.before.get(account) ?? [];
    if (suspended !== undefined && above.includes(suspended)) return [];
    return [refuse("closing-before-suspension", account, { resource: evidence[0], accounts: [account] })];
  });
}
