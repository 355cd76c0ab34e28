import { describe, expect, test } from "@jest/globals";
import { describeCounts, progressDisplay } from "../../../cli/demo/progress-display";
import type { Progress } from "../../../cli/terraform/stack-steps";

const COUNTS = { add: 2, change: 0, destroy: 0, import: 0 };

const EVENTS: readonly Progress[] = [
  { stack: "organization", step: "plan", state: "started", milliseconds: 0 },
  { stack: "organization", step: "plan", state: "done", counts: COUNTS, milliseconds: 1_240 },
  { stack: "organization", step: "apply", state: "started", milliseconds: 0 },
  { stack: "organization", step: "apply", state: "running", applied: 1, milliseconds: 900 },
  { stack: "organization", step: "apply", state: "failed", milliseconds: 2_000 },
];

function written(isTTY: boolean): string {
  let text = "";
  const display = progressDisplay({ isTTY, write: (chunk) => (text += chunk) }, ["organization", "trail"]);
  for (const event of EVENTS) display.update(event);
  display.say("Over.");
  display.end();
  return text;
}

test("without a terminal a step is one line when it is over", () => {
  expect(written(false)).toBe(
    [
      "  organization  plan   2 to add, 0 to change, 0 to destroy          1.2 s",
      "  organization  apply  failed                                       2.0 s",
      "Over.",
      "",
    ].join("\n"),
  );
});

test("a terminal ends up with the same lines", () => {
  expect(screenOf(written(true))).toBe(written(false).trimEnd());
});

test("a terminal shows what is running", () => {
  expect(written(true)).toContain("organization  apply  1 done …");
});

describe("describeCounts", () => {
  test.each([
    [{ add: 0, change: 0, destroy: 0, import: 0 }, "plan", "no changes"],
    [COUNTS, "plan", "2 to add, 0 to change, 0 to destroy"],
    [COUNTS, "apply", "2 added, 0 changed, 0 destroyed"],
    [{ ...COUNTS, import: 3 }, "check", "2 to add, 0 to change, 0 to destroy, 3 imported"],
  ] as const)("%j of %s", (counts, step, text) => {
    expect(describeCounts(counts, step)).toBe(text);
  });
});

/** What a terminal shows after a text with the two control sequences that the display writes. */
function screenOf(text: string): string {
  let lines = [""];
  let row = 0;
  for (const [index, piece] of text.split("\u001b[").entries()) {
    const [, count = "0", command, rest = ""] = /^(\d+)([AJ])(.*)$/s.exec(piece) ?? [];
    if (command === "A") row -= Number(count);
    if (command === "J") lines = [...lines.slice(0, row), ""];
    const [here = "", ...below] = (index === 0 ? piece : rest).replaceAll("\r", "").split("\n");
    lines[row] = `${lines[row] ?? ""}${here}`;
    lines.splice(row + 1, below.length, ...below);
    row += below.length;
  }
  return lines.join("\n").trimEnd();
}
