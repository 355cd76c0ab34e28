import type { EventValue } from "../event-pattern";
import { wildcardExpression } from "../wildcard";

/**
 * A metric filter pattern for JSON events, parsed.
 *
 * The part of CloudWatch Logs' syntax that metric filters over a trail need: comparisons, `IS`, `NOT EXISTS`, `&&`, `||`
 * and parentheses; neither regular expressions nor `[*]` over lists. Source: CloudWatch Logs user guide, filter pattern
 * syntax, "Using filter patterns to match terms in JSON log events", read 2026-06.
 */
export type FilterExpression =
  | { readonly kind: "any"; readonly of: readonly FilterExpression[] }
  | { readonly kind: "all"; readonly of: readonly FilterExpression[] }
  | {
      readonly kind: "comparison";
      readonly selector: Selector;
      readonly operator: ComparisonOperator;
      readonly value: FilterValue;
    }
  | { readonly kind: "is"; readonly selector: Selector; readonly value: boolean | null }
  | { readonly kind: "not-exists"; readonly selector: Selector };

/** The way to a value in an event: names of fields and positions in lists, after the `$`. */
export type Selector = readonly (string | number)[];

/** What a value is compared with: a number, or a text in which `*` is a wildcard. */
export type FilterValue =
  | { readonly kind: "number"; readonly number: number }
  | { readonly kind: "text"; readonly text: string };

const COMPARISON_OPERATORS = ["=", "!=", "<", "<=", ">", ">="] as const;

/** One of the operators between a selector and a value. */
export type ComparisonOperator = (typeof COMPARISON_OPERATORS)[number];

/** A pattern that CloudWatch Logs would refuse, with the place of the mistake, counted from 1. */
export class FilterSyntaxError extends Error {
  constructor(pattern: string, at: number, complaint: string) {
    super(`${complaint}, at character ${at + 1} of ${pattern}`);
    this.name = "FilterSyntaxError";
  }
}

/** Parses a metric filter pattern; throws a {@link FilterSyntaxError} when it is none. */
export function parseFilter(pattern: string): FilterExpression {
  return new Parser(pattern, tokensOf(pattern)).parse();
}

/** The pattern as it is; throws a {@link FilterSyntaxError} where CloudWatch Logs would refuse it. */
export function acceptedFilter(pattern: string): string {
  parseFilter(pattern);
  return pattern;
}

/**
 * Whether CloudWatch Logs would count an event.
 *
 * A comparison with a field that the event lacks is false, `!=` too.
 */
export function matchesFilter(filter: FilterExpression, event: EventValue): boolean {
  switch (filter.kind) {
    case "any":
      return filter.of.some((term) => matchesFilter(term, event));
    case "all":
      return filter.of.every((term) => matchesFilter(term, event));
    case "comparison":
      return compares(select(event, filter.selector), filter.operator, filter.value);
    case "is":
      return select(event, filter.selector) === filter.value;
    case "not-exists":
      return select(event, filter.selector) === undefined;
    default:
      return filter satisfies never;
  }
}

type TokenKind = "{" | "}" | "(" | ")" | "&&" | "||" | "operator" | "selector" | "quoted" | "word" | "end";

interface Token {
  readonly kind: TokenKind;
  readonly text: string;
  readonly at: number;
}

const SPACE = /\s*/y;

/** In this order: the first that matches is the token. */
const LEXICON: readonly (readonly [TokenKind, RegExp])[] = [
  ["{", /\{/y],
  ["}", /\}/y],
  ["(", /\(/y],
  [")", /\)/y],
  ["&&", /&&/y],
  ["||", /\|\|/y],
  ["operator", /!=|<=|>=|=|<|>/y],
  ["selector", /\$(?:\.[\w-]+|\[\d+\])+/y],
  ["quoted", /"[^"]*"/y],
  ["word", /[^\s(){}=!<>&|"$%]+/y],
];

function tokensOf(pattern: string): readonly Token[] {
  const tokens: Token[] = [];
  let at = skipSpace(pattern, 0);
  while (at < pattern.length) {
    const token = tokenAt(pattern, at);
    tokens.push(token);
    at = skipSpace(pattern, at + token.text.length);
  }
  return [...tokens, { kind: "end", text: "the end", at }];
}

function tokenAt(pattern: string, at: number): Token {
  for (const [kind, expression] of LEXICON) {
    expression.lastIndex = at;
    const text = expression.exec(pattern)?.[0];
    if (text !== undefined) return { kind, text, at };
  }
  throw new FilterSyntaxError(pattern, at, `${JSON.stringify(pattern[at])} begins nothing that a filter may contain`);
}

function skipSpace(pattern: string, at: number): number {
  SPACE.lastIndex = at;
  return at + (SPACE.exec(pattern)?.[0].length ?? 0);
}

/**
 * Recursive descent over: pattern = "{" any "}"; any = all ("||" all)*; all = term ("&&" term)*; term = "(" any ")" or a
 * test of a selector. So `&&` binds tighter than `||`.
 */
class Parser {
  private readonly pattern: string;
  private readonly tokens: readonly Token[];
  private position = 0;

  constructor(pattern: string, tokens: readonly Token[]) {
    this.pattern = pattern;
    this.tokens = tokens;
  }

  parse(): FilterExpression {
    this.expect("{", "a JSON filter begins with {");
    const filter = this.any();
    this.expect("}", "a JSON filter ends with }");
    this.expect("end", "nothing follows the }");
    return filter;
  }

  private any(): FilterExpression {
    return this.joined("||", "any", () => this.joined("&&", "all", () => this.term()));
  }

  /** One operand stays what it is. */
  private joined(joint: "||" | "&&", kind: "any" | "all", operand: () => FilterExpression): FilterExpression {
    const first = operand();
    const more: FilterExpression[] = [];
    while (this.accept(joint) !== undefined) more.push(operand());
    return more.length === 0 ? first : { kind, of: [first, ...more] };
  }

  private term(): FilterExpression {
    if (this.accept("(") !== undefined) {
      const inner = this.any();
      this.expect(")", "the parenthesis is not closed");
      return inner;
    }
    const selector = selectorOf(this.expect("selector", "a condition begins with a selector such as $.eventName").text);
    const operator = this.accept("operator");
    if (operator !== undefined) return this.comparison(selector, operator);
    const word = this.expect("word", "after a selector comes an operator, IS or NOT EXISTS");
    if (word.text === "IS") return { kind: "is", selector, value: this.constant() };
    if (word.text !== "NOT" || this.accept("word")?.text !== "EXISTS") {
      throw this.error(word, `${word.text} is no operator: write =, !=, <, >, IS or NOT EXISTS`);
    }
    return { kind: "not-exists", selector };
  }

  private comparison(selector: Selector, { text, at }: Token): FilterExpression {
    const operator = COMPARISON_OPERATORS.find((candidate) => candidate === text);
    if (operator === undefined) throw new Error(`the lexicon knows an operator ${text} that the parser does not`);
    const value = this.value();
    if (operator !== "=" && operator !== "!=" && value.kind !== "number") {
      throw new FilterSyntaxError(this.pattern, at, `${operator} compares with a number`);
    }
    return { kind: "comparison", selector, operator, value };
  }

  private value(): FilterValue {
    const quoted = this.accept("quoted");
    if (quoted !== undefined) return { kind: "text", text: quoted.text.slice(1, -1) };
    const { text } = this.expect("word", "after an operator comes a value");
    return /^-?\d+(\.\d+)?(e[+-]?\d+)?$/i.test(text)
      ? { kind: "number", number: Number(text) }
      : { kind: "text", text };
  }

  private constant(): boolean | null {
    const token = this.expect("word", "after IS comes TRUE, FALSE or NULL");
    switch (token.text) {
      case "TRUE":
        return true;
      case "FALSE":
        return false;
      case "NULL":
        return null;
      default:
        throw this.error(token, `${token.text} is not TRUE, FALSE or NULL`);
    }
  }

  private accept(kind: TokenKind): Token | undefined {
    const token = this.tokens[this.position];
    if (token?.kind !== kind) return undefined;
    this.position += 1;
    return token;
  }

  private expect(kind: TokenKind, rule: string): Token {
    const token = this.accept(kind);
    if (token !== undefined) return token;
    const found = this.tokens[this.position];
    if (found === undefined) throw new Error("the parser has gone past the end");
    throw this.error(found, `${rule}, but here is ${found.text}`);
  }

  private error({ at }: Token, complaint: string): FilterSyntaxError {
    return new FilterSyntaxError(this.pattern, at, complaint);
  }
}

/** `$.requestParameters.alarmNames[0]` as its steps. */
function selectorOf(text: string): Selector {
  return [...text.matchAll(/\.([\w-]+)|\[(\d+)\]/g)].map(([, name, index]) => name ?? Number(index));
}

function select(event: EventValue, selector: Selector): EventValue | undefined {
  return selector.reduce<EventValue | undefined>((found, step) => {
    if (typeof found !== "object" || found === null) return undefined;
    if (isList(found)) return typeof step === "number" ? found[step] : undefined;
    return typeof step === "string" ? found[step] : undefined;
  }, event);
}

function isList(value: EventValue): value is readonly EventValue[] {
  return Array.isArray(value);
}

function compares(found: EventValue | undefined, operator: ComparisonOperator, value: FilterValue): boolean {
  switch (operator) {
    case "=":
      return equals(found, value);
    case "!=":
      return found !== undefined && !equals(found, value);
    case "<":
    case "<=":
    case ">":
    case ">=":
      return typeof found === "number" && value.kind === "number" && isInOrder(found, operator, value.number);
    default:
      return operator satisfies never;
  }
}

function equals(found: EventValue | undefined, value: FilterValue): boolean {
  if (typeof found === "number") return value.kind === "number" && found === value.number;
  if (typeof found !== "string") return false;
  return value.kind === "number" ? found === String(value.number) : wildcardExpression(value.text).test(found);
}

function isInOrder(found: number, operator: "<" | "<=" | ">" | ">=", limit: number): boolean {
  switch (operator) {
    case "<":
      return found < limit;
    case "<=":
      return found <= limit;
    case ">":
      return found > limit;
    case ">=":
      return found >= limit;
    default:
      return operator satisfies never;
  }
}
