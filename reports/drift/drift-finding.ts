import { DRIFT_LOSSES, type DriftSeverity, LIVE_DIFFERENCES } from "../../catalogue/drift";
import type { LandingZone, PolicyTarget } from "../../model/landing-zone";
import { accountPlaces } from "../plan/account-places";
import { groupOf } from "../plan/describe-change";
import { placementChange } from "../plan/guardrail-placement";
import type { MaskOptions } from "../plan/mask";
import type { OrganizationChange } from "../plan/organization-change";
import { organizationChanges } from "../plan/organization-changes";
import type { PlanFacts } from "../plan/plan-facts";
import { DENY_ROOT } from "../plan/refusals/deny-root";
import type { Refusal } from "../plan/refusals/refusal";
import type { StackPlan } from "../plan/stack-plan";
import { verdict } from "../plan/verdict";
import type { LiveDifference } from "./live-differences";
import { outsideChanges } from "./outside-changes";

/** Something that is no longer as it was, and that the change which led to it does not name. */
export interface LossChange {
  readonly kind: "loss";
  readonly refusal: Refusal["refusal"];
  readonly subject: string;
}

/** One thing that was changed outside. */
export interface DriftFinding {
  readonly severity: DriftSeverity;
  readonly change: OrganizationChange | LiveDifference | LossChange;
  /** What follows, in whole sentences. */
  readonly consequences: readonly string[];
  /** What to do about what an apply does not put back; `undefined` where it does. */
  readonly remedy: string | undefined;
  /** The accounts that are worse off, by key. */
  readonly accounts: readonly string[];
}

/** What the plans of stacks say, with the configuration that they were made from. */
export interface DriftFacts {
  readonly stacks: readonly StackPlan[];
  readonly zone: LandingZone;
  /** The root, units and accounts by the ids that AWS gave them. */
  readonly nodes: ReadonlyMap<string, PolicyTarget>;
}

/** What was done outside, as the facts of a plan that would do it. */
export function outsideFacts({ stacks, zone, nodes }: DriftFacts): PlanFacts {
  return { stacks: stacks.map(outsideChanges), before: zone, after: zone, nodes };
}

/** What was changed outside in what Terraform manages, with what follows from it. */
export function terraformFindings(facts: PlanFacts, today: string, mask: MaskOptions = {}): readonly DriftFinding[] {
  const places = accountPlaces(facts);
  const placement = placementChange(facts, false);
  const changes = organizationChanges(facts, placement, places, mask);
  const { refusals, approved } = verdict({ facts, changes, placement, places }, today);
  const losses = [...refusals, ...approved.map(({ refusal }) => refusal)].filter(
    ({ refusal }) => DRIFT_LOSSES[refusal] !== undefined,
  );
  const explained = new Set<Refusal>();
  const findings = changes.map((change): DriftFinding => {
    const own = losses.filter((loss) => isLossBy(loss, change));
    for (const loss of own) explained.add(loss);
    return finding(change, severityOfChange(change), own);
  });
  const rest = losses
    .filter((loss) => !explained.has(loss))
    .map((loss) => finding({ kind: "loss", refusal: loss.refusal, subject: loss.subject }, "Everything else", [loss]));
  return [...findings, ...rest];
}

/** What is in the live organization and in no state, with what follows from it and what to do. */
export function liveFindings(differences: readonly LiveDifference[]): readonly DriftFinding[] {
  return differences.map((change) => {
    const { severity, consequence, remedy } = LIVE_DIFFERENCES[change.kind];
    return { severity, change, consequences: [consequence], remedy, accounts: [] };
  });
}

function finding(change: DriftFinding["change"], severity: DriftSeverity, losses: readonly Refusal[]): DriftFinding {
  const known = losses.flatMap((loss) => {
    const entry = DRIFT_LOSSES[loss.refusal];
    return entry === undefined ? [] : [{ severity: entry.severity, text: entry.consequence ?? loss.consequence }];
  });
  return {
    severity: known.map((loss) => loss.severity).sort(bySeverity)[0] ?? severity,
    change,
    consequences: [...new Set(known.map(({ text }) => text))],
    remedy: undefined,
    accounts: [...new Set(losses.flatMap(({ accounts }) => accounts))].sort(),
  };
}

const RANKS: Readonly<Record<DriftSeverity, number>> = {
  "Root protection": 0,
  "Other protection": 1,
  "Trail and alerting": 2,
  Organization: 3,
  "Everything else": 4,
};

/** Compares two findings: the worse first, and then the one that reaches more accounts. */
export function byWeight(a: DriftFinding, b: DriftFinding): number {
  return bySeverity(a.severity, b.severity) || b.accounts.length - a.accounts.length;
}

function bySeverity(a: DriftSeverity, b: DriftSeverity): number {
  return RANKS[a] - RANKS[b];
}

/** Whether a change is what led to a loss. */
function isLossBy({ refusal, subject, resource }: Refusal, change: OrganizationChange): boolean {
  switch (refusal) {
    case "deny-root-detached":
    case "deny-root-weakened":
      return "guardrail" in change && change.guardrail === DENY_ROOT && change.nodes.includes(subject);
    case "deny-root-lost":
      return isMove(change) && change.account === subject;
    case "protection-lost":
      return isMove(change) && subject.startsWith(`${change.account}/`);
    case "trusted-access-removed":
    case "policy-type-removed":
    case "central-root-access-removed":
    case "delegation-removed":
      return change.kind === "disabled" && change.subject === subject;
    default:
      return change.evidence.some(({ stack, address }) => stack === resource?.stack && address === resource.address);
  }
}

function isMove(
  change: OrganizationChange,
): change is Extract<OrganizationChange, { readonly kind: "account-moved" | "account-suspended" }> {
  return change.kind === "account-moved" || change.kind === "account-suspended";
}

function severityOfChange(change: OrganizationChange): DriftSeverity {
  switch (groupOf(change)) {
    case "Guardrails":
    case "Identity":
      return "Other protection";
    case "Alerting":
    case "Trail and archive":
      return "Trail and alerting";
    case "Accounts":
    case "Organizational units":
    case "Organization":
      return "Organization";
    default:
      return "Everything else";
  }
}
