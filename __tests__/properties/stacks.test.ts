import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { validateConfiguration } from "../../policies/validate";
import { TODAY } from "../support/checked";
import { randomConfig, withKeysReversed } from "../support/random-config";
import { resourcesIn, synthesize } from "../support/synthesize";

const RUNS = 200;

/** The paths of the constructs that were written to the JSON of a stack. */
function constructPathsOf(text: string): readonly string[] {
  return [...text.matchAll(/"path": "([^"]+)"/g)].map(([, path = ""]) => path);
}

describe("for random valid configurations", () => {
  test("the generator writes configurations that pass every rule", () => {
    fc.assert(
      fc.property(randomConfig, (config) => {
        expect(validateConfiguration({ config, ledger: undefined, today: TODAY }).problems).toEqual([]);
      }),
      { numRuns: RUNS },
    );
  });

  test("every construct that is a resource is one resource of the JSON", () => {
    fc.assert(
      fc.property(randomConfig, (config) => {
        // A repeated baseline has no constructs; that its bytes are those of one that was built is a test of its own.
        const { stacks, resourceConstructs, texts } = synthesize(config, undefined, "each");
        const counts = Object.fromEntries(Object.entries(stacks).map(([name, stack]) => [name, resourcesIn(stack)]));
        expect(counts).toEqual(resourceConstructs);
        for (const text of Object.values(texts)) {
          const paths = constructPathsOf(text);
          expect(new Set(paths).size).toBe(paths.length);
        }
      }),
      { numRuns: RUNS },
    );
  });

  test("the order of keys changes neither the JSON nor the ledger", () => {
    fc.assert(
      fc.property(randomConfig, (config) => {
        const [one, other] = [synthesize(config), synthesize(withKeysReversed(config))];
        expect(other.texts).toEqual(one.texts);
        expect(JSON.stringify(other.ledger)).toBe(JSON.stringify(one.ledger));
      }),
      { numRuns: RUNS / 4 },
    );
  });
});
