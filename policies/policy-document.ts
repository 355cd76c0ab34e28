import type { PolicyStatementConfig } from "../model/config";
import { compareKeys } from "../model/next-ledger";

/** One statement of an organization policy, in AWS's own form. */
export type Statement = PolicyStatementConfig;

/** A whole organization policy. */
export interface PolicyDocument {
  readonly Version: "2012-10-17";
  readonly Statement: readonly Statement[];
}

const ELEMENTS = [
  "Sid",
  "Effect",
  "Principal",
  "Action",
  "NotAction",
  "Resource",
  "NotResource",
  "Condition",
] as const satisfies readonly (keyof Statement)[];

/** The same statement with its elements in the order in which AWS documents them, and its conditions by name. */
export function inCanonicalOrder(statement: Statement): Statement {
  const { Effect, Condition } = statement;
  const elements = ELEMENTS.filter((element) => statement[element] !== undefined);
  const ordered = Object.fromEntries(elements.map((element) => [element, statement[element]]));
  return { ...ordered, Effect, ...(Condition === undefined ? {} : { Condition: sorted(Condition, sorted) }) };
}

function sorted<V>(record: Readonly<Record<string, V>>, below: (value: V) => V = (value) => value): Record<string, V> {
  const entries = Object.entries(record).sort(([a], [b]) => compareKeys(a, b));
  return Object.fromEntries(entries.map(([key, value]) => [key, below(value)]));
}

/** The values of an element that may be one text or a list. */
export function listed(value: string | readonly string[] | undefined): readonly string[] {
  if (value === undefined) return [];
  return typeof value === "string" ? [value] : value;
}

/** One test of a statement's `Condition`: all of them must hold. */
export interface ConditionTest {
  /** The operator as written, for example `ForAllValues:StringNotLike`. */
  readonly operator: string;
  /** The condition key in lower case: AWS does not distinguish case in it. */
  readonly key: string;
  readonly values: readonly string[];
}

/** The tests of a statement's `Condition`, in the order written. */
export function conditionTests({ Condition = {} }: Statement): readonly ConditionTest[] {
  return Object.entries(Condition).flatMap(([operator, keys]) =>
    Object.entries(keys).map(([key, values]) => ({ operator, key: key.toLowerCase(), values: listed(values) })),
  );
}
