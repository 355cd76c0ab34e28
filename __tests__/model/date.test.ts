import { expect, test } from "@jest/globals";
import { addDays, calendarDay, weekday } from "../../model/date";

test.each([
  ["2026-07-01", 1, "2026-07-02"],
  ["2026-02-28", 1, "2026-03-01"],
  ["2028-02-28", 1, "2028-02-29"],
  ["2026-12-31", 1, "2027-01-01"],
  ["2026-03-10", -14, "2026-02-24"],
])("%s and %i days is %s", (date, days, expected) => {
  expect(addDays(date, days)).toBe(expected);
});

test("a day is known by its numbers and by its place in the week", () => {
  expect(calendarDay("2026-02-28")).toEqual({ year: 2026, month: 2, day: 28 });
  expect(["2026-11-22", "2026-11-23"].map(weekday)).toEqual([0, 1]);
});
