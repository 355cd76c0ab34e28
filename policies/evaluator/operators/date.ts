import type { ScaleOperator } from "./operator";
import { type Scale, withBetween } from "./scale";

const SECONDS = /^-?\d{1,13}$/;
const DATE = /^\d{4}-\d\d(?:-\d\d(?:T\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d:\d\d))?)?$/;
const FURTHEST = 8.64e15;

/** Milliseconds since 1970: of a date of ISO 8601, or of a number of seconds. */
function readDate(text: string): number | undefined {
  const time = SECONDS.test(text) ? Number(text) * 1000 : DATE.test(text) ? Date.parse(text) : Number.NaN;
  return Math.abs(time) <= FURTHEST ? time : undefined;
}

const DATES: Scale = {
  name: "date",
  examples(policyValues) {
    const points = policyValues.flatMap((value) => readDate(value) ?? []);
    const times = withBetween(points, 86_400_000, -FURTHEST, FURTHEST).map(Math.floor);
    return [...new Set(times)].map(writeDate).concat("not-a-date");
  },
};

/** As a date where four digits of a year suffice, otherwise in seconds. */
function writeDate(time: number): string {
  const text = new Date(time).toISOString();
  return DATE.test(text) ? text : String(Math.floor(time / 1000));
}

function date(name: string, compare: (value: number, bound: number) => boolean, isNegated = false): ScaleOperator {
  return {
    kind: "scale",
    scale: DATES,
    name,
    isNegated,
    matches(text, policyText) {
      const [value, bound] = [readDate(text), readDate(policyText)];
      return value === undefined || bound === undefined ? undefined : compare(value, bound);
    },
  };
}

export const dateEquals = date("DateEquals", (value, bound) => value === bound);

export const dateNotEquals = date("DateNotEquals", (value, bound) => value === bound, true);

export const dateLessThan = date("DateLessThan", (value, bound) => value < bound);

export const dateLessThanEquals = date("DateLessThanEquals", (value, bound) => value <= bound);

export const dateGreaterThan = date("DateGreaterThan", (value, bound) => value > bound);

export const dateGreaterThanEquals = date("DateGreaterThanEquals", (value, bound) => value >= bound);
