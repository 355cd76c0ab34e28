import { describe, expect, test } from "@jest/globals";
import type { LandingZoneConfig } from "../../model/config";
import { formatPath } from "../../model/problem";
import { resolve } from "../../model/resolve";
import { noticesOf, problemsOf } from "../support/checked";
import { minimalConfig } from "../support/example-config";

const guardrail = {
  reason: "Nobody needs it.",
  statements: [{ Effect: "Deny", Action: "s3:DeleteBucket", Resource: "*" }],
} as const;

const config: LandingZoneConfig = minimalConfig({
  tags: { stage: "none" },
  baseline: { passwordMaxAgeDays: 10, accessAnalyzer: false },
  guardrails: { frugal: guardrail },
  accountKinds: {
    sandbox: {
      description: "To try things out.",
      tags: { stage: "sandbox", "data-class": "public", team: "of the kind" },
      guardrails: ["frugal"],
      baseline: { passwordMaxAgeDays: 30, accessAnalyzer: true, ebsEncryption: false },
      expireWithinDays: 30,
    },
  },
  organizationalUnits: {
    ...minimalConfig().organizationalUnits,
    apps: {
      name: "Apps",
      tags: { stage: "of the unit", cost: "of the unit" },
      baseline: { passwordMaxAgeDays: 20, s3PublicAccessBlock: false, ebsEncryption: true },
      accounts: {
        alice: {
          email: "aws+alice@acme.example",
          kind: "sandbox",
          expires: "2026-07-20",
          tags: { team: "her own" },
          baseline: { ebsEncryption: true },
          guardrails: ["frugal"],
        },
        bob: { email: "aws+bob@acme.example", kind: "sandbox", expires: "2026-07-20" },
        shop: { email: "aws+shop@acme.example" },
      },
    },
  },
});
const { zone } = resolve(config, undefined);
const tagsOf = (key: string) => zone.accounts.find((account) => account.key === key)?.tags;
const settings = (key: string) =>
  Object.fromEntries(
    Object.entries(zone.baselines.members.get(key) ?? {}).map(([name, { value, because }]) => [
      name,
      `${String(value)}: ${because}`,
    ]),
  );

test("a sound configuration with kinds has no problem", () => {
  expect(problemsOf(config)).toEqual([]);
});

describe("a kind is more specific than units and less than the account", () => {
  test("in tags", () => {
    expect(tagsOf("alice")).toEqual({
      cost: "of the unit",
      "data-class": "public",
      expires: "2026-07-20",
      "rootstock:key": "alice",
      stage: "sandbox",
      team: "her own",
    });
    expect(tagsOf("bob")).toMatchObject({ team: "of the kind", stage: "sandbox" });
    expect(tagsOf("shop")).toEqual({ cost: "of the unit", "rootstock:key": "shop", stage: "of the unit" });
  });

  test("in the baseline", () => {
    expect(settings("alice")).toEqual({
      mode: "enforce: default",
      passwordMaxAgeDays: "30: set for the kind sandbox",
      s3PublicAccessBlock: "false: set on the unit apps",
      ebsEncryption: "true: set on this account",
      accessAnalyzer: "true: set for the kind sandbox",
      configRecorder: "true: default",
    });
    expect(settings("bob")).toMatchObject({ ebsEncryption: "false: set for the kind sandbox" });
    expect(settings("shop")).toMatchObject({ passwordMaxAgeDays: "20: set on the unit apps" });
  });

  test("in the places that are named", () => {
    const path = zone.baselines.members.get("bob")?.accessAnalyzer.path ?? [];
    expect(formatPath(path)).toBe("accountKinds.sandbox.baseline.accessAnalyzer");
  });
});

test("its guardrails are attached to its accounts, each once, whoever lists them", () => {
  const { attachments = [] } = zone.guardrails.find(({ key }) => key === "frugal") ?? {};
  expect(attachments.map(({ target, because, path }) => [target, because, formatPath(path)])).toEqual([
    [
      { kind: "account", key: "alice" },
      "listed on this account",
      "organizationalUnits.apps.accounts.alice.guardrails[0]",
    ],
    [{ kind: "account", key: "bob" }, "listed for the kind sandbox", "accountKinds.sandbox.guardrails[0]"],
  ]);
});

test("a kind whose baseline does less is named among what is not enforced", () => {
  expect(noticesOf({ ...config, accountKinds: { sandbox: { baseline: { mode: "observe" } } } })).toContain(
    "accountKinds.sandbox.baseline.mode: not-enforced",
  );
});
