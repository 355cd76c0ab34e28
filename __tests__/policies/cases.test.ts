import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, test } from "@jest/globals";
import { evaluate } from "../../policies/evaluator/evaluate";
import type { Binding, Exemption } from "../../policies/evaluator/policy-level";
import type { Question } from "../../policies/evaluator/question";
import { attached, fact, type ShortFact } from "../support/organization-policies";

/** One row of a truth table. */
interface Case {
  readonly name: string;
  /** Statements of each level from the root to the account, by the name of the policy; or why none binds. */
  readonly scps?: readonly PoliciesOfLevel[] | Exemption;
  readonly rcps?: readonly PoliciesOfLevel[] | Exemption;
  readonly action?: ShortFact;
  readonly resource?: ShortFact;
  readonly context?: Readonly<Record<string, ShortFact>>;
  readonly expect: "denied" | "allowed" | "depends" | "undecided" | "not-bound";
  /** The open parts of a `depends`. */
  readonly on?: readonly string[];
  /**
   * The policies without which the same request is allowed: the twin that every denied case has.
   *
   * A case that lacks an Allow says `an Allow` instead: with one at every level, the request is allowed.
   */
  readonly without?: readonly string[] | "an Allow";
}

type PoliciesOfLevel = Readonly<Record<string, readonly unknown[]>>;

const FOLDER = path.join(__dirname, "cases");
const TABLES = readdirSync(FOLDER).filter((name) => name.endsWith(".json"));
const FULL_ACCESS = { Effect: "Allow", Action: "*", Resource: "*" };

/** `FullAWSAccess` in short. */
function statementsOf(name: string, statements: readonly unknown[]): readonly unknown[] {
  return name === "FullAWSAccess" || name === "RCPFullAWSAccess" ? [FULL_ACCESS] : statements;
}

function binding(
  levels: Case["scps"],
  otherwise: Exemption,
  change: (level: PoliciesOfLevel) => PoliciesOfLevel,
): Binding {
  if (levels === undefined || typeof levels === "string") return { kind: "exempt", because: levels ?? otherwise };
  return {
    kind: "bound",
    levels: levels.map((level, index) => ({
      node: index === 0 ? { kind: "root" } : { kind: "organizational-unit", key: `unit-${index}` },
      title: index === 0 ? "organization root" : `OU unit-${index}`,
      policies: Object.entries(change(level)).map(([name, statements]) =>
        attached(name, ...statementsOf(name, statements)),
      ),
    })),
  };
}

function questionOf(row: Case, change: (level: PoliciesOfLevel) => PoliciesOfLevel = (level) => level): Question {
  return {
    scps: binding(row.scps, "outside-the-organization", change),
    rcps: binding(row.rcps, "service-without-rcp-support", change),
    action: fact(row.action),
    resource: fact(row.resource),
    context: Object.fromEntries(
      Object.entries(row.context ?? {}).map(([key, short]) => [key.toLowerCase(), fact(short)]),
    ),
  };
}

/** The same levels without the guardrail, or with the Allow that lacks. */
function twinOf({ without = [] }: Case): (level: PoliciesOfLevel) => PoliciesOfLevel {
  if (without === "an Allow") return (level) => ({ ...level, "the Allow that lacks": [FULL_ACCESS] });
  return (level) => Object.fromEntries(Object.entries(level).filter(([name]) => !without.includes(name)));
}

test("there are truth tables", () => {
  expect(TABLES.length).toBeGreaterThan(0);
});

describe.each(TABLES)("%s", (table) => {
  const cases = JSON.parse(readFileSync(path.join(FOLDER, table), "utf8")) as readonly Case[];

  test.each(cases.map((row): [string, Case] => [`${row.name}: ${row.expect}`, row]))("%s", (_, row) => {
    const answer = evaluate(questionOf(row));
    expect(answer.verdict).toBe(row.expect);
    if (row.on !== undefined) expect(answer).toMatchObject({ on: row.on });
    if (row.expect !== "denied") return;
    expect(row.without).toBeDefined();
    expect(evaluate(questionOf(row, twinOf(row))).verdict).toBe("allowed");
  });
});
