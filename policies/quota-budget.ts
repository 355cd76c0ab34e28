import type { PolicyType } from "../catalogue/guardrails";
import type { Guardrail, LandingZone, PolicyTarget } from "../model/landing-zone";
import { isSharedPolicy } from "../model/policy-records";
import { targetKey } from "../model/policy-target";
import { type GuardrailPolicy, guardrailPolicies } from "./guardrail-policies";
import { WORST_CASE_IDS } from "./policy-ids";
import { contentOf, policySize, sharedDocument, sizeOf } from "./render-policy";

/** AWS's own policies, which are attached to every node as soon as their policy type is enabled. */
const FULL_ACCESS: { readonly [T in PolicyType]?: string } = { scp: "FullAWSAccess", rcp: "RCPFullAWSAccess" };

/** A quota, and how much of it is taken; `left` is negative where it is exceeded. */
export interface Budget {
  readonly limit: number;
  readonly used: number;
  readonly left: number;
}

/** A policy on a node. */
export interface PolicyOnNode {
  /** The id of the policy. */
  readonly policy: string;
  /** Whether it only stays until a move is finished. */
  readonly isLeaving: boolean;
}

/** The slots of one policy type on a node. */
export interface SlotBudget extends Budget {
  readonly policyType: PolicyType;
  /** AWS's own policy, which takes a slot. @default none for this type */
  readonly ofAws?: string;
  /** How many slots are somebody else's. */
  readonly reserved: number;
  readonly policies: readonly PolicyOnNode[];
  /** The policies on the nodes above, which bind here and take no slot. */
  readonly inherited: readonly { readonly from: string; readonly policies: readonly string[] }[];
}

/** One node of the organization with its slots. */
export interface NodeBudget {
  readonly target: PolicyTarget;
  /** The keys of the nodes above, from the root down. */
  readonly below: readonly string[];
  /** By policy type, those that are enabled. */
  readonly slots: readonly SlotBudget[];
}

/** The characters of one policy. */
export interface CharacterBudget extends Budget {
  readonly policy: string;
  readonly name: string;
  readonly policyType: PolicyType;
  /** What takes how many characters, the largest first: guardrails, or the parts of the only one. */
  readonly contributors: readonly Contributor[];
  readonly attachedTo: readonly string[];
}

/** One guardrail in a policy. */
export interface Contributor {
  readonly guardrail: string;
  readonly characters: number;
  /** Whether it is in another policy as well, and only stays until the move is finished. */
  readonly isLeaving: boolean;
}

/** How much of AWS's quotas for policies an organization uses. */
export interface QuotaBudget {
  /** The root, then units with what is below them, then accounts by key. */
  readonly nodes: readonly NodeBudget[];
  /** By id. */
  readonly policies: readonly CharacterBudget[];
}

/** The slots of every node and the characters of every policy: used and left, what is leaving included. */
export function quotaBudget(zone: LandingZone): QuotaBudget {
  const policies = guardrailPolicies(zone);
  return { nodes: nodeBudgets(zone, policies), policies: policies.map((policy) => characterBudget(zone, policy)) };
}

/** The characters of one policy, with ids as long as AWS may make them. */
export function characterBudget(zone: LandingZone, policy: GuardrailPolicy): CharacterBudget {
  const { id, name, policyType, guardrails, leaving, attachments } = policy;
  const budget = budgetOf(zone.quotas[`${policyType}-size`], policySize(zone, policy));
  const contributors = guardrails
    .map((guardrail) => ({
      guardrail: guardrail.key,
      characters: charactersOf(zone, policy, guardrail),
      isLeaving: leaving.includes(guardrail.key),
    }))
    .sort((a, b) => b.characters - a.characters);
  const attachedTo = attachments.map(({ target }) => targetKey(target));
  return { policy: id, name, policyType, ...budget, contributors, attachedTo };
}

/** Without what the policy has around its statements, where it may have those of others, too. */
function charactersOf(zone: LandingZone, { id }: GuardrailPolicy, guardrail: Guardrail): number {
  const size = sizeOf(contentOf(zone, { id, guardrails: [guardrail] }, WORST_CASE_IDS));
  return isSharedPolicy(id) ? size - sizeOf(sharedDocument([])) : size;
}

interface Node {
  readonly target: PolicyTarget;
  readonly below: readonly string[];
}

/** The slots of every node. */
export function nodeBudgets(zone: LandingZone, policies: readonly GuardrailPolicy[]): readonly NodeBudget[] {
  const onNodes = policiesByNode(policies);
  return nodesOf(zone).map(({ target, below }) => ({
    target,
    below,
    slots: zone.policyTypes.map((policyType) => {
      const here = onNodes.get(nodeId(policyType, targetKey(target))) ?? [];
      const ofAws = FULL_ACCESS[policyType];
      const reserved = reservedSlots(zone, target, policyType);
      const used = (ofAws === undefined ? 0 : 1) + reserved + here.length;
      return {
        policyType,
        ...budgetOf(zone.quotas[`${policyType}-attachments`], used),
        ...(ofAws === undefined ? {} : { ofAws }),
        reserved,
        policies: here,
        inherited: below.flatMap((from) => {
          const above = onNodes.get(nodeId(policyType, from)) ?? [];
          return above.length === 0 ? [] : [{ from, policies: above.map(({ policy }) => policy) }];
        }),
      };
    }),
  }));
}

function policiesByNode(policies: readonly GuardrailPolicy[]): ReadonlyMap<string, readonly PolicyOnNode[]> {
  const byNode = new Map<string, PolicyOnNode[]>();
  for (const { id, policyType, attachments, guardrails, leaving } of policies) {
    const isWhollyLeaving = guardrails.every(({ key }) => leaving.includes(key));
    for (const { target, isLeaving } of attachments) {
      const node = nodeId(policyType, targetKey(target));
      const here = byNode.get(node) ?? [];
      here.push({ policy: id, isLeaving: isLeaving || isWhollyLeaving });
      byNode.set(node, here);
    }
  }
  return byNode;
}

function nodeId(policyType: PolicyType, key: string): string {
  return `${policyType} ${key}`;
}

function nodesOf(zone: LandingZone): readonly Node[] {
  const lineages = new Map(zone.organizationalUnits.map(({ key, lineage }) => [key, lineage]));
  return [
    { target: { kind: "root" }, below: [] },
    ...zone.organizationalUnits.map(({ key, lineage }): Node => {
      return { target: { kind: "organizational-unit", key }, below: ["root", ...lineage.slice(0, -1)] };
    }),
    ...zone.accounts.map(({ key, organizationalUnit }): Node => {
      return { target: { kind: "account", key }, below: ["root", ...(lineages.get(organizationalUnit) ?? [])] };
    }),
  ];
}

function reservedSlots(zone: LandingZone, target: PolicyTarget, policyType: PolicyType): number {
  return declaredSlots(zone, target, policyType) + externalSlots(zone, target, policyType);
}

/** Policies that others manage take slots where they are attached. */
function externalSlots({ externalPolicies }: LandingZone, target: PolicyTarget, policyType: PolicyType): number {
  const here = targetKey(target);
  return externalPolicies.filter(
    (policy) => policy.policyType === policyType && policy.targets.some((node) => targetKey(node) === here),
  ).length;
}

function declaredSlots(zone: LandingZone, target: PolicyTarget, policyType: PolicyType): number {
  if (policyType !== "scp" && policyType !== "rcp") return 0;
  const { everywhere, byUnit } = zone.reservedPolicySlots;
  const slots = target.kind === "organizational-unit" ? (byUnit[target.key] ?? everywhere) : everywhere;
  return slots[policyType];
}

function budgetOf(limit: number, used: number): Budget {
  return { limit, used, left: limit - used };
}
