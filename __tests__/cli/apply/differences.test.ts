import { describe, expect, test } from "@jest/globals";
import {
  type Difference,
  describeDifferences,
  differences,
  differencesIn,
  likeNoOther,
} from "../../../cli/apply/differences";
import { planOfAnyAccount } from "../../../cli/plan/changes-of-any-account";
import { UNKNOWN } from "../../../reports/plan/stack-plan";
import { type ResourceParts, stackPlan } from "../../support/planned";
import { reviewedStack, reviewedWith } from "./reviewed";

const references = { name: [], parent_id: [] };
const CREATED: ResourceParts = {
  address: "aws_organizations_account.shop",
  action: "create",
  references,
  after: { name: "shop", parent_id: UNKNOWN, id: UNKNOWN },
};
const RENAMED: ResourceParts = {
  address: "aws_organizations_account.pay",
  references,
  before: { id: "1", name: "pay" },
  after: { id: "1", name: "payments" },
};
const REVIEWED = reviewedWith(stackPlan("accounts-1", [CREATED, RENAMED]));
const KNOWN: ResourceParts = { ...CREATED, after: { ...CREATED.after, parent_id: "ou-1" } };

const found = (list: readonly Difference[]) => list.map(({ kind, address }) => `${kind} ${address}`);
const compare = (resources: readonly ResourceParts[], recovered?: readonly string[]) =>
  found(
    differencesIn(
      REVIEWED,
      stackPlan("accounts-1", resources),
      recovered && { recovered: new Map([["accounts-1", recovered]]) },
    ),
  );

describe("a whole plan", () => {
  test.each<[string, readonly ResourceParts[], readonly string[]]>([
    ["is what was reviewed", [RENAMED, CREATED], []],
    ["does something more", [CREATED, RENAMED, { ...RENAMED, address: "aws_x.y" }], ["added aws_x.y"]],
    ["does something less", [CREATED], ["gone aws_organizations_account.pay"]],
    [
      "does something else",
      [CREATED, { ...RENAMED, after: { id: "1", name: "x" } }],
      ["different aws_organizations_account.pay"],
    ],
    ["knows more than the review", [KNOWN, RENAMED], ["different aws_organizations_account.shop"]],
    ["has something that stays as it is", [CREATED, RENAMED, { address: "aws_x.y", action: "no-op" }], []],
  ])("%s", (_, resources, expected) => {
    expect(compare(resources)).toEqual(expected);
  });
});

describe("what an interrupted apply left", () => {
  const updated: ResourceParts = {
    ...CREATED,
    action: "update",
    before: { id: "2", name: "shop", parent_id: "r-1" },
    after: { id: "2", name: "shop", parent_id: "ou-1" },
  };
  test.each<[string, readonly ResourceParts[], readonly string[], readonly string[]]>([
    ["may be nothing", [], [], []],
    ["may be a part", [RENAMED], [], []],
    ["may know what the review did not", [KNOWN], [], []],
    ["may be to make whole what was found again", [updated], [CREATED.address], []],
    ["may be to make anew what was found again", [{ ...updated, action: "replace" }], [CREATED.address], []],
    ["may not be to change what nobody lost", [updated], [], ["different aws_organizations_account.shop"]],
    [
      "may not be to destroy what was found again",
      [{ ...updated, action: "delete" }],
      [CREATED.address],
      ["different aws_organizations_account.shop"],
    ],
    [
      "may not be to change what was to be changed in another way",
      [{ ...RENAMED, after: { id: "1", name: "x" } }],
      [RENAMED.address],
      ["different aws_organizations_account.pay"],
    ],
    [
      "may not have another known value",
      [{ ...KNOWN, after: { ...KNOWN.after, name: "x" } }],
      [],
      ["different aws_organizations_account.shop"],
    ],
    ["may not be something more", [{ ...RENAMED, address: "aws_x.y" }], [], ["added aws_x.y"]],
  ])("%s", (_, resources, recovered, expected) => {
    expect(compare(resources, recovered)).toEqual(expected);
  });

  const renamed: ResourceParts = { ...RENAMED, previousAddress: "aws_organizations_account.old" };
  const imported: ResourceParts = { ...RENAMED, isImported: true };
  test.each<[string, ResourceParts, ResourceParts, number]>([
    ["may be to change what was renamed already", renamed, RENAMED, 0],
    ["may be to change what was taken in already", imported, RENAMED, 0],
    ["may not be to rename what nobody reviewed as renamed", RENAMED, renamed, 1],
    ["may not be to rename something else", renamed, { ...renamed, previousAddress: "aws_x.y" }, 1],
    ["may not be to change it in another way", renamed, { ...RENAMED, after: { id: "1", name: "x" } }, 1],
  ])("%s", (_, before, now, expected) => {
    const reviewed = reviewedWith(stackPlan("accounts-1", [before]));
    const plan = stackPlan("accounts-1", [now]);
    expect(differencesIn(reviewed, plan, { recovered: new Map() })).toHaveLength(expected);
  });
});

describe("values that a stack publishes", () => {
  const publishing = (value: string, action: "create" | "update" | "delete" = "update") =>
    stackPlan("organization", [], { outputs: { root: action }, outputValues: { root: value } });
  test.each<[string, ReturnType<typeof stackPlan>, readonly string[], readonly string[]]>([
    ["that stay the same", publishing("r-1"), [], []],
    ["that are others", publishing("r-2"), ["different output.root"], ["different output.root"]],
    ["that are taken away", publishing("r-1", "delete"), ["different output.root"], ["different output.root"]],
    ["that are published already", stackPlan("organization", []), ["gone output.root"], []],
  ])("%s", (_, plan, expected, resumed) => {
    const reviewed = reviewedWith(publishing("r-1"));
    expect(found(differencesIn(reviewed, plan, undefined))).toEqual(expected);
    expect(found(differencesIn(reviewed, plan, { recovered: new Map() }))).toEqual(resumed);
  });

  test("that nobody reviewed", () => {
    expect(found(differencesIn(reviewedStack({ name: "organization" }), publishing("r-1"), undefined))).toEqual([
      "added output.root",
    ]);
  });

  test("that became known since", () => {
    const reviewed = reviewedWith(publishing(UNKNOWN));
    expect(differencesIn(reviewed, publishing("r-1"), { recovered: new Map() })).toEqual([]);
    expect(found(differencesIn(reviewed, publishing("r-1"), undefined))).toEqual(["different output.root"]);
  });
});

describe("a represented baseline", () => {
  const role = (key: string, id: string, more: Partial<ResourceParts> = {}) =>
    stackPlan(
      `baseline-${key}`,
      [
        {
          address: "aws_iam_role.role",
          references,
          before: { id: key, name: id },
          after: { id: key, name: `${id}-2` },
          ...more,
        },
      ],
      {
        published: { "accounts-1": { [`account_id_${key}`]: id } },
        outputs: { role: "update" },
        outputValues: { role: key },
      },
    );
  const [a, b] = [role("a", "111111111111"), role("b", "222222222222")];
  const represented = { ...reviewedWith(planOfAnyAccount(a)), name: "baseline-b", representedBy: "baseline-a" };

  test("does what its representative was reviewed for", () => {
    expect(differencesIn(represented, b, undefined)).toEqual([]);
  });

  test("has nothing to do where the change never came", () => {
    expect(differencesIn(represented, stackPlan("baseline-b", []), undefined)).toEqual([]);
    const less = role("b", "222222222222", { action: "no-op" });
    expect(found(differencesIn(represented, less, undefined))).toEqual(["gone aws_iam_role.role"]);
  });

  test("was reviewed for what its representative does, and nothing else", () => {
    expect(likeNoOther([reviewedWith(a), represented], [a])).toEqual([]);
    expect(found(likeNoOther([{ ...represented, changes: [] }], [a]))).toEqual([
      "added aws_iam_role.role",
      "added output.role",
    ]);
    expect(likeNoOther([{ ...represented, changes: undefined }], [a])).toEqual([]);
  });
});

describe("a stack that nobody could plan before", () => {
  const late = reviewedStack({
    name: "guardrails",
    plan: undefined,
    changes: undefined,
    after: ["accounts-1"],
    resources: { added: ["aws_x.new"], changed: ["terraform_data.ledger"], removed: ["aws_x.old"] },
  });
  test.each<[string, ResourceParts, boolean]>([
    ["creates what is listed", { address: "aws_x.new", action: "create" }, true],
    ["creates what is not", { address: "aws_x.other", action: "create" }, false],
    ["creates one instance more of what changes", { address: 'terraform_data.ledger["a"]', action: "create" }, true],
    ["creates what only changes", { address: "terraform_data.ledger", action: "create" }, false],
    ["updates what changes", { address: "terraform_data.ledger", action: "update" }, true],
    ["updates what is new, because it was there", { address: "aws_x.new", action: "update" }, true],
    ["updates what is not listed", { address: "aws_x.other", action: "update" }, false],
    [
      "moves to an address that is listed",
      { address: "aws_x.new", action: "no-op", previousAddress: "aws_x.old" },
      true,
    ],
    ["destroys what is taken away", { address: "aws_x.old", action: "delete" }, true],
    ["destroys what is not", { address: "aws_x.new", action: "delete" }, false],
    ["replaces what changes", { address: "terraform_data.ledger", action: "replace" }, false],
    ["leaves the rest", { address: "aws_x.other", action: "no-op" }, true],
  ])("%s", (_, resource, isFine) => {
    expect(differencesIn(late, stackPlan("guardrails", [resource]), undefined)).toHaveLength(isFine ? 0 : 1);
  });

  test("destroys nothing that it began to create", () => {
    const recovered = new Map([["guardrails", ["aws_x.new"]]]);
    const plan = stackPlan("guardrails", [{ address: "aws_x.new", action: "delete" }]);
    expect(found(differencesIn(late, plan, { recovered }))).toEqual(["added aws_x.new"]);
  });

  test("replaces only what it began to create, and what is listed", () => {
    const recovered = new Map([["guardrails", ["aws_x.new", "aws_x.other"]]]);
    const plan = stackPlan("guardrails", [
      { address: "aws_x.new", action: "replace" },
      { address: "aws_x.other", action: "replace" },
    ]);
    expect(found(differencesIn(late, plan, { recovered }))).toEqual(["added aws_x.other"]);
  });

  test("that was planned and now waits is a difference, unless there is nothing to do", () => {
    const resources = { added: [], changed: [], removed: [] };
    const deferred = ["accounts-1", "idle"].map((stack) => ({ stack, after: ["organization"], resources }));
    const stacks = [REVIEWED, reviewedStack({ name: "idle" }), late];
    expect(differences(stacks, { planned: [], deferred })).toEqual([
      { kind: "waiting", stack: "accounts-1", address: "" },
    ]);
  });
});

test("differences are told without values, and not without end", () => {
  const many = Array.from(
    { length: 25 },
    (_, index): Difference => ({ kind: "gone", stack: "a", address: `aws_x.y${index}` }),
  );
  const [first, ...rest] = describeDifferences(many);
  expect(first).toBe("a: aws_x.y0 was to change, and would not");
  expect(rest.at(-1)).toBe("and 5 more");
  expect(rest).toHaveLength(20);
});
