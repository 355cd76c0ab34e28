import { expect, test } from "@jest/globals";
import { dayAfter } from "../../model/date";

test.each([
  ["2026-07-01", { year: 2026, month: 7, day: 2 }],
  ["2026-02-28", { year: 2026, month: 3, day: 1 }],
  ["2028-02-28", { year: 2028, month: 2, day: 29 }],
  ["2026-12-31", { year: 2027, month: 1, day: 1 }],
])("the day after %s", (date, expected) => {
  expect(dayAfter(date)).toEqual(expected);
});
