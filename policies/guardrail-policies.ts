import type { PolicyType } from "../catalogue/guardrails";
import type { Guardrail, LandingZone, PolicyTarget } from "../model/landing-zone";
import type { PolicyRecord, PolicyRecords } from "../model/ledger";
import { namesOf } from "../model/names";
import { compareKeys } from "../model/next-ledger";
import { type FinishedMove, isSharedPolicy } from "../model/policy-records";
import { targetKey } from "../model/policy-target";
import { packPolicies } from "./packing";
import type { PackableGuardrail, PolicyMeasure } from "./packing/packable-guardrail";
import { ownPolicyDescription, sharedPolicyDescription } from "./policy-description";
import { WORST_CASE_IDS } from "./policy-ids";
import { guardrailDocument, policyContent, sharedDocument, sizeOf } from "./render-policy";

/** One node that a policy is attached to. */
export interface PolicyAttachment {
  readonly target: PolicyTarget;
  /** Whether it only stays until what takes its place is known to be applied. */
  readonly isLeaving: boolean;
}

/** One organization policy, with the guardrails in it. */
export interface GuardrailPolicy {
  /** Its Terraform name: a guardrail's key, or `scp_1`, `rcp_1` where guardrails may share it. */
  readonly id: string;
  /** The physical name. */
  readonly name: string;
  readonly description: string;
  readonly policyType: PolicyType;
  /** Whether Terraform refuses to destroy it. */
  readonly critical: boolean;
  /** By key; those that are leaving, too, for their statements are still in it. */
  readonly guardrails: readonly Guardrail[];
  /** The keys of the guardrails that are in another policy now. */
  readonly leaving: readonly string[];
  /** Sorted: root, units by key, accounts by key. */
  readonly attachments: readonly PolicyAttachment[];
  /** The ids of the policies whose attachments it must wait for, because they took what no longer fitted into it. */
  readonly after: readonly string[];
}

/** Every organization policy of the guardrails in force, by id, and where it is attached. */
export function guardrailPolicies(zone: LandingZone): readonly GuardrailPolicy[] {
  const known = KNOWN.get(zone);
  if (known !== undefined) return known;
  const records = policyRecords(zone);
  const policies = Object.entries(records)
    .filter(([, { state }]) => state === "active")
    .map(([id, record]) => guardrailPolicy(zone, id, record));
  KNOWN.set(zone, policies);
  return policies;
}

/** A landing zone is immutable, and many ask. */
const KNOWN = new WeakMap<LandingZone, readonly GuardrailPolicy[]>();

/** The policy that is a guardrail's place; another one may still hold it. */
export function policyOfGuardrail(zone: LandingZone, key: string): GuardrailPolicy | undefined {
  return guardrailPolicies(zone).find(
    ({ guardrails, leaving }) => guardrails.some((guardrail) => guardrail.key === key) && !leaving.includes(key),
  );
}

/** What policies still hold, or are still attached to, until the moves are finished; by policy. */
export function unfinishedMoves(zone: LandingZone): readonly FinishedMove[] {
  return guardrailPolicies(zone).flatMap(({ id, leaving, attachments }) => [
    ...leaving.map((key): FinishedMove => ({ policy: id, kind: "guardrail", key })),
    ...attachments
      .filter(({ isLeaving }) => isLeaving)
      .map(({ target }): FinishedMove => ({ policy: id, kind: "target", key: targetKey(target) })),
  ]);
}

/**
 * What the ledger is to remember of the policies of a landing zone.
 *
 * @param consolidate whether guardrails may move so that fewer policies are needed
 */
export function policyRecords(zone: LandingZone, consolidate = false): PolicyRecords {
  return packPolicies({
    guardrails: zone.guardrails.map(packable),
    records: zone.policyRecords,
    measure: measureOf(zone),
    consolidate,
  });
}

function packable({ key, policyType, standsAlone, attachments }: Guardrail): PackableGuardrail {
  const targets = attachments.map(({ target }) => targetKey(target)).sort(compareKeys);
  return { key, policyType, standsAlone, targets };
}

function measureOf(zone: LandingZone): PolicyMeasure {
  const statements = new Map(
    zone.guardrails.map((guardrail) => [guardrail.key, guardrailDocument(zone, guardrail, WORST_CASE_IDS).Statement]),
  );
  const ofPolicy = (keys: Iterable<string>): number => {
    const parts = [...new Set(keys)].sort(compareKeys).map((key) => ({ key, statements: statements.get(key) ?? [] }));
    return sizeOf(sharedDocument(parts));
  };
  const empty = ofPolicy([]);
  const sizes = new Map(
    zone.guardrails.map((guardrail) => [
      guardrail.key,
      guardrail.standsAlone
        ? sizeOf(policyContent(zone, guardrail, WORST_CASE_IDS))
        : ofPolicy([guardrail.key]) - empty,
    ]),
  );
  return {
    ofGuardrail: (key) => sizes.get(key) ?? 0,
    ofPolicy,
    limit: (policyType) => zone.quotas[`${policyType}-size`],
  };
}

function guardrailPolicy(zone: LandingZone, id: string, record: PolicyRecord): GuardrailPolicy {
  const leaving = record.leaving?.guardrails ?? [];
  const held = new Set([...Object.keys(record.guardrails), ...leaving]);
  const guardrails = zone.guardrails.filter(({ key }) => held.has(key));
  const own = guardrails.find(({ key }) => key === id);
  return {
    id,
    name: isSharedPolicy(id) || own === undefined ? namesOf(zone).guardrailPolicy(id) : own.name,
    description:
      isSharedPolicy(id) || own === undefined
        ? sharedPolicyDescription(guardrails.map(({ key }) => key))
        : ownPolicyDescription(own.description),
    policyType: record.policyType,
    critical: own?.critical ?? false,
    guardrails,
    leaving,
    attachments: attachmentsOf(zone, record),
    after: record.after ?? [],
  };
}

function attachmentsOf(zone: LandingZone, { targets, leaving }: PolicyRecord): readonly PolicyAttachment[] {
  const last = new Set(leaving?.targets ?? []);
  const attached = new Set([...targets, ...last]);
  const at = (target: PolicyTarget): readonly PolicyAttachment[] => {
    const key = targetKey(target);
    return attached.has(key) ? [{ target, isLeaving: last.has(key) }] : [];
  };
  const units = zone.organizationalUnits.map(({ key }) => key).sort(compareKeys);
  return [
    ...at({ kind: "root" }),
    ...units.flatMap((key) => at({ kind: "organizational-unit", key })),
    ...zone.accounts.flatMap(({ key }) => at({ kind: "account", key })),
  ];
}
