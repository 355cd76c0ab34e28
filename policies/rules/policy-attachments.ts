import type { PolicyType } from "../../catalogue/guardrails";
import type { Attachment, LandingZone, PolicyTarget } from "../../model/landing-zone";
import { targetKey } from "../../model/policy-target";
import { defineRule } from "../../model/rule";

/** AWS's own policy, which is attached to every node as soon as a policy type is enabled. */
const FULL_ACCESS: { readonly [T in PolicyType]?: string } = { scp: "FullAWSAccess", rcp: "RCPFullAWSAccess" };

/** A node has a slot for every policy attached to it. */
export const policyAttachmentsRule = defineRule<LandingZone>({
  id: "policy-attachments",
  doc: "No node has more policies attached than AWS's quota, counting AWS's full-access policy and reserved slots; inherited policies do not count.",
  waivable: false,
  *breaches(zone) {
    for (const node of attachedNodes(zone)) {
      const { target, policyType, guardrails, path } = node;
      const limit = zone.quotas[`${policyType}-attachments`];
      const reserved = reservedSlots(zone, target, policyType);
      const full = FULL_ACCESS[policyType];
      const ofAws = full === undefined ? [] : [full];
      const count = ofAws.length + reserved + guardrails.length;
      if (count <= limit) continue;
      const listed = [
        ...ofAws,
        ...(reserved === 0 ? [] : [`${reserved} reserved ${reserved === 1 ? "slot" : "slots"}`]),
        ...guardrails,
      ];
      yield {
        path,
        message: `${targetName(target)} would have ${count} ${POLICY_NAMES[policyType]} attached, more than the quota of ${limit}: ${listed.join(", ")}`,
        remedy: "Attach one of them to the node above or below, join two guardrails in one, or free a reserved slot.",
      };
    }
  },
});

const POLICY_NAMES: Readonly<Record<PolicyType, string>> = {
  scp: "SCPs",
  rcp: "RCPs",
  tag: "tag policies",
  "ai-opt-out": "AI services opt-out policies",
  "declarative-ec2": "declarative policies for EC2",
};

interface AttachedNode {
  readonly target: PolicyTarget;
  readonly policyType: PolicyType;
  readonly guardrails: string[];
  /** Where the configuration asks for the last of the team's own, or of the built-in ones where there is no other. */
  path: Attachment["path"];
  isOwn: boolean;
}

function attachedNodes(zone: LandingZone): Iterable<AttachedNode> {
  const nodes = new Map<string, AttachedNode>();
  for (const { key, policyType, attachments, body } of zone.guardrails) {
    for (const { target, path } of attachments) {
      const id = `${policyType} ${targetKey(target)}`;
      const node = nodes.get(id) ?? { target, policyType, guardrails: [], path, isOwn: false };
      node.guardrails.push(key);
      if (body.kind === "custom" || !node.isOwn) node.path = path;
      node.isOwn ||= body.kind === "custom";
      nodes.set(id, node);
    }
  }
  return nodes.values();
}

function reservedSlots(zone: LandingZone, target: PolicyTarget, policyType: PolicyType): number {
  if (policyType !== "scp" && policyType !== "rcp") return 0;
  const { everywhere, byUnit } = zone.reservedPolicySlots;
  const slots = target.kind === "organizational-unit" ? (byUnit[target.key] ?? everywhere) : everywhere;
  return slots[policyType];
}

function targetName(target: PolicyTarget): string {
  switch (target.kind) {
    case "root":
      return "the organization root";
    case "organizational-unit":
      return `organizational unit "${target.key}"`;
    case "account":
      return `account "${target.key}"`;
    default:
      return target satisfies never;
  }
}
