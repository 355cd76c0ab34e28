import { describe, expect, test } from "@jest/globals";
import { differencesIn, type ReviewedStack } from "../../../cli/apply/differences";
import { planOfAnyAccount } from "../../../cli/plan/changes-of-any-account";
import { reviewedChanges } from "../../../cli/plan/reviewed-change";
import { UNKNOWN, type Values } from "../../../reports/plan/stack-plan";
import { type ResourceParts, stackPlan } from "../../support/planned";

const ROLE: ResourceParts = { address: "aws_iam_role.role", references: { policy: [], name: [] } };

/** The plan of an account's baseline, which reads the account's id. */
const planOf = (key: string, id: string, ...resources: readonly ResourceParts[]) =>
  stackPlan(`baseline-${key}`, resources, { published: { "accounts-1": { [`account_id_${key}`]: id } } });

const updated = (before: Values, after: Values): ResourceParts => ({ ...ROLE, before, after: { ...before, ...after } });

const arn = (id: string): string => `arn:aws:iam::${id}:role/rootstock`;

const CANARY = planOf(
  "canary",
  "111111111111",
  updated({ id: "AROA1", name: "r", policy: arn("111111111111") }, { policy: `${arn("111111111111")}-2` }),
  { address: "aws_iam_role.gone", action: "delete", before: { id: "r-1" } },
  { address: "aws_iam_role.new", action: "create", after: { name: "n", id: UNKNOWN }, references: { name: [] } },
);

const REPRESENTED: ReviewedStack = {
  name: "baseline-app",
  dependencies: [],
  jsonSha256: "0".repeat(64),
  representedBy: "baseline-canary",
  changes: reviewedChanges(planOfAnyAccount(CANARY).resources).map((change) => ({
    ...change,
    unknown: [...change.unknown],
  })),
  after: [],
};

const GONE: ResourceParts = { address: "aws_iam_role.gone", action: "delete", before: { id: "r-9" } };
const NEW: ResourceParts = {
  address: "aws_iam_role.new",
  action: "create",
  after: { name: "n", id: UNKNOWN },
  references: { name: [] },
};
const policy = (from: string, to: string): ResourceParts =>
  updated({ id: "AROA9", name: "r", policy: from }, { policy: to });
const SAME = policy(arn("222222222222"), `${arn("222222222222")}-2`);

const differencesOf = (...resources: readonly ResourceParts[]) =>
  differencesIn(REPRESENTED, planOf("app", "222222222222", ...resources), undefined).map(
    ({ kind, address }) => `${kind} ${address.replace("aws_iam_role.", "")}`,
  );

describe("a represented account", () => {
  test.each<[string, readonly ResourceParts[], readonly string[]]>([
    ["does the same in its own account", [SAME, GONE, NEW], []],
    [
      "is found in another state",
      [policy(arn("999999999999"), `${arn("222222222222")}-2`), GONE, NEW],
      ["different role"],
    ],
    ["gets another value", [policy(arn("222222222222"), arn("111111111111")), GONE, NEW], ["different role"]],
    [
      "holds its id within another number, which is something else",
      [policy("x-2222222222220", `${arn("222222222222")}-2`), GONE, NEW],
      ["different role"],
    ],
    ["has less to change", [SAME, GONE], ["gone new"]],
    ["has more to change", [SAME, GONE, NEW, { ...NEW, address: "aws_iam_role.more" }], ["added more"]],
    ["would replace what its representative updates", [{ ...SAME, action: "replace" }, GONE, NEW], ["different role"]],
  ])("%s", (_, resources, expected) => {
    expect(differencesOf(...resources)).toEqual(expected);
  });

  test("that does not tell its id is compared as it is", () => {
    const plan = stackPlan("baseline-app", [SAME, GONE, NEW]);
    expect(planOfAnyAccount(plan)).toBe(plan);
    expect(differencesIn(REPRESENTED, plan, undefined)).not.toEqual([]);
  });

  test("is compared after an interruption, too", () => {
    const rest = planOf("app", "222222222222", GONE);
    expect(differencesIn(REPRESENTED, rest, { recovered: new Map() })).toEqual([]);
    const other = planOf("app", "222222222222", policy("a", "b"));
    expect(differencesIn(REPRESENTED, other, { recovered: new Map() })).toMatchObject([{ kind: "different" }]);
  });
});
