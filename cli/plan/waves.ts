import { baselineStackName, MANAGEMENT_BASELINE_STACK } from "../../model/baseline";
import type { LandingZone } from "../../model/landing-zone";
import { compareKeys } from "../../model/next-ledger";
import type { Rollout } from "../../model/rollout";
import type { BaselineKind } from "./representatives";

/** What the waves of a plan are computed from. */
export interface WaveParts {
  readonly zone: Pick<LandingZone, "rollout" | "logArchive" | "security">;
  /** The names of the stacks to plan; those that are no baseline are in no wave. */
  readonly stacks: readonly string[];
  readonly kinds: readonly BaselineKind[];
}

/**
 * The baselines of a plan in the waves in which they are applied, by the names of their stacks; no wave is empty.
 *
 * The canaries are the accounts that the configuration names, and of each kind with several accounts but no such account
 * the one that goes first. The log archive and the security tooling come late, the management account last of all:
 * whatever a change breaks, it has broken elsewhere before.
 */
export function baselineWaves({ zone, stacks, kinds }: WaveParts): readonly (readonly string[])[] {
  const accounts = kinds.flatMap(({ account, others }) => [account, ...others]);
  const canaries = canariesOf(zone.rollout, kinds);
  const rank = (key: string): number => (key === zone.logArchive.key || key === zone.security.key ? 1 : 0);
  const rest = accounts.filter((key) => !canaries.includes(key)).sort((a, b) => rank(a) - rank(b) || compareKeys(a, b));
  const order = [...canaries, ...rest].map(baselineStackName);
  if (stacks.includes(MANAGEMENT_BASELINE_STACK)) order.push(MANAGEMENT_BASELINE_STACK);
  const ends = [canaries.length, ...zone.rollout.waves.map((end) => placeOf(end, order.length)), order.length];
  return ends
    .map((end, index) => order.slice(Math.max(0, ...ends.slice(0, index)), end))
    .filter(({ length }) => length > 0);
}

function canariesOf({ canary }: Rollout, kinds: readonly BaselineKind[]): readonly string[] {
  const named = new Set(canary);
  return kinds
    .flatMap(({ account, others }) => {
      const chosen = [account, ...others].filter((key) => named.has(key));
      if (chosen.length > 0) return chosen;
      // Nothing is learned for others from an account that is like none of them.
      return others.length === 0 ? [] : [account];
    })
    .sort(compareKeys);
}

function placeOf({ unit, value }: Rollout["waves"][number], all: number): number {
  return unit === "accounts" ? Math.min(value, all) : Math.ceil(value * all);
}
