import type { Guardrail } from "./landing-zone";
import type { Identity, Ledger, PolicyParts, PolicyRecord, PolicyRecords } from "./ledger";
import { compareKeys } from "./next-ledger";
import { targetKey } from "./policy-target";

/** Whether a policy was made for several guardrails: no key has an underscore, and every such id has. */
export function isSharedPolicy(id: string): boolean {
  return id.includes("_");
}

/** The number of a shared policy, in the order in which those of its type were made. */
export function sharedPolicyNumber(id: string): number {
  return Number(id.slice(id.lastIndexOf("_") + 1));
}

/** What a configuration has that records of policies may name. */
export interface PresentKeys {
  readonly renamed: readonly { readonly from: string; readonly to: string }[];
  readonly guardrails: readonly Guardrail[];
  /** `root`, and the keys of units and accounts. */
  readonly targets: readonly string[];
}

/**
 * The records of a ledger in today's keys: renamed ones under the new key, nodes that are gone left out.
 *
 * A ledger from before guardrails shared policies has no records: each of its guardrails has a policy of its own then,
 * attached where the configuration wants it today.
 */
export function carriedPolicies(ledger: Ledger | undefined, next: Ledger, present: PresentKeys): PolicyRecords {
  if (ledger === undefined) return {};
  const today = new Map(present.renamed.map(({ from, to }) => [from, to]));
  const rename = (key: string): string => today.get(key) ?? key;
  if (ledger.policies === undefined) return policiesOfTheirOwn(ledger, present.guardrails, rename);
  const nodes = new Set(present.targets);
  const records = Object.entries(ledger.policies)
    .map(([id, record]): [string, PolicyRecord] => [rename(id), renamed(record, rename)])
    .map(([id, record]): [string, PolicyRecord] => [id, released(id, record, next.identities)])
    .map(([id, record]): [string, PolicyRecord] => [id, withoutNodesThatAreGone(record, nodes)])
    .filter(([id, { state }]) => isSharedPolicy(id) || state === "active");
  return Object.fromEntries(records.sort(([a], [b]) => compareKeys(a, b)));
}

function policiesOfTheirOwn(
  { identities }: Ledger,
  guardrails: readonly Guardrail[],
  rename: (key: string) => string,
): PolicyRecords {
  const known = new Set(
    Object.entries(identities)
      .filter(([, { kind, state }]) => kind === "guardrail" && (state === "active" || state === "moved"))
      .map(([key]) => rename(key)),
  );
  const records = guardrails
    .filter(({ key }) => known.has(key))
    .map(({ key, policyType, attachments }): [string, PolicyRecord] => {
      const targets = attachments.map(({ target }) => targetKey(target)).sort(compareKeys);
      return [key, { policyType, state: "active", targets, guardrails: { [key]: 0 } }];
    });
  return Object.fromEntries(records);
}

function renamed(record: PolicyRecord, rename: (key: string) => string): PolicyRecord {
  if (record.state !== "active") return record;
  const parts = ({ guardrails = [], targets = [] }: PolicyParts = {}): PolicyParts => ({
    guardrails: guardrails.map(rename),
    targets: targets.map(rename),
  });
  const sizes = Object.entries(record.guardrails).map(([key, size]): [string, number] => [rename(key), size]);
  return {
    ...record,
    targets: record.targets.map(rename).sort(compareKeys),
    guardrails: Object.fromEntries(sizes),
    arriving: parts(record.arriving),
    leaving: parts(record.leaving),
    after: (record.after ?? []).map(rename),
  };
}

/** What is released stays attached, also to nodes that Terraform forgets at the same time. */
function withoutNodesThatAreGone(record: PolicyRecord, nodes: ReadonlySet<string>): PolicyRecord {
  if (record.state !== "active") return record;
  const present = (targets: readonly string[] = []): readonly string[] => targets.filter((key) => nodes.has(key));
  return {
    ...record,
    targets: present(record.targets),
    arriving: { ...record.arriving, targets: present(record.arriving?.targets) },
    leaving: { ...record.leaving, targets: present(record.leaving?.targets) },
  };
}

/** A shared policy is forgotten with its last guardrail; while it holds another one, a rule refuses that. */
function released(id: string, record: PolicyRecord, identities: Readonly<Record<string, Identity>>): PolicyRecord {
  const held = heldGuardrails(record);
  const isReleased = held.length > 0 && held.every((key) => identities[key]?.state === "released");
  if (record.state !== "active" || !isSharedPolicy(id) || !isReleased) return record;
  const targets = [...record.targets, ...(record.leaving?.targets ?? [])].sort(compareKeys);
  return { policyType: record.policyType, state: "released", targets, guardrails: record.guardrails };
}

/** The keys of every guardrail whose statements are in a policy, those that are leaving included. */
export function heldGuardrails({ guardrails, leaving }: PolicyRecord): readonly string[] {
  return [...Object.keys(guardrails), ...(leaving?.guardrails ?? [])];
}

/** One thing that `finishMoves` takes away. */
export interface FinishedMove {
  readonly policy: string;
  readonly kind: "guardrail" | "target";
  /** The guardrail that is in another policy now, or the node that the policy is no longer attached to. */
  readonly key: string;
}

/** A ledger after its moves, with what was taken away. */
export interface FinishedMoves {
  readonly ledger: Ledger;
  readonly finished: readonly FinishedMove[];
}

/**
 * The ledger once everything that was synthesized is applied: what was leaving is gone, what was arriving is there.
 *
 * Only the team, or a verb that applied everything, can know that; synthesis alone never does.
 */
export function finishMoves(ledger: Ledger): FinishedMoves {
  const { policies } = ledger;
  if (policies === undefined) return { ledger, finished: [] };
  const finished = Object.entries(policies).flatMap(([policy, { leaving = {} }]) => [
    ...(leaving.guardrails ?? []).map((key): FinishedMove => ({ policy, kind: "guardrail", key })),
    ...(leaving.targets ?? []).map((key): FinishedMove => ({ policy, kind: "target", key })),
  ]);
  const settled = Object.entries(policies).flatMap(([id, record]) => settledRecord(id, record));
  return { ledger: { ...ledger, policies: Object.fromEntries(settled) }, finished };
}

function settledRecord(id: string, record: PolicyRecord): readonly (readonly [string, PolicyRecord])[] {
  const { policyType, state, targets, guardrails } = record;
  if (state !== "active" || Object.keys(guardrails).length > 0) {
    return [[id, { policyType, state, targets, guardrails }]];
  }
  return isSharedPolicy(id) ? [[id, deletedRecord(policyType)]] : [];
}

/** What stays of a shared policy that holds nothing any more, so that its id is not used again. */
export function deletedRecord(policyType: PolicyRecord["policyType"]): PolicyRecord {
  return { policyType, state: "deleted", targets: [], guardrails: {} };
}
