import { describe, expect, test } from "@jest/globals";
import { formatPath, type Problem } from "../../model/problem";
import { resolve } from "../../model/resolve";
import { policyRecords } from "../../policies/guardrail-policies";
import { validateConfiguration } from "../../policies/validate";
import { TODAY } from "../support/checked";
import { HARMLESS, withStatements } from "../support/custom-guardrail";
import { exampleConfig, minimalConfig } from "../support/example-config";

const validate = (config: unknown) => validateConfiguration({ config, ledger: undefined, today: TODAY });
const inShort = (problems: readonly Problem[]): readonly string[] =>
  problems.map(({ rule, path }) => `${formatPath(path)}: ${rule}`);

const LARGE = { ...HARMLESS, Sid: "Large", Resource: "x".repeat(11_000) };
const ON_ROOT = { ...HARMLESS, Sid: "Root", Condition: { ArnLike: { "aws:PrincipalArn": "arn:*:iam::*:root" } } };

describe("a sound configuration", () => {
  test.each([
    ["the example", exampleConfig()],
    ["the smallest", minimalConfig()],
  ])("%s is resolved, with the ledger that goes with it", (_, config) => {
    const { problems, zone, nextLedger } = validate(config);
    expect(problems).toEqual([]);
    const resolved = resolve(config, undefined);
    const ledger = { ...resolved.ledger, policies: policyRecords(resolved.zone) };
    expect({ zone, ledger: nextLedger }).toEqual({ zone: resolved.zone, ledger });
  });
});

describe("an unsound configuration", () => {
  test.each<[string, unknown, string[]]>([
    ["nothing at all", undefined, ["(configuration): schema"]],
    ["a broken policy alone", withStatements([LARGE]), ["guardrails.own: policy-size"]],
    [
      "problems of both layers, in the order of the document",
      { ...withStatements([ON_ROOT, LARGE]), name: "Not A Name" },
      [
        "name: organization-name-form",
        "guardrails.own: policy-size",
        "guardrails.own.statements[0]: root-deny-without-null",
      ],
    ],
  ])("%s has neither landing zone nor ledger", (_, config, expected) => {
    const { problems, zone, nextLedger } = validate(config);
    expect(inShort(problems)).toEqual(expected);
    expect([zone, nextLedger]).toEqual([undefined, undefined]);
  });
});

describe("waivers", () => {
  const waivers = [{ rule: "root-deny-without-null", reason: "Nobody uses central root access yet.", until: TODAY }];

  test("turn a waivable breach of a policy rule into a notice", () => {
    const { problems, notices, zone } = validate({ ...withStatements([ON_ROOT]), waivers });
    expect(problems).toEqual([]);
    expect(inShort(notices)).toEqual(["guardrails.own.statements[0]: root-deny-without-null"]);
    expect(zone).toBeDefined();
  });

  test("that waive nothing are a notice", () => {
    expect(inShort(validate({ ...withStatements([HARMLESS]), waivers }).notices)).toEqual([
      "waivers[0]: waiver-unused",
    ]);
  });

  test("cannot lift what AWS would refuse", () => {
    const lifted = [{ rule: "policy-size", reason: "Please.", until: TODAY }];
    expect(inShort(validate({ ...withStatements([LARGE]), waivers: lifted }).problems)).toContain(
      "guardrails.own: policy-size",
    );
  });
});

describe("what is merely untidy", () => {
  const twice = withStatements([HARMLESS, { ...HARMLESS, Sid: "Again" }]);
  const waivers = [{ rule: "policy-statement-shadowed", reason: "Both are wanted.", until: TODAY }];

  test("is a notice, and does not stop anything", () => {
    const { problems, notices, zone } = validate(twice);
    expect(problems).toEqual([]);
    expect(inShort(notices)).toEqual(["guardrails.own.statements[1]: policy-statement-shadowed"]);
    expect(zone).toBeDefined();
  });

  test("may be waived, which the notice then says", () => {
    expect(validate({ ...twice, waivers }).notices).toEqual([
      expect.objectContaining({ message: expect.stringContaining(`(waived until ${TODAY}: Both are wanted.)`) }),
    ]);
  });
});
