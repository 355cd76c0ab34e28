import { GUARDRAILS } from "../../catalogue/guardrails";
import { tagRules } from "../guardrail-options";
import { BUILT_IN_GUARDRAIL_IDS, guardrailMode, guardrailSetting, guardrailSettingPath } from "../mechanisms";
import type { ConfigPath } from "../problem";
import { type ConfigFacts, defineRule } from "../rule";

/** A resource control policy cuts off whom nobody thought of; where it applies is a decision. */
export const attachToMissing = defineRule<ConfigFacts>({
  id: "attach-to-missing",
  doc: "A built-in guardrail without a default attachment, such as a resource control policy, says where it is attached.",
  waivable: false,
  *breaches({ config }) {
    for (const id of BUILT_IN_GUARDRAIL_IDS) {
      if (GUARDRAILS[id].attachTo !== "declared" || guardrailMode(config, id) !== "enforce") continue;
      if (guardrailSetting(config, id).attachTo !== undefined) continue;
      yield {
        path: guardrailSettingPath(id),
        message: `the guardrail "${id}" has no default attachment, so it protects nothing`,
        remedy: 'Name the units in attachTo, a test unit first; "root" is every account.',
      };
    }
  },
});

/** IAM reference, `aws:PrincipalAccount`. */
export const vendorAccountForm = defineRule<ConfigFacts>({
  id: "vendor-account-form",
  doc: "A vendor's account id has 12 digits and is not the management account's.",
  waivable: false,
  *breaches({ config }) {
    for (const [index, { id }] of (config.perimeter?.vendorAccounts ?? []).entries()) {
      const path: ConfigPath = ["perimeter", "vendorAccounts", index, "id"];
      if (!/^\d{12}$/.test(id)) {
        yield { path, message: `"${id}" is no account id`, remedy: "Write its 12 digits, without hyphens, in quotes." };
      } else if (id === config.managementAccount.id) {
        yield {
          path,
          message: "this is the management account, which is inside the perimeter anyway",
          remedy: "Take it out.",
        };
      }
    }
  },
});

/** IAM user guide, condition keys for web identity federation: the provider's name prefixes the key. */
export const oidcIssuerForm = defineRule<ConfigFacts>({
  id: "oidc-issuer-form",
  doc: "An OpenID Connect issuer is a host name, with a path if it has one, without https:// and without wildcards; a subject is not empty.",
  waivable: false,
  *breaches({ config }) {
    for (const [index, { issuer, subjects }] of (config.perimeter?.oidcIssuers ?? []).entries()) {
      const path: ConfigPath = ["perimeter", "oidcIssuers", index];
      if (!/^[a-z0-9-]+(\.[a-z0-9-]+)+(\/[\w.~-]+)*$/i.test(issuer)) {
        yield {
          path: [...path, "issuer"],
          message: `"${issuer}" is not the name of an OpenID Connect provider`,
          remedy: "Write its address without https:// and without a slash at the end.",
        };
      }
      if (subjects?.length === 0 || subjects?.some((subject) => subject.trim() === "")) {
        yield {
          path: [...path, "subjects"],
          message: "the list of subjects is empty, or one of them is",
          remedy: "Name the subjects whose tokens are accepted, or leave the list out to accept any.",
        };
      }
    }
  },
});

/** A repeated exception hides that the other one still holds when one of them is taken out. */
export const guardrailOptionRepeats = defineRule<ConfigFacts>({
  id: "guardrail-option-repeats",
  doc: "A vendor account, an OpenID Connect issuer and an exempted action are each listed once.",
  waivable: false,
  *breaches({ config }) {
    const { vendorAccounts = [], oidcIssuers = [] } = config.perimeter ?? {};
    const lists: readonly (readonly [readonly string[], ConfigPath, string])[] = [
      [vendorAccounts.map(({ id }) => id), ["perimeter", "vendorAccounts"], "id"],
      [oidcIssuers.map(({ issuer }) => issuer.toLowerCase()), ["perimeter", "oidcIssuers"], "issuer"],
      [(config.regionExemptions ?? []).map(({ action }) => action.toLowerCase()), ["regionExemptions"], "action"],
    ];
    for (const [entries, at, field] of lists) {
      for (const [index, entry] of entries.entries()) {
        if (entries.indexOf(entry) === index) continue;
        yield {
          path: [...at, index, field],
          message: `"${entry}" is already in the list`,
          remedy: "Join the two entries and their reasons.",
        };
      }
    }
  },
});

/** AWS Organizations user guide, tag policy syntax. */
export const tagPolicyForm = defineRule<ConfigFacts>({
  id: "tag-policy-form",
  doc: "A tag policy that is enforced names a tag key; keys have 1 to 128 characters, values 1 to 256, and a resource type is a service, a colon and a name or *.",
  waivable: false,
  *breaches({ config }) {
    const rules = tagRules(config);
    if (guardrailMode(config, "tag-policy") === "enforce" && Object.keys(rules).length === 0) {
      yield {
        path: guardrailSettingPath("tag-policy"),
        message: "the tag policy is enforced and names no tag key",
        remedy: "Name the tag keys in tagPolicy, in requiredAccountTags or in accountMetadata.",
      };
    }
    for (const [key, { values = [], enforcedFor = [] }] of Object.entries(config.tagPolicy ?? {})) {
      if (key.trim() === "" || key.length > 128 || /^aws:/i.test(key)) {
        yield {
          path: ["tagPolicy", key],
          message: `"${key}" cannot be a tag key`,
          remedy: "Write 1 to 128 characters that do not begin with aws:.",
        };
      }
      for (const [index, value] of values.entries()) {
        if (value !== "" && value.length <= 256) continue;
        yield {
          path: ["tagPolicy", key, "values", index],
          message: `the value has ${value.length} characters, and a tag's value in a tag policy has 1 to 256`,
          remedy: "Shorten it, or take it out.",
        };
      }
      for (const [index, type] of enforcedFor.entries()) {
        if (/^[a-z0-9-]+:([a-z0-9/-]+|\*)$/i.test(type)) continue;
        yield {
          path: ["tagPolicy", key, "enforcedFor", index],
          message: `"${type}" is not a resource type`,
          remedy: "Write it like ec2:instance or ec2:*.",
        };
      }
    }
  },
});

/** An exemption of everything would be no restriction. */
export const regionExemptionForm = defineRule<ConfigFacts>({
  id: "region-exemption-form",
  doc: "An action exempted from the restriction of Regions is a service, a colon and a name, in which * stands for other characters.",
  waivable: false,
  *breaches({ config }) {
    for (const [index, { action }] of (config.regionExemptions ?? []).entries()) {
      if (/^[a-z0-9-]+:[a-z0-9*]+$/i.test(action)) continue;
      yield {
        path: ["regionExemptions", index, "action"],
        message: `"${action}" is not an action of one service`,
        remedy: "Write it like polly:* or polly:SynthesizeSpeech.",
      };
    }
  },
});
