import type { TagRule } from "../../model/guardrail-options";
import { assign, type ManagementPolicyBody, type ManagementPolicyDocument } from "./management-policy";

/**
 * Fixes the spelling of tag keys and, where they are listed, their values.
 *
 * It does not ask for a tag, and refuses a wrong one only on the resource types named in `enforcedFor`; the rest is
 * reported as not compliant. Source: AWS Organizations user guide, tag policy syntax.
 */
export const tagPolicy: ManagementPolicyBody = ({ guardrailOptions: { tagRules } }) => ({
  tags: Object.fromEntries(tagRules.map((rule) => [rule.key, tagSettings(rule)])),
});

function tagSettings({ key, values, enforcedFor }: TagRule): ManagementPolicyDocument {
  return {
    tag_key: assign(key),
    ...(values.length === 0 ? {} : { tag_value: assign(values) }),
    ...(enforcedFor.length === 0 ? {} : { enforced_for: assign(enforcedFor) }),
  };
}
