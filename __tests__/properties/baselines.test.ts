import { expect, test } from "@jest/globals";
import fc from "fast-check";
import { randomConfig } from "../support/random-config";
import { synthesize } from "../support/synthesize";

test("baselines that are rendered once and repeated have the bytes of stacks that were built", () => {
  fc.assert(
    fc.property(randomConfig, (config) => {
      const [once, each] = [synthesize(config), synthesize(config, undefined, "each")];
      expect(once.texts).toEqual(each.texts);
      expect(once.manifest).toEqual(each.manifest);
    }),
    { numRuns: 50 },
  );
});
