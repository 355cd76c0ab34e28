import type { ScaleOperator } from "./operator";
import { type Scale, withBetween } from "./scale";

const NUMBER = /^[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:e[+-]?\d+)?$/i;

function readNumber(text: string): number | undefined {
  const value = NUMBER.test(text) ? Number(text) : Number.NaN;
  return Number.isFinite(value) ? value : undefined;
}

const NUMBERS: Scale = {
  name: "number",
  examples(policyValues) {
    const points = policyValues.flatMap((value) => readNumber(value) ?? []);
    const step = Math.max(1, ...points.map((point) => Math.abs(point)));
    return [...withBetween(points, step, -Number.MAX_VALUE, Number.MAX_VALUE).map(String), "not-a-number"];
  },
};

function numeric(name: string, compare: (value: number, bound: number) => boolean, isNegated = false): ScaleOperator {
  return {
    kind: "scale",
    scale: NUMBERS,
    name,
    isNegated,
    matches(text, policyText) {
      const [value, bound] = [readNumber(text), readNumber(policyText)];
      return value === undefined || bound === undefined ? undefined : compare(value, bound);
    },
  };
}

export const numericEquals = numeric("NumericEquals", (value, bound) => value === bound);

export const numericNotEquals = numeric("NumericNotEquals", (value, bound) => value === bound, true);

export const numericLessThan = numeric("NumericLessThan", (value, bound) => value < bound);

export const numericLessThanEquals = numeric("NumericLessThanEquals", (value, bound) => value <= bound);

export const numericGreaterThan = numeric("NumericGreaterThan", (value, bound) => value > bound);

export const numericGreaterThanEquals = numeric("NumericGreaterThanEquals", (value, bound) => value >= bound);
