import type { z } from "zod";
import type { ConfigPath, Problem } from "./problem";
import { landingZoneSchema } from "./schema";
import { suggestion } from "./suggestion";

/** The rule id of a setting that does not exist. */
export const UNKNOWN_KEY = "unknown-key";

/** The rule id of a setting that is missing or has the wrong type. */
export const SCHEMA = "schema";

type Issue = z.core.$ZodIssue;
type Schema = z.core.$ZodType;

/** Says in plain words what keeps a value from being a configuration. */
export function schemaProblems(issues: readonly Issue[], config: unknown): readonly Problem[] {
  return issues.flatMap((issue) => problemsOf(issue, issue.path.map(pathStep), config));
}

function problemsOf(issue: Issue, path: ConfigPath, config: unknown): readonly Problem[] {
  switch (issue.code) {
    case "unrecognized_keys":
      return issue.keys.map((key) => unknownKey(path, key, config));
    case "invalid_type":
      return [wrongValue(path, config, NOUNS[issue.expected] ?? issue.expected)];
    case "invalid_value":
      return [wrongChoice(path, config, issue.values.map(String))];
    case "invalid_union":
      return unionProblems(issue, path, config);
    default:
      return [{ rule: SCHEMA, path, message: issue.message, remedy: "Correct the value." }];
  }
}

const NOUNS: Readonly<Record<string, string>> = {
  string: "a text in quotes",
  number: "a number",
  boolean: "true or false",
  array: "a list in brackets",
  object: "a group of settings in braces",
  record: "a group of entries in braces",
};

function unknownKey(path: ConfigPath, key: string, config: unknown): Problem {
  const known = knownKeys(path);
  if (known.includes(key)) return keyOfOtherKind(path, key, config);
  return {
    rule: UNKNOWN_KEY,
    path: [...path, key],
    message: `there is no setting "${key}" here`,
    remedy: suggestion(key, known, "Take it out."),
  };
}

/** A group of settings has several kinds, and the one that is written does not have a setting that another one has. */
function keyOfOtherKind(path: ConfigPath, key: string, config: unknown): Problem {
  const type = valueAt(config, [...path, "type"]);
  const kind = typeof type === "string" ? `type "${type}"` : "what else is written here";
  return {
    rule: UNKNOWN_KEY,
    path: [...path, key],
    message: `the setting "${key}" does not go with ${kind}`,
    remedy: "Take it out, or change the type to one that has it.",
  };
}

function wrongValue(path: ConfigPath, config: unknown, expected: string): Problem {
  const value = valueAt(config, path);
  const name = path.at(-1);
  if (typeof name === "string" && !isWritten(config, path)) {
    return { rule: SCHEMA, path, message: `"${name}" is missing`, remedy: `Add "${name}": ${expected}.` };
  }
  return {
    rule: SCHEMA,
    path,
    message: `must be ${expected}, but is ${described(value)}`,
    remedy: value === undefined ? `Write ${expected}; what is not needed is left out.` : `Write ${expected} instead.`,
  };
}

function wrongChoice(path: ConfigPath, config: unknown, choices: readonly string[]): Problem {
  const value = valueAt(config, path);
  const [only] = choices;
  if (typeof value !== "string") {
    const expected = choices.length === 1 ? `"${only}"` : `one of ${quotedList(choices)}`;
    return wrongValue(path, config, choices.length > 12 ? "one of the known values in quotes" : expected);
  }
  if (choices.length === 1) {
    return { rule: SCHEMA, path, message: `must be exactly "${only}"`, remedy: `Write "${only}", or leave it out.` };
  }
  return {
    rule: SCHEMA,
    path,
    message: `"${value}" is not a value that is known here`,
    remedy: suggestion(value, choices, "Write one of the known values."),
  };
}

function unionProblems(issue: z.core.$ZodIssueInvalidUnion, path: ConfigPath, config: unknown): readonly Problem[] {
  if (issue.discriminator !== undefined) return [wrongChoice(path, config, choicesAt(path))];
  const ofRightType = issue.errors.filter((branch) => !branch.some(rejectsType));
  if (ofRightType.length === 0) return [noAlternative(issue, path, config)];
  const fitting = ofRightType.filter((branch) => branch.every(({ code }) => code !== "unrecognized_keys"));
  const [meant] = fitting;
  if (meant === undefined || fitting.length > 1) return wrongAlternative(path, config);
  return meant.flatMap((below) => problemsOf(below, [...path, ...below.path.map(pathStep)], config));
}

/** The values that a setting may have which tells the kinds of a group of settings apart. */
function choicesAt(path: ConfigPath): readonly string[] {
  return schemasAt(path).flatMap((schema) => {
    const { def } = typed(schema);
    return def.type === "literal" ? def.values.map(String) : [];
  });
}

/** A word that is none of several choices, where something else than a choice may stand, too; or a value of no kind. */
function noAlternative({ errors }: z.core.$ZodIssueInvalidUnion, path: ConfigPath, config: unknown): Problem {
  const value = valueAt(config, path);
  const choices = errors.flat().flatMap((issue) => (issue.code === "invalid_value" ? issue.values.map(String) : []));
  if (typeof value !== "string" || choices.length < 2) return wrongValue(path, config, alternatives(errors));
  const others = errors.filter((branch) => branch.every(({ code }) => code !== "invalid_value"));
  return {
    rule: SCHEMA,
    path,
    message: `"${value}" is not a value that is known here`,
    remedy: suggestion(value, choices, `Write one of the known values, or ${alternatives(others)}.`),
  };
}

function rejectsType({ path, code }: Issue): boolean {
  return path.length === 0 && code !== "unrecognized_keys";
}

function alternatives(branches: readonly (readonly Issue[])[]): string {
  return branches
    .flatMap((branch) => branch.filter(rejectsType))
    .map((issue) => {
      if (issue.code === "invalid_type") return NOUNS[issue.expected] ?? issue.expected;
      if (issue.code === "invalid_format") return "an ARN"; // The one form that the schema itself knows.
      return issue.code === "invalid_value" ? issue.values.map((value) => `"${String(value)}"`).join(" or ") : "valid";
    })
    .join(" or ");
}

/** Of settings of which exactly one must be given, none or several are. */
function wrongAlternative(path: ConfigPath, config: unknown): readonly Problem[] {
  const known = knownKeys(path);
  const unknown = Object.keys(Object(valueAt(config, path))).filter((key) => !known.includes(key));
  if (unknown.length > 0) return unknown.map((key) => unknownKey(path, key, config));
  return [
    {
      rule: SCHEMA,
      path,
      message: `must have exactly one of ${quotedList(known)}`,
      remedy: "Keep one of them.",
    },
  ];
}

/** The settings that the schema knows at a place. */
function knownKeys(path: ConfigPath): readonly string[] {
  return [...new Set(schemasAt(path).flatMap(keysIn))];
}

function schemasAt(path: ConfigPath): readonly Schema[] {
  return path.reduce<readonly Schema[]>(
    (above, step) => above.flatMap((schema) => schemasBelow(schema, step)),
    [landingZoneSchema],
  );
}

function schemasBelow(schema: Schema, step: string | number): readonly Schema[] {
  const { def } = typed(schema);
  switch (def.type) {
    case "object": {
      const below = def.shape[step];
      return below === undefined ? [] : [below];
    }
    case "record":
      return [def.valueType];
    case "array":
      return [def.element];
    case "union":
      return def.options.flatMap((option) => schemasBelow(option, step));
    case "optional":
    case "readonly":
      return schemasBelow(def.innerType, step);
    default:
      return [];
  }
}

function keysIn(schema: Schema): readonly string[] {
  const { def } = typed(schema);
  switch (def.type) {
    case "object":
      return Object.keys(def.shape);
    case "record": {
      const keys = typed(def.keyType).def;
      return keys.type === "enum" ? Object.values(keys.entries).map(String) : [];
    }
    case "union":
      return def.options.flatMap(keysIn);
    case "optional":
    case "readonly":
      return keysIn(def.innerType);
    default:
      return [];
  }
}

/** Every schema is one of zod's own; its base type does not say so, this is how zod documents the way to its parts. */
function typed(schema: Schema): z.core.$ZodTypes["_zod"] {
  return (schema as z.core.$ZodTypes)._zod;
}

/** The value at a path, as far as it is there. */
function valueAt(config: unknown, path: ConfigPath): unknown {
  return path.reduce<unknown>(
    (value, step) =>
      typeof value === "object" && value !== null && Object.hasOwn(value, step) ? Reflect.get(value, step) : undefined,
    config,
  );
}

function isWritten(config: unknown, path: ConfigPath): boolean {
  const parent = valueAt(config, path.slice(0, -1));
  return typeof parent === "object" && parent !== null && Object.hasOwn(parent, path.at(-1) ?? "");
}

/** What a value is; a text is not repeated, because it may be a secret in the wrong place. */
function described(value: unknown): string {
  if (value === null) return "null";
  if (Array.isArray(value)) return "a list";
  switch (typeof value) {
    case "undefined":
      return "undefined";
    case "string":
      return "a text";
    case "number":
      return `the number ${value}`;
    case "boolean":
      return String(value);
    case "object":
      return "a group in braces";
    default:
      return `a ${typeof value}`;
  }
}

function quotedList(words: readonly string[]): string {
  const quoted = words.map((word) => `"${word}"`);
  return quoted.length < 2 ? quoted.join("") : `${quoted.slice(0, -1).join(", ")} or ${quoted.at(-1)}`;
}

/** A configuration has no symbols for keys: zod's type allows them, its issues never have them. */
function pathStep(step: PropertyKey): string | number {
  return typeof step === "symbol" ? String(step) : step;
}
