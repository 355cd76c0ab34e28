import { EXTERNAL_POLICY_SIGNS } from "../../catalogue/external-policies";
import type { PolicyType } from "../../catalogue/guardrails";
import { AWS_POLICY_TYPES } from "../../constructs/attached-policy";
import type { ExternalPolicyOwner } from "../../model/adoption-config";
import type { LivePolicy } from "./live-organization";

/**
 * What becomes of a policy that exists.
 *
 * `full-access`: AWS's own, on every node, which the model counts anyway. `external`: somebody else's, counted and never
 * in a state. `foreign`: the team's, kept word for word. `unknown-type`: of a type that Rootstock has no guardrails of,
 * left alone.
 */
export type PolicyClass =
  | { readonly kind: "full-access" }
  | { readonly kind: "external"; readonly owner: ExternalPolicyOwner; readonly policyType: PolicyType }
  | { readonly kind: "foreign"; readonly policyType: PolicyType }
  | { readonly kind: "unknown-type" };

const FULL_ACCESS: ReadonlySet<string> = new Set(["FullAWSAccess", "RCPFullAWSAccess"]);

/** Whose a policy is, by its name and its tags. */
export function classifyPolicy(policy: LivePolicy): PolicyClass {
  const policyType = knownType(policy.type);
  if (policy.awsManaged && FULL_ACCESS.has(policy.name)) return { kind: "full-access" };
  if (policyType === undefined) return { kind: "unknown-type" };
  if (policy.awsManaged) return { kind: "external", owner: "aws", policyType };
  const sign = EXTERNAL_POLICY_SIGNS.find(({ name, tag }) => {
    const value = tag === undefined || !Object.hasOwn(policy.tags, tag.key) ? undefined : policy.tags[tag.key];
    return name?.test(policy.name) === true || (value !== undefined && tag?.value.test(value) === true);
  });
  return sign === undefined ? { kind: "foreign", policyType } : { kind: "external", owner: sign.owner, policyType };
}

/** How guardrails call a policy type of AWS's. */
export function knownType(awsType: string): PolicyType | undefined {
  const types = Object.keys(AWS_POLICY_TYPES) as readonly PolicyType[];
  return types.find((type) => AWS_POLICY_TYPES[type] === awsType);
}
