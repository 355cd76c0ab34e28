import { describe, expect, test } from "@jest/globals";
import { GUARDRAILS, type ManagementGuardrailId } from "../../catalogue/guardrails";
import { QUOTAS } from "../../catalogue/quotas";
import type { LandingZoneConfig } from "../../model/config";
import { resolve } from "../../model/resolve";
import { MANAGEMENT_POLICY_BODIES } from "../../policies/management-policies";
import type { ManagementPolicyDocument } from "../../policies/management-policies/management-policy";
import { WORST_CASE_IDS } from "../../policies/policy-ids";
import { policyContent, policySize, renderPolicy } from "../../policies/render-policy";
import { minimalConfig } from "../support/example-config";

function documentOf(id: ManagementGuardrailId, changes: Partial<LandingZoneConfig> = {}): ManagementPolicyDocument {
  return MANAGEMENT_POLICY_BODIES[id](resolve(minimalConfig(changes), undefined).zone);
}

test("ai-opt-out opts out of everything, and lets nobody below opt in", () => {
  const none = { "@@operators_allowed_for_child_policies": ["@@none"] };
  expect(documentOf("ai-opt-out")).toEqual({
    services: { ...none, default: { ...none, opt_out_policy: { ...none, "@@assign": "optOut" } } },
  });
});

test("declarative-ec2 sets metadata, images, snapshots and the serial console", () => {
  expect(documentOf("declarative-ec2")).toEqual({
    ec2_attributes: {
      exception_message: { "@@assign": "This setting is the organization's; see its declarative policy for EC2." },
      image_block_public_access: { state: { "@@assign": "block_new_sharing" } },
      instance_metadata_defaults: {
        http_tokens: { "@@assign": "required" },
        http_put_response_hop_limit: { "@@assign": "2" },
        http_endpoint: { "@@assign": "no_preference" },
        instance_metadata_tags: { "@@assign": "no_preference" },
      },
      serial_console_access: { status: { "@@assign": "disabled" } },
      snapshot_block_public_access: { state: { "@@assign": "block_all_sharing" } },
    },
  });
});

describe("tag-policy", () => {
  test.each<[string, Partial<LandingZoneConfig>, ManagementPolicyDocument]>([
    [
      "takes the required tags where it is told nothing",
      { requiredAccountTags: ["team", "cost-centre"] },
      { "cost-centre": { tag_key: { "@@assign": "cost-centre" } }, team: { tag_key: { "@@assign": "team" } } },
    ],
    [
      "takes keys, values and resource types",
      { tagPolicy: { Stage: { values: ["prod", "dev"], enforcedFor: ["s3:bucket", "ec2:instance"] } } },
      {
        Stage: {
          tag_key: { "@@assign": "Stage" },
          tag_value: { "@@assign": ["dev", "prod"] },
          enforced_for: { "@@assign": ["ec2:instance", "s3:bucket"] },
        },
      },
    ],
  ])("%s", (_, changes, tags) => {
    expect(documentOf("tag-policy", changes)).toEqual({ tags });
  });
});

describe.each(Object.keys(MANAGEMENT_POLICY_BODIES) as ManagementGuardrailId[])("%s", (id) => {
  const { zone } = resolve(
    minimalConfig({ companionGuardrails: { [id]: {} }, requiredAccountTags: ["cost-centre"] }),
    undefined,
  );
  const guardrail = zone.guardrails.find(({ key }) => key === id);
  if (guardrail === undefined) throw new Error(`${id} is not in force`);
  const policy = { id, guardrails: [guardrail] };

  test("is rendered minified, and fits into half of AWS's quota", () => {
    const content = policyContent(zone, guardrail, WORST_CASE_IDS);
    expect(renderPolicy(zone, policy, WORST_CASE_IDS)).toBe(JSON.stringify(content));
    expect(policySize(zone, policy)).toBe(JSON.stringify(content).length);
    expect(policySize(zone, policy)).toBeLessThan(QUOTAS[`${GUARDRAILS[id].policyType}-size`].value / 2);
  });
});
