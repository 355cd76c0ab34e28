import { describe, expect, test } from "@jest/globals";
import type { LandingZoneConfig } from "../../model/config";
import { resolve } from "../../model/resolve";
import { at } from "../support/blocks";
import { minimalConfig } from "../support/example-config";
import { catalogueOf, readableModule } from "../support/module-catalogue";
import { synthesize } from "../support/synthesize";

const MODULES = catalogueOf({
  budget: readableModule({ limit: "number", note: "string?" }),
  regional: readableModule({}, ["eu_central_1", "us_east_1"]),
  vpc: {
    ...readableModule({ name: "string" }),
    source: { kind: "remote", address: "terraform-aws-modules/vpc/aws", version: "5.1.2" },
  },
});

const minimal = minimalConfig();
const account = (key: string, more = {}) => ({ [key]: { email: `aws+${key}@acme.example`, ...more } });

const config: LandingZoneConfig = minimalConfig({
  tags: { team: "platform" },
  modules: { everywhere: { module: "budget", inputs: { limit: 10, note: "${account.key}" } } },
  accountKinds: { data: { modules: { everywhere: { inputs: { limit: 30 } }, network: { module: "vpc" } } } },
  organizationalUnits: {
    ...minimal.organizationalUnits,
    apps: {
      name: "Apps",
      modules: {
        everywhere: { inputs: { limit: 20 } },
        // Texts that the repetition of equal stacks would replace.
        trap: { module: "budget", inputs: { limit: 1, note: "baseline-<account> .outputs.account_id_shop} ${x}" } },
      },
      accounts: {
        ...account("shop"),
        ...account("pay", { modules: { everywhere: false, regional: {} } }),
        ...account("lake", {
          kind: "data",
          modules: { network: { inputs: { name: "${account.id}-${account.tags.team}" } } },
        }),
        ...account("sh"),
      },
    },
  },
});
const { stacks, texts, manifest } = synthesize(config, undefined, "once", MODULES);
const modulesOf = (key: string): unknown => Reflect.get(Object(stacks[`baseline-${key}`]), "module");
const local = (name: string) => ({
  source: `./modules/${name}-000000000000`,
  providers: { aws: "aws" },
});

describe("the modules of accounts", () => {
  test.each<[string, object]>([
    ["log-archive", { everywhere: { ...local("budget"), limit: 10, note: "log-archive" } }],
    [
      "shop",
      {
        everywhere: { ...local("budget"), limit: 20, note: "shop" },
        trap: { ...local("budget"), limit: 1, note: "baseline-<account> .outputs.account_id_shop} $${x}" },
      },
    ],
    [
      "pay",
      {
        regional: {
          ...local("regional"),
          providers: { aws: "aws", "aws.eu_central_1": "aws", "aws.us_east_1": "aws.us-east-1" },
        },
        trap: { ...local("budget"), limit: 1, note: "baseline-<account> .outputs.account_id_shop} $${x}" },
      },
    ],
  ])("%s has those of its places, the most specific first", (key, expected) => {
    expect(modulesOf(key)).toEqual(expected);
  });

  test("a kind comes after units and before the account, and a remote module has its version", () => {
    expect(modulesOf("lake")).toMatchObject({
      everywhere: { limit: 30, note: "lake" },
      network: {
        source: "terraform-aws-modules/vpc/aws",
        version: "5.1.2",
        name: "${data.terraform_remote_state.accounts-1.outputs.account_id_lake}-platform",
      },
    });
  });

  test("the account's id is what the account's provider is bound to", () => {
    const id = at(stacks["baseline-lake"]?.provider?.aws?.[0] ?? {}, "allowed_account_ids", 0);
    expect(at(Object(modulesOf("lake")), "network", "name")).toBe(`${String(id)}-platform`);
  });

  test("every provider that a module gets is in its stack", () => {
    const withoutAlerts = synthesize(
      { ...config, alerting: { mode: "off" }, baseline: { mode: "observe" } },
      undefined,
      "once",
      MODULES,
    );
    const aliases = (key: string) =>
      withoutAlerts.stacks[`baseline-${key}`]?.provider?.aws?.map(({ alias }) => alias ?? "aws");
    expect(aliases("pay")).toEqual(["aws", "us-east-1"]);
    expect(aliases("shop")).toEqual(["aws"]);
  });

  test("stacks that were rendered once and repeated have the bytes of stacks that were built", () => {
    const each = synthesize(config, undefined, "each", MODULES);
    expect(texts).toEqual(each.texts);
    expect(manifest).toEqual(each.manifest);
  });

  test("an account whose baseline would be empty has a state for its modules", () => {
    const changes = { alerting: { mode: "off" }, baseline: { mode: "observe" } } as const;
    expect(Object.keys(synthesize({ ...minimal, ...changes }).stacks)).not.toContain("baseline-log-archive");
    expect(Object.keys(synthesize({ ...config, ...changes }, undefined, "once", MODULES).stacks)).toContain(
      "baseline-log-archive",
    );
  });

  test("a module that nobody can read is a bug, for the rules refuse it", () => {
    expect(() => synthesize(config)).toThrow(/the module budget of .+ cannot be read/);
  });
});

test("without modules nothing of them is in any stack, and the landing zone has none", () => {
  const plain = synthesize(minimal);
  expect(Object.values(plain.stacks).filter((stack) => Reflect.has(stack, "module"))).toEqual([]);
  expect(resolve(minimal, undefined).zone.modules.size).toBe(0);
});
