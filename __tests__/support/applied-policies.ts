import type { LandingZone } from "../../model/landing-zone";
import { targetKey } from "../../model/policy-target";
import { formerKeys } from "../../model/renames";
import { guardrailPolicies } from "../../policies/guardrail-policies";

/** Policies as AWS has them: what is in each, and where it is attached. */
export type AppliedPolicies = ReadonlyMap<
  string,
  { readonly guardrails: ReadonlySet<string>; readonly targets: ReadonlySet<string> }
>;

/** One call to AWS, with the calls that Terraform makes before it. */
interface Operation {
  readonly name: string;
  readonly isRemoval: boolean;
  readonly needs: readonly string[];
  readonly run: (state: MutablePolicies) => void;
}

type MutablePolicies = Map<string, { guardrails: Set<string>; targets: Set<string> }>;

/** A name for a guardrail that its key may change and it keeps. */
export type Naming = (key: string) => string;

/** What an apply is to arrive at. */
export function wantedPolicies(zone: LandingZone, naming: Naming): AppliedPolicies {
  return new Map(
    guardrailPolicies(zone).map(({ id, guardrails, attachments }) => [
      id,
      {
        guardrails: new Set(guardrails.map(({ key }) => naming(key))),
        targets: new Set(attachments.map(({ target }) => targetKey(target))),
      },
    ]),
  );
}

/** What is there already, under the addresses that `moved` blocks give it. */
export function renamedPolicies(zone: LandingZone, applied: AppliedPolicies): AppliedPolicies {
  const today = new Map(guardrailPolicies(zone).flatMap(({ id }) => formerKeys(zone, id).map((key) => [key, id])));
  return new Map([...applied].map(([id, policy]) => [today.get(id) ?? id, policy]));
}

/** Every state between two, in an order that Terraform may choose: `choose` picks among the calls that wait for nothing. */
export function* statesOfApply(
  zone: LandingZone,
  before: AppliedPolicies,
  after: AppliedPolicies,
  choose: (operations: readonly Operation[]) => number,
): Generator<AppliedPolicies> {
  const state: MutablePolicies = new Map(
    [...before].map(([id, { guardrails, targets }]) => [
      id,
      { guardrails: new Set(guardrails), targets: new Set(targets) },
    ]),
  );
  const waiting = [...operationsOf(zone, before, after)];
  while (waiting.length > 0) {
    const ready = waiting.filter(({ needs }) => !waiting.some(({ name }) => needs.includes(name)));
    const next = ready[choose(ready)];
    if (next === undefined) throw new Error("the operations wait for each other");
    next.run(state);
    waiting.splice(waiting.indexOf(next), 1);
    yield state;
  }
}

function* operationsOf(zone: LandingZone, before: AppliedPolicies, after: AppliedPolicies): Generator<Operation> {
  const waitsFor = new Map(guardrailPolicies(zone).map((policy) => [policy.id, policy.after]));
  for (const [id, { guardrails, targets }] of after) {
    const old = before.get(id);
    const needs = (waitsFor.get(id) ?? []).flatMap((other) =>
      [...(after.get(other)?.targets ?? [])].map((target) => `attach ${other} ${target}`),
    );
    if (old === undefined) {
      const run = (state: MutablePolicies) =>
        void state.set(id, { guardrails: new Set(guardrails), targets: new Set() });
      yield { name: `create ${id}`, isRemoval: false, needs, run };
    } else if (!isSame(old.guardrails, guardrails)) {
      const isRemoval = [...old.guardrails].some((key) => !guardrails.has(key));
      const run = (state: MutablePolicies) =>
        void Object.assign(policyOf(state, id), { guardrails: new Set(guardrails) });
      yield { name: `update ${id}`, isRemoval, needs, run };
    }
    for (const target of targets) {
      if (old?.targets.has(target)) continue;
      const run = (state: MutablePolicies) => void policyOf(state, id).targets.add(target);
      yield { name: `attach ${id} ${target}`, isRemoval: false, needs: [`create ${id}`], run };
    }
  }
  for (const [id, { targets }] of before) {
    for (const target of targets) {
      if (after.get(id)?.targets.has(target)) continue;
      const run = (state: MutablePolicies) => void policyOf(state, id).targets.delete(target);
      yield { name: `detach ${id} ${target}`, isRemoval: true, needs: [], run };
    }
    if (after.has(id)) continue;
    const needs = [...targets].map((target) => `detach ${id} ${target}`);
    yield { name: `delete ${id}`, isRemoval: true, needs, run: (state) => void state.delete(id) };
  }
}

function policyOf(state: MutablePolicies, id: string): { guardrails: Set<string>; targets: Set<string> } {
  const policy = state.get(id);
  if (policy === undefined) throw new Error(`there is no policy ${id}`);
  return policy;
}

function isSame(a: ReadonlySet<string>, b: ReadonlySet<string>): boolean {
  return a.size === b.size && [...a].every((key) => b.has(key));
}

/** `guardrail account` of everything in force: on the account itself, or on a node above it. */
export function inForce(zone: LandingZone, policies: AppliedPolicies): ReadonlySet<string> {
  const lineages = new Map(zone.organizationalUnits.map(({ key, lineage }) => [key, lineage]));
  const found = new Set<string>();
  for (const { key, organizationalUnit } of zone.accounts) {
    const binding = ["root", ...(lineages.get(organizationalUnit) ?? []), key];
    for (const { guardrails, targets } of policies.values()) {
      if (!binding.some((node) => targets.has(node))) continue;
      for (const guardrail of guardrails) found.add(`${guardrail} ${key}`);
    }
  }
  return found;
}

/** `guardrail node` of every attachment. */
export function attached(policies: AppliedPolicies): ReadonlySet<string> {
  return new Set(
    [...policies.values()].flatMap(({ guardrails, targets }) =>
      [...guardrails].flatMap((guardrail) => [...targets].map((target) => `${guardrail} ${target}`)),
    ),
  );
}
