import { isAllWithin, isTextOperator, textsLike } from "../condition-implication";
import { type ConditionOperator, conditionOperator } from "../condition-operator";
import { areDisjoint } from "../pattern-containment";
import { defineStatementRule } from "./statement-rule";
import { type PlacedTest, placedTests } from "./statement-values";

/** All tests of a condition have to hold: two that cannot hold together make a statement that never applies. */
export const policyConditionContradictionRule = defineStatementRule({
  id: "policy-condition-contradiction",
  doc: "The tests of one condition can all hold for the same request.",
  waivable: true,
  *breaches(statement) {
    const tests = placedTests(statement).map(parsed);
    for (const [index, test] of tests.entries()) {
      const other = tests.slice(0, index).find((earlier) => earlier.name === test.name && contradict(earlier, test));
      if (other === undefined) continue;
      yield {
        path: test.path,
        message: `${test.written} and ${other.written} of "${test.key}" never hold together, so the statement never applies`,
        remedy: "Take one of the two out, or make two statements of them.",
      };
    }
  },
});

interface ParsedTest {
  readonly operator: ConditionOperator;
  readonly written: string;
  readonly key: string;
  /** The key in lower case. */
  readonly name: string;
  readonly values: readonly string[];
  readonly path: PlacedTest["path"];
}

function parsed({ operator, key, values, path }: PlacedTest): ParsedTest {
  return {
    operator: conditionOperator(operator),
    written: operator,
    key,
    name: key.toLowerCase(),
    values: values.map(({ value }) => value),
    path,
  };
}

function contradict(a: ParsedTest, b: ParsedTest): boolean {
  return isAbsentAndPresent(a, b) || isAbsentAndPresent(b, a) || haveNoCommonValue(a, b);
}

function isAbsentAndPresent({ operator, values }: ParsedTest, other: ParsedTest): boolean {
  const isAbsent = operator.family === "null" && values.every((value) => value.toLowerCase() === "true");
  return isAbsent && needsKey(other.operator);
}

/** Whether a test fails where the request lacks the key. */
function needsKey({ family, ifExists, isNegated, qualifier }: ConditionOperator): boolean {
  return family !== "null" && family !== "other" && !ifExists && !isNegated && qualifier !== "for-all-values";
}

function haveNoCommonValue(a: ParsedTest, b: ParsedTest): boolean {
  if (a.operator.qualifier !== "single" || b.operator.qualifier !== "single") return false;
  if (!needsKey(a.operator) && !needsKey(b.operator)) return false;
  if (a.operator.family === "bool" && b.operator.family === "bool") return haveNoCommonText(a.values, b.values);
  if (!isTextOperator(a.operator) || !isTextOperator(b.operator)) return false;
  if (a.operator.isNegated && b.operator.isNegated) return false;
  if (a.operator.isNegated) return isAllWithin(b.values, b.operator, a.values, a.operator);
  if (b.operator.isNegated) return isAllWithin(a.values, a.operator, b.values, b.operator);
  return a.values.every((value) =>
    b.values.every((other) => areDisjoint(textsLike(a.operator, value), textsLike(b.operator, other))),
  );
}

function haveNoCommonText(values: readonly string[], others: readonly string[]): boolean {
  const known = new Set(others.map((value) => value.toLowerCase()));
  return !values.some((value) => known.has(value.toLowerCase()));
}
