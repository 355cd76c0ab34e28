import { canonicalEmail } from "../../model/email-address";
import type { LandingZone } from "../../model/landing-zone";
import type { FailedStack } from "../plan/plan-report";
import { type PlannedResource, type StackPlan, textOf } from "../plan/stack-plan";
import type { OrganizationAsItIs } from "./live-facts";
import { isNeverApplied } from "./outside-changes";

/** What is known of the stacks, to tell one that was never applied from one whose state is gone. */
export interface StateFacts {
  readonly stacks: readonly StackPlan[];
  readonly unseen: readonly {
    readonly stack: string;
    readonly after: readonly string[];
    readonly lastRead?: readonly string[];
  }[];
  readonly zone: LandingZone;
  /** `undefined` when it was not looked at. */
  readonly live: OrganizationAsItIs | undefined;
}

/**
 * The stacks that were applied, and of which no state tells any more: their plan would create what exists, or another
 * state has read what they published.
 */
export function lostStates(facts: StateFacts): readonly FailedStack[] {
  const empty = facts.stacks.filter(isNeverApplied);
  const missing = facts.unseen.filter(({ lastRead }) => lastRead === undefined).map(({ stack }) => stack);
  return [
    ...empty.map((plan) => [plan.stack, [...existing(facts, plan), ...readers(facts, plan.stack)]] as const),
    ...missing.map((stack) => [stack, readers(facts, stack)] as const),
  ]
    .filter(([, proofs]) => proofs.length > 0)
    .map(([stack, proofs]) => ({
      stack,
      messages: ["Its state is gone: nothing can be said about it.", ...shortened(proofs), REMEDY],
    }));
}

const REMEDY =
  "Put an earlier version of its state back, or import what exists, before anything is applied: an apply would create it again.";

const MOST_PROOFS = 3;

function shortened(proofs: readonly string[]): readonly string[] {
  const more = proofs.length - MOST_PROOFS;
  return more <= 0 ? proofs : [...proofs.slice(0, MOST_PROOFS), `So do ${more} more.`];
}

/** What a plan would create although it is there. */
function existing({ live, zone }: StateFacts, { resources }: StackPlan): readonly string[] {
  if (live === undefined) return [];
  return resources.flatMap((resource) => {
    const what = named(live, zone, resource);
    return what === undefined ? [] : [`${what} exists, and its plan would create it.`];
  });
}

function named(live: OrganizationAsItIs, zone: LandingZone, { type, after }: PlannedResource): string | undefined {
  const name = textOf(after, "name");
  switch (type) {
    case "aws_organizations_account": {
      const email = textOf(after, "email");
      const account = live.accounts.find(
        (candidate) => email !== undefined && canonicalEmail(candidate.email) === canonicalEmail(email),
      );
      return account === undefined || account.id === zone.managementAccount.id
        ? undefined
        : `The account ${account.id}`;
    }
    case "aws_organizations_policy":
      // AWS refuses a second policy of the same type and name.
      return live.policies.some((policy) => policy.name === name && policy.type === textOf(after, "type"))
        ? `The policy ${name}`
        : undefined;
    case "aws_organizations_organization":
      return "The organization";
    default:
      return undefined;
  }
}

/** The stacks whose states have read what a stack published, or read it now. */
function readers({ stacks, unseen }: StateFacts, stack: string): readonly string[] {
  const have = unseen.filter(({ lastRead = [] }) => lastRead.includes(stack));
  const find = stacks.filter((plan) => !isNeverApplied(plan) && Object.keys(plan.published[stack] ?? {}).length > 0);
  return [...have, ...find].map((reader) => `The state of ${reader.stack} has read what it published.`);
}
