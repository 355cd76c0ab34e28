import { baselineStackName } from "../../model/baseline";

/** An account whose baseline is planned in place of others that equal it but for their own name and id. */
export interface Representation {
  /** The key of the account whose baseline is planned. */
  readonly account: string;
  /** The keys of the accounts whose baselines are not planned, sorted. */
  readonly represented: readonly string[];
}

const BASELINE = baselineStackName("");

/** The key of the account that a stack is the baseline of; `undefined` of any other stack. */
export function accountOfBaseline(stack: string): string | undefined {
  return stack.startsWith(BASELINE) ? stack.slice(BASELINE.length) : undefined;
}

/** The accounts that the plan of a stack speaks for beside its own, sorted; none of a stack that represents nobody. */
export function accountsLike(representations: readonly Representation[], stack: string): readonly string[] {
  return representations.find(({ account }) => baselineStackName(account) === stack)?.represented ?? [];
}

/** How many of the affected baselines are planned, and how many there are; `undefined` when each is planned for itself. */
export function representativeCount(
  representations: readonly Representation[],
): { readonly planned: number; readonly all: number } | undefined {
  const represented = representations.reduce((sum, { represented: { length } }) => sum + length, 0);
  if (represented === 0) return undefined;
  return { planned: representations.length, all: representations.length + represented };
}
