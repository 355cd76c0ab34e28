import { describe, expect, test } from "@jest/globals";
import { needsNoValidation, oracleAllows, untranslatedOracleAllows, validatedOracleAllows } from "./support/oracle";
import { deviationIn, forOracle, ORACLE_DEVIATIONS, type OracleDeviation } from "./support/oracle-deviations";
import type { OrganizationCase } from "./support/organization-case";
import { randomCase } from "./support/random-case";
import { isAllowed } from "./support/reference-evaluator";

const DEVIATIONS: readonly OracleDeviation[] = ORACLE_DEVIATIONS;
const EXAMPLES = DEVIATIONS.flatMap(({ example, ...rest }) => (example === undefined ? [] : [{ ...rest, example }]));

describe("a deviation of the oracle", () => {
  test.each(EXAMPLES)("$id is one still", ({ example }) => {
    expect(untranslatedOracleAllows(example.case)).toBe(!example.isAllowed);
  });

  test.each(EXAMPLES)("$id is not read so from the documentation", ({ example }) => {
    expect(isAllowed(example.case)).toBe(example.isAllowed);
  });

  test.each(EXAMPLES.filter(({ handling }) => handling === "translated"))("$id is translated", ({ example }) => {
    expect(untranslatedOracleAllows(forOracle(example.case))).toBe(example.isAllowed);
  });

  test.each(EXAMPLES.filter(({ handling }) => handling === "reference-decides"))(
    "$id is noticed",
    ({ id, example }) => {
      expect(deviationIn(example.case)).toBe(id);
    },
  );

  test("has a name of its own", () => {
    expect(new Set(DEVIATIONS.map(({ id }) => id)).size).toBe(DEVIATIONS.length);
  });
});

describe("the oracle without its validation", () => {
  test("says what it says with it", async () => {
    const cases = Array.from({ length: 2_000 }, (_, seed) => randomCase(seed)).filter(needsNoValidation);
    const different: OrganizationCase[] = [];
    for (const random of cases) {
      if (oracleAllows(random) !== (await validatedOracleAllows(random))) different.push(random);
    }
    expect(different).toEqual([]);
    expect(cases.length).toBeGreaterThan(1_000);
  });
});
