import type { LandingZoneConfig } from "../../model/config";
import { KEY_TAG } from "../../model/key-tag";
import type { LandingZone, PolicyTarget } from "../../model/landing-zone";
import { resolve } from "../../model/resolve";
import { WORST_CASE_IDS } from "../../policies/policy-ids";
import { policyContent } from "../../policies/render-policy";
import type { PlanFacts } from "../../reports/plan/plan-facts";
import { type PlanOutcome, type PlanReport, planReport } from "../../reports/plan/plan-report";
import type { Action, PlannedResource, StackPlan, Values } from "../../reports/plan/stack-plan";
import { minimalConfig } from "./example-config";

/** The day on which approvals in tests are judged. */
export const TODAY = "2026-07-01";

/** An organization with a unit for production and one for development, an account in each, and a guardrail on one. */
export function shopConfig(changes: Partial<LandingZoneConfig> = {}): LandingZoneConfig {
  const base = minimalConfig();
  return minimalConfig({
    organizationalUnits: {
      ...base.organizationalUnits,
      prod: {
        name: "Prod",
        guardrails: ["deny-large"],
        accounts: { "shop-prod": { email: "aws+shop-prod@acme.example" } },
      },
      dev: { name: "Dev", accounts: { "shop-dev": { email: "aws+shop-dev@acme.example" } } },
    },
    guardrails: { "deny-large": { reason: "Nobody needs these.", statements: [DENY_LARGE] } },
    ...changes,
  });
}

export const DENY_LARGE = {
  Sid: "DenyLarge",
  Effect: "Deny",
  Action: "ec2:RunInstances",
  Resource: "*",
  Condition: { StringLike: { "ec2:InstanceType": "*.48xlarge" } },
} as const;

/** The landing zone of a configuration that is sound. */
export function zoneOf(config: LandingZoneConfig): LandingZone {
  return resolve(config, undefined).zone;
}

/** What AWS calls a node in these tests. */
export function idOf(key: string): string {
  return key === "root" ? "r-ex01" : `id-of-${key}`;
}

/** Every node of some landing zones by its id. */
export function nodesOf(...zones: readonly LandingZone[]): ReadonlyMap<string, PolicyTarget> {
  const targets: PolicyTarget[] = [
    { kind: "root" },
    ...zones.flatMap(({ organizationalUnits }) =>
      organizationalUnits.map(({ key }): PolicyTarget => ({ kind: "organizational-unit", key })),
    ),
    ...zones.flatMap(({ accounts }) => accounts.map(({ key }): PolicyTarget => ({ kind: "account", key }))),
  ];
  return new Map(targets.map((target) => [idOf(target.kind === "root" ? "root" : target.key), target]));
}

/** What a resource of a plan is made from; whatever is left out is as in a resource that stays. */
export type ResourceParts = Partial<Omit<PlannedResource, "action">> & {
  readonly address: string;
  readonly action?: Action;
};

/** One resource of a plan; of an update, what changes is worked out. */
export function planned(parts: ResourceParts): PlannedResource {
  const { address, action = "update", before, after } = parts;
  const isChanging = action === "update" || action === "replace";
  const names = [...new Set([...Object.keys(before ?? {}), ...Object.keys(after ?? {})])].sort();
  const differs = (name: string): boolean => JSON.stringify(before?.[name]) !== JSON.stringify(after?.[name]);
  return {
    stack: "demo",
    previousAddress: undefined,
    type: address.slice(0, address.indexOf(".")),
    isImported: false,
    changed: isChanging ? names.filter(differs) : [],
    references: {},
    ...parts,
    action,
    before: action === "create" ? undefined : (before ?? {}),
    after: action === "delete" || action === "forget" ? undefined : (after ?? before ?? {}),
  };
}

/** The plan of one stack. */
export function stackPlan(
  stack: string,
  resources: readonly ResourceParts[],
  more: Partial<StackPlan> = {},
): StackPlan {
  return {
    stack,
    terraformVersion: "1.11.4",
    resources: resources.map((resource) => planned({ ...resource, stack })),
    drifted: [],
    outputs: {},
    published: {},
    ...more,
  };
}

/** The values of an account in a plan. */
export function accountValues(key: string, unit: string, more: Values = {}): Values {
  return { id: idOf(key), name: key, parent_id: idOf(unit), tags: { [KEY_TAG]: key }, ...more };
}

/** The plan of the policies that leads from one landing zone to another, each guardrail in a policy of its own. */
export function guardrailsPlan(before: LandingZone, after: LandingZone): StackPlan {
  const had = policyResources(before);
  const has = policyResources(after);
  return stackPlan(
    "guardrails",
    [...new Set([...had.keys(), ...has.keys()])].sort().map((address) => {
      const [was, is] = [had.get(address), has.get(address)];
      if (was === undefined) return { address, action: "create", after: { ...is, id: "(known after apply)" } };
      if (is === undefined) return { address, action: "delete", before: was };
      return {
        address,
        action: JSON.stringify(was) === JSON.stringify(is) ? "no-op" : "update",
        before: was,
        after: is,
      };
    }),
  );
}

function policyResources(zone: LandingZone): ReadonlyMap<string, Values> {
  const resources = new Map<string, Values>();
  for (const guardrail of zone.guardrails) {
    const { key, name, attachments } = guardrail;
    const content = JSON.stringify(policyContent(zone, guardrail, WORST_CASE_IDS));
    resources.set(`aws_organizations_policy.${key}`, { id: `p-${key}`, name, content, tags: { [KEY_TAG]: key } });
    for (const { target } of attachments) {
      const node = target.kind === "root" ? "root" : target.key;
      resources.set(`aws_organizations_policy_attachment.${key}_${node}`, {
        policy_id: `p-${key}`,
        target_id: idOf(node),
      });
    }
  }
  return resources;
}

/** What is known of a change from one configuration to another. */
export function factsOf(
  before: LandingZoneConfig,
  after: LandingZoneConfig,
  stacks: readonly StackPlan[] = [],
): PlanFacts {
  const zones = { before: zoneOf(before), after: zoneOf(after) };
  return { ...zones, stacks, nodes: nodesOf(zones.before, zones.after) };
}

/** A report on stacks of an organization whose configuration stays as it is. */
export function reportOn(stacks: readonly StackPlan[], more: Partial<PlanOutcome> = {}): PlanReport {
  return planReport({
    origin: {
      commit: "0123456789abcdef0123456789abcdef01234567",
      isDirty: false,
      base: { name: "main", commit: "fedcba9876543210fedcba9876543210fedcba98" },
      time: "2026-07-01 12:00:00 UTC",
      terraform: "Terraform 1.11.4",
    },
    facts: factsOf(shopConfig(), shopConfig(), stacks),
    deferred: [],
    failed: [],
    abandoned: [],
    notes: [],
    today: TODAY,
    ...more,
  });
}
