import { expect, test } from "@jest/globals";
import { formatJson } from "../../../cli/problem-formats/json";
import { AWKWARD, NOTICE, REPORT, SOUND } from "./reports";

test("formatJson writes the documented shape", () => {
  expect(JSON.parse(formatJson(REPORT))).toEqual({
    ok: false,
    problems: [
      {
        rule: "account-email-unique",
        path: 'organizationalUnits.prod.accounts["shop-prod"].email',
        pathSegments: ["organizationalUnits", "prod", "accounts", "shop-prod", "email"],
        message: AWKWARD.message,
        remedy: AWKWARD.remedy,
        file: "config/my organization,a:b.ts",
        line: 12,
        column: 7,
      },
      {
        rule: "contacts-distinct",
        path: "alerting.recipients.page[0]",
        pathSegments: ["alerting", "recipients", "page", 0],
        message: "the recipient is empty",
        remedy: "Write an address.",
        file: null,
        line: null,
        column: null,
      },
    ],
    notices: [expect.objectContaining({ rule: NOTICE.rule, line: 3 })],
  });
});

test("formatJson is ok without problems", () => {
  expect(JSON.parse(formatJson(SOUND))).toEqual({ ok: true, problems: [], notices: [] });
});
