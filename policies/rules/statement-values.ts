import type { ConfigPath } from "../../model/problem";
import { listed, type Statement } from "../policy-document";

/** One text of a statement, with its place in it. */
export interface StatementValue {
  readonly value: string;
  readonly path: ConfigPath;
}

/** The texts of elements that hold one text or a list of them. */
export function elementValues(
  statement: Statement,
  elements: readonly ("Action" | "NotAction" | "Resource" | "NotResource")[],
): readonly StatementValue[] {
  return elements.flatMap((element) => placedValues(statement[element], [element]));
}

/** One test of a statement's condition, with its place in it. */
export interface PlacedTest {
  /** As written. */
  readonly operator: string;
  /** As written. */
  readonly key: string;
  readonly values: readonly StatementValue[];
  readonly path: ConfigPath;
}

/** The tests of a statement's condition, in the order written. */
export function placedTests({ Condition = {} }: Statement): readonly PlacedTest[] {
  return Object.entries(Condition).flatMap(([operator, keys]) =>
    Object.entries(keys).map(([key, values]) => {
      const path = ["Condition", operator, key];
      return { operator, key, values: placedValues(values, path), path };
    }),
  );
}

function placedValues(values: string | readonly string[] | undefined, path: ConfigPath): readonly StatementValue[] {
  if (typeof values === "string") return [{ value: values, path }];
  return listed(values).map((value, index) => ({ value, path: [...path, index] }));
}
