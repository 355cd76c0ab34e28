import type { ConfigPath } from "../../model/problem";
import { suggestion } from "../../model/suggestion";
import type { ParsedPolicy, ParsedStatement, ParsedTest } from "./parsed-policy";

/** Something in a policy that keeps it from being evaluated. */
export interface PolicyProblem {
  /** Its place in the document; empty for the document itself. */
  readonly path: ConfigPath;
  /** What is wrong, in one sentence without a full stop. */
  readonly message: string;
}

/** A policy that can be evaluated, or everything that is wrong with it. */
export type ParseResult =
  | { readonly kind: "policy"; readonly policy: ParsedPolicy }
  | { readonly kind: "problems"; readonly problems: readonly PolicyProblem[] };

/** How a policy is read. */
export interface ParseOptions {
  /** The guardrail that a statement came from, by its index. @default none */
  readonly guardrailOf?: (index: number) => string | undefined;
}

/** The most that is read of a policy that somebody else wrote; AWS's own limits are far below. */
export const POLICY_LIMITS = { characters: 5_000_000, statements: 10_000, depth: 32 } as const;

/**
 * Reads a service control policy or resource control policy, as text or as the value of its JSON.
 *
 * Single values and lists, texts, numbers and truth values are all understood; an operator that AWS does not document
 * is kept, because a later AWS may know it.
 */
export function parsePolicy(document: unknown, { guardrailOf = () => undefined }: ParseOptions = {}): ParseResult {
  const problems: PolicyProblem[] = [];
  const value = typeof document === "string" ? readText(document, problems) : document;
  const statements = problems.length === 0 && isShallow(value, problems) ? statementsOf(value, problems) : [];
  const hasVariables = isRecord(value) && value.Version === "2012-10-17";
  const parsed = statements.map((statement, index) =>
    new StatementReader(statement, ["Statement", index], problems).read(index, guardrailOf(index), hasVariables),
  );
  return problems.length === 0
    ? { kind: "policy", policy: { statements: parsed.flatMap((statement) => statement ?? []) } }
    : { kind: "problems", problems };
}

type JsonRecord = Readonly<Record<string, unknown>>;

function isRecord(value: unknown): value is JsonRecord {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function readText(text: string, problems: PolicyProblem[]): unknown {
  if (text.length > POLICY_LIMITS.characters) {
    problems.push({
      path: [],
      message: `the policy has ${text.length} characters, more than ${POLICY_LIMITS.characters}`,
    });
    return undefined;
  }
  if (depthOf(text) > POLICY_LIMITS.depth) {
    problems.push(TOO_DEEP);
    return undefined;
  }
  try {
    return JSON.parse(text) as unknown;
  } catch (error) {
    problems.push({
      path: [],
      message: `the policy is no JSON: ${error instanceof Error ? error.message : String(error)}`,
    });
    return undefined;
  }
}

const TOO_DEEP: PolicyProblem = {
  path: [],
  message: `the policy is nested deeper than ${POLICY_LIMITS.depth} levels`,
};

/** How deep brackets are nested outside of strings. */
function depthOf(text: string): number {
  let [depth, deepest] = [0, 0];
  for (const [token] of text.matchAll(/"(?:[^"\\]|\\.)*"?|[[\]{}]/gs)) {
    if (token === "{" || token === "[") deepest = Math.max(deepest, ++depth);
    else if (token === "}" || token === "]") depth--;
  }
  return deepest;
}

/** Whether a value is no deeper than policies are; a value that contains itself is not. */
function isShallow(value: unknown, problems: PolicyProblem[]): boolean {
  let level: readonly unknown[] = [value];
  for (let depth = 0; level.length > 0; depth++) {
    if (depth > POLICY_LIMITS.depth) {
      problems.push(TOO_DEEP);
      return false;
    }
    const objects = new Set(level.filter((each): each is object => typeof each === "object" && each !== null));
    level = [...objects].flatMap((each) => Object.values(each) as readonly unknown[]);
  }
  return true;
}

const POLICY_ELEMENTS = ["Version", "Id", "Statement"];
const STATEMENT_ELEMENTS = [
  "Sid",
  "Effect",
  "Principal",
  "Action",
  "NotAction",
  "Resource",
  "NotResource",
  "Condition",
];

function statementsOf(value: unknown, problems: PolicyProblem[]): readonly unknown[] {
  if (!isRecord(value)) {
    problems.push({ path: [], message: "a policy is an object with a list of statements" });
    return [];
  }
  refuseUnknown(value, POLICY_ELEMENTS, [], problems);
  if (value.Version !== undefined && value.Version !== "2012-10-17" && value.Version !== "2008-10-17") {
    problems.push({ path: ["Version"], message: 'Version is neither "2012-10-17" nor "2008-10-17"' });
  }
  if (value.Statement === undefined) {
    problems.push({ path: [], message: "the policy has no Statement" });
    return [];
  }
  const statements: readonly unknown[] = Array.isArray(value.Statement) ? value.Statement : [value.Statement];
  if (statements.length <= POLICY_LIMITS.statements) return statements;
  problems.push({
    path: ["Statement"],
    message: `the policy has ${statements.length} statements, more than ${POLICY_LIMITS.statements}`,
  });
  return [];
}

function refuseUnknown(value: JsonRecord, known: readonly string[], path: ConfigPath, problems: PolicyProblem[]): void {
  for (const name of Object.keys(value)) {
    if (known.includes(name)) continue;
    problems.push({
      path: [...path, name],
      message: `"${name}" is no element here. ${suggestion(name, known, "")}`.trim(),
    });
  }
}

class StatementReader {
  constructor(
    private readonly statement: unknown,
    private readonly path: ConfigPath,
    private readonly problems: PolicyProblem[],
  ) {}

  read(index: number, guardrail: string | undefined, hasVariables: boolean): ParsedStatement | undefined {
    const { statement } = this;
    if (!isRecord(statement)) {
      this.refuse([], "a statement is an object");
      return undefined;
    }
    refuseUnknown(statement, STATEMENT_ELEMENTS, this.path, this.problems);
    this.checkPrincipal(statement.Principal);
    return {
      name: this.nameOf(statement.Sid, index),
      effect: this.effectOf(statement.Effect),
      action: this.patternsOf(statement, "Action"),
      resource: this.patternsOf(statement, "Resource"),
      tests: this.testsOf(statement.Condition),
      guardrail,
      ...(hasVariables ? {} : { variables: "literal" as const }),
    };
  }

  private refuse(at: ConfigPath, message: string): void {
    this.problems.push({ path: [...this.path, ...at], message });
  }

  private nameOf(sid: unknown, index: number): string {
    if (sid !== undefined && typeof sid !== "string") this.refuse(["Sid"], "Sid is no text");
    return typeof sid === "string" && sid !== "" ? sid : `number ${index + 1}`;
  }

  private effectOf(effect: unknown): ParsedStatement["effect"] {
    if (effect === "Allow" || effect === "Deny") return effect;
    this.refuse(["Effect"], 'Effect is neither "Allow" nor "Deny"');
    return "Deny";
  }

  /** Organization policies are for every principal: a resource control policy says so, a service control policy does not say. */
  private checkPrincipal(principal: unknown): void {
    const named = isRecord(principal) && Object.keys(principal).join() === "AWS" ? principal.AWS : principal;
    const isEveryone = named === undefined || named === "*" || (Array.isArray(named) && named.join() === "*");
    if (!isEveryone) this.refuse(["Principal"], 'Principal of an organization policy can only be "*"');
  }

  private patternsOf(statement: JsonRecord, element: "Action" | "Resource"): ParsedStatement["action"] {
    const not = `Not${element}`;
    const [given, negated] = [statement[element], statement[not]];
    if (given !== undefined && negated !== undefined) this.refuse([], `a statement has either ${element} or ${not}`);
    if (given === undefined && negated === undefined)
      this.refuse([], `the statement has neither ${element} nor ${not}`);
    const name = given === undefined ? not : element;
    const patterns = this.textsOf(statement[name] ?? [], [name]);
    if (statement[name] !== undefined && patterns.length === 0) this.refuse([name], `${name} is empty`);
    return { negated: given === undefined, patterns };
  }

  private testsOf(condition: unknown): readonly ParsedTest[] {
    if (condition === undefined) return [];
    return this.entriesOf(condition, ["Condition"]).flatMap(([operator, keys]) =>
      this.entriesOf(keys, ["Condition", operator]).map(([key, values]) =>
        readTest(operator, key, this.textsOf(values, ["Condition", operator, key])),
      ),
    );
  }

  private entriesOf(value: unknown, at: ConfigPath): readonly [string, unknown][] {
    if (isRecord(value)) return Object.entries(value);
    this.refuse(at, `${at.at(-1)} is no object`);
    return [];
  }

  /** One text or a list of texts; numbers and truth values are written out, as AWS does. */
  private textsOf(value: unknown, at: ConfigPath): readonly string[] {
    const values: readonly unknown[] = Array.isArray(value) ? value : [value];
    return values.flatMap((each, index) => {
      if (typeof each === "string") return [each];
      const isCondition = at[0] === "Condition";
      if (isCondition && (typeof each === "number" || typeof each === "boolean")) return [String(each)];
      this.refuse(Array.isArray(value) ? [...at, index] : at, "the value is no text");
      return [];
    });
  }
}

/** One test of a condition, its operator taken apart. */
export function readTest(operator: string, key: string, values: readonly string[]): ParsedTest {
  const [, prefix, name = ""] = /^(?:(forallvalues|foranyvalue):)?(.*?)$/.exec(operator.toLowerCase()) ?? [];
  return {
    operator: name.replace(/ifexists$/, ""),
    qualifier: prefix === undefined ? "single" : prefix === "forallvalues" ? "for-all-values" : "for-any-value",
    ifExists: name.endsWith("ifexists"),
    key: key.toLowerCase(),
    writtenKey: key,
    values,
  };
}
