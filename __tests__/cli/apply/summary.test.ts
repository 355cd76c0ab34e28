import { describe, expect, test } from "@jest/globals";
import { type AppliedStack, type ApplySummary, isSettled, summaryJson, summaryText } from "../../../cli/apply/summary";

const stack = (name: string, state: AppliedStack["state"], add = 0): AppliedStack => ({
  stack: name,
  state,
  counts: { add, change: 0, destroy: 0, import: 0 },
});

const summary = (parts: Partial<ApplySummary>): ApplySummary => ({
  stacks: [],
  leftOver: [],
  movesToFinish: [],
  ...parts,
});

describe("an apply", () => {
  test.each<[string, Partial<ApplySummary>, boolean]>([
    ["of nothing is settled", {}, true],
    [
      "that did everything is",
      { stacks: [stack("a", "applied"), stack("b", "unchanged"), stack("c", "earlier")] },
      true,
    ],
    ["that failed is not", { stacks: [stack("a", "failed")] }, false],
    ["that stopped half-way is not", { stacks: [stack("a", "not-begun")] }, false],
    ["after which something would change is not", { leftOver: [{ stack: "a", addresses: [] }] }, false],
    ["that nobody looked at afterwards is not", { leftOver: undefined }, false],
  ])("%s", (_, parts, expected) => {
    expect(isSettled(summary(parts))).toBe(expected);
    expect(summaryJson(summary(parts))).toMatchObject({ ok: expected });
  });
});

test("a summary says what became of each stack, what is left and what comes next", () => {
  const text = summaryText(
    summary({
      stacks: [
        stack("organization", "applied", 2),
        stack("accounts-1", "unchanged"),
        stack("security", "earlier"),
        stack("guardrails", "failed"),
        stack("monitoring", "not-begun"),
      ],
      leftOver: [
        { stack: "accounts-1", addresses: ["aws_x.y"] },
        { stack: "security", addresses: [] },
      ],
      movesToFinish: [
        { policy: "scp_1", kind: "guardrail", key: "deny-large" },
        { policy: "scp_2", kind: "target", key: "prod" },
      ],
    }),
  );
  expect(text.split("\n")).toEqual([
    "  organization  applied: 2 added, 0 changed, 0 destroyed",
    "  accounts-1    nothing to change",
    "  security      applied by an earlier run",
    "  guardrails    failed",
    "  monitoring    not begun",
    "",
    "3 of 5 stacks applied, 1 failed, 1 not begun",
    "Planned again, and something would still change:",
    "  accounts-1: aws_x.y",
    "  security: values that it publishes",
    "Guardrails that moved are in force twice until the move is finished:",
    "  deny-large is still in the policy scp_1",
    "  the policy scp_2 is still attached to prod",
    "Finish it with the next change: npm run synth -- --finish-moves, commit the ledger, then plan and apply that.",
    "",
  ]);
});

test("a summary says that nothing is left", () => {
  expect(summaryText(summary({ stacks: [stack("a", "applied", 1)] }))).toContain(
    "1 of 1 stacks applied\nPlanned again: nothing would change.\n",
  );
});
