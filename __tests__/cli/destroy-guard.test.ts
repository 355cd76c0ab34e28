import { describe, expect, test } from "@jest/globals";
import { destroyArguments, refuseDestroy } from "../../cli/destroy-guard";

describe("destroyArguments reads a command line", () => {
  test.each([
    ["node /x/node_modules/.bin/cdktf destroy *", ["*"]],
    ["node /x/node_modules/cdktf-cli/bundle/bin/cdktf.js destroy monitoring security", ["monitoring", "security"]],
    ["cdktf destroy --auto-approve guardrails", ["guardrails"]],
    ["cdktn destroy", []],
    ["node /x/node_modules/.bin/cdktf deploy *", undefined],
    ["cdktf diff monitoring", undefined],
    ["npm exec destroy", undefined],
    ["bash -c echo destroy", undefined],
  ])("%s", (commandLine, expected) => {
    expect(destroyArguments(commandLine)).toEqual(expected);
  });
});

describe("refuseDestroy", () => {
  const destroying = (stacks: string): readonly string[] => ["sh -c node main.ts", `node /bin/cdktf destroy ${stacks}`];

  test.each([
    ["every stack", "*", []],
    ["a stack without teardown", "monitoring", []],
    ["one more stack than declared", "monitoring security", ["monitoring"] as const],
    ["no stack named", "", ["monitoring"] as const],
    ["a pattern that covers a declared stack", "mon*", ["monitoring"] as const],
  ])("refuses %s and says how to proceed", (_, stacks, teardown) => {
    expect(() => refuseDestroy(teardown, destroying(stacks))).toThrow(
      expect.objectContaining({
        message: expect.stringContaining("protections down"),
        remedy: expect.stringContaining("teardown: {"),
      }),
    );
  });

  test("lets a declared stack go", () => {
    expect(() => refuseDestroy(["monitoring", "security"], destroying("monitoring"))).not.toThrow();
  });

  test("says nothing for other verbs", () => {
    expect(() => refuseDestroy([], ["sh -c node main.ts", "node /bin/cdktf deploy *"])).not.toThrow();
  });
});
