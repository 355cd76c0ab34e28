import { describe, expect, test } from "@jest/globals";
import { exampleConfig } from "../support/example-config";
import { synthesize } from "../support/synthesize";

describe("the ledger tripwire", () => {
  const { stacks } = synthesize(exampleConfig());

  test.each(Object.entries(stacks))("stack %s refuses to be destroyed", (_, stack) => {
    const json = JSON.stringify(stack);
    expect(json).toContain('"prevent_destroy":true');
  });

  test("remembers every account of its shard", () => {
    const tripwire = stacks["accounts-1"]?.resource?.terraform_data?.ledger;
    expect(tripwire).toMatchObject({ input: "${each.key}", lifecycle: { prevent_destroy: true } });
    expect(tripwire?.for_each).toContain("account/shop-prod");
    expect(tripwire?.for_each).toMatch(/^\$\{toset\(\[.*\]\)\}$/);
  });
});
