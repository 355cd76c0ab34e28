import type { PolicyContentConfig } from "./adoption-config";
import type { PolicyStatementConfig } from "./policy-statement-config";

/**
 * The statements of a policy that somebody else wrote, in our form: one statement or a list, values of any kind as texts.
 *
 * A statement that cannot be understood is left out, so that nothing is taken to be denied that may not be.
 */
export function statementsIn({ Statement }: PolicyContentConfig): readonly PolicyStatementConfig[] {
  return (Array.isArray(Statement) ? Statement : [Statement]).flatMap((statement) => statementOf(statement) ?? []);
}

function statementOf(value: unknown): PolicyStatementConfig | undefined {
  if (!isRecord(value) || (value.Effect !== "Allow" && value.Effect !== "Deny")) return undefined;
  const read = { ...patterns(value), ...principal(value.Principal), ...conditions(value.Condition) };
  if (!hasOne(read.Action, read.NotAction) || !hasOne(read.Resource, read.NotResource)) return undefined;
  if ((value.Condition !== undefined && read.Condition === undefined) || value.NotPrincipal !== undefined)
    return undefined;
  return { ...(typeof value.Sid === "string" ? { Sid: value.Sid } : {}), Effect: value.Effect, ...read };
}

type Patterns = Pick<PolicyStatementConfig, "Action" | "NotAction" | "Resource" | "NotResource">;

function patterns(value: Readonly<Record<string, unknown>>): Patterns {
  const of = (name: keyof Patterns): Patterns => {
    const found = texts(value[name]);
    return found === undefined ? {} : { [name]: found };
  };
  return { ...of("Action"), ...of("NotAction"), ...of("Resource"), ...of("NotResource") };
}

function hasOne(a: unknown, b: unknown): boolean {
  return (a === undefined) !== (b === undefined);
}

/** `"*"`, or what means the same. */
function principal(value: unknown): Pick<PolicyStatementConfig, "Principal"> {
  const named = isRecord(value) ? texts(value.AWS) : texts(value);
  return named === "*" || (Array.isArray(named) && named.includes("*")) ? { Principal: "*" } : {};
}

function conditions(value: unknown): Pick<PolicyStatementConfig, "Condition"> {
  if (!isRecord(value)) return {};
  const read = Object.entries(value).map(([operator, keys]) => [operator, testsIn(keys)] as const);
  const tests = read.flatMap(([operator, keys]) => (keys === undefined ? [] : [[operator, keys] as const]));
  return tests.length === read.length ? { Condition: Object.fromEntries(tests) } : {};
}

function testsIn(value: unknown): Readonly<Record<string, string | readonly string[]>> | undefined {
  if (!isRecord(value)) return undefined;
  const read = Object.entries(value).map(([key, values]) => [key, texts(values)] as const);
  const tests = read.flatMap(([key, values]) => (values === undefined ? [] : [[key, values] as const]));
  return tests.length === read.length ? Object.fromEntries(tests) : undefined;
}

function texts(value: unknown): string | readonly string[] | undefined {
  if (Array.isArray(value)) {
    const all = value.map(text);
    return all.some((element) => element === undefined) ? undefined : all.flatMap((element) => element ?? []);
  }
  return text(value);
}

function text(value: unknown): string | undefined {
  return typeof value === "string" || typeof value === "number" || typeof value === "boolean"
    ? String(value)
    : undefined;
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
