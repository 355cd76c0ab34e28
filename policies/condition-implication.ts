import { type ConditionOperator, conditionOperator } from "./condition-operator";
import { arnSet, isWithin, literalSet, type ValueSet, wildcardSet } from "./pattern-containment";
import type { ConditionTest } from "./policy-document";
import { withoutVariables } from "./policy-variables";

/** Whether a test holds for every request for which another one holds. Sound: true is a proof, false is not. */
export function implies(test: ConditionTest, other: ConditionTest): boolean {
  if (test.key !== other.key) return false;
  const [from, to] = [conditionOperator(test.operator), conditionOperator(other.operator)];
  if (from.family !== to.family || from.qualifier !== to.qualifier || from.isNegated !== to.isNegated) return false;
  // A request without the key passes the first and not the second.
  if (from.ifExists && !to.ifExists && !(from.isNegated && from.qualifier === "single")) return false;
  if (!isTextOperator(from) || !isTextOperator(to)) {
    return from.base === to.base && haveSameValues(test.values, other.values, from);
  }
  return from.isNegated
    ? isAllWithin(other.values, to, test.values, from)
    : isAllWithin(test.values, from, other.values, to);
}

/** Whether an operator compares text or ARNs, so that its values are sets of texts. */
export function isTextOperator({ family, base }: ConditionOperator): boolean {
  return (family === "string" && !base.endsWith("ignorecase")) || family === "arn";
}

/** The texts that match a value; a policy variable, which may stand for anything, makes the set larger than it is. */
export function textsLike(operator: ConditionOperator, value: string): ValueSet {
  if (operator.family === "arn") return arnSet(withoutVariables(value, "*"));
  if (operator.base.endsWith("like") || value.includes("${")) return wildcardSet(withoutVariables(value, "*"));
  return literalSet(value);
}

/** Whether every text that matches one of the values matches one of the other ones. */
export function isAllWithin(
  values: readonly string[],
  operator: ConditionOperator,
  others: readonly string[],
  otherOperator: ConditionOperator,
): boolean {
  const plain = others.filter((value) => !value.includes("${")).map((value) => textsLike(otherOperator, value));
  return values.every((value) => {
    if (operator.base === otherOperator.base && others.includes(value)) return true;
    return isWithin(textsLike(operator, value), plain);
  });
}

function haveSameValues(
  values: readonly string[],
  others: readonly string[],
  { family, base }: ConditionOperator,
): boolean {
  const ignoresCase = family === "bool" || family === "null" || base.endsWith("ignorecase");
  const normal = (value: string) => (ignoresCase ? value.toLowerCase() : value);
  const [from, to] = [new Set(values.map(normal)), new Set(others.map(normal))];
  return from.size === to.size && [...from].every((value) => to.has(value));
}
