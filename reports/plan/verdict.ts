import type { ApprovalConfig } from "../../model/approvals-config";
import { silencedAlerts } from "./refusals/alerting";
import { weakenedDenyRoot } from "./refusals/deny-root";
import { destroyedResources } from "./refusals/destroyed";
import { earlyClosings } from "./refusals/early-closings";
import { removedFeatures } from "./refusals/features";
import { gaps } from "./refusals/gaps";
import { tooManyAccounts } from "./refusals/limit";
import { movedAccounts } from "./refusals/moved-accounts";
import type { JudgedPlan, Refusal } from "./refusals/refusal";
import { removedModules } from "./refusals/removed-modules";
import { weakenedTrail } from "./refusals/trail";
import { accountOfBaseline, accountsLike } from "./representation";

/** A refusal that an entry of the configuration lifts. */
export interface ApprovedChange {
  readonly refusal: Refusal;
  readonly reason: string;
  readonly until: string;
}

/** Whether a plan may be applied, and what stands against it. */
export interface Verdict {
  readonly isAllowed: boolean;
  readonly refusals: readonly Refusal[];
  readonly approved: readonly ApprovedChange[];
  /** Approvals that allow nothing in this plan. */
  readonly unused: readonly ApprovalConfig[];
}

const FINDERS: readonly ((plan: JudgedPlan) => readonly Refusal[])[] = [
  destroyedResources,
  removedModules,
  weakenedDenyRoot,
  movedAccounts,
  earlyClosings,
  gaps,
  removedFeatures,
  weakenedTrail,
  silencedAlerts,
  tooManyAccounts,
];

/**
 * Judges a plan.
 *
 * A declared stay in the Recovery OU is its own approval: it names the account, the reason and the last day.
 *
 * @param today the day on which approvals are judged, `YYYY-MM-DD`
 */
export function verdict(plan: JudgedPlan, today: string): Verdict {
  const found = withoutRepeats(FINDERS.flatMap((find) => find(plan))).map((refusal) => withAccountsLike(plan, refusal));
  const { approvals } = plan.facts.after;
  const approved: ApprovedChange[] = [];
  const refusals: Refusal[] = [];
  for (const refusal of found) {
    const entry = approvalOf(plan, refusal, today);
    if (entry === undefined) refusals.push(refusal);
    else approved.push({ refusal, reason: entry.reason, until: entry.until });
  }
  const changes = new Set(found.map(({ change }) => change));
  const unused = approvals.filter(({ change }) => !changes.has(change));
  return { isAllowed: refusals.length === 0, refusals, approved, unused };
}

/** Rules of several Regions share a name, and one approval speaks of all of them. */
function withoutRepeats(refusals: readonly Refusal[]): readonly Refusal[] {
  return [...new Map(refusals.map((refusal) => [refusal.change, refusal])).values()];
}

/** What is refused of a representative is refused of everybody that it stands for. */
function withAccountsLike({ facts }: JudgedPlan, refusal: Refusal): Refusal {
  const { resource, accounts } = refusal;
  const account = resource && accountOfBaseline(resource.stack);
  const alike = resource === undefined ? [] : accountsLike(facts.representations ?? [], resource.stack);
  if (account === undefined || alike.length === 0) return refusal;
  return { ...refusal, accounts: [...new Set([...accounts, account, ...alike])].sort() };
}

function approvalOf({ facts }: JudgedPlan, { change, refusal, subject }: Refusal, today: string) {
  const { approvals, recovery } = facts.after;
  const stay = refusal === "deny-root-lost" ? recovery.find(({ account }) => account.key === subject) : undefined;
  return [...approvals.filter((approval) => approval.change === change), ...(stay === undefined ? [] : [stay])].find(
    ({ until }) => until >= today,
  );
}

const DAYS_OF_APPROVAL = 14;

/** The entry of `approvals` that would allow a refused change for two weeks. */
export function approvalLine({ change }: Refusal, today: string): string {
  const until = new Date(Date.parse(`${today}T00:00:00Z`) + DAYS_OF_APPROVAL * 86_400_000).toISOString().slice(0, 10);
  return `{ change: ${JSON.stringify(change)}, reason: "...", until: "${until}" }`;
}
