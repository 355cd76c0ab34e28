import { beforeAll, describe, expect, test } from "@jest/globals";
import { CONDITION_OPERATORS } from "../../catalogue/condition-operators";
import { verdictOn } from "./support/evaluator";
import { needsNoValidation, oracleAllows, validatedOracleAllows } from "./support/oracle";
import { deviationIn, ORACLE_DEVIATIONS, type OracleDeviation } from "./support/oracle-deviations";
import type { OrganizationCase } from "./support/organization-case";
import { OPERATOR_FORMS, OutcomeCounts } from "./support/outcome-counts";
import { randomCase } from "./support/random-case";
import { isAllowed, partsOf } from "./support/reference-evaluator";
import { shrunk } from "./support/shrink";
import { truthTableRow } from "./support/truth-table-row";

const CASES = 20_000;
const SEED = 1_000_000;

/** So many cases are looked at more closely: does the decision hang on an operator? */
const CLOSER = 5_000;

/** How often each form of an operator, such as `ForAnyValue:DateEqualsIfExists`, holds at least, and does not. */
const LEAST_OUTCOMES = 5;

/** How often the decision hangs on each operator at least, allowed and denied. */
const LEAST_DECISIONS = 10;

const DEVIATIONS: readonly OracleDeviation[] = ORACLE_DEVIATIONS;

/** The oracle's decision; where it is known to deviate, the documentation's. */
async function expected(organizationCase: OrganizationCase): Promise<"allowed" | "denied"> {
  if (deviationIn(organizationCase) !== undefined) return isAllowed(organizationCase) ? "allowed" : "denied";
  const isAllowedByOracle = needsNoValidation(organizationCase)
    ? oracleAllows(organizationCase)
    : await validatedOracleAllows(organizationCase);
  return isAllowedByOracle ? "allowed" : "denied";
}

async function disagrees(organizationCase: OrganizationCase): Promise<boolean> {
  return verdictOn(organizationCase) !== (await expected(organizationCase));
}

/** The failing case, small, as a file for the truth tables. */
async function report(seed: number): Promise<string> {
  const small = await shrunk(randomCase(seed), disagrees);
  return [
    `seed ${seed}: the evaluator says ${verdictOn(small)}, expected is ${await expected(small)}.`,
    "Settle by AWS's documentation who is right, and keep the case in a table of __tests__/policies/cases/:",
    JSON.stringify(truthTableRow(`seed ${seed}`, small, await expected(small)), undefined, 2),
  ].join("\n");
}

interface Tally {
  readonly decided: number;
  readonly allowed: number;
  readonly byDeviation: Readonly<Record<string, number>>;
  readonly disagreeing: readonly number[];
}

describe("over random organizations and requests", () => {
  let tally: Tally;

  beforeAll(async () => {
    const byDeviation: Record<string, number> = {};
    const disagreeing: number[] = [];
    let [decided, allowed] = [0, 0];
    for (let seed = SEED; decided < CASES; seed += 1) {
      const random = randomCase(seed);
      const deviation = deviationIn(random);
      if (deviation === undefined) decided += 1;
      else byDeviation[deviation] = (byDeviation[deviation] ?? 0) + 1;
      const decision = await expected(random);
      if (decision === "allowed") allowed += 1;
      if (verdictOn(random) !== decision) disagreeing.push(seed);
    }
    tally = { decided, allowed, byDeviation, disagreeing };
  }, 600_000);

  test(`${CASES} decisions are the oracle's`, async () => {
    const reports: string[] = [];
    for (const seed of tally.disagreeing.slice(0, 5)) reports.push(await report(seed));
    expect(reports).toEqual([]);
    expect(tally.decided).toBe(CASES);
  }, 600_000);

  test("both decisions are common", () => {
    expect(tally.allowed / tally.decided).toBeGreaterThan(0.2);
    expect(tally.allowed / tally.decided).toBeLessThan(0.8);
  });

  test("the deviations that the documentation decides occur", () => {
    const ids = DEVIATIONS.filter(({ handling }) => handling === "reference-decides").map(({ id }) => id);
    expect(Object.keys(tally.byDeviation).sort()).toEqual([...ids].sort());
  });
});

describe("the random cases", () => {
  test("meet every form of every operator, holding and not", () => {
    const outcomes = new OutcomeCounts();
    for (let seed = SEED; seed < SEED + CASES; seed += 1) {
      isAllowed(randomCase(seed), (operator, holds) => {
        outcomes.add(operator, holds);
        return holds;
      });
    }
    expect(outcomes.below(LEAST_OUTCOMES, OPERATOR_FORMS)).toEqual([]);
  }, 120_000);

  test("hang on every operator, allowed and denied", () => {
    const outcomes = new OutcomeCounts();
    for (let seed = SEED; seed < SEED + CLOSER; seed += 1) {
      const random = randomCase(seed);
      const operators = new Set<string>();
      const decision = isAllowed(random, (operator, holds) => {
        operators.add(partsOf(operator).base);
        return holds;
      });
      for (const base of operators) {
        const turned = isAllowed(random, (operator, holds) => holds !== (partsOf(operator).base === base));
        if (turned !== decision) outcomes.add(base, decision);
      }
    }
    const bases = CONDITION_OPERATORS.map((operator) => operator.toLowerCase());
    expect(outcomes.below(LEAST_DECISIONS, bases)).toEqual([]);
  }, 120_000);

  test("are the same again", () => {
    expect(randomCase(SEED)).toEqual(randomCase(SEED));
  });
});

test.each(DEVIATIONS.flatMap(({ id, example }) => (example === undefined ? [] : [{ id, example }])))(
  "the evaluator is not led astray by the oracle's $id",
  ({ example }) => {
    expect(verdictOn(example.case)).toBe(example.isAllowed ? "allowed" : "denied");
  },
);
