import { KEY_TAG } from "../../model/key-tag";
import type { LandingZone } from "../../model/landing-zone";
import { targetKey } from "../../model/policy-target";
import { sidPrefix } from "../../policies/packed-statements";
import { WORST_CASE_IDS } from "../../policies/policy-ids";
import { policyContent } from "../../policies/render-policy";
import { canonicalJson } from "./canonical-json";
import { type NodeKey, nodeKeyOf, type PlanFacts } from "./plan-facts";
import {
  isList,
  isValues,
  type PlannedResource,
  type StackPlan,
  tagOf,
  textOf,
  UNKNOWN,
  type Values,
} from "./stack-plan";

/**
 * What of each guardrail is attached to each node: by node, then by guardrail, its statements.
 *
 * A statement is a text that does not depend on its Sid or on the policy it is in, so a guardrail that moves from one
 * policy to another is the same. Of a management policy the whole content counts as one statement.
 */
export type Placement = ReadonlyMap<NodeKey, ReadonlyMap<string, ReadonlySet<string>>>;

/** The two sides of a change, and what is there at every moment between them. */
export interface PlacementChange {
  readonly before: Placement;
  readonly after: Placement;
  /** What no order of the plan's steps ever takes away: attachments and statements that stay as they are. */
  readonly throughout: Placement;
}

/**
 * Works out where guardrails are attached before and after.
 *
 * From the plan of the policies' stack where there is one. Without it nothing is attached or detached, and both sides
 * are what the landing zone of the base declares; without a base, what this one does.
 *
 * @param isDeferred whether that plan is missing because it has to wait for another stack: then the sides are what the
 *   two landing zones declare
 */
export function placementChange(facts: PlanFacts, isDeferred: boolean): PlacementChange {
  const plans = facts.stacks.filter(({ resources }) => resources.some(({ type }) => type === POLICY));
  if (plans.length > 0) return plannedPlacement(facts, plans);
  if (!isDeferred) {
    const now = declaredPlacement(facts.before ?? facts.after);
    return { before: now, after: now, throughout: now };
  }
  const after = declaredPlacement(facts.after);
  const before = facts.before === undefined ? new Map() : declaredPlacement(facts.before);
  return { before, after, throughout: intersection(before, after) };
}

const POLICY = "aws_organizations_policy";
const ATTACHMENT = "aws_organizations_policy_attachment";

/** Where a landing zone declares its guardrails. */
function declaredPlacement(zone: LandingZone): Placement {
  const placement = new MutablePlacement();
  for (const guardrail of zone.guardrails) {
    const statements = statementsIn(JSON.stringify(policyContent(zone, guardrail, WORST_CASE_IDS)));
    const owned = statements.map(({ text }) => ({ guardrail: guardrail.key, text }));
    for (const { target } of guardrail.attachments) placement.addAll(targetKey(target), owned);
  }
  return placement.byNode;
}

function plannedPlacement(facts: PlanFacts, plans: readonly StackPlan[]): PlacementChange {
  const resources = plans.flatMap((plan) => plan.resources);
  const owner = ownerOf(facts);
  const policies = { before: policiesOn("before", resources, owner), after: policiesOn("after", resources, owner) };
  const change = { before: new MutablePlacement(), after: new MutablePlacement(), throughout: new MutablePlacement() };
  for (const attachment of resources.filter(({ type }) => type === ATTACHMENT)) {
    const had = policies.before.of(attachment);
    const has = policies.after.of(attachment);
    change.before.addAll(targetOn(facts, attachment, "before"), had);
    change.after.addAll(targetOn(facts, attachment, "after"), has);
    if (attachment.action !== "no-op" && attachment.action !== "update") continue;
    // A policy that is updated is one call to AWS: it has its old content or its new one.
    const lasting = had.filter(({ guardrail, text }) => has.some((s) => s.guardrail === guardrail && s.text === text));
    change.throughout.addAll(targetOn(facts, attachment, "before"), lasting);
  }
  const { before, after, throughout } = change;
  return { before: before.byNode, after: after.byNode, throughout: throughout.byNode };
}

function targetOn(facts: PlanFacts, attachment: PlannedResource, side: Side): NodeKey | undefined {
  const id = textOf(attachment[side], "target_id");
  return id === undefined ? undefined : nodeKeyOf(facts, id);
}

type Side = "before" | "after";

interface OwnedStatement {
  readonly guardrail: string;
  readonly text: string;
}

interface Policies {
  of(attachment: PlannedResource): readonly OwnedStatement[];
}

/** The statements of every policy, found by the policy's id or, while that is not known, by its address. */
function policiesOn(side: Side, resources: readonly PlannedResource[], owner: StatementOwner): Policies {
  const byId = new Map<string, readonly OwnedStatement[]>();
  const byAddress = new Map<string, readonly OwnedStatement[]>();
  for (const policy of resources.filter(({ type }) => type === POLICY)) {
    const statements = ownedStatements(policy[side], owner);
    const id = textOf(policy[side], "id");
    if (id === UNKNOWN) byAddress.set(policy.address, statements);
    else if (id !== undefined) byId.set(id, statements);
  }
  return {
    of: (attachment) => {
      const id = textOf(attachment[side], "policy_id") ?? "";
      const address = attachment.references.policy_id?.find((reference) => byAddress.has(reference)) ?? "";
      return (id === UNKNOWN ? byAddress.get(address) : byId.get(id)) ?? [];
    },
  };
}

function ownedStatements(values: Values | undefined, owner: StatementOwner): readonly OwnedStatement[] {
  return statementsIn(textOf(values, "content") ?? "").map(({ text, sid }) => ({
    text,
    guardrail: owner({ policyKey: tagOf(values, KEY_TAG), policyName: textOf(values, "name") ?? "", sid }),
  }));
}

interface FoundStatement {
  readonly sid: string | undefined;
  readonly text: string;
}

function statementsIn(content: string): readonly FoundStatement[] {
  const document = parsed(content);
  if (!isValues(document)) return content === "" ? [] : [{ sid: undefined, text: content }];
  const { Statement: statements } = document;
  if (!isList(statements)) return [{ sid: undefined, text: canonicalJson(document) }];
  return statements.filter(isValues).map(({ Sid: sid, ...rest }) => ({
    sid: typeof sid === "string" ? sid : undefined,
    text: canonicalJson(rest),
  }));
}

function parsed(content: string) {
  try {
    const document: Values[string] = JSON.parse(content);
    return document;
  } catch {
    return undefined;
  }
}

interface StatementPlace {
  readonly policyKey: string | undefined;
  readonly policyName: string;
  readonly sid: string | undefined;
}

type StatementOwner = (place: StatementPlace) => string;

/**
 * Tells which guardrail a statement belongs to.
 *
 * A policy of one guardrail bears its key as a tag. In a policy of several, each Sid begins with the guardrail's key in
 * Pascal case. What belongs to none is called by its policy's name.
 */
function ownerOf({ before, after }: PlanFacts): StatementOwner {
  const guardrails = [...(before?.guardrails ?? []), ...after.guardrails];
  const keys = new Set(guardrails.map(({ key }) => key));
  const prefixes = [...keys].map((key) => ({ key, prefix: sidPrefix(key) })).sort(byLengthDown);
  return ({ policyKey, policyName, sid }) => {
    if (policyKey !== undefined && keys.has(policyKey)) return policyKey;
    const prefixed = sid === undefined ? undefined : prefixes.find(({ prefix }) => sid.startsWith(prefix));
    return prefixed?.key ?? policyKey ?? policyName;
  };
}

function byLengthDown(a: { readonly prefix: string }, b: { readonly prefix: string }): number {
  return b.prefix.length - a.prefix.length;
}

class MutablePlacement {
  readonly byNode = new Map<NodeKey, Map<string, Set<string>>>();

  addAll(node: NodeKey | undefined, statements: readonly OwnedStatement[]): void {
    if (node === undefined) return;
    for (const { guardrail, text } of statements) {
      const guardrails = this.byNode.get(node) ?? new Map<string, Set<string>>();
      const texts = guardrails.get(guardrail) ?? new Set<string>();
      this.byNode.set(node, guardrails.set(guardrail, texts.add(text)));
    }
  }
}

function intersection(one: Placement, other: Placement): Placement {
  const both = new MutablePlacement();
  for (const [node, guardrails] of one) {
    for (const [guardrail, texts] of guardrails) {
      const there = other.get(node)?.get(guardrail);
      const common = [...texts].filter((text) => there?.has(text) === true);
      both.addAll(
        node,
        common.map((text) => ({ guardrail, text })),
      );
    }
  }
  return both.byNode;
}

/** The statements of a guardrail that reach something below all of the given nodes. */
export function statementsOver(
  placement: Placement,
  guardrail: string,
  nodes: readonly NodeKey[],
): ReadonlySet<string> {
  return new Set(nodes.flatMap((node) => [...(placement.get(node)?.get(guardrail) ?? [])]));
}

/** The keys of every guardrail on a side, sorted. */
export function guardrailsIn(...placements: readonly Placement[]): readonly string[] {
  const keys = placements.flatMap((placement) => [...placement.values()].flatMap((byKey) => [...byKey.keys()]));
  return [...new Set(keys)].sort();
}
