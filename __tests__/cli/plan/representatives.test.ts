import { describe, expect, test } from "@jest/globals";
import { baselineKinds, representationsOf, withoutIdentity } from "../../../cli/plan/representatives";
import type { TerraformJson, TerraformJsonByStack } from "../../../cli/terraform/terraform-json";
import type { LandingZoneConfig } from "../../../model/config";
import { minimalConfig } from "../../support/example-config";
import { zoneOf } from "../../support/planned";

const KEYS = ["a", "b", "c", "app-1", "app-10"];

const config = (changes: Partial<LandingZoneConfig> = {}): LandingZoneConfig => {
  const { organizationalUnits } = minimalConfig();
  const accounts = Object.fromEntries(KEYS.map((key) => [key, { email: `aws+${key}@acme.example` }]));
  return minimalConfig({ organizationalUnits: { ...organizationalUnits, dev: { name: "Dev", accounts } }, ...changes });
};

const zone = zoneOf(config());
const EVERYBODY = [...KEYS, "log-archive", "security-tooling"];

/** A baseline as it is rendered, as far as it names its account, with one setting. */
function baseline(key: string, setting: unknown = 1, shard = 1): TerraformJson {
  const id = `\${data.terraform_remote_state.accounts-${shard}.outputs.account_id_${key}}`;
  return {
    "//": { metadata: { stackName: `baseline-${key}` } },
    data: {
      terraform_remote_state: { [`accounts-${shard}`]: { config: { path: `terraform.accounts-${shard}.tfstate` } } },
    },
    provider: { aws: [{ allowed_account_ids: [id], role_arn: `arn:aws:iam::${id}:role/deploy` }] },
    resource: { aws_thing: { thing: { "//": { path: `baseline-${key}/thing` }, setting } } },
    terraform: { backend: { local: { path: `../../../terraform.baseline-${key}.tfstate` } } },
  };
}

const ids = (keys: readonly string[]): TerraformJson => ({
  output: Object.fromEntries(keys.map((key) => [`account_id_${key}`, {}])),
});

/** One side: a setting for each key, and the ids that are published. */
function side(
  settings: Readonly<Record<string, unknown>>,
  published: readonly string[] = EVERYBODY,
): TerraformJsonByStack {
  return new Map([
    ["accounts-1", ids(published)],
    ...Object.entries(settings).map(([key, setting]): [string, TerraformJson] => [
      `baseline-${key}`,
      baseline(key, setting),
    ]),
  ]);
}

const all = (keys: readonly string[], setting: unknown) => Object.fromEntries(keys.map((key) => [key, setting]));

function represented(base: TerraformJsonByStack | undefined, head: TerraformJsonByStack, of = zone) {
  const kinds = baselineKinds({ zone: of, stacks: [...head.keys()], base, head });
  return representationsOf(kinds).map(({ account, represented }) => [account, ...represented]);
}

describe("a baseline stands for others", () => {
  test.each<[string, TerraformJsonByStack, TerraformJsonByStack, readonly (readonly string[])[]]>([
    [
      "that say the same before and after",
      side(all(KEYS, 1)),
      side(all(KEYS, 2)),
      [["a", "app-1", "app-10", "b", "c"]],
    ],
    [
      "but not for one that says something else after",
      side(all(KEYS, 1)),
      side({ ...all(KEYS, 2), c: 3 }),
      [["a", "app-1", "app-10", "b"], ["c"]],
    ],
    [
      "but not for one that said something else before",
      side({ ...all(KEYS, 1), "app-10": 3 }),
      side(all(KEYS, 2)),
      [["a", "app-1", "b", "c"], ["app-10"]],
    ],
    [
      "but not for one that is new",
      side(all(["a", "b"], 1), ["a", "b", "c"]),
      side(all(["a", "b", "c"], 2)),
      [["a", "b"], ["c"]],
    ],
    ["that are all new in accounts that exist", side({}), side(all(["a", "b"], 2)), [["a", "b"]]],
    [
      "but not for one whose account is not there yet",
      side(all(["a", "b"], 1), ["a", "b"]),
      side(all(["a", "b", "c"], 2)),
      [["a", "b"], ["c"]],
    ],
    ["never where all accounts are new", side({}, []), side(all(KEYS, 2)), []],
    ["never where each is like no other", side(all(["a", "b"], 1)), side({ a: 1, b: 2 }), []],
    [
      "but not for one that names another account",
      side(all(["a", "b"], 1)),
      side({ a: 2, b: "${data.terraform_remote_state.accounts-1.outputs.account_id_a}" }),
      [],
    ],
  ])("%s", (_, base, head, expected) => {
    expect(represented(base, head)).toEqual(expected);
  });

  test.each<[string, Partial<LandingZoneConfig>, string]>([
    ["the first key", {}, "a"],
    ["a canary", { rollout: { canary: ["c"] } }, "c"],
    ["the first canary", { rollout: { canary: ["app-10", "c"] } }, "app-10"],
    ["not a canary that does not change", { rollout: { canary: ["security-tooling"] } }, "a"],
  ])("and is that of %s", (_, changes, chosen) => {
    const of = zoneOf(config(changes));
    expect(represented(side(all(KEYS, 1)), side(all(KEYS, 2)), of)[0]?.[0]).toBe(chosen);
  });

  test("but the log archive's only where there is no other", () => {
    const two = ["c", "log-archive"];
    expect(represented(side(all(two, 1)), side(all(two, 2)))).toEqual([["c", "log-archive"]]);
    const services = ["log-archive", "security-tooling"];
    expect(represented(side(all(services, 1)), side(all(services, 2)))).toEqual([services]);
  });
});

test("without a base nobody is represented, and the kinds are known", () => {
  const kinds = baselineKinds({
    zone,
    stacks: ["baseline-a", "baseline-b", "organization"],
    base: undefined,
    head: side(all(KEYS, 1)),
  });
  expect(kinds).toEqual([{ account: "a", others: ["b"], isPublished: false }]);
  expect(representationsOf(kinds)).toEqual([]);
});

describe("two baselines say the same", () => {
  const text = (key: string, shard: number, json: TerraformJson = baseline(key, 1, shard)): string =>
    withoutIdentity(json, { key, shard });
  test.each([
    ["in different shards", text("a", 1), text("b", 12)],
    ["when a key begins another one", text("app-1", 1), text("app-10", 1)],
    ["when a key reads like a state", text("accounts-1", 1), text("a", 1)],
  ])("%s", (_, one, other) => {
    expect(one).toBe(other);
  });
  test.each([
    ["the setting differs", text("a", 1), text("b", 1, baseline("b", 2))],
    [
      "one names what is another's",
      text("a", 1, baseline("a", "baseline-a")),
      text("b", 1, baseline("b", "baseline-a")),
    ],
    [
      "a text merely contains the name",
      text("a", 1, baseline("a", "x-baseline-a")),
      text("b", 1, baseline("b", "x-baseline-b")),
    ],
    ["one does not exist", text("a", 1), withoutIdentity(undefined, { key: "b", shard: 1 })],
    ["one reads the id of another account", text("a", 1), text("b", 1, baseline("a"))],
  ])("but not when %s", (_, one, other) => {
    expect(one).not.toBe(other);
  });
});
