import { beforeAll, describe, expect, test } from "@jest/globals";
import { Examination } from "./support/examination";

const POLICY_SETS = 5_000;
const COMPLETIONS = 50;
const SEED = 2_000_000;

/** The oracle takes three times as long as the reference evaluator, which is compared with it on cases of its own. */
const ORACLE_EVERY = 10;

/** The greatest share of answers that may be neither proof nor refutation. */
const UNDECIDED_SHARE = 0.03;

describe("over random policies and open questions", () => {
  const examination = new Examination({ completions: COMPLETIONS, oracleEvery: ORACLE_EVERY });

  beforeAll(() => {
    for (let seed = SEED; seed < SEED + POLICY_SETS; seed += 1) examination.examine(seed);
  }, 900_000);

  test("no answer is refuted by a completion, and each witness is what the answer says", () => {
    expect(examination.refutations.slice(0, 3).map((each) => JSON.stringify(each))).toEqual([]);
  });

  test(`fewer than ${UNDECIDED_SHARE * 100} of 100 are undecided, and none is not bound`, () => {
    expect(examination.verdicts.undecided / POLICY_SETS).toBeLessThan(UNDECIDED_SHARE);
    expect(examination.verdicts["not-bound"]).toBe(0);
  });

  test.each(["denied", "allowed", "depends"] as const)("%s is common", (verdict) => {
    expect(examination.verdicts[verdict] / POLICY_SETS).toBeGreaterThan(0.1);
  });

  test("every claim was tried with so many completions", () => {
    const { denied, allowed } = examination.verdicts;
    expect(examination.completions).toBe((denied + allowed) * COMPLETIONS);
  });

  test("the oracle has its part in it", () => {
    expect(examination.oracleDecisions).toBeGreaterThan(2 * POLICY_SETS);
  });
});
