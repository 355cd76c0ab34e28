import { describe, expect, test } from "@jest/globals";
import type { BackendConfig, LandingZoneConfig, RecipientConfig } from "../../../model/config";
import { problemsOf, TODAY } from "../../support/checked";
import { minimalConfig } from "../../support/example-config";

const minimal = minimalConfig();
const x = (length: number): string => "x".repeat(length);

function withAccount(account: { readonly email?: string; readonly name?: string }, key = "shop"): LandingZoneConfig {
  const accounts = { [key]: { email: "aws+shop@acme.example", ...account } };
  return minimalConfig({
    organizationalUnits: { ...minimal.organizationalUnits, apps: { name: "Apps", accounts } },
  });
}

function withContact(contact: Partial<LandingZoneConfig["contacts"]["security"]>): LandingZoneConfig {
  return minimalConfig({ contacts: { ...minimal.contacts, security: { ...minimal.contacts.security, ...contact } } });
}

const withRecipient = (recipient: RecipientConfig): LandingZoneConfig =>
  minimalConfig({ alerting: { recipients: { page: [recipient] } } });

const withBackend = (backend: BackendConfig): LandingZoneConfig => minimalConfig({ backend });

const withS3 = (names: Partial<Extract<BackendConfig, { type: "s3" }>>): LandingZoneConfig =>
  withBackend({ type: "s3", bucket: "acme-states", region: "eu-central-1", ...names });

const withCloud = (names: Partial<Extract<BackendConfig, { type: "cloud" }>>): LandingZoneConfig =>
  withBackend({ type: "cloud", organization: "acme", ...names });

interface Form {
  readonly rule: string;
  readonly config: (value: string) => LandingZoneConfig;
  readonly accepted: readonly string[];
  readonly refused: readonly string[];
}

const FORMS: readonly Form[] = [
  {
    rule: "organization-name-form",
    config: (name) => minimalConfig({ name }),
    accepted: ["ab", "a1", "acme-eu", `a${x(19)}`],
    refused: ["", "a", "Acme", "1acme", "acme_eu", "acme-", "-acme", `a${x(20)}`, "acme.eu"],
  },
  {
    rule: "access-role-form",
    config: (accountAccessRole) => minimalConfig({ accountAccessRole }),
    accepted: ["OrganizationAccountAccessRole", "a", "a_+=,.@-b", x(64)],
    refused: ["", "a/b", "a b", x(65)],
  },
  {
    rule: "key-form",
    config: (key) => withAccount({ name: "Shop" }, key),
    accepted: ["a", "shop-prod", "shop2", "shop--prod"],
    refused: ["", "Shop", "2shop", "-shop", "shop_prod", "shop.prod", "sh\u00f6p"],
  },
  {
    rule: "account-email-form",
    config: (email) => withAccount({ email }),
    accepted: ["aws-shop@acme.example", "AWS+SHOP@ACME.EXAMPLE", `${x(51)}@acme.example`],
    refused: ["", "aws", "@acme.example", "aws@", "a b@acme.example", "a@b@acme.example", `${x(52)}@acme.example`],
  },
  {
    rule: "account-name-form",
    config: (name) => withAccount({ name }),
    accepted: ["S", "Shop (production) #1", x(50)],
    refused: ["", "  ", x(51), "a<b", "a>b", "tab\there", "sh\u00f6p"],
  },
  {
    rule: "management-account-id",
    config: (id) => minimalConfig({ managementAccount: { ...minimal.managementAccount, id } }),
    accepted: ["222222222222", "000000000001"],
    refused: ["", "22222222222", "2222222222222", "22222222222x"],
  },
  {
    rule: "contact-phone-form",
    config: (phone) => withContact({ phone }),
    accepted: ["+1 (555) 010-9999", "0", "1234567890123456789012345"],
    refused: ["", "()", "12345678901234567890123456", "1.2", "ext 5"],
  },
  {
    rule: "contact-email-form",
    config: (email) => withContact({ email }),
    accepted: ["a.b+c=d#e!f&g-h@mail.acme.example", `${x(241)}@acme.example`],
    refused: ["", "a@acme", "a'b@acme.example", "a b@acme.example", `${x(242)}@acme.example`],
  },
  {
    rule: "contact-form",
    config: (title) => withContact({ title }),
    accepted: ["T", x(50)],
    refused: ["", " ", x(51)],
  },
  {
    rule: "date-form",
    config: (until) => minimalConfig({ recovery: [{ account: "log-archive", reason: "drill", until }] }),
    accepted: [TODAY, "2028-02-29"],
    refused: ["", "2027-02-29", "2027-13-01", "1.7.2027", "2027-7-1", "2027-07-01T00:00:00Z"],
  },
  {
    rule: "runbook-url-form",
    config: (runbookUrl) => minimalConfig({ alerting: { runbookUrl } }),
    accepted: ["https://wiki.acme.example/runbooks", "docs/runbooks.md"],
    refused: ["", "https://", "http://wiki.acme.example", "wiki page", "https://wiki.acme.example/#a"],
  },
  {
    rule: "recipient-form",
    config: (httpsFromParameter) => withRecipient({ httpsFromParameter }),
    accepted: ["pager", "/alerts/pager", "a.b_c-d"],
    refused: [
      "",
      "alerts/pager",
      "/alerts/",
      "/a b",
      "aws-hook",
      "/ssm/hook",
      "https://a.example",
      `/${"a/".repeat(15)}a`,
    ],
  },
  {
    rule: "recipient-form",
    config: (httpsFromVariable) => withRecipient({ httpsFromVariable }),
    accepted: ["pager_url", "_pager", "PAGER2"],
    refused: ["", "pager-url", "2pager", "count", "account_role", "https://a.example"],
  },
  {
    rule: "backend-form",
    config: (bucket) => withS3({ bucket }),
    accepted: ["abc", "acme-states.eu", x(63)],
    refused: ["ab", x(64), "Acme", "acme_states", "-acme", "acme-", "a..b", "10.0.0.1", "xn--acme", "acme-s3alias"],
  },
  {
    rule: "backend-form",
    config: (keyPrefix) => withS3({ keyPrefix }),
    accepted: ["acme", "landing-zone/prod"],
    refused: ["", "/acme", "acme/", "a//b", "a b"],
  },
  {
    rule: "backend-form",
    config: (kmsKeyId) => withS3({ kmsKeyId }),
    accepted: [
      "12345678-1234-1234-1234-123456789012",
      "mrk-12345678123412341234123456789012",
      "arn:aws:kms:eu-central-1:111111111111:key/12345678-1234-1234-1234-123456789012",
      "arn:aws:kms:eu-central-1:111111111111:alias/states",
    ],
    refused: ["", "alias/states", "states"],
  },
  {
    rule: "backend-form",
    config: (organization) => withCloud({ organization }),
    accepted: ["acme", "acme_eu-1"],
    refused: ["", "ab", "a b c", x(41)],
  },
  {
    rule: "backend-form",
    config: (hostname) => withCloud({ hostname }),
    accepted: ["app.terraform.io", "tfe.acme.example:8443"],
    refused: ["", "tfe", "https://tfe.acme.example", "tfe.acme.example/app"],
  },
];

describe.each(FORMS)("$rule", ({ rule, config, accepted, refused }) => {
  test.each(accepted)("accepts %j", (value) => {
    expect(problemsOf(config(value))).toEqual([]);
  });

  test.each(refused)("refuses %j", (value) => {
    expect(problemsOf(config(value)).map((problem) => problem.split(": ").at(-1))).toContain(rule);
  });
});
