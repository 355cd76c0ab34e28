import { Numbers } from "./numbers";
import { OPERATORS } from "./operators";
import type { ConditionOperator } from "./operators/operator";
import type { ParsedStatement, ParsedTest } from "./parsed-policy";
import { constantOf, keyPart, type RequestPart, type RequestTest, type ValueTest } from "./request-test";
import { fillIn, readTemplate, type Template, variablesIn } from "./template";
import { type Pattern, type Piece, resourcePattern, wildcardPattern } from "./wildcard";

/** One test of a statement, ready to be asked. */
export interface CompiledTest {
  /** The same for tests that ask the same. */
  readonly id: number;
  readonly part: RequestPart;
  /** The condition keys whose values it needs as policy variables, in lower case. */
  readonly variables: readonly string[];
  readonly whenAbsent: boolean;
  /** The test with variables filled in; `undefined` when the operator is unknown. */
  readonly fill: ((lookUp: (key: string) => string | undefined) => RequestTest) | undefined;
  /** As it was written; `undefined` for action and resource. */
  readonly written: ParsedTest | undefined;
}

/** A statement, ready to be asked. */
export interface CompiledStatement {
  readonly action: CompiledTest;
  /** The resource and the conditions. */
  readonly others: readonly CompiledTest[];
}

const COMPILED = new WeakMap<ParsedStatement, CompiledStatement>();

/** Makes a statement ready, once. */
export function compiled(statement: ParsedStatement): CompiledStatement {
  const known = COMPILED.get(statement);
  if (known !== undefined) return known;
  const hasVariables = statement.variables !== "literal";
  const result: CompiledStatement = {
    action: compileAction(statement.action),
    others: [
      compileResource(statement.resource, hasVariables),
      ...statement.tests.map((test) => compileTest(test, hasVariables)),
    ],
  };
  COMPILED.set(statement, result);
  return result;
}

const TEST_NUMBERS = new Numbers();

type Patterns = ParsedStatement["action"];

function compileAction({ negated, patterns }: Patterns): CompiledTest {
  const lowerCase = patterns.map((pattern) => pattern.toLowerCase());
  const id = TEST_NUMBERS.of(JSON.stringify(["action", negated, lowerCase]));
  const fill = lazily((): RequestTest => {
    const test = textTest(
      lowerCase.map((pattern) => wildcardPattern(pattern)),
      { isNegated: negated },
    );
    return { id, part: "action", qualifier: "single", whenAbsent: false, test, constant: constantOf(test) };
  });
  return { id, part: "action", variables: [], whenAbsent: false, fill, written: undefined };
}

function compileResource({ negated, patterns }: Patterns, hasVariables: boolean): CompiledTest {
  const read = lazily(() => patterns.map((pattern) => readTemplate(pattern, { hasWildcards: true, hasVariables })));
  return withVariables({
    canonical: ["resource", negated, patterns, hasVariables],
    part: "resource",
    qualifier: "single",
    whenAbsent: false,
    templates: read,
    test: (filled) =>
      textTest(
        filled.map((pieces) => pieces && resourcePattern(pieces)),
        { isNegated: negated },
      ),
    written: undefined,
  });
}

function compileTest(written: ParsedTest, hasVariables: boolean): CompiledTest {
  const operator = OPERATORS.get(written.operator);
  const part = keyPart(written.key);
  if (operator === undefined) {
    const id = TEST_NUMBERS.of(JSON.stringify(["unknown", { ...written, writtenKey: undefined }]));
    return { id, part, variables: [], whenAbsent: false, fill: undefined, written };
  }
  const isText = operator.kind === "text";
  const options = { hasWildcards: isText && operator.hasWildcards, hasVariables: isText && hasVariables };
  return withVariables({
    canonical: [{ ...written, writtenKey: undefined }, hasVariables],
    part,
    qualifier: written.qualifier,
    whenAbsent: holdsWhenAbsent(written, operator),
    templates: lazily(() => (isText ? written.values.map((value) => readTemplate(value, options)) : [])),
    test: (filled) => valueTest(operator, written.values, filled),
    written,
  });
}

/**
 * Whether a test holds for a request without the key.
 *
 * `IfExists` decides before the qualifier does, as its documentation says; without it, ForAllValues holds for no value
 * and ForAnyValue does not, and a negated operator holds.
 *
 * Source: IAM user guide, "IAM JSON policy elements: Condition operators" and "Multivalued context keys", read 2026-11.
 */
function holdsWhenAbsent({ qualifier, ifExists, values }: ParsedTest, operator: ConditionOperator): boolean {
  if (operator.kind === "presence") return values.some((value) => value.toLowerCase() === "true");
  if (ifExists || qualifier === "for-all-values") return true;
  return qualifier === "single" && operator.isNegated;
}

interface TestWithVariables {
  readonly canonical: unknown;
  readonly part: RequestPart;
  readonly qualifier: RequestTest["qualifier"];
  readonly whenAbsent: boolean;
  readonly templates: () => readonly Template[];
  readonly test: (filled: readonly (readonly Piece[] | undefined)[]) => ValueTest;
  readonly written: ParsedTest | undefined;
}

/** How many fillings of one test are kept: about one for each account. */
const KEPT_FILLINGS = 5_000;

function withVariables({ canonical, templates, test, ...rest }: TestWithVariables): CompiledTest {
  const text = JSON.stringify(canonical);
  const variables = text.includes("${") ? [...new Set(templates().flatMap(variablesIn))] : [];
  const filled = new Map<string, RequestTest>();
  const { part, qualifier, whenAbsent } = rest;
  const fill = (lookUp: (key: string) => string | undefined): RequestTest => {
    const values = variables.length === 0 ? "" : JSON.stringify(variables.map(lookUp));
    const known = filled.get(values);
    if (known !== undefined) return known;
    if (filled.size >= KEPT_FILLINGS) filled.clear();
    const pieces = templates().map((template) => fillIn(template, lookUp));
    const id = variables.length === 0 ? TEST_NUMBERS.of(text) : TEST_NUMBERS.of(text + values);
    const asked = test(pieces);
    const result: RequestTest = { id, part, qualifier, whenAbsent, test: asked, constant: constantOf(asked) };
    filled.set(values, result);
    return result;
  };
  return { ...rest, id: TEST_NUMBERS.of(text), variables, fill };
}

function valueTest(
  operator: ConditionOperator,
  policyValues: readonly string[],
  filled: readonly (readonly Piece[] | undefined)[],
): ValueTest {
  switch (operator.kind) {
    case "presence":
      return { kind: "presence", whenPresent: policyValues.some((value) => value.toLowerCase() === "false") };
    case "scale":
      return { kind: "scale", operator, policyValues };
    case "text":
      return textTest(
        filled.map((pieces) => pieces && operator.pattern(pieces)),
        operator,
      );
    default:
      return operator satisfies never;
  }
}

function textTest(
  patterns: readonly (Pattern | undefined)[],
  { isNegated, comparable }: { readonly isNegated: boolean; readonly comparable?: readonly Pattern[] },
): ValueTest {
  return {
    kind: "text",
    patterns: patterns.flatMap((pattern) => (pattern === undefined ? [] : [pattern])),
    comparable,
    isNegated,
    isBroken: patterns.includes(undefined),
  };
}

function lazily<T extends object>(make: () => T): () => T {
  let made: T | undefined;
  return () => {
    made ??= make();
    return made;
  };
}
