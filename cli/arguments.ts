import { parseArgs } from "node:util";
import { nearest } from "../model/suggestion";
import { misuse } from "./failure";

/** One option of a verb. */
export type OptionDefinition =
  | { readonly type: "boolean"; readonly description: string }
  | {
      readonly type: "string";
      readonly description: string;
      /** What stands for the value in the help, for example `FILE`. */
      readonly placeholder: string;
      /** @default any text */
      readonly choices?: readonly string[];
    }
  /** An option that may be given several times. */
  | { readonly type: "list"; readonly description: string; readonly placeholder: string };

/** The options of a verb by name, without the two hyphens. */
export type OptionDefinitions = Readonly<Record<string, OptionDefinition>>;

/** What was given for each option: `false`, `undefined` or an empty list when it was not given. */
export type OptionValues<D extends OptionDefinitions> = {
  readonly [Name in keyof D]: D[Name] extends { readonly type: "boolean" }
    ? boolean
    : D[Name] extends { readonly type: "list" }
      ? readonly string[]
      : (D[Name] extends { readonly choices: readonly (infer Choice)[] } ? Choice : string) | undefined;
};

/** A command line, understood. */
export interface ParsedArguments<D extends OptionDefinitions> {
  readonly options: OptionValues<D & typeof COMMON_OPTIONS>;
  /** As many as were declared, in their order. */
  readonly positionals: readonly string[];
}

/** The options that every verb has; `--help` is answered before a verb runs. */
export const COMMON_OPTIONS = {
  verbose: { type: "boolean", description: "Print the stack trace of an error." },
  help: { type: "boolean", description: "Print this help." },
} as const satisfies OptionDefinitions;

/** The options of the verbs that read the configuration. */
export const CONFIG_OPTIONS = {
  config: {
    type: "string",
    placeholder: "FILE|NAME",
    description:
      "The configuration module, or the name of an organization: test is config/test/organization.ts (LANDING_ZONE_CONFIG; config/organization.ts).",
  },
  ledger: {
    type: "string",
    placeholder: "FILE",
    description: "The ledger (LANDING_ZONE_LEDGER; identities.lock.json beside the configuration).",
  },
  today: {
    type: "string",
    placeholder: "YYYY-MM-DD",
    description: "The day on which waivers and other dates are judged (today, UTC).",
  },
} as const satisfies OptionDefinitions;

/**
 * Reads a command line after its verb.
 *
 * @param positionals the names of the arguments without hyphens, all required
 * @throws Failure with exit code 2 for anything that was not declared
 */
export function parseArguments<const D extends OptionDefinitions>(
  argv: readonly string[],
  definitions: D,
  positionals: readonly string[] = [],
): ParsedArguments<D> {
  const all: OptionDefinitions = { ...definitions, ...COMMON_OPTIONS };
  const given = new Map<string, string | boolean | readonly string[]>();
  const words: string[] = [];
  const { tokens } = parseArgs({ args: [...argv], options: typesOf(all), strict: false, tokens: true });
  for (const token of tokens) {
    if (token.kind === "positional") words.push(token.value);
    if (token.kind !== "option") continue;
    const earlier = given.get(token.name);
    const value = givenValue(token, all);
    if (Array.isArray(value)) {
      given.set(token.name, [...(Array.isArray(earlier) ? earlier : []), ...value]);
      continue;
    }
    if (earlier !== undefined) throw misuse(`${token.rawName} is given twice`, "Give it once.");
    given.set(token.name, value);
  }
  checkPositionals(words, positionals);
  return { options: optionValues(all, given), positionals: words };
}

/** The day given by `--today`, or the current one, as `YYYY-MM-DD` in UTC. */
export function dayOf(today: string | undefined): string {
  if (today === undefined) return new Date().toISOString().slice(0, 10);
  const parsed = new Date(`${today}T00:00:00Z`);
  const isDay = !Number.isNaN(parsed.getTime()) && parsed.toISOString().startsWith(today) && today.length === 10;
  if (!isDay) throw misuse(`--today is no day: ${today}`, "Write it as YYYY-MM-DD, for example 2026-07-01.");
  return today;
}

/** `; did you mean x?` for the word that may have been meant, or nothing. */
export function didYouMean(word: string, candidates: readonly string[]): string {
  const meant = nearest(word, candidates);
  return meant === undefined ? "" : `; did you mean ${meant}?`;
}

/** One aligned line for each option, for the help of a verb. */
export function describeOptions(definitions: OptionDefinitions): string {
  const all: OptionDefinitions = { ...definitions, ...COMMON_OPTIONS };
  const rows = Object.entries(all).map(([name, definition]) => {
    return { left: `--${name}${valueInHelp(definition)}`, right: definition.description };
  });
  const width = Math.max(...rows.map((row) => row.left.length));
  return rows.map((row) => `  ${row.left.padEnd(width)}  ${row.right}`).join("\n");
}

function valueInHelp(definition: OptionDefinition): string {
  switch (definition.type) {
    case "boolean":
      return "";
    case "string":
      return ` ${definition.choices?.join("|") ?? definition.placeholder}`;
    case "list":
      return ` ${definition.placeholder} ...`;
    default:
      return definition satisfies never;
  }
}

interface OptionToken {
  readonly name: string;
  readonly rawName: string;
  readonly value?: string | undefined;
  readonly inlineValue?: boolean | undefined;
}

function typesOf(definitions: OptionDefinitions): Record<string, { type: "string" | "boolean" }> {
  return Object.fromEntries(
    Object.entries(definitions).map(([name, { type }]) => [name, { type: type === "boolean" ? "boolean" : "string" }]),
  );
}

function givenValue(token: OptionToken, definitions: OptionDefinitions): string | boolean | readonly string[] {
  const definition = Object.hasOwn(definitions, token.name) ? definitions[token.name] : undefined;
  if (definition === undefined) {
    const suggestion = didYouMean(
      `--${token.name}`,
      Object.keys(definitions).map((name) => `--${name}`),
    );
    throw misuse(`There is no option ${token.rawName}${suggestion}`, "Use one of the options below.");
  }
  switch (definition.type) {
    case "boolean":
      return flagValue(token);
    case "string":
      return textValue(token, definition);
    case "list":
      return [textValue(token, { ...definition, type: "string" })];
    default:
      return definition satisfies never;
  }
}

function flagValue(token: OptionToken): true {
  if (token.value !== undefined) throw misuse(`${token.rawName} takes no value`, `Write ${token.rawName} alone.`);
  return true;
}

function textValue(token: OptionToken, definition: Extract<OptionDefinition, { type: "string" }>): string {
  const { rawName, value, inlineValue } = token;
  const { choices, placeholder } = definition;
  const isNextOption = inlineValue === false && value !== undefined && value.startsWith("-");
  if (value === undefined || value === "" || isNextOption) {
    throw misuse(`${rawName} needs a value`, `Write ${rawName} ${choices?.join("|") ?? placeholder}.`);
  }
  if (choices !== undefined && !choices.includes(value)) {
    throw misuse(
      `${rawName} cannot be ${JSON.stringify(value)}${didYouMean(value, choices)}`,
      `Use one of ${choices.join(", ")}.`,
    );
  }
  return value;
}

function checkPositionals(words: readonly string[], names: readonly string[]): void {
  const missing = names[words.length];
  if (missing !== undefined) {
    throw misuse(
      `The argument ${missing.toUpperCase()} is missing`,
      "Give it, or an option that stands for it, as below.",
    );
  }
  const surplus = words[names.length];
  if (surplus !== undefined) {
    throw misuse(`${JSON.stringify(surplus)} is one argument too many`, "Leave it out, or write it after its option.");
  }
}

const NOT_GIVEN = { boolean: false, string: undefined, list: [] } as const;

function optionValues<D extends OptionDefinitions>(
  definitions: OptionDefinitions,
  given: ReadonlyMap<string, string | boolean | readonly string[]>,
): OptionValues<D> {
  const values = Object.entries(definitions).map(([name, { type }]) => [name, given.get(name) ?? NOT_GIVEN[type]]);
  // `givenValue` has checked each value against its definition; TypeScript cannot follow that through a record.
  return Object.fromEntries(values) as OptionValues<D>;
}
