import { describe, expect, test } from "@jest/globals";
import { formatText } from "../../../cli/problem-formats/text";
import { NOTICE, PLACELESS, REPORT, SOUND } from "./reports";

describe("formatText", () => {
  test("writes two lines for each problem, their number, and one line for each notice", () => {
    expect(
      formatText({ ...REPORT, problems: [PLACELESS, { ...PLACELESS, path: ["organizationalUnits", "a-b"] }] }),
    ).toBe(
      [
        "alerting.recipients.page[0]: the recipient is empty (contacts-distinct)",
        "  Write an address.",
        'organizationalUnits["a-b"]: the recipient is empty (contacts-distinct)',
        "  Write an address.",
        "",
        "2 problems.",
        "",
        "notice: denyRoot.mode: deny-root is observed only (deny-root-enforced)",
        "",
      ].join("\n"),
    );
  });

  test("says what was checked when there is no problem", () => {
    expect(formatText(SOUND)).toBe(
      "No problems: 12 accounts, 1 organizational unit, 9 guardrails checked against 2 rules.\n",
    );
  });

  test("writes notices after success", () => {
    expect(formatText({ ...SOUND, notices: [NOTICE] })).toMatch(/^No problems: .+\n\nnotice: denyRoot\.mode: .+\n$/);
  });

  test("counts one problem as one", () => {
    expect(formatText({ ...REPORT, problems: [PLACELESS], notices: [] })).toMatch(/\n\n1 problem\.\n$/);
  });
});
