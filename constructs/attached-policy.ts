import { OrganizationsPolicy } from "@cdktf/provider-aws/lib/organizations-policy";
import { OrganizationsPolicyAttachment } from "@cdktf/provider-aws/lib/organizations-policy-attachment";
import { Construct } from "constructs";
import type { PolicyType } from "../catalogue/guardrails";
import { KEY_TAG } from "../model/key-tag";
import type { LandingZone } from "../model/landing-zone";
import type { AdoptedPolicy } from "../model/ledger";
import { targetKey } from "../model/policy-target";
import { ROOT_NODE } from "../model/root-node";
import type { GuardrailPolicy } from "../policies/guardrail-policies";
import { type PolicyIds, targetId } from "../policies/policy-ids";
import { renderPolicy } from "../policies/render-policy";
import { entryOf, importExisting } from "./existing-resource";
import { MAIN_CHILD, stackOf } from "./landing-zone-stack";
import type { Lanes } from "./lanes";
import { protectedLifecycle, untouchedTags } from "./protection";

/** How AWS Organizations calls the kinds of policy. */
export const AWS_POLICY_TYPES = {
  scp: "SERVICE_CONTROL_POLICY",
  rcp: "RESOURCE_CONTROL_POLICY",
  tag: "TAG_POLICY",
  "ai-opt-out": "AISERVICES_OPT_OUT_POLICY",
  "declarative-ec2": "DECLARATIVE_POLICY_EC2",
} as const satisfies Record<PolicyType, string>;

/** The policy types that the organization enables, as AWS calls them, sorted. */
export function enabledPolicyTypes({
  policyTypes,
  furtherPolicyTypes,
}: Pick<LandingZone, "policyTypes" | "furtherPolicyTypes">): readonly string[] {
  return [...policyTypes.map((type) => AWS_POLICY_TYPES[type]), ...furtherPolicyTypes].sort();
}

/** One policy and the ids that it and its attachments need. */
export interface AttachedPolicyProps {
  readonly policy: GuardrailPolicy;
  readonly ids: PolicyIds;
  readonly lanes: Lanes;
  /** What must be attached before the policy may change. */
  readonly after: readonly AttachedPolicy[];
}

/**
 * A policy and its attachments, one construct a target: `<id>` and `<id>_<target>`.
 *
 * Of a critical guardrail all of them are protected. `skip_destroy` is not used: it would leave a policy behind that no
 * state knows of, where a refused plan makes somebody decide.
 */
export class AttachedPolicy extends Construct {
  private readonly attachments: readonly OrganizationsPolicyAttachment[];

  constructor(scope: Construct, { policy, ids, lanes, after }: AttachedPolicyProps) {
    super(scope, policy.id);
    const { zone } = stackOf(this);
    const { id, name, description, policyType, critical, attachments } = policy;
    const protection = critical ? { lifecycle: protectedLifecycle(this) } : {};
    const ignored = untouchedTags(this);
    const untagged = ignored.length === 0 ? {} : { lifecycle: { ignoreChanges: [...ignored] } };
    const awaited = after.flatMap((other) => other.attachments);
    const resource = lanes.append(id, ({ dependsOn = [] }) => {
      const order = [...new Set([...dependsOn, ...awaited])];
      return new OrganizationsPolicy(this, MAIN_CHILD, {
        name,
        description,
        type: AWS_POLICY_TYPES[policyType],
        content: renderPolicy(zone, policy, ids),
        tags: { [KEY_TAG]: id },
        ...(critical ? { lifecycle: protectedLifecycle(this, ignored) } : untagged),
        ...(order.length === 0 ? {} : { dependsOn: order }),
      });
    });
    const adopted = entryOf(zone.adoption?.policies, id);
    importExisting(resource, adopted?.id);
    this.attachments = attachments.map(({ target }) => {
      const attachment = lanes.append(
        id,
        (order) =>
          new OrganizationsPolicyAttachment(this, targetKey(target), {
            policyId: resource.id,
            targetId: targetId(target, ids),
            ...protection,
            ...order,
          }),
      );
      return importExisting(attachment, adopted && attachmentId(zone, adopted, targetKey(target)));
    });
  }
}

/** The id of an attachment that exists: that of the node, a colon and that of the policy. */
function attachmentId(
  { adoption }: Pick<LandingZone, "adoption">,
  { id, targets }: AdoptedPolicy,
  target: string,
): string | undefined {
  if (adoption === undefined || !targets.includes(target)) return undefined;
  const node =
    target === ROOT_NODE
      ? adoption.rootId
      : (entryOf(adoption.organizationalUnits, target) ?? entryOf(adoption.accounts, target));
  return node === undefined ? undefined : `${node}:${id}`;
}
