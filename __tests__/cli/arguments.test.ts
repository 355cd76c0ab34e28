import { describe, expect, test } from "@jest/globals";
import { dayOf, describeOptions, type OptionDefinitions, parseArguments } from "../../cli/arguments";
import { caught } from "./caught";

const OPTIONS = {
  format: { type: "string", placeholder: "FORMAT", choices: ["text", "json"], description: "How to write." },
  config: { type: "string", placeholder: "FILE", description: "What to read." },
  json: { type: "boolean", description: "The same as --format json." },
  with: { type: "list", placeholder: "KEY=VALUE", description: "What comes along." },
} as const satisfies OptionDefinitions;

const NOTHING = { format: undefined, config: undefined, json: false, with: [], verbose: false, help: false };

describe("parseArguments", () => {
  test.each<[argv: string[], options: object]>([
    [[], {}],
    [["--json"], { json: true }],
    [["--verbose"], { verbose: true }],
    [["--config", "a.ts"], { config: "a.ts" }],
    [["--config=a.ts", "--format=text"], { config: "a.ts", format: "text" }],
    [["--config=-a.ts"], { config: "-a.ts" }],
    [["--with", "a=1"], { with: ["a=1"] }],
    [["--with", "a=1", "--json", "--with=b="], { with: ["a=1", "b="], json: true }],
  ])("reads %j", (argv, options) => {
    expect(parseArguments(argv, OPTIONS)).toEqual({ options: { ...NOTHING, ...options }, positionals: [] });
  });

  test("reads arguments without hyphens in their order, between and after options", () => {
    const { positionals } = parseArguments(["shop", "--json", "--", "--prod"], OPTIONS, ["account", "name"]);
    expect(positionals).toEqual(["shop", "--prod"]);
  });

  test.each<[argv: string[], message: string, remedy: string]>([
    [["--fromat", "json"], "There is no option --fromat; did you mean --format?", "Use one of the options below."],
    [["--quiet"], "There is no option --quiet", "Use one of the options below."],
    [["-x"], "There is no option -x", "Use one of the options below."],
    [["--constructor"], "There is no option --constructor", "Use one of the options below."],
    [["--config"], "--config needs a value", "Write --config FILE."],
    [["--config="], "--config needs a value", "Write --config FILE."],
    [["--config", "--json"], "--config needs a value", "Write --config FILE."],
    [["--format", "jsn"], '--format cannot be "jsn"; did you mean json?', "Use one of text, json."],
    [["--format", "xml"], '--format cannot be "xml"', "Use one of text, json."],
    [["--with"], "--with needs a value", "Write --with KEY=VALUE."],
    [["--json=yes"], "--json takes no value", "Write --json alone."],
    [["--json", "--json"], "--json is given twice", "Give it once."],
    [["shop"], '"shop" is one argument too many', "Leave it out, or write it after its option."],
  ])("refuses %j", (argv, message, remedy) => {
    expect(caught(() => parseArguments(argv, OPTIONS))).toMatchObject({ message, remedy, exitCode: 2 });
  });

  test("refuses a missing argument", () => {
    expect(caught(() => parseArguments([], OPTIONS, ["account"]))).toMatchObject({
      message: "The argument ACCOUNT is missing",
      exitCode: 2,
    });
  });
});

describe("dayOf", () => {
  test("takes the day that is given", () => {
    expect(dayOf("2028-02-29")).toBe("2028-02-29");
  });

  test("takes the current day in UTC otherwise", () => {
    expect(dayOf(undefined)).toMatch(/^\d{4}-\d\d-\d\d$/);
  });

  test.each(["2026-02-30", "2027-02-29", "2026-7-1", "tomorrow", "2026-07-01T00:00", "20260701"])(
    "refuses %s",
    (today) => {
      expect(caught(() => dayOf(today))).toMatchObject({ message: `--today is no day: ${today}`, exitCode: 2 });
    },
  );
});

test("describeOptions aligns the descriptions and lists the common options", () => {
  expect(describeOptions(OPTIONS)).toBe(
    [
      "  --format text|json    How to write.",
      "  --config FILE         What to read.",
      "  --json                The same as --format json.",
      "  --with KEY=VALUE ...  What comes along.",
      "  --verbose             Print the stack trace of an error.",
      "  --help                Print this help.",
    ].join("\n"),
  );
});
