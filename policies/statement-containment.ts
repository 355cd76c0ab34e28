import { implies } from "./condition-implication";
import { areDisjoint, canBeWithin, isWithin, resourceSet, type ValueSet, wildcardSet } from "./pattern-containment";
import { type ConditionTest, conditionTests, listed, type Statement } from "./policy-document";
import { withoutVariables } from "./policy-variables";

/** What a statement applies to, ready to be compared with others. */
export interface StatementExtent {
  readonly statement: Statement;
  readonly actions: Selection;
  readonly resources: Selection;
  readonly tests: readonly ConditionTest[];
}

/** What an element and its `Not` twin select: what matches a value, or what matches none. */
interface Selection {
  readonly isNegated: boolean;
  readonly values: readonly SelectedValue[];
  /** The values without policy variables. */
  readonly plain: readonly ValueSet[];
}

interface SelectedValue {
  readonly text: string;
  /** All that it can match, whatever its policy variables stand for. */
  readonly atMost: ValueSet;
}

/** Takes a statement apart for comparisons. */
export function extentOf(statement: Statement): StatementExtent {
  const { Action, NotAction, Resource, NotResource } = statement;
  const actions = listed(Action ?? NotAction).map((action) => action.toLowerCase());
  return {
    statement,
    actions: selection(actions, Action === undefined, wildcardSet),
    resources: selection(listed(Resource ?? NotResource), Resource === undefined, resourceSet),
    tests: conditionTests(statement),
  };
}

function selection(texts: readonly string[], isNegated: boolean, asSet: (text: string) => ValueSet): Selection {
  const values = texts.map((text) => ({ text, atMost: asSet(withoutVariables(text, "*")) }));
  return { isNegated, values, plain: values.filter(({ text }) => !text.includes("${")).map(({ atMost }) => atMost) };
}

/**
 * Whether a statement applies to every request to which another one applies, with the same effect.
 *
 * Sound: true is a proof that the other one can be taken out; false only says that none was found.
 */
export function covers(wide: StatementExtent, narrow: StatementExtent): boolean {
  return (
    wide.statement.Effect === narrow.statement.Effect &&
    wide.statement.Principal === narrow.statement.Principal &&
    canBeSubset(narrow.resources, wide.resources) &&
    canBeSubset(narrow.actions, wide.actions) &&
    wide.tests.every((test) => narrow.tests.some((other) => implies(other, test))) &&
    isSubset(narrow.actions, wide.actions) &&
    isSubset(narrow.resources, wide.resources)
  );
}

/** A quick look that puts most pairs aside. */
function canBeSubset(narrow: Selection, wide: Selection): boolean {
  if (narrow.isNegated || wide.isNegated) return true;
  return narrow.values.every((value) => isAmong(value, wide.values) || canBeWithin(value.atMost, wide.plain));
}

function isSubset(narrow: Selection, wide: Selection): boolean {
  if (!narrow.isNegated && !wide.isNegated) return isUnionWithin(narrow, wide);
  if (narrow.isNegated && wide.isNegated) return isUnionWithin(wide, narrow);
  if (narrow.isNegated) return wide.values.some(({ text }) => /^\*+$/.test(text));
  return narrow.values.every(({ atMost }) => wide.values.every((other) => areDisjoint(atMost, other.atMost)));
}

function isUnionWithin({ values }: Selection, others: Selection): boolean {
  return values.every((value) => isAmong(value, others.values) || isWithin(value.atMost, others.plain));
}

function isAmong({ text }: SelectedValue, values: readonly SelectedValue[]): boolean {
  return values.some((value) => value.text === text);
}
