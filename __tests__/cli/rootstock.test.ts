import { describe, expect, test } from "@jest/globals";
import { VERBS } from "../../cli/verbs";
import { version } from "../../package.json";
import { captured } from "./captured";

describe("rootstock", () => {
  test.each([[["--help"]], [["-h"]], [["help"]]])("prints every verb for %j", async (argv) => {
    const { code, stdout, stderr } = await captured(argv);
    expect(code).toBe(0);
    for (const { name, summary } of VERBS)
      expect(stdout).toMatch(new RegExp(`^  ${name} +${summary.slice(0, 20)}`, "m"));
    expect(stderr).toBe("");
  });

  test.each([[["validate", "--help"]], [["validate", "--json", "-h"]], [["help", "validate"]]])(
    "prints the options of the verb for %j",
    async (argv) => {
      const { code, stdout } = await captured(argv);
      expect(code).toBe(0);
      expect(stdout).toMatch(/^Usage: rootstock validate \[/);
      expect(stdout).toMatch(/^ {2}--format text\|json\|github\|sarif {2}/m);
      expect(stdout).toMatch(/^ {2}--verbose /m);
    },
  );

  test("prints the version", async () => {
    const { code, stdout } = await captured(["--version"]);
    expect(code).toBe(0);
    expect(stdout).toBe(`${version}\n`);
  });

  test.each<[argv: string[], message: string, usage: RegExp]>([
    [["vlaidate"], 'There is no verb "vlaidate"; did you mean validate?', /^Usage: rootstock VERB/m],
    [["destroy"], 'There is no verb "destroy"', /^Usage: rootstock VERB/m],
    [["--json"], 'There is no verb "--json"', /^Usage: rootstock VERB/m],
    [["help", "synht"], 'There is no verb "synht"; did you mean synth?', /^Usage: rootstock VERB/m],
    [
      ["validate", "--fromat=json"],
      "There is no option --fromat; did you mean --format?",
      /^Usage: rootstock validate/m,
    ],
    [
      ["validate", "--json", "--format", "sarif"],
      "--json and --format sarif contradict each other",
      /^Usage: rootstock validate/m,
    ],
    [["validate", "--today", "yesterday"], "--today is no day: yesterday", /^Usage: rootstock validate/m],
  ])("answers %j with 2, the mistake and the usage", async (argv, message, usage) => {
    const { code, stdout, stderr } = await captured(argv);
    expect(code).toBe(2);
    expect(stderr.split("\n")[0]).toBe(`Error: ${message}`);
    expect(stderr).toMatch(usage);
    expect(stdout).toBe("");
  });

  test("prints the usage and answers 2 when there is no verb", async () => {
    const { code, stderr } = await captured([]);
    expect(code).toBe(2);
    expect(stderr).toMatch(/^Usage: rootstock VERB/);
  });
});

test.each(VERBS.map((verb) => [verb.name, verb] as const))("the verb %s can be loaded and run", (_, verb) => {
  expect(verb.usage.startsWith(verb.name)).toBe(true);
  expect(typeof verb.load().run).toBe("function");
});
