import { conditionTests, listed, type PolicyDocument, type Statement } from "../../../policies/policy-document";
import { type CompleteRequest, type OrganizationCase, RCP_FULL_ACCESS } from "./organization-case";

/**
 * What AWS's documentation says of a complete request, written down as plainly as it reads.
 *
 * It knows nothing of the evaluator under test, nor of the oracle; it is compared with both. It is slow on hostile
 * patterns and trusts its input. Source: IAM user guide, "Policy evaluation logic", "Condition operators", "Single-valued
 * and multivalued context keys", "Variables and tags" and "Resource"; Organizations user guide, "SCP evaluation" and
 * "RCP evaluation"; read 2026-11.
 *
 * @param observe is told each test of a statement that matches the action and the resource
 */
export function isAllowed({ scps, rcps, request }: OrganizationCase, observe: Observer = asItIs): boolean {
  const allowedBy = (levels: readonly (readonly PolicyDocument[])[]): boolean => {
    const applying = levels.map((policies) =>
      policies.flatMap(({ Statement }) => Statement).filter((statement) => applies(statement, request, observe)),
    );
    const isDenied = applying.some((statements) => statements.some(({ Effect }) => Effect === "Deny"));
    return !isDenied && applying.every((statements) => statements.some(({ Effect }) => Effect === "Allow"));
  };
  const byScps = allowedBy(scps);
  const byRcps = allowedBy(rcps.map((policies) => [RCP_FULL_ACCESS, ...policies]));
  return byScps && byRcps;
}

/** Is told one test of a condition and whether it holds; what it returns counts. */
export type Observer = (operator: string, holds: boolean) => boolean;

const asItIs: Observer = (_, holds) => holds;

function applies(statement: Statement, request: CompleteRequest, observe: Observer): boolean {
  if (!actionApplies(statement, request.action) || !resourceApplies(statement, request)) return false;
  return conditionTests(statement)
    .map(({ operator, key, values }) => observe(operator, testHolds(operator, values, request.context[key], request)))
    .every((holds) => holds);
}

function actionApplies({ Action, NotAction }: Statement, action: string): boolean {
  const matches = (pattern: string): boolean => isLike(literally(pattern.toLowerCase()), action.toLowerCase());
  return Action === undefined ? !listed(NotAction).some(matches) : listed(Action).some(matches);
}

/**
 * "If the * wildcard is the last character of a resource ARN segment, it can expand to match beyond the colon
 * boundaries": the whole ARN is one text.
 */
function resourceApplies({ Resource, NotResource }: Statement, request: CompleteRequest): boolean {
  const matches = (pattern: string): boolean => textIsLike(request.resource, pattern, request);
  return Resource === undefined ? !listed(NotResource).some(matches) : listed(Resource).some(matches);
}

function testHolds(
  operator: string,
  values: readonly string[],
  found: readonly string[] | undefined,
  request: CompleteRequest,
): boolean {
  const { qualifier, base, ifExists } = partsOf(operator);
  const isAbsent = found === undefined || found.length === 0;
  if (base === "null") return values.some((value) => (value === "true") === isAbsent);
  const holds = (value: string): boolean => comparison(base)(value, values, request);
  switch (qualifier) {
    case "forallvalues":
      return isAbsent || found.every(holds);
    case "foranyvalue":
      return !isAbsent && found.some(holds);
    default:
      if (isAbsent) return ifExists || NEGATED[base] !== undefined;
      return found.length === 1 && found.every(holds);
  }
}

/** The parts of an operator, in lower case. */
export function partsOf(operator: string): { qualifier: string; base: string; ifExists: boolean } {
  const [, qualifier = "", base = "", suffix] = /^(?:(\w+):)?(\w+?)(ifexists)?$/.exec(operator.toLowerCase()) ?? [];
  return { qualifier, base, ifExists: suffix !== undefined };
}

type Comparison = (value: string, patterns: readonly string[], request: CompleteRequest) => boolean;

/**
 * Several values of a policy are alternatives; a negated operator holds when none of them matches.
 *
 * Of values that are not of the operator's kind the documentation says nothing; as in the oracle, nothing holds.
 */
function comparison(base: string): Comparison {
  const one = COMPARISONS[NEGATED[base] ?? base];
  if (one === undefined) throw new Error(`no operator ${base}`);
  return (value, patterns, request) => {
    const results = patterns.map((pattern) => one(value, pattern, request));
    return NEGATED[base] === undefined ? results.includes(true) : results.every((result) => result === false);
  };
}

const NEGATED: Readonly<Record<string, string>> = {
  stringnotequals: "stringequals",
  stringnotequalsignorecase: "stringequalsignorecase",
  stringnotlike: "stringlike",
  numericnotequals: "numericequals",
  datenotequals: "dateequals",
  notipaddress: "ipaddress",
  arnnotequals: "arnlike",
  arnnotlike: "arnlike",
};

/** `undefined` where the two cannot be compared. */
type One = (value: string, pattern: string, request: CompleteRequest) => boolean | undefined;

const arnIsLike: One = (value, pattern, request) => {
  const patterns = sixParts(pattern);
  const parts = sixParts(value);
  if (patterns.length < 6 || parts.length < 6) return undefined;
  return patterns.every((part, index) => textIsLike(parts[index] ?? "", part, request));
};

const numbers = (compare: (value: number, limit: number) => boolean): One => measured(Number, compare);

const dates = (compare: (value: number, limit: number) => boolean): One => measured(secondsOf, compare);

function measured(read: (text: string) => number, compare: (value: number, limit: number) => boolean): One {
  return (text, pattern) => {
    const [value, limit] = [read(text), read(pattern)];
    return Number.isNaN(value) || Number.isNaN(limit) ? undefined : compare(value, limit);
  };
}

const COMPARISONS: Readonly<Record<string, One>> = {
  stringequals: (value, pattern, request) => textOf(pattern, request) === value,
  stringequalsignorecase: (value, pattern, request) => textOf(pattern, request)?.toLowerCase() === value.toLowerCase(),
  stringlike: textIsLike,
  numericequals: numbers((value, limit) => value === limit),
  numericlessthan: numbers((value, limit) => value < limit),
  numericlessthanequals: numbers((value, limit) => value <= limit),
  numericgreaterthan: numbers((value, limit) => value > limit),
  numericgreaterthanequals: numbers((value, limit) => value >= limit),
  dateequals: dates((value, limit) => value === limit),
  datelessthan: dates((value, limit) => value < limit),
  datelessthanequals: dates((value, limit) => value <= limit),
  dategreaterthan: dates((value, limit) => value > limit),
  dategreaterthanequals: dates((value, limit) => value >= limit),
  bool: (value, pattern) => value.toLowerCase() === pattern.toLowerCase(),
  binaryequals: (value, pattern) => value === pattern,
  ipaddress: (value, pattern) => (/[.:]/.test(value) ? isInRange(value, pattern) : undefined),
  arnequals: arnIsLike,
  arnlike: arnIsLike,
};

/** The parts of an ARN between its first five colons; colons inside a policy variable are none of the ARN's. */
export function sixParts(arn: string): readonly string[] {
  const parts = arn.replace(/\$\{[^}]*\}/g, (variable) => variable.replaceAll(":", HIDDEN_COLON)).split(":");
  const six = parts.length < 6 ? parts : [...parts.slice(0, 5), parts.slice(5).join(":")];
  return six.map((part) => part.replaceAll(HIDDEN_COLON, ":"));
}

const HIDDEN_COLON = "\uE000";

/** Epoch seconds, or one of the forms of ISO 8601; seconds since 1970. */
function secondsOf(date: string): number {
  return /^\d{5,}$/.test(date) ? Number(date) : Date.parse(date) / 1000;
}

function isInRange(address: string, range: string): boolean {
  const [network = "", length] = range.split("/");
  const bits = bitsOf(address);
  const from = bitsOf(network);
  const count = length === undefined ? from.length : Number(length);
  return bits.length === from.length && bits.slice(0, count) === from.slice(0, count);
}

/** An address as 32 or 128 zeros and ones. */
function bitsOf(address: string): string {
  if (!address.includes(":"))
    return address
      .split(".")
      .map((part) => binary(Number(part), 8))
      .join("");
  const [head = "", tail] = address.split("::");
  const before = head.split(":").filter((group) => group !== "");
  const after = tail === undefined ? [] : tail.split(":").filter((group) => group !== "");
  const zeros = Array.from({ length: 8 - before.length - after.length }, () => "0");
  return [...before, ...zeros, ...after].map((group) => binary(Number.parseInt(group, 16), 16)).join("");
}

function binary(value: number, length: number): string {
  return value.toString(2).padStart(length, "0");
}

/** Whether a text is like a pattern with wildcards and policy variables. */
export function textIsLike(text: string, pattern: string, request: CompleteRequest): boolean {
  const symbols = withValues(pattern, request);
  return symbols !== undefined && isLike(symbols, text);
}

/** One character of a pattern: itself, or a wildcard. */
interface Symbol {
  readonly text: string;
  readonly isWildcard: boolean;
}

function literally(pattern: string): readonly Symbol[] {
  return [...pattern].map((text) => ({ text, isWildcard: text === "*" || text === "?" }));
}

/**
 * A pattern with its policy variables replaced; `undefined` where one has no value: then nothing is equal to it or like
 * it. What a variable brings in is text, never a wildcard.
 */
function withValues(pattern: string, request: CompleteRequest): readonly Symbol[] | undefined {
  const symbols: Symbol[] = [];
  for (const [part] of pattern.matchAll(/\$\{[^}]*\}|[\s\S]/g)) {
    const isVariable = part.startsWith("${");
    const value = isVariable ? variableValue(part.slice(2, -1), request) : part;
    if (value === undefined) return undefined;
    symbols.push(...(isVariable ? [...value].map((text) => ({ text, isWildcard: false })) : literally(part)));
  }
  return symbols;
}

function textOf(pattern: string, request: CompleteRequest): string | undefined {
  return withValues(pattern, request)
    ?.map(({ text }) => text)
    .join("");
}

/** What a policy variable stands for, without its braces; `undefined` where it has no value. */
export function variableValue(variable: string, { context }: CompleteRequest): string | undefined {
  if (["*", "?", "$"].includes(variable)) return variable;
  const [, name = "", fallback] = /^([^,]*?)(?:, '(.*)')?$/.exec(variable) ?? [];
  const values = context[name.toLowerCase()];
  return values?.length === 1 ? values[0] : fallback;
}

/** `*` is any text, `?` any one character. */
function isLike(pattern: readonly Symbol[], text: string): boolean {
  let ends: ReadonlySet<number> = new Set([0]);
  for (const symbol of pattern) {
    const next = new Set<number>();
    for (const end of ends) {
      if (symbol.isWildcard && symbol.text === "*") {
        for (let at = end; at <= text.length; at += 1) next.add(at);
      } else if (end < text.length && (symbol.isWildcard || symbol.text === text[end])) next.add(end + 1);
    }
    ends = next;
  }
  return ends.has(text.length);
}
