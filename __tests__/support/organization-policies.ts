import { parsePolicy } from "../../policies/evaluator/parse-policy";
import type { ParsedPolicy } from "../../policies/evaluator/parsed-policy";
import type { AttachedOrganizationPolicy, Binding, PolicyLevel } from "../../policies/evaluator/policy-level";
import type { Fact, Question } from "../../policies/evaluator/question";

/** What AWS attaches to every node. */
export const FULL_ACCESS = { Effect: "Allow", Action: "*", Resource: "*" } as const;

/** A policy of statements, which must be sound. */
export function policyOf(...statements: readonly unknown[]): ParsedPolicy {
  const result = parsePolicy({ Version: "2012-10-17", Statement: statements });
  if (result.kind === "problems") throw new Error(JSON.stringify(result.problems));
  return result.policy;
}

/** A policy as it is attached. */
export function attached(name: string, ...statements: readonly unknown[]): AttachedOrganizationPolicy {
  return { name, origin: { kind: "foreign", owner: "somebody" }, policy: policyOf(...statements) };
}

/** Levels from the root to an account, each with the statements of one policy. */
export function levelsOf(...statements: readonly (readonly unknown[])[]): readonly PolicyLevel[] {
  return statements.map((own, index) => ({
    node: index === 0 ? { kind: "root" } : { kind: "organizational-unit", key: `level-${index}` },
    title: index === 0 ? "organization root" : `OU level-${index}`,
    policies: [attached(`policy-${index}`, ...own)],
  }));
}

/** What a question says in short: a text or a list are values, `null` is absent, an object is open with constraints. */
export type ShortFact =
  | string
  | readonly string[]
  | null
  | { readonly like?: readonly string[]; readonly notLike?: readonly string[]; readonly isPresent?: boolean };

/** A fact written in short. */
export function fact(short: ShortFact | undefined): Fact {
  if (short === undefined) return { kind: "open" };
  if (short === null) return { kind: "absent" };
  if (typeof short === "string") return { kind: "values", values: [short] };
  return "includes" in short ? { kind: "values", values: short } : { kind: "open", ...short };
}

const NO_RCPS: Binding = { kind: "exempt", because: "service-without-rcp-support" };

/** A question about service control policies alone. */
export function question(
  levels: readonly PolicyLevel[],
  known: {
    readonly action?: ShortFact;
    readonly resource?: ShortFact;
    readonly context?: Readonly<Record<string, ShortFact>>;
  } = {},
): Question {
  return {
    scps: { kind: "bound", levels },
    rcps: NO_RCPS,
    action: fact(known.action),
    resource: fact(known.resource),
    context: Object.fromEntries(Object.entries(known.context ?? {}).map(([key, short]) => [key, fact(short)])),
  };
}
