import { listed, type Statement } from "../policy-document";
import { readTest } from "./parse-policy";
import type { ParsedPolicy, ParsedTest } from "./parsed-policy";

/**
 * Statements of our own, ready to be evaluated: their form is known to be sound.
 *
 * @param guardrailOf the guardrail that a statement came from, by its index
 */
export function ownPolicy(
  statements: readonly Statement[],
  guardrailOf: (index: number) => string | undefined,
): ParsedPolicy {
  return {
    statements: statements.map((statement, index) => ({
      name: statement.Sid ?? `number ${index + 1}`,
      effect: statement.Effect,
      action: patterns(statement.Action, statement.NotAction),
      resource: patterns(statement.Resource, statement.NotResource),
      tests: testsOf(statement),
      guardrail: guardrailOf(index),
    })),
  };
}

function testsOf({ Condition = {} }: Statement): readonly ParsedTest[] {
  return Object.entries(Condition).flatMap(([operator, keys]) =>
    Object.entries(keys).map(([key, values]) => readTest(operator, key, listed(values))),
  );
}

type Values = string | readonly string[] | undefined;

function patterns(given: Values, negated: Values): { readonly negated: boolean; readonly patterns: readonly string[] } {
  return given === undefined
    ? { negated: true, patterns: listed(negated) }
    : { negated: false, patterns: listed(given) };
}
