import type { ParsedStatement, ParsedTest } from "../../policies/evaluator/parsed-policy";
import type { PolicyLevel } from "../../policies/evaluator/policy-level";

/** One request, nothing of it open. */
export interface PlainRequest {
  readonly action: string;
  readonly resource: string;
  readonly context: Readonly<Record<string, readonly string[] | undefined>>;
}

/**
 * A second evaluation, written without the first one in mind: regular expressions, loops and no classes.
 *
 * It knows the operators that random policies use.
 */
export function plainVerdict(levels: readonly PolicyLevel[], request: PlainRequest): "denied" | "allowed" {
  for (const level of levels) {
    const statements = level.policies
      .flatMap(({ policy }) => policy.statements)
      .filter((each) => applies(each, request));
    if (statements.some(({ effect }) => effect === "Deny")) return "denied";
    if (!statements.some(({ effect }) => effect === "Allow")) return "denied";
  }
  return "allowed";
}

function applies({ action, resource, tests }: ParsedStatement, request: PlainRequest): boolean {
  const isAction = action.patterns.some((pattern) => like(pattern.toLowerCase(), request.action.toLowerCase()));
  const isResource = resource.patterns.some(
    (pattern) => pattern === "*" || arnLike(pattern, request.resource) === true,
  );
  return isAction !== action.negated && isResource !== resource.negated && tests.every((test) => holds(test, request));
}

function holds({ operator, qualifier, ifExists, key, values }: ParsedTest, { context }: PlainRequest): boolean {
  const given = context[key] ?? [];
  if (operator === "null") return values.includes(given.length === 0 ? "true" : "false");
  const isNegated = operator.includes("not");
  if (given.length === 0) {
    if (ifExists || qualifier === "for-all-values") return true;
    return isNegated && qualifier === "single";
  }
  const compare = COMPARISONS[operator.replace("not", "")];
  if (compare === undefined) throw new Error(`no comparison for ${operator}`);
  const one = (value: string): boolean => {
    const results = values.map((each) => compare(value, each));
    return isNegated ? results.every((result) => result === false) : results.some((result) => result === true);
  };
  if (qualifier === "for-all-values") return given.every(one);
  if (qualifier === "for-any-value") return given.some(one);
  return given.length === 1 && given.every(one);
}

type Comparison = (value: string, policyValue: string) => boolean | undefined;

const COMPARISONS: Readonly<Record<string, Comparison>> = {
  stringequals: (value, own) => value === own,
  stringequalsignorecase: (value, own) => value.toLowerCase() === own.toLowerCase(),
  stringlike: (value, own) => like(own, value),
  bool: (value, own) => (/^(true|false)$/i.test(value) ? value.toLowerCase() === own.toLowerCase() : undefined),
  binaryequals: (value, own) => value === own,
  arnlike: (value, own) => arnLike(own, value),
  arnequals: (value, own) => arnLike(own, value),
  numericequals: numeric((value, own) => value === own),
  numericlessthan: numeric((value, own) => value < own),
  numericlessthanequals: numeric((value, own) => value <= own),
  numericgreaterthan: numeric((value, own) => value > own),
  numericgreaterthanequals: numeric((value, own) => value >= own),
  dateequals: dated((value, own) => value === own),
  datelessthan: dated((value, own) => value < own),
  dategreaterthanequals: dated((value, own) => value >= own),
  ipaddress: inBlock,
};

function numeric(compare: (value: number, own: number) => boolean): Comparison {
  return (value, own) => (/^-?[\d.e+]+$/.test(value) ? compare(Number(value), Number(own)) : undefined);
}

function dated(compare: (value: number, own: number) => boolean): Comparison {
  return (value, own) => (/^\d{4}-/.test(value) ? compare(Date.parse(value), Date.parse(own)) : undefined);
}

function inBlock(value: string, own: string): boolean | undefined {
  if (value.includes(":")) return false;
  if (!/^\d+\.\d+\.\d+\.\d+$/.test(value)) return undefined;
  const [network = "", length = "32"] = own.split("/");
  return bitsOf(value).slice(0, Number(length)) === bitsOf(network).slice(0, Number(length));
}

function bitsOf(address: string): string {
  return address
    .split(".")
    .map((part) => Number(part).toString(2).padStart(8, "0"))
    .join("");
}

function arnLike(pattern: string, value: string): boolean | undefined {
  const [own, given] = [sixOf(pattern), sixOf(value)];
  if (own.length < 6 || given.length < 6) return undefined;
  return own.every((part, index) => like(part, given[index] ?? ""));
}

function sixOf(arn: string): readonly string[] {
  const parts = arn.split(":");
  return parts.length < 6 ? parts : [...parts.slice(0, 5), parts.slice(5).join(":")];
}

function like(pattern: string, value: string): boolean {
  const escaped = pattern
    .replace(/[.+^${}()|[\]\\]/g, "\\$&")
    .replace(/\*/g, ".*")
    .replace(/\?/g, ".");
  return new RegExp(`^${escaped}$`, "s").test(value);
}
