import { describe, expect, test } from "@jest/globals";
import { inStackOrder } from "../../../cli/terraform/in-stack-order";
import type { OrderedStack } from "../../../cli/terraform/stack-order";

const STACKS: readonly OrderedStack[] = [
  { name: "end", dependencies: ["left", "right"] },
  { name: "left", dependencies: ["start"] },
  { name: "right", dependencies: ["start"] },
  { name: "start", dependencies: [] },
];

/** Runs the stacks and writes down what started (`+`) and ended (`-`). */
async function record(concurrency: number, failing: readonly string[] = []): Promise<{ log: string; error: unknown }> {
  const log: string[] = [];
  const error = await inStackOrder(STACKS, concurrency, async ({ name }) => {
    log.push(`+${name}`);
    await new Promise((resolve) => setTimeout(resolve, name === "left" ? 10 : 2));
    log.push(`-${name}`);
    if (failing.includes(name)) throw new Error(name);
  }).catch((thrown: unknown) => thrown);
  return { log: log.join(" "), error };
}

describe("inStackOrder", () => {
  test.each<[string, number, string[], string, string | undefined]>([
    ["one at a time", 1, [], "+start -start +left -left +right -right +end -end", undefined],
    ["two at a time", 2, [], "+start -start +left +right -right -left +end -end", undefined],
    ["the first failure ends it", 1, ["start"], "+start -start", "start"],
    ["what is under way ends", 2, ["right"], "+start -start +left +right -right -left", "right"],
    ["the first of two failures is thrown", 2, ["left", "right"], "+start -start +left +right -right -left", "right"],
  ])("%s", async (_, concurrency, failing, expected, message) => {
    const { log, error } = await record(concurrency, failing);
    expect(log).toBe(expected);
    expect(error instanceof Error ? error.message : error).toBe(message);
  });
});
