import type { AccountKindConfig } from "../../model/account-kinds-config";
import type { AccountConfig, LandingZoneConfig } from "../../model/config";
import type { BrokenConfig } from "./broken-configs";
import { minimalConfig } from "./example-config";

const { recovery, security } = minimalConfig().organizationalUnits;

/** A small organization with accounts of a kind. */
export function withKinds(
  accountKinds: Readonly<Record<string, AccountKindConfig>>,
  accounts: Readonly<Record<string, Partial<AccountConfig>>>,
  more: Partial<LandingZoneConfig> & { readonly within?: number; readonly unitTags?: Record<string, string> } = {},
): LandingZoneConfig {
  if (recovery === undefined || security === undefined) throw new Error("the smallest configuration has both");
  const { within, unitTags = {}, ...changes } = more;
  const complete = Object.entries(accounts).map(([key, account]) => [
    key,
    { email: `aws+${key}@acme.example`, kind: "sandbox", ...account },
  ]);
  const sandboxes = {
    name: "Sandboxes",
    tags: unitTags,
    accounts: Object.fromEntries(complete),
    ...(within === undefined ? {} : { accountsExpireWithinDays: within }),
  };
  return minimalConfig({ ...changes, accountKinds, organizationalUnits: { recovery, security, sandboxes } });
}

const ALICE = "organizationalUnits.sandboxes.accounts.alice";
const BOB = "organizationalUnits.sandboxes.accounts.bob";
const manyTags = Object.fromEntries(Array.from({ length: 49 }, (_, index) => [`tag-${index}`, "x"]));

/** Configurations with mistakes in kinds of accounts: each is found once, at the kind. */
export const ACCOUNT_KIND_CASES: readonly BrokenConfig[] = [
  {
    name: "a kind that does not exist",
    config: withKinds({ sandbox: {} }, { alice: { kind: "sandbx" } }),
    problems: [`${ALICE}.kind: unknown-account-kind`],
  },
  {
    name: "a kind that every object has",
    config: withKinds({ sandbox: {} }, { alice: { kind: "constructor" } }),
    problems: [`${ALICE}.kind: unknown-account-kind`],
  },
  {
    name: "a kind with mistakes in each of its settings, and two accounts of it",
    config: withKinds(
      {
        sandbox: {
          tags: { "aws:owner": "x", "data-class": "publik" },
          guardrails: ["mien"],
          baseline: { passwordMaxAgeDays: 0 },
        },
        empty: { expireWithinDays: 0 },
      },
      { alice: {}, bob: {} },
      { accountMetadata: { "data-class": { values: ["public"], optional: true } } },
    ),
    problems: [
      'accountKinds.sandbox.tags["aws:owner"]: tag-form',
      'accountKinds.sandbox.tags["data-class"]: account-metadata',
      "accountKinds.sandbox.guardrails[0]: unknown-guardrail",
      "accountKinds.sandbox.baseline.passwordMaxAgeDays: password-age",
      "accountKinds.empty.expireWithinDays: account-expiry-days",
    ],
  },
  {
    name: "a kind that lists a guardrail twice",
    config: withKinds(
      { sandbox: { guardrails: ["mine", "mine"] } },
      { alice: {} },
      {
        guardrails: {
          mine: { reason: "Unused.", statements: [{ Effect: "Deny", Action: "s3:DeleteBucket", Resource: "*" }] },
        },
      },
    ),
    problems: ["accountKinds.sandbox.guardrails[1]: list-repeats"],
  },
  {
    name: "tags of a kind that differ in case from those of the unit, and tags of an account from those of the kind",
    config: withKinds(
      { sandbox: { tags: { Team: "x", stage: "dev" } } },
      { alice: { tags: { Stage: "test" } }, bob: {} },
      { unitTags: { team: "y" } },
    ),
    problems: [`${ALICE}.tags.Stage: tag-unique`, "accountKinds.sandbox.tags.Team: tag-unique"],
  },
  {
    name: "more tags than AWS allows, by a kind",
    config: withKinds({ sandbox: { tags: manyTags } }, { alice: {}, bob: { owner: "bob@acme.example" } }),
    problems: ["accountKinds.sandbox.tags: tag-count"],
  },
  {
    name: "accounts of a kind that ends, where the unit has another limit",
    config: withKinds(
      { sandbox: { expireWithinDays: 30 } },
      { alice: { expires: "2026-08-10" }, bob: {}, carol: { expires: "2026-07-30" } },
      { within: 90 },
    ),
    problems: [`${ALICE}.expires: account-expiry-limit`, `${BOB}: account-expiry-limit`],
  },
  {
    name: "metadata and required tags that the kind gives",
    config: withKinds(
      { sandbox: { tags: { "data-class": "public", team: "x" } } },
      { alice: {}, bob: { tags: { "data-class": "publik" } } },
      { accountMetadata: { "data-class": { values: ["public"], optional: true } } },
    ),
    problems: [`${BOB}.tags["data-class"]: account-metadata`],
  },
  {
    name: "a setting of a kind that does not exist",
    config: { ...withKinds({}, {}), accountKinds: { sandbox: { expiresWithinDays: 3 } } },
    problems: ["accountKinds.sandbox.expiresWithinDays: unknown-key"],
  },
];
