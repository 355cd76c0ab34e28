import { describe, expect, test } from "@jest/globals";
import { type AdoptionFiles, adoptOrganization } from "../../../cli/adopt/adopt-organization";
import type { GivenChoices } from "../../../cli/adopt/choices";
import type { LiveOrganization } from "../../../cli/adopt/live-organization";
import type { LandingZoneConfig } from "../../../model/config";
import { TODAY } from "../../support/checked";
import { account, configOf, liveOrganization, policy, unit } from "../../support/live-organization";

function adopt(changes: Partial<LiveOrganization> = {}, given: GivenChoices = {}): AdoptionFiles {
  const live = liveOrganization(changes);
  return adoptOrganization({ live, given, today: TODAY, model: "../model/define-landing-zone" });
}

const CONTACT = { name: "Security", title: "On call", email: "security@acme.example", phone: "+49 30 1" };
const OTHER = { ...CONTACT, name: "Somebody" };
const MEMBERS = liveOrganization().accounts;
const CLOSED = account(9, "Closed", { state: "SUSPENDED", parentId: "ou-root-security" });
const ROOT_DENY = `{"Version":"2012-10-17","Statement":[{"Effect":"Deny","Action":"*","Resource":"*",
  "Condition":{"StringLike":{"aws:PrincipalArn":"arn:aws:iam::*:root"}}}]}`;

interface Case {
  readonly name: string;
  readonly live?: Partial<LiveOrganization>;
  readonly given?: GivenChoices;
  /** A part of the configuration. */
  readonly config?: unknown;
  /** A part of what is to be imported. */
  readonly adoption?: unknown;
  /** Parts of the report. */
  readonly report?: readonly string[];
}

const CASES: readonly Case[] = [
  {
    name: "what is not live is off, and what is not switched on is put off",
    config: {
      name: "acme",
      homeRegion: "us-east-1",
      rootAccess: { mode: "off" },
      denyRoot: { mode: "off" },
      trail: { mode: "off" },
      alerting: { mode: "off" },
      baseline: { mode: "off" },
      tagging: { mode: "off" },
      alternateContacts: [],
      deferred: {
        trustedServices: [
          "account.amazonaws.com",
          "cloudtrail.amazonaws.com",
          "iam.amazonaws.com",
          "sso.amazonaws.com",
        ],
        policyTypes: ["rcp"],
      },
      services: { logArchive: "log-archive", security: "audit" },
    },
    report: ["Create the Recovery OU", "Switch central root access on"],
  },
  {
    name: "trusted services and policy types are kept",
    live: {
      trustedServices: ["cloudtrail.amazonaws.com", "ram.amazonaws.com"],
      policyTypes: ["BACKUP_POLICY", "RESOURCE_CONTROL_POLICY", "SERVICE_CONTROL_POLICY", "TAG_POLICY"],
    },
    config: { trustedServices: ["ram.amazonaws.com"], policyTypes: ["BACKUP_POLICY", "tag"] },
  },
  {
    name: "central root access with both features is in force and imported",
    live: {
      trustedServices: ["iam.amazonaws.com"],
      rootAccessFeatures: ["RootCredentialsManagement", "RootSessions"],
    },
    adoption: { centralRootAccess: true },
  },
  {
    name: "central root access with one feature is off",
    live: { trustedServices: ["iam.amazonaws.com"], rootAccessFeatures: ["RootSessions"] },
    config: { rootAccess: { mode: "off" } },
    adoption: { centralRootAccess: false },
    report: ["on is only RootSessions"],
  },
  {
    name: "accounts at the root stay there",
    live: { accounts: [...MEMBERS, account(3, "Stray")] },
    config: { rootAccounts: { stray: { name: "Stray", email: "stray-3@acme.example" } } },
    report: ["Move one account from the root into units"],
  },
  {
    name: "accounts on their way out are left alone, and policies on them",
    live: {
      accounts: [...MEMBERS, CLOSED],
      policies: [policy("a", "Guard", { targets: [CLOSED.id, MEMBERS[0]?.id ?? ""] })],
    },
    adoption: { accounts: { audit: MEMBERS[1]?.id }, policies: { guard: { id: "p-a", targets: ["log-archive"] } } },
    report: [`Account ${CLOSED.id} (Closed), which is SUSPENDED`, `The attachment of Guard to account ${CLOSED.id}`],
  },
  {
    name: "a policy is kept word for word, with an empty description and where it is attached",
    live: {
      policies: [policy("a", "No Deletes", { targets: ["r-root", "ou-root-security"] })],
    },
    config: {
      guardrails: {
        "no-deletes": {
          name: "No Deletes",
          description: "",
          content: { Version: "2012-10-17", Statement: { Effect: "Deny", Action: "s3:DeleteBucket", Resource: "*" } },
        },
      },
      rootGuardrails: ["no-deletes"],
      organizationalUnits: { security: { guardrails: ["no-deletes"] } },
    },
    adoption: { policies: { "no-deletes": { id: "p-a", targets: ["root", "security"] } } },
  },
  {
    name: "Control Tower's policies are counted and never imported",
    live: { policies: [policy("a", "aws-guardrails-abc", { targets: ["ou-root-security"] })] },
    config: {
      externalPolicies: {
        "aws-guardrails-abc": { owner: "control-tower", policyType: "scp", attachedTo: ["security"] },
      },
    },
    adoption: { policies: {} },
    report: ["Policies of control-tower: aws-guardrails-abc."],
  },
  {
    name: "a policy of a type that has no guardrails is left alone",
    live: {
      policyTypes: ["BACKUP_POLICY"],
      policies: [policy("a", "Backups", { type: "BACKUP_POLICY", targets: ["r-root"] })],
    },
    adoption: { policies: {} },
    report: ["The policy Backups: there are no guardrails of the type BACKUP_POLICY."],
  },
  {
    name: "a Deny of root that hits root sessions is waived, and the first thing to do",
    live: { policies: [policy("a", "Deny root", { content: ROOT_DENY, targets: ["ou-root-security"] })] },
    config: {
      guardrails: { "deny-root-policy": { name: "Deny root" } },
      waivers: expect.arrayContaining([
        { rule: "root-deny-without-null", reason: expect.stringContaining(TODAY), until: "2026-09-29" },
      ]),
    },
    report: ["### 1. Let root sessions through: guardrails.deny-root-policy"],
  },
  {
    name: "contacts that most accounts have are everybody's, others are left alone",
    live: {
      contacts: {
        [MEMBERS[0]?.id ?? ""]: { security: CONTACT },
        [MEMBERS[1]?.id ?? ""]: { security: CONTACT },
        "111111111111": { billing: OTHER },
      },
      trustedServices: ["account.amazonaws.com"],
    },
    config: {
      contacts: { security: CONTACT, billing: OTHER },
      alternateContacts: ["security"],
      managementAccount: { alternateContacts: ["billing"] },
    },
    adoption: { contacts: { "log-archive": ["security"], audit: ["security"], management: ["billing"] } },
    report: ["Name the operations contact"],
  },
  {
    name: "contacts that name somebody else are not imported",
    live: {
      contacts: { "111111111111": { security: CONTACT }, [MEMBERS[0]?.id ?? ""]: { security: OTHER } },
      trustedServices: ["account.amazonaws.com"],
    },
    adoption: { contacts: { management: ["security"] } },
    report: [`The security contact of account ${MEMBERS[0]?.id} (Log Archive), which names somebody else.`],
  },
  {
    name: "tags are kept, AWS's own left out",
    live: {
      tags: { [MEMBERS[0]?.id ?? ""]: { "aws:made-by": "x", owner: "team" }, "ou-root-security": { stage: "prod" } },
    },
    config: {
      organizationalUnits: {
        security: { tags: { stage: "prod" }, accounts: { "log-archive": { tags: { owner: "team" } } } },
      },
    },
  },
  {
    name: "trails are left alone and named, and the home Region is theirs",
    live: {
      trails: ["a", "b"].map((name) => ({
        name,
        arn: name,
        homeRegion: "eu-west-1",
        bucket: "logs",
        isOrganizationTrail: true,
      })),
    },
    config: { homeRegion: "eu-west-1", trail: { mode: "off" } },
    report: [
      "Replace duplicate organization trails by one",
      "The organization trail a in eu-west-1, with the bucket logs.",
    ],
  },
  {
    name: "what is given wins",
    given: { name: "mine", homeRegion: "eu-central-1", logArchive: "audit", security: MEMBERS[0]?.id },
    config: { name: "mine", homeRegion: "eu-central-1", services: { logArchive: "audit", security: "log-archive" } },
  },
  {
    name: "without names that tell, the services are a guess, and the report says so",
    live: { accounts: [account(1, "One"), account(2, "Two")] },
    report: ["Say which account holds the log archive", "Say which account holds the security tooling"],
  },
  {
    name: "a name that a policy's begins with is not the organization's",
    live: { policies: [policy("a", "acme-deny-root", { targets: [] })] },
    config: { name: "acme-lz", guardrails: { "acme-deny-root": { name: "acme-deny-root" } } },
  },
  {
    name: "units of equal names, and an account that is called like a unit",
    live: {
      units: [unit("a", "Prod"), unit("b", "Dev"), unit("c", "Shared", "ou-root-a"), unit("d", "Shared", "ou-root-b")],
      accounts: [account(1, "Log Archive"), account(2, "Prod", { parentId: "ou-root-c" })],
    },
    config: {
      organizationalUnits: {
        prod: {
          organizationalUnits: { "prod-shared": { name: "Shared", accounts: { "prod-account": { name: "Prod" } } } },
        },
        dev: { organizationalUnits: { "dev-shared": { name: "Shared" } } },
      },
    },
  },
];

describe("an organization as a configuration", () => {
  test.each(CASES)("$name", ({ live, given, config = {}, adoption = {}, report = [] }) => {
    const files = adopt(live, given);
    const read: LandingZoneConfig = configOf(files);
    expect(read).toMatchObject(config as object);
    expect(files.ledger.adoption).toMatchObject(adoption as object);
    for (const part of report) expect(files.report).toContain(part);
  });

  test("accounts on their way out keep their keys and addresses out of use", () => {
    const { identities } = adopt({ accounts: [...MEMBERS, CLOSED] }).ledger;
    expect(identities.closed).toMatchObject({ state: "released", accountId: CLOSED.id, email: CLOSED.email });
  });

  test("the text is that of a person: names in quotes only where they need them, comments, one import a policy", () => {
    const { config } = adopt({ policies: [policy("a", 'say "no"', { targets: ["r-root"] })] });
    expect(config).toContain('import sayNoPolicy from "./policies/say-no.json";');
    expect(config).toContain('  guardrails: {\n    "say-no": {\n      name: "say \\"no\\"",');
    expect(config).toContain("      content: sayNoPolicy,");
    expect(config).toContain('  // Tags stay as they are until this is enforced.\n  tagging: { mode: "off" },');
    for (const line of config.split("\n")) expect(line.length).toBeLessThanOrEqual(120);
  });
});

const REFUSED: readonly (readonly [string, Partial<LiveOrganization>, GivenChoices, RegExp])[] = [
  ["consolidated billing", { featureSet: "CONSOLIDATED_BILLING" }, {}, /feature set/],
  ["one account", { accounts: [account(1, "One")] }, {}, /needs two/],
  ["an account that does not exist", {}, { security: "333333333333" }, /no active account/],
  ["a Region that must be opted into", {}, { homeRegion: "af-south-1" }, /cannot be the home Region/],
  ["a name that cannot prefix buckets", {}, { name: "Acme!" }, /nobody can waive/],
];

describe("an organization that cannot be adopted", () => {
  test.each(REFUSED)("%s", (_, live, given, message) => expect(() => adopt(live, given)).toThrow(message));
});
