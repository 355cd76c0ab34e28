import type { AccountConfig, LandingZoneConfig } from "../../model/config";
import type { BrokenConfig } from "./broken-configs";
import { PAST, TODAY } from "./checked";
import { minimalConfig } from "./example-config";

const minimal = minimalConfig();

interface Sandboxes {
  readonly accounts: Readonly<Record<string, Partial<AccountConfig>>>;
  readonly within?: number;
  readonly purpose?: "suspended";
  readonly more?: Partial<LandingZoneConfig>;
}

function withSandboxes({ accounts, within, purpose, more = {} }: Sandboxes): LandingZoneConfig {
  const complete = Object.entries(accounts).map(([key, account]) => [
    key,
    { email: `aws+${key}@acme.example`, ...account },
  ]);
  const { recovery, security } = minimal.organizationalUnits;
  if (recovery === undefined || security === undefined) throw new Error("the smallest configuration has both");
  const sandboxes = {
    name: "Sandboxes",
    accounts: Object.fromEntries(complete),
    ...(within === undefined ? {} : { accountsExpireWithinDays: within }),
    ...(purpose === undefined ? {} : { purpose }),
  };
  return minimalConfig({ ...more, organizationalUnits: { recovery, security, sandboxes } });
}

const ALICE = "organizationalUnits.sandboxes.accounts.alice";
const EXPIRING = `${ALICE}.expires: account-expiring`;
const SERVICES = ["log-archive", "security-tooling"].map(
  (key) => `organizationalUnits.security.accounts["${key}"]: account-metadata`,
);

/** Configurations with mistakes in what accounts say of themselves. */
export const ACCOUNT_DESCRIPTION_CASES: readonly BrokenConfig[] = [
  {
    name: "accounts without the metadata that is asked for",
    config: withSandboxes({
      accounts: { alice: { tags: { "data-class": "public" } }, bob: {} },
      more: { accountMetadata: { "data-class": { values: ["public", "internal"] }, team: { optional: true } } },
    }),
    problems: [...SERVICES, "organizationalUnits.sandboxes.accounts.bob: account-metadata"],
  },
  {
    name: "metadata of another kind, or with a value that is not allowed",
    config: withSandboxes({
      accounts: {
        alice: {
          owner: "alice@acme.example",
          tags: { "data-class": "publik", reviewed: "soon", approver: "Bob", note: " " },
        },
      },
      more: {
        accountMetadata: {
          owner: { kind: "email", optional: true },
          "data-class": { values: ["public", "internal"], optional: true },
          reviewed: { kind: "date", optional: true },
          approver: { kind: "email", optional: true },
          note: { optional: true },
        },
      },
    }),
    problems: ['["data-class"]', ".reviewed", ".approver", ".note"].map(
      (key) => `${ALICE}.tags${key}: account-metadata`,
    ),
  },
  {
    name: "metadata that nobody can give",
    config: minimalConfig({
      accountMetadata: {
        a: { values: [], optional: true },
        b: { kind: "date", values: ["2026-07-01", "July"], optional: true },
        c: { values: ["x", "x"], optional: true },
      },
    }),
    problems: [
      "accountMetadata.a.values: account-metadata-form",
      "accountMetadata.b.values[1]: account-metadata-form",
      "accountMetadata.c.values[1]: list-repeats",
    ],
  },
  {
    name: "a last day that is none",
    config: withSandboxes({ accounts: { alice: { expires: "2026-02-30" } } }),
    problems: [`${ALICE}.expires: account-expiry-form`],
  },
  {
    name: "an account without a last day, and one too far ahead, where both must not be",
    config: withSandboxes({
      within: 30,
      accounts: { alice: {}, bob: { expires: "2026-08-01" }, carol: { expires: "2026-07-31" } },
    }),
    problems: [
      `${ALICE}: account-expiry-limit`,
      "organizationalUnits.sandboxes.accounts.bob.expires: account-expiry-limit",
    ],
  },
  {
    name: "a limit that is no number of days",
    config: withSandboxes({ within: 1.5, accounts: { alice: {} } }),
    problems: ["organizationalUnits.sandboxes.accountsExpireWithinDays: account-expiry-days"],
  },
  ...[PAST, TODAY, "2026-07-15"].map((expires) => ({
    name: `an account whose last day, ${expires}, is near or past: a notice`,
    config: withSandboxes({ within: 30, accounts: { alice: { expires } } }),
    problems: [],
    notices: [EXPIRING],
  })),
  {
    name: "accounts that need no notice: the last day is far ahead, or they are suspended",
    config: withSandboxes({ accounts: { alice: { expires: "2026-07-16" } } }),
    problems: [],
  },
  {
    name: "Regions that need no opting in, or are named twice",
    config: withSandboxes({ accounts: { alice: { optInRegions: ["eu-west-1", "eu-south-1", "eu-south-1"] } } }),
    problems: [`${ALICE}.optInRegions[0]: opt-in-region`, `${ALICE}.optInRegions[2]: list-repeats`],
  },
  {
    name: "accounts that are on their way out",
    config: withSandboxes({ purpose: "suspended", within: 1, accounts: { alice: { expires: PAST }, bob: {} } }),
    problems: [],
  },
];
