import type {
  AccountConfig,
  ContactConfig,
  CustomGuardrailConfig,
  LandingZoneConfig,
  OrganizationalUnitsConfig,
  PolicyStatementConfig,
} from "../../model/config";
import type { Identity, Ledger } from "../../model/ledger";
import type { ModuleCatalogue } from "../../model/module-catalogue";
import { nextLedger } from "../../model/next-ledger";
import type { Neighbour } from "../../model/rule";
import { ACCOUNT_DESCRIPTION_CASES } from "./broken-account-descriptions";
import { ACCOUNT_KIND_CASES } from "./broken-account-kinds";
import { ADOPTION_CASES } from "./broken-adoption-configs";
import { APPROVAL_CASES } from "./broken-approvals";
import { DETECTION_CASES } from "./broken-detection-configs";
import { GUARDRAIL_OPTION_CASES } from "./broken-guardrail-options";
import { IDENTITY_CASES } from "./broken-identity-configs";
import { MODULE_CASES } from "./broken-modules";
import { ROLLOUT_CASES } from "./broken-rollout";
import { PAST, TODAY } from "./checked";
import { minimalConfig } from "./example-config";

/** A configuration with exactly one thing wrong, or with one thing that is wrong in several ways. */
export interface BrokenConfig {
  readonly name: string;
  readonly config: unknown;
  readonly ledger?: Ledger;
  /** @default nobody has looked which there are */
  readonly modules?: ModuleCatalogue;
  /** @default none */
  readonly neighbours?: readonly Neighbour[];
  /** `path: rule` of every problem, in order. */
  readonly problems: readonly string[];
  /** `path: rule` of every notice, in order. @default none */
  readonly notices?: readonly string[];
}

const minimal = minimalConfig();
const text = (length: number): string => "x".repeat(length);
const holds = { reason: "agreed", until: TODAY };
const ended = { reason: "agreed", until: PAST };

function withUnits(units: OrganizationalUnitsConfig): LandingZoneConfig {
  return minimalConfig({ organizationalUnits: { ...minimal.organizationalUnits, ...units } });
}

function withAccounts(accounts: Readonly<Record<string, Partial<AccountConfig>>>): LandingZoneConfig {
  const complete = Object.entries(accounts).map(([key, account]) => [
    key,
    { email: `aws+${key}@acme.example`, ...account },
  ]);
  return withUnits({ apps: { name: "Apps", accounts: Object.fromEntries(complete) } });
}

function withGuardrail(guardrail: Partial<CustomGuardrailConfig>, key = "mine"): LandingZoneConfig {
  return minimalConfig({
    guardrails: { [key]: { reason: "Nobody needs it.", statements: [DENY], ...guardrail } },
    rootGuardrails: [key],
  });
}

const DENY: PolicyStatementConfig = { Effect: "Deny", Action: "s3:DeleteBucket", Resource: "*" };

function withStatement(
  statement: Partial<PolicyStatementConfig>,
  policyType: "scp" | "rcp" = "scp",
): LandingZoneConfig {
  const principal = policyType === "rcp" ? { Principal: "*" as const } : {};
  return withGuardrail({ policyType, statements: [{ ...DENY, ...principal, ...statement }] });
}

function withSecurityContact(contact: Partial<ContactConfig>): LandingZoneConfig {
  return minimalConfig({ contacts: { ...minimal.contacts, security: { ...minimal.contacts.security, ...contact } } });
}

function without(config: LandingZoneConfig, setting: keyof LandingZoneConfig): unknown {
  return Object.fromEntries(Object.entries(config).filter(([key]) => key !== setting));
}

/** A chain of units, one in the other, `level-1` at the top. */
function nested(depth: number, level = 1): OrganizationalUnitsConfig {
  const below = level < depth ? { organizationalUnits: nested(depth, level + 1) } : {};
  return { [`level-${level}`]: { name: `Level ${level}`, ...below } };
}

/** The ledger after the minimal configuration, with more identities. */
function ledgerWith(identities: Readonly<Record<string, Identity>>): Ledger {
  const ledger = nextLedger(minimal, undefined);
  return { ...ledger, identities: { ...ledger.identities, ...identities } };
}

const gone: Identity = { kind: "account", state: "active", shard: 1, email: "aws+gone@acme.example" };

const left: Identity = { ...gone, suspended: true };

const guarding: Identity = { kind: "guardrail", state: "active" };

const SCHEMA_CASES: readonly BrokenConfig[] = [
  { name: "nothing at all", config: undefined, problems: ["(configuration): schema"] },
  { name: "a list", config: [], problems: ["(configuration): schema"] },
  { name: "a section is missing", config: without(minimal, "contacts"), problems: ["contacts: schema"] },
  {
    name: "a delegated administrator whose events nothing forwards",
    config: minimalConfig({ rootAccess: { delegateToSecurityAccount: true }, baseline: { mode: "off" } }),
    problems: ["baseline.mode: delegation-unwatched"],
    notices: ["baseline.mode: not-enforced"],
  },
  {
    name: "queries over an archive that no trail fills",
    config: minimalConfig({ trail: { mode: "off" }, review: { athena: {} } }),
    problems: ["review.athena: athena-without-trail"],
    notices: ["trail.mode: not-enforced"],
  },
  {
    name: "limits on queries that AWS does not know",
    config: minimalConfig({ review: { athena: { maxScannedGigabytes: 0, keepResultsDays: 1.5 } } }),
    problems: ["review.athena.maxScannedGigabytes: athena-limits", "review.athena.keepResultsDays: athena-limits"],
  },
  {
    name: "a section has the wrong type",
    config: { ...minimal, organizationalUnits: "none" },
    problems: ["organizationalUnits: schema"],
  },
  { name: "a mistyped setting at the top", config: { ...minimal, teardwon: {} }, problems: ["teardwon: unknown-key"] },
  {
    name: "mistyped settings of an account, a unit and a contact",
    config: {
      ...minimal,
      contacts: { ...minimal.contacts, billing: { ...minimal.contacts.billing, fax: "1" } },
      organizationalUnits: {
        ...minimal.organizationalUnits,
        apps: { name: "Apps", purpse: "suspended", accounts: { shop: { email: "aws+s@acme.example", ownr: "x" } } },
      },
    },
    problems: [
      "contacts.billing.fax: unknown-key",
      "organizationalUnits.apps.purpse: unknown-key",
      "organizationalUnits.apps.accounts.shop.ownr: unknown-key",
    ],
  },
  {
    name: "an id without quotes",
    config: { ...minimal, managementAccount: { ...minimal.managementAccount, id: 111111111111 } },
    problems: ["managementAccount.id: schema"],
  },
  {
    name: "a Region that does not exist",
    config: { ...minimal, homeRegion: "eu-centrl-1" },
    problems: ["homeRegion: schema"],
  },
  {
    name: "a mode that does not exist",
    config: { ...minimal, trail: { mode: "on" } },
    problems: ["trail.mode: schema"],
  },
  {
    name: "an account without an e-mail address, and others with mistakes of their own",
    config: withUnits({
      apps: {
        name: "Apps",
        // A module that is not compiled can leave it out.
        accounts: JSON.parse('{"one": {"name": "One"}, "two": {"email": "two"}}'),
      },
    }),
    problems: [
      "organizationalUnits.apps.accounts.one.email: schema",
      "organizationalUnits.apps.accounts.two.email: account-email-form",
    ],
  },
  {
    name: "a recipient with a mistyped place, with none and with two",
    config: {
      ...minimal,
      alerting: { recipients: { page: [{ emial: "x" }, {}, { email: "a@acme.example", httpsFromVariable: "pager" }] } },
    },
    problems: [
      "alerting.recipients.page[0].emial: unknown-key",
      "alerting.recipients.page[1]: schema",
      "alerting.recipients.page[2]: schema",
    ],
  },
  {
    name: "a backend that does not exist",
    config: { ...minimal, backend: { type: "s4" } },
    problems: ["backend.type: schema"],
  },
  {
    name: "a setting of another backend",
    config: { ...minimal, backend: { type: "local", bucket: "x" } },
    problems: ["backend.bucket: unknown-key"],
  },
  {
    name: "an attachment that is neither the root nor a list",
    config: { ...minimal, denyRoot: { attachTo: "security" } },
    problems: ["denyRoot.attachTo: schema"],
  },
  {
    name: "a built-in guardrail that does not exist",
    config: { ...minimal, companionGuardrails: { "protect-trial": { mode: "off" } } },
    problems: ['companionGuardrails["protect-trial"]: unknown-key'],
  },
  {
    name: "an acknowledgement in other words",
    config: { ...minimal, trail: { objectLock: { mode: "compliance", acknowledgement: "yes" } } },
    problems: ["trail.objectLock.acknowledgement: schema"],
  },
];

const TREE_CASES: readonly BrokenConfig[] = [
  {
    name: "a name that is too long",
    config: minimalConfig({ name: "acme-international-holding" }),
    problems: ["name: organization-name-form"],
  },
  {
    name: "a name that ends with a hyphen",
    config: minimalConfig({ name: "acme-" }),
    problems: ["name: organization-name-form"],
  },
  {
    name: "the ARN of a role for its name",
    config: minimalConfig({ accountAccessRole: "arn:aws:iam::111111111111:role/Admin" }),
    problems: ["accountAccessRole: access-role-form"],
  },
  {
    name: "keys with capitals, an underscore and a digit first",
    config: {
      ...withAccounts({ Shop: {}, shop_dev: {} }),
      guardrails: { "1st": { reason: "x", statements: [DENY] } },
      rootGuardrails: ["1st"],
    },
    problems: [
      "organizationalUnits.apps.accounts.Shop: key-form",
      "organizationalUnits.apps.accounts.shop_dev: key-form",
      'guardrails["1st"]: key-form',
    ],
  },
  {
    name: "an account with the key of a unit",
    config: withAccounts({ apps: {} }),
    problems: ["organizationalUnits.apps.accounts.apps: key-unique"],
  },
  {
    name: "a guardrail with the key of an account",
    config: withGuardrail({}, "log-archive"),
    problems: ['guardrails["log-archive"]: key-unique'],
  },
  {
    name: "reserved keys",
    config: withAccounts({ root: {}, management: { email: "aws+m@acme.example" }, "deny-root": {} }),
    problems: [
      "organizationalUnits.apps.accounts.root: key-reserved",
      "organizationalUnits.apps.accounts.management: key-reserved",
      'organizationalUnits.apps.accounts["deny-root"]: key-reserved',
    ],
  },
  {
    name: "a unit without a name",
    config: withUnits({ apps: { name: " " } }),
    problems: ["organizationalUnits.apps.name: unit-name-form"],
  },
  {
    name: "a unit with a long name",
    config: withUnits({ apps: { name: text(129) } }),
    problems: ["organizationalUnits.apps.name: unit-name-form"],
  },
  {
    name: "siblings of one name",
    config: withUnits({ apps: { name: "Security" } }),
    problems: ["organizationalUnits.apps.name: unit-name-unique"],
  },
  {
    name: "six levels",
    config: withUnits(nested(7)),
    problems: [
      `organizationalUnits${[1, 2, 3, 4, 5, 6].map((level) => `["level-${level}"]`).join(".organizationalUnits")}: unit-depth`,
    ],
  },
  {
    name: "more units than the quota",
    config: {
      ...withUnits(nested(3)),
      quotas: { "organizational-unit-count": { value: 5, reason: "new organization" } },
    },
    problems: ["organizationalUnits: unit-count"],
  },
  {
    name: "no Recovery OU",
    config: minimalConfig({ organizationalUnits: { security: minimal.organizationalUnits.security ?? { name: "" } } }),
    problems: ["organizationalUnits: recovery-unit"],
  },
  {
    name: "two Recovery OUs",
    config: withUnits({ second: { name: "Second", purpose: "recovery" } }),
    problems: ["organizationalUnits.second.purpose: recovery-unit"],
  },
  {
    name: "a Recovery OU below another unit",
    config: minimalConfig({
      organizationalUnits: {
        security: minimal.organizationalUnits.security ?? { name: "" },
        apps: { name: "Apps", organizationalUnits: { recovery: { name: "Recovery", purpose: "recovery" } } },
      },
    }),
    problems: ["organizationalUnits.apps.organizationalUnits.recovery.purpose: recovery-unit"],
  },
  {
    name: "a Recovery OU with everything that it must not have",
    config: {
      ...withUnits({
        recovery: {
          name: "Recovery",
          purpose: "recovery",
          accounts: { shop: { email: "aws+shop@acme.example" } },
          organizationalUnits: { inner: { name: "Inner" } },
          guardrails: ["mine"],
        },
      }),
      guardrails: { mine: { reason: "x", statements: [DENY] } },
      companionGuardrails: { "protect-trail": { attachTo: ["recovery"] } },
    },
    problems: [
      "organizationalUnits.recovery.accounts: recovery-unit-empty",
      "organizationalUnits.recovery.organizationalUnits: recovery-unit-empty",
      "organizationalUnits.recovery.guardrails: recovery-unit-empty",
      'companionGuardrails["protect-trail"].attachTo[0]: recovery-unit-empty',
    ],
  },
  {
    name: "two units for suspended accounts",
    config: withUnits({ second: { name: "Second", purpose: "suspended" } }),
    problems: ["organizationalUnits.second.purpose: suspended-unit"],
  },
  {
    name: "accounts with names that AWS refuses",
    config: withAccounts({
      one: { name: "" },
      two: { name: text(51) },
      three: { name: "<shop>" },
      four: { name: "café" },
    }),
    problems: ["one", "two", "three", "four"].map(
      (key) => `organizationalUnits.apps.accounts.${key}.name: account-name-form`,
    ),
  },
  {
    name: "accounts of one name",
    config: withAccounts({ one: { name: "shop" }, shop: {} }),
    problems: ["organizationalUnits.apps.accounts.shop: account-name-unique"],
  },
  {
    name: "an account with the management account's name",
    config: withAccounts({ shop: { name: "acme-management" } }),
    problems: ["organizationalUnits.apps.accounts.shop.name: management-account-member"],
  },
  {
    name: "a management account id with hyphens",
    config: minimalConfig({ managementAccount: { ...minimal.managementAccount, id: "1111-1111-1111" } }),
    problems: ["managementAccount.id: management-account-id"],
  },
  {
    name: "an owner that is a name",
    config: withAccounts({ shop: { owner: "Team Shop" } }),
    problems: ["organizationalUnits.apps.accounts.shop.owner: account-owner-form"],
  },
];

const EMAIL_CASES: readonly BrokenConfig[] = [
  {
    name: "an address without a domain, and one that is too long",
    config: withAccounts({ one: { email: "aws" }, two: { email: `aws+${text(60)}@acme.example` } }),
    problems: [
      "organizationalUnits.apps.accounts.one.email: account-email-form",
      "organizationalUnits.apps.accounts.two.email: account-email-form",
    ],
  },
  {
    name: "an address of the management account that is too short",
    config: minimalConfig({
      managementAccount: { ...minimal.managementAccount, email: "a@b.c" },
      rootEmail: { domains: ["acme.example", "b.c"], mailboxes: ["aws@acme.example"] },
    }),
    problems: ["managementAccount.email: account-email-form"],
  },
  {
    name: "one address twice, in another case",
    config: withAccounts({ shop: { email: "AWS+Log-Archive@acme.example" } }),
    problems: ["organizationalUnits.apps.accounts.shop.email: account-email-unique"],
  },
  {
    name: "the management account's address",
    config: withAccounts({ shop: { email: minimal.managementAccount.email } }),
    problems: ["organizationalUnits.apps.accounts.shop.email: account-email-unique"],
  },
  {
    name: "the address of an account that was closed",
    config: withAccounts({ shop: { email: "aws+gone@acme.example" } }),
    ledger: ledgerWith({ gone: { ...gone, state: "closing", reason: "merged" } }),
    problems: ["organizationalUnits.apps.accounts.shop.email: account-email-unique"],
  },
  {
    name: "the address of an account that is released by this very change",
    config: {
      ...withAccounts({ shop: { email: "aws+gone@acme.example" } }),
      released: [{ key: "gone", reason: "sold" }],
    },
    ledger: ledgerWith({ gone }),
    problems: ["organizationalUnits.apps.accounts.shop.email: account-email-unique"],
  },
  {
    name: "the address of an account that was closed, whose entry is gone, in another case",
    config: withAccounts({ shop: { email: "AWS+Gone@acme.example" } }),
    ledger: ledgerWith({ gone: { ...gone, state: "closing", reason: "merged", email: "aws+GONE@acme.example" } }),
    problems: ["organizationalUnits.apps.accounts.shop.email: account-email-unique"],
  },
  {
    name: "an address that another account had before",
    config: withAccounts({ shop: { email: "aws+Former@acme.example" }, gone: {} }),
    ledger: ledgerWith({ gone: { ...gone, formerEmails: ["aws+former@acme.example"] } }),
    problems: ["organizationalUnits.apps.accounts.shop.email: account-email-unique"],
  },
  {
    name: "an address that an account which was released had before",
    config: withAccounts({ shop: { email: "aws+former@acme.example" } }),
    ledger: ledgerWith({ gone: { ...gone, state: "released", formerEmails: ["aws+former@acme.example"] } }),
    problems: ["organizationalUnits.apps.accounts.shop.email: account-email-unique"],
  },
  {
    name: "an address that another account gives up by this very change",
    config: withAccounts({ shop: { email: "aws+gone@acme.example" }, gone: { email: "aws+new@acme.example" } }),
    ledger: ledgerWith({ gone }),
    problems: ["organizationalUnits.apps.accounts.shop.email: account-email-unique"],
  },
  {
    name: "a former address of an account that is renamed by this very change",
    config: {
      ...withAccounts({ shop: { email: "aws+former@acme.example" }, pay: { email: "aws+gone@acme.example" } }),
      moved: [{ from: "gone", to: "pay" }],
    },
    ledger: ledgerWith({ gone: { ...gone, formerEmails: ["aws+former@acme.example"] } }),
    problems: ["organizationalUnits.apps.accounts.shop.email: account-email-unique"],
  },
  {
    name: "the management account's address, which a member had before",
    config: {
      ...withAccounts({ gone: {} }),
      managementAccount: { ...minimal.managementAccount, email: "aws+former@acme.example" },
    },
    ledger: ledgerWith({ gone: { ...gone, formerEmails: ["aws+former@acme.example"] } }),
    problems: ["managementAccount.email: account-email-unique"],
  },
  {
    name: "an address in another domain",
    config: withAccounts({ shop: { email: "aws-shop@acmee.example" } }),
    problems: ["organizationalUnits.apps.accounts.shop.email: account-email-domain"],
  },
  {
    name: "a plus tag on a mailbox that is not declared",
    config: withAccounts({ shop: { email: "alice+shop@acme.example" } }),
    problems: ["organizationalUnits.apps.accounts.shop.email: account-email-mailbox"],
  },
  {
    name: "a domain with a capital",
    config: minimalConfig({ rootEmail: { domains: ["Acme.example"], mailboxes: ["aws@acme.example"] } }),
    problems: ["rootEmail.domains[0]: root-domain-form"],
  },
  {
    name: "a free-mail domain",
    config: minimalConfig({ rootEmail: { domains: ["acme.example", "gmail.com"], mailboxes: ["aws@acme.example"] } }),
    problems: ["rootEmail.domains[1]: root-domain-owned"],
  },
  {
    name: "mailboxes with a plus tag and in another domain",
    config: minimalConfig({
      rootEmail: {
        domains: ["acme.example"],
        mailboxes: ["aws@acme.example", "aws+all@acme.example", "aws@other.example"],
      },
    }),
    problems: ["rootEmail.mailboxes[1]: root-mailbox-form", "rootEmail.mailboxes[2]: root-mailbox-form"],
  },
];

const REFERENCE_CASES: readonly BrokenConfig[] = [
  {
    name: "services in accounts that do not exist",
    config: minimalConfig({ services: { logArchive: "log-archve", security: "security" } }),
    problems: ["services.logArchive: unknown-account", "services.security: unknown-account"],
  },
  {
    name: "one account for both services",
    config: minimalConfig({ services: { logArchive: "log-archive", security: "log-archive" } }),
    problems: ["services.security: services-distinct"],
  },
  {
    name: "security tooling below the unit for suspended accounts",
    config: {
      ...withUnits({
        suspended: {
          name: "Suspended",
          purpose: "suspended",
          organizationalUnits: {
            inner: { name: "Inner", accounts: { tooling: { email: "aws+tooling@acme.example" } } },
          },
        },
      }),
      services: { logArchive: "log-archive", security: "tooling" },
    },
    problems: ["services.security: services-placement"],
  },
  {
    name: "guardrails attached to units that do not exist",
    config: minimalConfig({
      denyRoot: { attachTo: ["security", "produktion"] },
      companionGuardrails: { "protect-trail": { attachTo: ["log-archive"] } },
    }),
    problems: ["denyRoot.attachTo[1]: unknown-unit", 'companionGuardrails["protect-trail"].attachTo[0]: unknown-unit'],
    notices: ["denyRoot.attachTo: not-enforced"],
  },
  {
    name: "guardrails that are not declared, and one that is built in",
    config: {
      ...withUnits({
        apps: {
          name: "Apps",
          guardrails: ["mine"],
          accounts: { shop: { email: "aws+shop@acme.example", guardrails: ["other"] } },
        },
      }),
      rootGuardrails: ["deny-root"],
    },
    problems: [
      "organizationalUnits.apps.guardrails[0]: unknown-guardrail",
      "organizationalUnits.apps.accounts.shop.guardrails[0]: unknown-guardrail",
      "rootGuardrails[0]: unknown-guardrail",
    ],
  },
  {
    name: "repeats",
    config: {
      ...withGuardrail({}),
      governedRegions: ["eu-central-1", "us-east-1", "eu-central-1"],
      rootGuardrails: ["mine", "mine"],
      denyRoot: { attachTo: ["security", "security"] },
      teardown: { stacks: ["security", "security"], reason: "x", until: TODAY },
    },
    problems: [
      "rootGuardrails[1]: list-repeats",
      "governedRegions[2]: list-repeats",
      "denyRoot.attachTo[1]: list-repeats",
      "teardown.stacks[1]: list-repeats",
    ],
    notices: ["denyRoot.attachTo: not-enforced"],
  },
];

const CONTACT_AND_REGION_CASES: readonly BrokenConfig[] = [
  {
    name: "a contact with a long name and without a title",
    config: withSecurityContact({ name: text(65), title: "" }),
    problems: ["contacts.security.name: contact-form", "contacts.security.title: contact-form"],
  },
  {
    name: "a contact's address that AWS refuses",
    config: withSecurityContact({ email: "security'team@acme.example" }),
    problems: ["contacts.security.email: contact-email-form"],
  },
  {
    name: "a phone number with letters",
    config: withSecurityContact({ phone: "0800-CALL-US" }),
    problems: ["contacts.security.phone: contact-phone-form"],
  },
  {
    name: "one group for two contacts",
    config: minimalConfig({ contacts: { ...minimal.contacts, billing: minimal.contacts.security } }),
    problems: [
      "contacts.billing.name: contacts-distinct",
      "contacts.billing.email: contacts-distinct",
      "contacts.billing.phone: contacts-distinct",
    ],
  },
  {
    name: "an opt-in Region for home",
    config: minimalConfig({ homeRegion: "eu-south-1" }),
    problems: ["homeRegion: home-region-default"],
  },
  {
    name: "governed Regions without home and us-east-1",
    config: minimalConfig({ governedRegions: ["eu-west-1"] }),
    problems: ["governedRegions: governed-regions", "governedRegions: governed-regions"],
  },
];

const CUSTODY = { mailbox: "Platform", phone: "Security", password: "Finance", mfa: "Legal" };

const EXCEPTION_CASES: readonly BrokenConfig[] = [
  {
    name: "a second configuration of one organization",
    config: minimal,
    neighbours: [{ name: "config/test/organization.ts", config: { managementAccount: minimal.managementAccount } }],
    problems: ["managementAccount.id: organizations-apart"],
  },
  {
    name: "mailbox and phone in one hand",
    config: minimalConfig({ custody: { ...CUSTODY, phone: " platform " } }),
    problems: ["custody.phone: custody-separate"],
  },
  {
    name: "password and MFA devices in one hand",
    config: minimalConfig({ custody: { ...CUSTODY, mfa: "finance" } }),
    problems: ["custody.mfa: custody-separate"],
  },
  {
    name: "custody that names nobody",
    config: minimalConfig({ custody: { ...CUSTODY, mailbox: "", phone: " " } }),
    problems: ["custody.mailbox: custody-named", "custody.phone: custody-named"],
  },
  {
    name: "recovery past its last day",
    config: minimalConfig({ recovery: [{ account: "log-archive", ...ended }] }),
    problems: ["recovery[0].until: recovery-expired"],
  },
  {
    name: "recovery of one account twice, and of one that does not exist",
    config: minimalConfig({
      recovery: ["log-archive", "log-archive", "shop"].map((account) => ({ account, ...holds })),
    }),
    problems: ["recovery[1].account: recovery-once", "recovery[2].account: unknown-account"],
  },
  {
    name: "reasons that say nothing",
    config: {
      ...withGuardrail({ reason: " " }),
      recovery: [{ account: "log-archive", reason: "", until: TODAY }],
      quotas: { "scp-attachments": { value: 5, reason: "" } },
    },
    problems: [
      "guardrails.mine.reason: reason-given",
      "recovery[0].reason: reason-given",
      'quotas["scp-attachments"].reason: reason-given',
    ],
  },
  {
    name: "days that are none",
    config: minimalConfig({
      recovery: [{ account: "log-archive", reason: "x", until: "2027-02-30" }],
      teardown: { stacks: ["security"], reason: "x", until: "tomorrow" },
    }),
    problems: ["recovery[0].until: date-form", "teardown.until: date-form"],
  },
  {
    name: "a teardown past its last day",
    config: minimalConfig({ teardown: { stacks: ["security"], ...ended } }),
    problems: ["teardown.until: teardown-expired"],
  },
  {
    name: "waivers of a rule that does not exist and of one that cannot be waived",
    config: minimalConfig({
      waivers: [
        { rule: "tag-uniqe", ...holds },
        { rule: "key-form", ...holds },
      ],
    }),
    problems: ["waivers[0].rule: waiver-rule", "waivers[1].rule: waiver-rule"],
  },
  {
    name: "a waiver past its last day, which waives nothing any more",
    config: withAccounts({ shop: { owner: "Shop", waivers: [{ rule: "account-owner-form", ...ended }] } }),
    problems: [
      "organizationalUnits.apps.accounts.shop.owner: account-owner-form",
      "organizationalUnits.apps.accounts.shop.waivers[0].until: waiver-expired",
    ],
  },
  {
    name: "a waiver that waives nothing",
    config: withAccounts({ shop: { waivers: [{ rule: "account-owner-form", ...holds }] } }),
    problems: [],
    notices: ["organizationalUnits.apps.accounts.shop.waivers[0]: waiver-unused"],
  },
];

const TAG_AND_QUOTA_CASES: readonly BrokenConfig[] = [
  {
    name: "tags that AWS refuses",
    config: minimalConfig({ tags: { "aws:x": "1", [text(129)]: "1", "a#b": "1", c: text(257), d: "50%" } }),
    problems: [
      'tags["aws:x"]: tag-form',
      `tags.${text(129)}: tag-form`,
      'tags["a#b"]: tag-form',
      "tags.c: tag-form",
      "tags.d: tag-form",
    ],
  },
  {
    name: "a tag that differs from an inherited one in case, and from the owner's",
    config: {
      ...withAccounts({ shop: { owner: "shop@acme.example", tags: { Team: "shop", Owner: "shop" } } }),
      tags: { team: "platform" },
    },
    problems: [
      "organizationalUnits.apps.accounts.shop.tags.Team: tag-unique",
      "organizationalUnits.apps.accounts.shop.tags.Owner: tag-unique",
    ],
  },
  {
    name: "one tag too many, with those of Rootstock",
    config: withAccounts({
      shop: {
        owner: "shop@acme.example",
        tags: Object.fromEntries(Array.from({ length: 48 }, (_, index) => [`tag-${index}`, ""])),
      },
    }),
    problems: ["organizationalUnits.apps.accounts.shop.tags: tag-count"],
  },
  {
    name: "required tags that are missing",
    config: { ...withAccounts({ shop: { tags: { "cost-centre": "shop" } } }), requiredAccountTags: ["cost-centre"] },
    problems: [
      'organizationalUnits.security.accounts["log-archive"]: account-tags-required',
      'organizationalUnits.security.accounts["security-tooling"]: account-tags-required',
    ],
  },
  {
    name: "quotas that are none",
    config: minimalConfig({
      quotas: { "scp-size": { value: 0, reason: "x" }, "rcp-size": { value: 1.5, reason: "x" } },
    }),
    problems: ['quotas["scp-size"].value: quota-form', 'quotas["rcp-size"].value: quota-form'],
  },
  {
    name: "half a slot",
    config: {
      ...withUnits({ apps: { name: "Apps", reservedPolicySlots: { rcp: 0.5 } } }),
      reservedPolicySlots: { scp: -1 },
    },
    problems: [
      "organizationalUnits.apps.reservedPolicySlots.rcp: reserved-slots-form",
      "reservedPolicySlots.scp: reserved-slots-form",
    ],
  },
];

const GUARDRAIL_CASES: readonly BrokenConfig[] = [
  {
    name: "a policy name and a reason that are too long",
    config: withGuardrail({ name: text(129), reason: text(513) }),
    problems: ["guardrails.mine.reason: guardrail-form", "guardrails.mine.name: guardrail-form"],
  },
  {
    name: "the policy name of a built-in guardrail",
    config: withGuardrail({ name: "acme-deny-root" }),
    problems: ["guardrails.mine.name: guardrail-name-unique"],
  },
  {
    name: "the name of a policy that guardrails share",
    config: withGuardrail({ name: "acme-scp_1" }),
    problems: ["guardrails.mine.name: guardrail-name-unique"],
  },
  {
    name: "a built-in guardrail that is attached to an empty list",
    config: minimalConfig({ companionGuardrails: { "protect-trail": { attachTo: [] } } }),
    problems: ['companionGuardrails["protect-trail"].attachTo: attach-to-empty'],
  },
  {
    name: "a guardrail without statements",
    config: withGuardrail({ statements: [] }),
    problems: ["guardrails.mine.statements: guardrail-statements"],
  },
  {
    name: "a statement with two lists of actions and no resource",
    config: withGuardrail({ statements: [{ Effect: "Deny", Action: "s3:*", NotAction: ["s3:Get*"] }] }),
    problems: [
      "guardrails.mine.statements[0]: guardrail-statements",
      "guardrails.mine.statements[0]: guardrail-statements",
    ],
  },
  {
    name: "actions without a service",
    config: withStatement({ Action: ["s3:Get*", "DeleteBucket", "s3:Delete Bucket"] }),
    problems: [
      "guardrails.mine.statements[0].Action[1]: guardrail-action-form",
      "guardrails.mine.statements[0].Action[2]: guardrail-action-form",
    ],
  },
  {
    name: "Sids with a hyphen and twice",
    config: withGuardrail({
      statements: [
        { ...DENY, Sid: "a-b" },
        { ...DENY, Sid: "A" },
        { ...DENY, Sid: "A" },
      ],
    }),
    problems: ["guardrails.mine.statements[0].Sid: guardrail-sid", "guardrails.mine.statements[2].Sid: guardrail-sid"],
  },
  {
    name: "an Allow in a service control policy",
    config: withStatement({ Effect: "Allow" }),
    problems: ["guardrails.mine.statements[0].Effect: guardrail-effect"],
  },
  {
    name: "a Principal in a service control policy",
    config: withStatement({ Principal: "*" }),
    problems: ["guardrails.mine.statements[0].Principal: guardrail-principal"],
  },
  {
    name: "a resource control policy without a Principal",
    config: withGuardrail({ policyType: "rcp" }),
    problems: ["guardrails.mine.statements[0]: guardrail-principal"],
  },
  {
    name: "an Allow of everything in a resource control policy",
    config: withStatement({ Effect: "Allow", Action: "*" }, "rcp"),
    problems: [
      "guardrails.mine.statements[0].Effect: guardrail-rcp-syntax",
      "guardrails.mine.statements[0].Action: guardrail-rcp-syntax",
    ],
  },
];

const TRAIL_AND_ALERTING_CASES: readonly BrokenConfig[] = [
  {
    name: "a lock for more than 100 years",
    config: minimalConfig({ trail: { objectLock: { days: 36_501 } } }),
    problems: ["trail.objectLock.days: object-lock-days"],
  },
  {
    name: "compliance mode without the words",
    config: minimalConfig({ trail: { objectLock: { mode: "compliance" } } }),
    problems: ["trail.objectLock.mode: object-lock-acknowledgement"],
  },
  {
    name: "log files that expire before their lock",
    config: minimalConfig({ trail: { expireAfterDays: 365 } }),
    problems: ["trail.expireAfterDays: archive-expiry"],
  },
  {
    name: "a lock that outlasts the default expiry",
    config: minimalConfig({ trail: { objectLock: { days: 3650 } } }),
    problems: ["trail.objectLock.days: archive-expiry"],
  },
  {
    name: "a retention that CloudWatch Logs does not know",
    config: minimalConfig({ trail: { logGroupRetentionDays: 100 } }),
    problems: ["trail.logGroupRetentionDays: log-group-retention"],
  },
  {
    name: "nobody to page",
    config: minimalConfig({ alerting: { recipients: { page: [] } } }),
    problems: ["alerting.recipients.page: alert-recipients"],
  },
  {
    name: "recipients that cannot be reached",
    config: minimalConfig({
      alerting: {
        recipients: {
          page: [{ email: "on-call" }, { httpsFromParameter: "https://hooks.example/T0/secret" }],
          ticket: [{ httpsFromVariable: "count" }, { httpsFromParameter: "aws/hook" }],
        },
      },
    }),
    problems: [
      "alerting.recipients.page[0].email: recipient-form",
      "alerting.recipients.page[1].httpsFromParameter: recipient-form",
      "alerting.recipients.ticket[0].httpsFromVariable: recipient-form",
      "alerting.recipients.ticket[1].httpsFromParameter: recipient-form",
    ],
  },
  {
    name: "a recipient twice",
    config: minimalConfig({
      alerting: { recipients: { page: [{ email: "a@acme.example" }, { email: "A@acme.example" }] } },
    }),
    problems: ["alerting.recipients.page[1]: recipient-repeats"],
  },
  {
    name: "names of a workspace and a channel for their ids",
    config: minimalConfig({
      alerting: { chat: { slackWorkspaceId: "acme", slackChannelId: "#alerts", severities: [] } },
    }),
    problems: [
      "alerting.chat.slackWorkspaceId: chat-form",
      "alerting.chat.slackChannelId: chat-form",
      "alerting.chat.severities: chat-form",
    ],
  },
  {
    name: "a runbook address with a section",
    config: minimalConfig({ alerting: { runbookUrl: "https://wiki.acme.example/runbooks#root" } }),
    problems: ["alerting.runbookUrl: runbook-url-form"],
  },
];

const states = { type: "s3", bucket: "acme-states", region: "eu-central-1" } as const;

const BACKEND_CASES: readonly BrokenConfig[] = [
  {
    name: "an S3 backend with names that are none",
    config: minimalConfig({
      backend: { type: "s3", bucket: "s3://acme-states", region: "eu-central-1", keyPrefix: "/zone/", kmsKeyId: "key" },
    }),
    problems: ["backend.bucket: backend-form", "backend.keyPrefix: backend-form", "backend.kmsKeyId: backend-form"],
  },
  {
    name: "a bucket of the landing zone's own with somebody else's key",
    config: minimalConfig({
      backend: {
        type: "s3",
        bucket: "acme-states",
        region: "eu-central-1",
        kmsKeyId: "12345678-1234-1234-1234-123456789012",
        createBucket: true,
      },
    }),
    problems: ["backend.kmsKeyId: backend-form"],
  },
  {
    name: "a pipeline of no repository, any branch and any environment",
    config: minimalConfig({
      backend: states,
      pipeline: { github: { repository: "https://github.com/acme/x", branch: "feature/*", environment: "*" } },
    }),
    problems: ["repository", "branch", "environment"].map((name) => `pipeline.github.${name}: pipeline-form`),
  },
  {
    name: "a pipeline of a repository with numbers in its name, and numbers that are none",
    config: minimalConfig({
      backend: states,
      pipeline: { github: { repository: "acme@1/landing-zone@2", ownerId: "acme", repositoryId: "*" } },
    }),
    problems: ["repository", "ownerId", "repositoryId"].map((name) => `pipeline.github.${name}: pipeline-form`),
  },
  {
    name: "a pipeline of a repository with one of its two numbers",
    config: minimalConfig({
      backend: states,
      pipeline: { github: { repository: "acme/landing-zone", repositoryId: "456789" } },
    }),
    problems: ["pipeline.github.repositoryId: pipeline-numbers"],
  },
  {
    name: "a pipeline of a repository with the other of its two numbers",
    config: minimalConfig({
      backend: states,
      pipeline: { github: { repository: "acme/landing-zone", ownerId: "123456" } },
    }),
    problems: ["pipeline.github.ownerId: pipeline-numbers"],
  },
  {
    name: "a pipeline, and states where nobody said",
    config: minimalConfig({ pipeline: { github: { repository: "acme/landing-zone" } } }),
    problems: ["pipeline: pipeline-states"],
  },
  {
    name: "a pipeline, and states on a disk",
    config: minimalConfig({
      backend: { type: "local" },
      pipeline: { github: { repository: "acme/landing-zone" } },
    }),
    problems: ["pipeline: pipeline-states"],
  },
  {
    name: "a pipeline of its own and one of somebody else's",
    config: minimalConfig({
      backend: states,
      pipeline: { github: { repository: "acme/landing-zone" } },
      baseline: {
        pipeline: {
          planRoleArn: "arn:aws:iam::111111111111:role/plan",
          deployRoleArn: "arn:aws:iam::111111111111:role/deploy",
        },
      },
    }),
    problems: ["baseline.pipeline: pipeline-twice"],
  },
  {
    name: "an HCP Terraform backend with names that are none",
    config: minimalConfig({
      backend: {
        type: "cloud",
        organization: "a b",
        project: "!",
        workspacePrefix: "a/",
        hostname: "https://tfe.example",
      },
    }),
    problems: ["organization", "project", "workspacePrefix", "hostname"].map((name) => `backend.${name}: backend-form`),
  },
];

const renamed: Identity = { ...gone, state: "moved", successor: "shop" };

const LEDGER_CASES: readonly BrokenConfig[] = [
  {
    name: "the ledger of another organization",
    config: minimal,
    ledger: { ...ledgerWith({ gone }), managementAccountId: "222222222222" },
    problems: ["managementAccount.id: ledger-organization"],
  },
  {
    name: "an account, a unit and a guardrail that are gone",
    config: minimal,
    ledger: ledgerWith({
      gone,
      lost: { kind: "organizational-unit", state: "active", parent: "root" },
      dropped: { kind: "guardrail", state: "active" },
    }),
    problems: ["organizationalUnits: key-vanished", "organizationalUnits: key-vanished", "guardrails: key-vanished"],
  },
  {
    name: "a built-in guardrail, central root access, the trail and alerting switched off without a word",
    config: minimalConfig({
      companionGuardrails: { "protect-trail": { mode: "observe" } },
      rootAccess: { mode: "off" },
      trail: { mode: "off" },
      alerting: { mode: "off" },
    }),
    ledger: ledgerWith({}),
    problems: [
      'companionGuardrails["protect-trail"]: key-vanished',
      "rootAccess.mode: key-vanished",
      "trail.mode: key-vanished",
      "trail.mode: key-vanished",
      "alerting.mode: key-vanished",
    ],
    notices: [
      'companionGuardrails["protect-trail"].mode: not-enforced',
      "rootAccess.mode: not-enforced",
      "trail.mode: not-enforced",
      "alerting.mode: not-enforced",
    ],
  },
  {
    name: "the key of an account for a unit",
    config: withUnits({ gone: { name: "Gone" } }),
    ledger: ledgerWith({ gone }),
    problems: ["organizationalUnits.gone: key-vanished"],
  },
  {
    name: "deny-root taken from the root and given to one unit",
    config: { ...minimalConfig(), denyRoot: { attachTo: ["security"] } },
    ledger: ledgerWith({}),
    problems: ["denyRoot.attachTo: key-vanished"],
    notices: ["denyRoot.attachTo: not-enforced"],
  },
  {
    name: "keys that were renamed and closed",
    config: withAccounts({ gone: { email: "aws+new@acme.example" }, old: {}, shop: {} }),
    ledger: ledgerWith({ gone: { ...gone, state: "closing" }, old: renamed, shop: gone }),
    problems: [
      "organizationalUnits.apps.accounts.gone: key-retired",
      "organizationalUnits.apps.accounts.old: key-retired",
    ],
  },
  {
    name: "a renaming to nothing, of what is still there and of what never was",
    config: {
      ...withAccounts({ shop: {}, pay: {} }),
      moved: [
        { from: "gone", to: "shp" },
        { from: "log-archive", to: "shop" },
        { from: "never", to: "pay" },
      ],
    },
    ledger: ledgerWith({ gone }),
    problems: ["moved[0].to: moved-entry", "moved[1].from: moved-entry", "moved[2].from: moved-entry"],
  },
  {
    name: "renamings in a chain and twice",
    config: {
      ...withAccounts({ shop: {} }),
      moved: [
        { from: "gone", to: "middle" },
        { from: "middle", to: "shop" },
        { from: "gone", to: "shop" },
      ],
    },
    ledger: ledgerWith({ gone, middle: { ...gone, email: "aws+middle@acme.example" } }),
    problems: ["moved[0].to: moved-entry", "moved[2].from: moved-entry", "moved[2].to: moved-entry"],
  },
  {
    name: "an account renamed to a unit, and to an account that exists beside it",
    config: {
      ...withAccounts({ shop: {} }),
      moved: [
        { from: "gone", to: "apps" },
        { from: "lost", to: "shop" },
      ],
    },
    ledger: ledgerWith({ gone, lost: gone, shop: gone }),
    problems: ["moved[0].to: moved-entry", "moved[1].to: moved-entry"],
  },
  {
    name: "a renaming of what was renamed otherwise, of what was closed, and of what is built in",
    config: {
      ...withAccounts({ pay: {}, web: {} }),
      rootAccess: { mode: "off" },
      moved: [
        { from: "gone", to: "pay" },
        { from: "closed", to: "web" },
        { from: "foundation:central-root-access", to: "log-archive" },
      ],
    },
    ledger: ledgerWith({ gone: renamed, closed: { ...gone, state: "closing" } }),
    problems: [
      "moved[0].to: moved-entry",
      "moved[1].from: moved-entry",
      "moved[2].from: moved-entry",
      "moved[2].to: moved-entry",
    ],
    notices: ["rootAccess.mode: not-enforced"],
  },
  {
    name: "entries for what is still there, never was, is named twice and was released",
    config: minimalConfig({
      closing: ["log-archive", "never", "gone"].map((key) => ({ key, reason: "x" })),
      released: ["gone", "lost", "left"].map((key) => ({ key, reason: "x" })),
    }),
    ledger: ledgerWith({ gone: left, lost: { ...gone, state: "closing" }, left: { ...gone, state: "released" } }),
    problems: [
      "closing[0].key: removed-entry",
      "closing[1].key: removed-entry",
      "released[0].key: removed-entry",
      "released[1].key: removed-entry",
    ],
  },
  {
    name: "the closing of an account that was not suspended",
    config: minimalConfig({ closing: [{ key: "gone", reason: "merged" }] }),
    ledger: ledgerWith({ gone }),
    problems: ["closing[0].key: account-closes-suspended"],
  },
  {
    name: "the release of a guardrail that shares its policy with one that stays",
    config: minimalConfig({ released: ["first", "second", "third"].map((key) => ({ key, reason: "x" })) }),
    ledger: {
      ...ledgerWith({ first: guarding, second: guarding, third: guarding, fourth: { ...guarding, state: "closing" } }),
      policies: {
        scp_1: {
          policyType: "scp",
          state: "active",
          targets: [],
          guardrails: { first: 1, "protect-root-settings": 1 },
        },
        scp_2: { policyType: "scp", state: "active", targets: [], guardrails: { second: 1, third: 1 } },
        scp_3: { policyType: "scp", state: "deleted", targets: [], guardrails: {} },
      },
    },
    problems: ["released[0].key: removed-entry"],
  },
  {
    name: "a unit below another parent",
    config: withUnits({ apps: { name: "Apps", organizationalUnits: { inner: { name: "Inner" } } } }),
    ledger: ledgerWith({ inner: { kind: "organizational-unit", state: "active", parent: "root" } }),
    problems: ["organizationalUnits.apps.organizationalUnits.inner: unit-parent"],
  },
  {
    name: "a unit renamed and moved at once",
    config: {
      ...withUnits({ apps: { name: "Apps", organizationalUnits: { inner: { name: "Inner" } } } }),
      moved: [{ from: "old", to: "inner" }],
    },
    ledger: ledgerWith({ old: { kind: "organizational-unit", state: "active", parent: "security" } }),
    problems: ["organizationalUnits.apps.organizationalUnits.inner: unit-parent"],
  },
];

const pipeline = {
  planRoleArn: "arn:aws:iam::111111111111:role/plan",
  deployRoleArn: "arn:aws:iam::111111111111:role/deploy",
};

const BASELINE_CASES: readonly BrokenConfig[] = [
  {
    name: "passwords that expire after no time, parts of a day and too many days",
    config: {
      ...withAccounts({ shop: { baseline: { passwordMaxAgeDays: 0 } } }),
      baseline: { passwordMaxAgeDays: 1.5 },
      managementAccount: { ...minimal.managementAccount, baseline: { passwordMaxAgeDays: 1096 } },
    },
    problems: [
      "managementAccount.baseline.passwordMaxAgeDays: password-age",
      "organizationalUnits.apps.accounts.shop.baseline.passwordMaxAgeDays: password-age",
      "baseline.passwordMaxAgeDays: password-age",
    ],
  },
  {
    name: "a pipeline with a user and a wildcard for its roles",
    config: minimalConfig({
      baseline: {
        pipeline: {
          planRoleArn: "arn:aws:iam::111111111111:user/plan",
          deployRoleArn: "arn:aws:iam::111111111111:role/*",
        },
      },
    }),
    problems: [
      "baseline.pipeline.planRoleArn: pipeline-role-form",
      "baseline.pipeline.deployRoleArn: pipeline-role-form",
    ],
  },
  {
    name: "a pipeline with one role for everything",
    config: minimalConfig({ baseline: { pipeline: { ...pipeline, deployRoleArn: pipeline.planRoleArn } } }),
    problems: ["baseline.pipeline.deployRoleArn: pipeline-roles-distinct"],
  },
  {
    name: "a pipeline on a unit, and a baseline that only observes",
    config: {
      ...withUnits({ apps: { name: "Apps", baseline: JSON.parse(JSON.stringify({ pipeline })) } }),
      baseline: { mode: "observe" },
    },
    problems: ["organizationalUnits.apps.baseline.pipeline: unknown-key"],
    notices: ["baseline.mode: not-enforced"],
  },
];

const proof = { account: "log-archive", principal: "anyone", action: "s3:DeleteBucket", expect: "deny" } as const;

const PROOF_CASES: readonly BrokenConfig[] = [
  {
    name: "a proof of an account that does not exist",
    config: { ...minimal, proofs: [{ ...proof, account: "log-archiv" }] },
    problems: ["proofs[0].account: unknown-account"],
  },
  {
    name: "a proof of a kind of principal that does not exist",
    config: { ...minimal, proofs: [{ ...proof, principal: "root" }] },
    problems: ["proofs[0].principal: schema"],
  },
  {
    name: "a proof without an action, and of something that is none",
    config: {
      ...minimal,
      proofs: [
        { ...proof, action: "DeleteBucket" },
        { ...proof, action: "s3:Delete Bucket" },
      ],
    },
    problems: ["proofs[0].action: proof-action-form", "proofs[1].action: proof-action-form"],
  },
  {
    name: "a context with a key without a prefix, and one without values",
    config: { ...minimal, proofs: [{ ...proof, context: { region: "eu-central-1", "aws:RequestedRegion": [] } }] },
    problems: [
      "proofs[0].context.region: proof-context-form",
      'proofs[0].context["aws:RequestedRegion"]: proof-context-form',
    ],
  },
  {
    name: "two proofs that ask the same and expect something else",
    config: { ...minimal, proofs: [proof, { ...proof, action: "S3:deletebucket", expect: "allow" }] },
    problems: ["proofs[1]: proof-once"],
  },
];

/** Configurations with one mistake each, by subject. */
export const BROKEN_CONFIGS: readonly BrokenConfig[] = [
  ...SCHEMA_CASES,
  ...TREE_CASES,
  ...EMAIL_CASES,
  ...REFERENCE_CASES,
  ...CONTACT_AND_REGION_CASES,
  ...EXCEPTION_CASES,
  ...TAG_AND_QUOTA_CASES,
  ...GUARDRAIL_CASES,
  ...DETECTION_CASES,
  ...GUARDRAIL_OPTION_CASES,
  ...ACCOUNT_DESCRIPTION_CASES,
  ...ADOPTION_CASES,
  ...ACCOUNT_KIND_CASES,
  ...MODULE_CASES,
  ...APPROVAL_CASES,
  ...ROLLOUT_CASES,
  ...PROOF_CASES,
  ...TRAIL_AND_ALERTING_CASES,
  ...BASELINE_CASES,
  ...IDENTITY_CASES,
  ...BACKEND_CASES,
  ...LEDGER_CASES,
];
