import { describe, expect, test } from "@jest/globals";
import { ROOT_MECHANISM_IDS, ROOT_MECHANISMS, type RootMechanismId } from "../../catalogue/root-mechanisms";
import type { LandingZoneConfig } from "../../model/config";
import { type EmittedStacks, type PostureAnswer, posture, renderPosture } from "../../reports/posture";
import { exampleConfig } from "../support/example-config";
import { type Synthesized, synthesize } from "../support/synthesize";

const CUSTODY = { mailbox: "Platform", phone: "Front desk", password: "Finance", mfa: "Legal" };

/** Mechanisms that cannot prevent anything in the management account. */
const COMPENSATED: readonly RootMechanismId[] = ["mfa", "access-keys", "just-in-time", "scp"];

function synthesized(changes: Partial<LandingZoneConfig> = {}): Synthesized {
  return synthesize(exampleConfig({ custody: CUSTODY, ...changes }));
}

const example = synthesized();

function find(answers: readonly PostureAnswer[], mechanism: RootMechanismId, account: string | undefined) {
  const found = answers.find((answer) => answer.mechanism === mechanism && answer.account === account);
  if (found === undefined) throw new Error(`no answer for ${mechanism} in ${account}`);
  return found;
}

/** The stacks without one resource, named as evidence names it. */
function without(stacks: EmittedStacks, evidence: string): EmittedStacks {
  const [, stack = "", type = "", name] = /^([\w-]+): (\w+)(?:\.([\w-]+))?/.exec(evidence) ?? [];
  const { [type]: byName, ...others } = stacks[stack]?.resource ?? {};
  if (byName === undefined) throw new Error(`no ${type} in ${stack}`);
  const rest = Object.fromEntries(Object.entries(byName).filter(([key]) => name !== undefined && key !== name));
  return { ...stacks, [stack]: { resource: { ...others, [type]: rest } } };
}

const answers = posture(example.zone, example.stacks);
const accounts = [undefined, ...example.zone.accounts.map(({ key }) => key)];

test("there are twelve mechanisms, and each has an answer for every account, management included", () => {
  expect(ROOT_MECHANISM_IDS).toHaveLength(12);
  expect(answers.map(({ mechanism, account }) => [account, mechanism])).toEqual(
    accounts.flatMap((account) => ROOT_MECHANISM_IDS.map((mechanism) => [account, mechanism])),
  );
});

describe.each(ROOT_MECHANISM_IDS)("%s", (mechanism) => {
  const ofMechanism = answers.filter((answer) => answer.mechanism === mechanism);

  test("is answered in every account by what is emitted, or not bound by SCP and compensated in management", () => {
    for (const { account, status, evidence, missing } of ofMechanism) {
      const expected = account === undefined && COMPENSATED.includes(mechanism) ? "not-bound-by-scp" : "answered";
      expect({ account, status, missing }).toEqual({ account, status: expected, missing: [] });
      expect(evidence).not.toEqual([]);
    }
  });

  test("is not configured without any one part of its evidence, and says what to do", () => {
    for (const account of [undefined, "shop-prod"]) {
      const parts = find(answers, mechanism, account).evidence.filter(
        (part) => !/^(?:configuration|proof): /.test(part),
      );
      expect(parts).not.toEqual([]);
      for (const part of parts) {
        const poorer = find(posture(example.zone, without(example.stacks, part)), mechanism, account);
        expect({ part, status: poorer.status }).toEqual({ part, status: "not-configured" });
        expect(poorer.missing).toHaveLength(1);
        expect(poorer.todo).not.toBe("");
      }
    }
  });
});

test("service control policies answer only where the evaluator proves that they deny root", () => {
  const proof = "proof: the policies deny long-term root every action, whatever else a request carries";
  expect(find(answers, "scp", "shop-prod").evidence).toContain(proof);
  const { zone, stacks } = synthesize(exampleConfig({ denyRoot: { attachTo: ["workloads"] } }));
  expect(find(posture(zone, stacks), "scp", "shop-prod").evidence).toContain(proof);
  expect(find(posture(zone, stacks), "scp", "network").missing).toContain(proof);
});

test("the example leaves no mechanism unanswered in any account", () => {
  expect(posture(example.zone, example.stacks).filter(({ status }) => status === "not-configured")).toEqual([]);
});

describe("a configuration that leaves something out", () => {
  test.each<[name: string, changes: Partial<LandingZoneConfig>, open: readonly string[]]>([
    [
      "central root access",
      { rootAccess: { mode: "off" } },
      ["member access-keys", "member just-in-time", "member mfa"],
    ],
    ["deny-root", { denyRoot: { mode: "observe" } }, ["member scp"]],
    ["deny-root but for one unit", { denyRoot: { attachTo: ["sandboxes"] } }, ["member scp"]],
    ["deny-root but for the unit above", { denyRoot: { attachTo: ["workloads"] } }, []],
    [
      "the organization's analyzers",
      { detection: { externalAccess: { mode: "off" } } },
      ["management least-privilege", "member least-privilege"],
    ],
    [
      "the organization's analyzers, where every account has its own",
      { detection: { externalAccess: { mode: "off" } }, baseline: { accessAnalyzer: true } },
      [],
    ],
    ["the review", { review: { insights: { mode: "off" } } }, ["management review", "member review"]],
  ])("has no answer there: %s", (_, changes, expected) => {
    const changed = synthesized(changes);
    const open = posture(changed.zone, changed.stacks).filter(
      ({ account, status }) => (account === undefined || account === "shop-prod") && status === "not-configured",
    );
    const names = open.map(
      ({ account, mechanism }) => `${account === undefined ? "management" : "member"} ${mechanism}`,
    );
    expect(names.sort()).toEqual(expected);
  });

  test("names the holders of the management account's root user as missing", () => {
    const { custody: _, ...zone } = example.zone;
    const open = find(posture({ ...zone, custody: undefined }, example.stacks), "recovery", undefined);
    expect(open).toMatchObject({ status: "not-configured", missing: ["configuration: custody"] });
  });
});

test("an account in the Recovery OU is spared, and not called protected", () => {
  const recovery = [{ account: "shop-prod", reason: "drill", until: "2099-01-01" }];
  const changed = synthesized({ recovery });
  const spared = posture(changed.zone, changed.stacks);
  expect(find(spared, "scp", "shop-prod").status).toBe("spared");
  expect(find(spared, "scp", "shop-dev").status).toBe("answered");
});

describe("the report", () => {
  const text = renderPosture(posture(example.zone, example.stacks));

  test.each(Object.values(ROOT_MECHANISMS))("has a section on %s", (title) => {
    expect(text).toMatch(new RegExp(`^## \\d+\\. ${title}$`, "m"));
  });

  test("calls the management account not bound by SCP", () => {
    expect(text.match(/^- \*\*not bound by SCP; instead\*\* \(management account\)$/gm)).toHaveLength(
      COMPENSATED.length,
    );
  });

  test("says what to do about what is missing", () => {
    const poorer = renderPosture(
      posture(example.zone, without(example.stacks, "monitoring: aws_cloudwatch_metric_alarm.alarm_assume-root")),
    );
    expect(poorer).toContain("- **not configured: Enforce central root access");
    expect(poorer).toContain("  - missing: monitoring: aws_cloudwatch_metric_alarm.alarm_assume-root");
  });
});
