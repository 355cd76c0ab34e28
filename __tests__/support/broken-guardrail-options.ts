import type { BrokenConfig } from "./broken-configs";
import { minimalConfig } from "./example-config";

const REASON = { reason: "Vendor of our backups." };

/** Configurations with mistakes in what shipped guardrails take beside mode and attachment. */
export const GUARDRAIL_OPTION_CASES: readonly BrokenConfig[] = [
  {
    name: "a resource control policy that is attached nowhere",
    config: minimalConfig({ companionGuardrails: { "rcp-require-tls": {}, "rcp-confused-deputy": { mode: "off" } } }),
    problems: ['companionGuardrails["rcp-require-tls"]: attach-to-missing'],
  },
  {
    name: "a mistyped setting of the perimeter",
    config: { ...minimalConfig(), perimeter: { vendors: [] } },
    problems: ["perimeter.vendors: unknown-key"],
  },
  {
    name: "vendors with a name, with hyphens and with the management account's id",
    config: minimalConfig({
      perimeter: {
        vendorAccounts: [
          { id: "backup", ...REASON },
          { id: "3333-3333-3333", ...REASON },
          { id: "111111111111", ...REASON },
          { id: "333333333333", ...REASON },
        ],
      },
    }),
    problems: [0, 1, 2].map((index) => `perimeter.vendorAccounts[${index}].id: vendor-account-form`),
  },
  {
    name: "a vendor, an issuer and an exemption without a reason",
    config: minimalConfig({
      perimeter: {
        vendorAccounts: [{ id: "333333333333", reason: " " }],
        oidcIssuers: [{ issuer: "gitlab.com", reason: "" }],
      },
      regionExemptions: [{ action: "polly:*", reason: "" }],
    }),
    problems: [
      "perimeter.vendorAccounts[0].reason: reason-given",
      "perimeter.oidcIssuers[0].reason: reason-given",
      "regionExemptions[0].reason: reason-given",
    ],
  },
  {
    name: "issuers with a scheme, a wildcard, a slash at the end and no subjects",
    config: minimalConfig({
      perimeter: {
        oidcIssuers: [
          { issuer: "https://gitlab.com", ...REASON },
          { issuer: "*.gitlab.com", ...REASON },
          { issuer: "gitlab.com/", ...REASON },
          { issuer: "app.terraform.io", subjects: [], ...REASON },
          { issuer: "token.actions.githubusercontent.com", subjects: ["repo:acme/*", ""], ...REASON },
        ],
      },
    }),
    problems: [
      "perimeter.oidcIssuers[0].issuer: oidc-issuer-form",
      "perimeter.oidcIssuers[1].issuer: oidc-issuer-form",
      "perimeter.oidcIssuers[2].issuer: oidc-issuer-form",
      "perimeter.oidcIssuers[3].subjects: oidc-issuer-form",
      "perimeter.oidcIssuers[4].subjects: oidc-issuer-form",
    ],
  },
  {
    name: "a vendor, an issuer and an exemption twice",
    config: minimalConfig({
      perimeter: {
        vendorAccounts: [
          { id: "333333333333", ...REASON },
          { id: "333333333333", ...REASON },
        ],
        oidcIssuers: [
          { issuer: "gitlab.com", ...REASON },
          { issuer: "GitLab.com", ...REASON },
        ],
      },
      regionExemptions: [
        { action: "polly:*", ...REASON },
        { action: "polly:*", ...REASON },
      ],
    }),
    problems: [
      "perimeter.vendorAccounts[1].id: guardrail-option-repeats",
      "perimeter.oidcIssuers[1].issuer: guardrail-option-repeats",
      "regionExemptions[1].action: guardrail-option-repeats",
    ],
  },
  {
    name: "a tag policy without a tag",
    config: minimalConfig({ companionGuardrails: { "tag-policy": {} } }),
    problems: ['companionGuardrails["tag-policy"]: tag-policy-form'],
  },
  {
    name: "a tag policy with a key of AWS's, an empty value and a resource type without a service",
    config: minimalConfig({
      tagPolicy: { "aws:team": {}, stage: { values: ["prod", ""], enforcedFor: ["ec2:*", "instance"] } },
    }),
    problems: [
      'tagPolicy["aws:team"]: tag-policy-form',
      "tagPolicy.stage.values[1]: tag-policy-form",
      "tagPolicy.stage.enforcedFor[1]: tag-policy-form",
    ],
  },
  {
    name: "exemptions of everything and of a service without actions",
    config: minimalConfig({
      regionExemptions: [
        { action: "*", ...REASON },
        { action: "polly", ...REASON },
        { action: "polly:SynthesizeSpeech", ...REASON },
      ],
    }),
    problems: [
      "regionExemptions[0].action: region-exemption-form",
      "regionExemptions[1].action: region-exemption-form",
    ],
  },
];
