import type { LandingZoneConfig } from "../../model/config";
import { nextLedger } from "../../model/next-ledger";
import type { BrokenConfig } from "./broken-configs";
import { PAST, TODAY } from "./checked";
import { minimalConfig } from "./example-config";

const minimal = minimalConfig();
const CONTENT = { Version: "2012-10-17", Statement: [] };
const GOVERNED = {
  name: "aws-guardrails-abc",
  owner: "control-tower",
  policyType: "scp",
  attachedTo: ["apps"],
} as const;

/** A unit that Control Tower governs, with one account. */
function governed(changes: Partial<LandingZoneConfig> = {}): LandingZoneConfig {
  const shop = { email: "aws+shop@acme.example" };
  return minimalConfig({
    organizationalUnits: { ...minimal.organizationalUnits, apps: { name: "Apps", accounts: { shop } } },
    externalPolicies: { "control-tower-apps": GOVERNED },
    ...changes,
  });
}

/** The ledger of an organization that has the account. */
function adopted(config: LandingZoneConfig) {
  const ledger = nextLedger(config, undefined);
  const { shop } = ledger.identities;
  if (shop === undefined) throw new Error("no account shop");
  return { ...ledger, identities: { ...ledger.identities, shop: { ...shop, accountId: "333333333333" } } };
}

/** Configurations with mistakes in what an adopted organization says of itself, and their sound twins. */
export const ADOPTION_CASES: readonly BrokenConfig[] = [
  {
    name: "guardrails with content and statements, with content and no name, and of a type that needs content",
    config: minimalConfig({
      guardrails: {
        both: {
          name: "Both",
          reason: "Adopted.",
          content: CONTENT,
          statements: [{ Effect: "Deny", Action: "s3:DeleteBucket", Resource: "*" }],
        },
        nameless: { reason: "Adopted.", content: CONTENT },
        tags: { name: "Tags", reason: "Adopted.", policyType: "tag", statements: [] },
        sound: { name: "Sound", reason: "Adopted.", description: "", policyType: "tag", content: { tags: {} } },
      },
      rootGuardrails: ["both", "nameless", "sound"],
    }),
    problems: [
      "guardrails.both.statements: guardrail-content",
      "guardrails.nameless: guardrail-content",
      "guardrails.tags.policyType: guardrail-content",
      "guardrails.tags.statements: guardrail-statements",
    ],
  },
  {
    name: "what is deferred, needed by the trail, central root access, contacts and a guardrail",
    config: minimalConfig({
      deferred: {
        trustedServices: [
          "account.amazonaws.com",
          "cloudtrail.amazonaws.com",
          "iam.amazonaws.com",
          "sso.amazonaws.com",
        ],
        policyTypes: ["scp"],
      },
    }),
    problems: [
      "deferred.trustedServices: deferred-needed",
      "deferred.trustedServices: deferred-needed",
      "deferred.trustedServices: deferred-needed",
      "deferred.policyTypes: deferred-needed",
    ],
  },
  {
    name: "a service that is deferred and nobody would switch on",
    config: minimalConfig({ deferred: { trustedServices: ["ram.amazonaws.com", "sso.amazonaws.com"] } }),
    problems: ["deferred.trustedServices[0]: deferred-known"],
  },
  {
    name: "an account in the Recovery OU while tags are left alone",
    config: minimalConfig({
      tagging: { mode: "off" },
      recovery: [{ account: "security-tooling", reason: "Agreed.", until: TODAY }],
    }),
    problems: ["tagging.mode: tagging-needed"],
    notices: ["tagging.mode: not-enforced"],
  },
  {
    name: "tags that are left alone, and nobody in the Recovery OU",
    config: minimalConfig({ tagging: { mode: "off" } }),
    problems: [],
    notices: ["tagging.mode: not-enforced"],
  },
  {
    name: "policy types of AWS's, of ours, and one that is neither",
    config: minimalConfig({ policyTypes: ["BACKUP_POLICY", "tag", "backup"] }),
    problems: ["policyTypes[2]: policy-type-form"],
  },
  {
    name: "policies of others on nodes that do not exist, and twice on one",
    config: governed({
      externalPolicies: { guarded: { ...GOVERNED, owner: "other", attachedTo: ["root", "app", "shop", "shop"] } },
    }),
    problems: [
      "externalPolicies.guarded.attachedTo[1]: external-policy-target",
      "externalPolicies.guarded.attachedTo[3]: external-policy-target",
    ],
  },
  {
    name: "an account that would be created in a unit that Control Tower governs",
    config: governed(),
    problems: ["organizationalUnits.apps.accounts.shop: control-tower-account"],
  },
  {
    name: "an account that exists in a unit that Control Tower governs",
    config: governed(),
    ledger: adopted(governed()),
    problems: [],
  },
  {
    name: "a waiver that has run out on a unit that Control Tower governs",
    config: governed({ waivers: [{ rule: "control-tower-account", reason: "Account Factory made it.", until: PAST }] }),
    problems: ["organizationalUnits.apps.accounts.shop: control-tower-account", "waivers[0].until: waiver-expired"],
  },
  {
    name: "no Recovery OU where deny-root and alerting are off",
    config: minimalConfig({
      organizationalUnits: { security: minimal.organizationalUnits.security ?? { name: "Security" } },
      denyRoot: { mode: "off" },
      alerting: { mode: "off" },
    }),
    problems: [],
    notices: ["denyRoot.mode: not-enforced", "alerting.mode: not-enforced"],
  },
  {
    name: "no Recovery OU where alerting is on",
    config: minimalConfig({
      organizationalUnits: { security: minimal.organizationalUnits.security ?? { name: "Security" } },
      denyRoot: { mode: "off" },
    }),
    problems: ["organizationalUnits: recovery-unit"],
    notices: ["denyRoot.mode: not-enforced"],
  },
];
