import { OrganizationsPolicy } from "@cdktf/provider-aws/lib/organizations-policy";
import { OrganizationsPolicyAttachment } from "@cdktf/provider-aws/lib/organizations-policy-attachment";
import { Construct } from "constructs";
import type { PolicyType } from "../catalogue/guardrails";
import { KEY_TAG } from "../model/key-tag";
import type { Guardrail, LandingZone } from "../model/landing-zone";
import { targetKey } from "../model/policy-target";
import { type PolicyIds, targetId } from "../policies/policy-ids";
import { renderPolicy } from "../policies/render-policy";
import { MAIN_CHILD, stackOf } from "./landing-zone-stack";
import type { Lanes } from "./lanes";
import { protectedLifecycle } from "./protection";

/** How AWS Organizations calls the kinds of policy. */
export const AWS_POLICY_TYPES = {
  scp: "SERVICE_CONTROL_POLICY",
  rcp: "RESOURCE_CONTROL_POLICY",
  tag: "TAG_POLICY",
  "ai-opt-out": "AISERVICES_OPT_OUT_POLICY",
  "declarative-ec2": "DECLARATIVE_POLICY_EC2",
} as const satisfies Record<PolicyType, string>;

/** The policy types that the organization enables, as AWS calls them, sorted. */
export function enabledPolicyTypes({ policyTypes }: Pick<LandingZone, "policyTypes">): readonly string[] {
  return policyTypes.map((type) => AWS_POLICY_TYPES[type]).sort();
}

/** One guardrail and the ids that its policy and its attachments need. */
export interface AttachedPolicyProps {
  readonly guardrail: Guardrail;
  readonly ids: PolicyIds;
  readonly lanes: Lanes;
}

const DESCRIPTION_MAXIMUM = 512;

/**
 * The policy of one guardrail and its attachments, one construct a target: `<key>` and `<key>_<target>`.
 *
 * Of a critical guardrail all of them are protected. `skip_destroy` is not used: it would leave a policy behind that no
 * state knows of, where a refused plan makes somebody decide.
 */
export class AttachedPolicy extends Construct {
  constructor(scope: Construct, id: string, { guardrail, ids, lanes }: AttachedPolicyProps) {
    super(scope, id);
    const { zone } = stackOf(this);
    const { key, name, reason, policyType, critical, attachments } = guardrail;
    const protection = critical ? { lifecycle: protectedLifecycle(this) } : {};
    const policy = lanes.append(
      key,
      (order) =>
        new OrganizationsPolicy(this, MAIN_CHILD, {
          name,
          description: reason.slice(0, DESCRIPTION_MAXIMUM),
          type: AWS_POLICY_TYPES[policyType],
          content: renderPolicy(zone, guardrail, ids),
          tags: { [KEY_TAG]: key },
          ...protection,
          ...order,
        }),
    );
    for (const { target } of attachments) {
      lanes.append(
        key,
        (order) =>
          new OrganizationsPolicyAttachment(this, targetKey(target), {
            policyId: policy.id,
            targetId: targetId(target, ids),
            ...protection,
            ...order,
          }),
      );
    }
  }
}
