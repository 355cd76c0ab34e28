import { accountPlaces } from "../plan/account-places";
import { placementChange } from "../plan/guardrail-placement";
import { type MaskOptions, masked } from "../plan/mask";
import type { OrganizationChange } from "../plan/organization-change";
import { organizationChanges } from "../plan/organization-changes";
import type { PlanFacts } from "../plan/plan-facts";
import type { FailedStack, MissingRole, PlanOrigin } from "../plan/plan-report";
import type { StackPlan } from "../plan/stack-plan";
import {
  byWeight,
  type DriftFacts,
  type DriftFinding,
  liveFindings,
  outsideFacts,
  terraformFindings,
} from "./drift-finding";
import { liveDifferences } from "./live-differences";
import type { OrganizationAsItIs } from "./live-facts";
import { lostStates } from "./lost-states";
import { isNeverApplied, pendingChanges } from "./outside-changes";

/** A stack that cannot be planned because others are not applied yet, or a role is missing. */
export interface UnseenStack {
  readonly stack: string;
  /** The stacks that must be applied first. */
  readonly after: readonly string[];
  /** The stacks whose states its last apply read. @default nothing of it was ever applied */
  readonly lastRead?: readonly string[];
  /** The role that its account does not have. @default none is missing */
  readonly missingRole?: MissingRole;
}

/** Everything that a look for drift found out. */
export interface DriftOutcome {
  readonly origin: Omit<PlanOrigin, "base">;
  readonly facts: DriftFacts;
  readonly unseen: readonly UnseenStack[];
  readonly failed: readonly FailedStack[];
  /** `undefined` when it was not looked at. */
  readonly live: OrganizationAsItIs | undefined;
  /** Why something could not be looked at, beside stacks: in whole sentences. */
  readonly unread: readonly string[];
  readonly notes: readonly string[];
  /** The day on which approvals are judged, `YYYY-MM-DD`. */
  readonly today: string;
}

/** What was changed outside, what is not applied yet, and what could not be looked at; nothing in it is secret. */
export interface DriftReport {
  readonly origin: DriftOutcome["origin"];
  /** The stacks that were looked at, in their order. */
  readonly stacks: readonly string[];
  /** What matters most first. */
  readonly findings: readonly DriftFinding[];
  /** What is configured and not yet applied. */
  readonly pending: readonly OrganizationChange[];
  /** Stacks of which nothing exists yet. */
  readonly neverApplied: readonly string[];
  readonly unseen: readonly UnseenStack[];
  readonly failed: readonly FailedStack[];
  readonly unread: readonly string[];
  readonly notes: readonly string[];
}

/** Makes the report of a look for drift. */
export function driftReport(surveyed: DriftOutcome, mask: MaskOptions = {}): DriftReport {
  const outcome = withLostStates(surveyed);
  const { origin, facts, live, failed, unseen, unread, notes, today } = outcome;
  const outside = outsideFacts(facts);
  const found = terraformFindings(outside, today, mask);
  const neverApplied = facts.stacks.filter(isNeverApplied).map(({ stack }) => stack);
  const pending = pendingOf(facts, neverApplied, mask);
  const told = [...found.flatMap(({ change }) => ("evidence" in change ? [change] : [])), ...pending];
  const differences = live === undefined ? [] : liveDifferences(comparison(outcome, outside, live, told), mask);
  // What waits for a stack that was never applied was never applied itself.
  const waiting = unseen.filter((stack) => !isMissing(stack.stack, neverApplied, unseen));
  const missing = unseen.filter((stack) => !waiting.includes(stack)).map(({ stack }) => stack);
  return {
    origin,
    stacks: surveyed.facts.stacks.map(({ stack }) => stack),
    findings: [...found, ...liveFindings(differences)].sort(byWeight),
    pending,
    neverApplied: [...neverApplied, ...missing],
    unseen: waiting,
    failed: failed.map(({ stack, messages }) => ({ stack, messages: messages.map((text) => masked(text, mask)) })),
    unread: unread.map((text) => masked(text, mask)),
    notes,
  };
}

/** A stack whose state is gone could not be looked at: its plan, or that it waits for others, says nothing. */
function withLostStates(outcome: DriftOutcome): DriftOutcome {
  const { facts, unseen, failed, live } = outcome;
  const lost = lostStates({ ...facts, unseen, live });
  const isKept = ({ stack }: { readonly stack: string }): boolean => lost.every((one) => one.stack !== stack);
  return {
    ...outcome,
    facts: { ...facts, stacks: facts.stacks.filter(isKept) },
    unseen: unseen.filter(isKept),
    failed: [...failed, ...lost],
  };
}

/** Whether nothing was changed outside, and everything could be looked at that exists. */
export function isAsApplied({ findings, failed, unread, unseen }: DriftReport): boolean {
  return findings.length + failed.length + unread.length + unseen.length === 0;
}

function comparison(
  { facts, failed, unseen }: DriftOutcome,
  outside: PlanFacts,
  live: OrganizationAsItIs,
  told: readonly OrganizationChange[],
) {
  const isDark = (stack: string): boolean => [...failed, ...unseen].some((one) => one.stack === stack);
  const knows = { policies: !isDark("guardrails"), delegations: !isDark("delegations") };
  return { live, facts: { ...outside, stacks: [...outside.stacks, ...applied(facts.stacks)] }, told, knows };
}

/** Attachments and delegations as the states have them now: one that an apply will take away is no stranger. */
function applied(stacks: readonly StackPlan[]): readonly StackPlan[] {
  return stacks.map((plan) => ({ ...plan, resources: plan.resources.filter(({ before }) => before !== undefined) }));
}

function isMissing(name: string, neverApplied: readonly string[], unseen: readonly UnseenStack[]): boolean {
  if (neverApplied.includes(name)) return true;
  return unseen.some(
    ({ stack, after, lastRead }) =>
      stack === name && lastRead === undefined && after.some((one) => isMissing(one, neverApplied, unseen)),
  );
}

function pendingOf({ stacks, zone, nodes }: DriftFacts, neverApplied: readonly string[], mask: MaskOptions) {
  const facts: PlanFacts = {
    stacks: stacks.filter(({ stack }) => !neverApplied.includes(stack)).map(pendingChanges),
    before: zone,
    after: zone,
    nodes,
  };
  return organizationChanges(facts, placementChange(facts, false), accountPlaces(facts), mask);
}
