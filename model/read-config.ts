import type { z } from "zod";
import type { LandingZoneConfig } from "./config";
import type { ConfigPath, Problem } from "./problem";
import { landingZoneSchema } from "./schema";
import { schemaProblems, UNKNOWN_KEY } from "./schema-problems";

/** A configuration as far as its structure is sound. */
export interface ReadConfig {
  readonly problems: readonly Problem[];
  /**
   * The configuration; a section that could not be read throws when a rule touches it, see {@link ifRead}.
   */
  readonly config: LandingZoneConfig;
  /** Keys of accounts that were left out, because something in them could not be read. */
  readonly unreadAccounts: readonly string[];
  /** Whether nothing was left out but settings that do not exist. */
  readonly isComplete: boolean;
}

/**
 * Reads a value as a configuration: whatever is wrong is a problem, and the rest can still be checked.
 *
 * Settings that do not exist are left out. An account with a broken setting is left out, but its key is known. Any
 * other broken setting makes its whole top-level section unreadable, because a default in its place could make other
 * settings look wrong.
 */
export function readConfig(value: unknown): ReadConfig {
  const parsed = landingZoneSchema.safeParse(value);
  if (parsed.success) return { problems: [], config: parsed.data, unreadAccounts: [], isComplete: true };
  const problems = schemaProblems(parsed.error.issues, value);
  const unknown = problems.filter(({ rule }) => rule === UNKNOWN_KEY).map(({ path }) => path);
  const broken = problems.filter(({ rule }) => rule !== UNKNOWN_KEY).map(({ path }) => unreadablePart(path));
  const { rest, unread } = readRest(value, unknown, broken);
  const sections = unread.filter((path) => !isAccountPath(path)).flatMap(([section]) => section ?? ALL_SECTIONS);
  return {
    problems,
    config: withUnreadSections(rest, new Set(sections.map(String))),
    unreadAccounts: unread.filter(isAccountPath).map((path) => String(path.at(-1))),
    isComplete: unread.length === 0,
  };
}

/** The result of a computation, or `undefined` when it touched a section of the configuration that could not be read. */
export function ifRead<T>(compute: () => T): T | undefined {
  try {
    return compute();
  } catch (error) {
    if (error instanceof UnreadSection) return undefined;
    throw error;
  }
}

class UnreadSection extends Error {}

const ALL_SECTIONS = Object.keys(landingZoneSchema.shape);
const SCHEMA_OF_SECTIONS = landingZoneSchema.partial();

/** The smallest part around a broken setting whose absence cannot make other settings look wrong. */
function unreadablePart(path: ConfigPath): ConfigPath {
  const accounts = path.findIndex((step, index) => index % 2 === 0 && step === "accounts");
  const account = path.slice(0, accounts + 2);
  return isAccountPath(account) ? account : path.slice(0, 1);
}

/** `organizationalUnits`, a key, ... , `accounts`, a key. */
function isAccountPath(path: ConfigPath): boolean {
  return (
    path.length >= 4 &&
    path.length % 2 === 0 &&
    path.every(
      (step, index) => index % 2 === 1 || step === (index === path.length - 2 ? "accounts" : "organizationalUnits"),
    )
  );
}

interface Rest {
  readonly rest: Partial<LandingZoneConfig>;
  /** The parts that are left out because they are broken; the empty path is everything. */
  readonly unread: readonly ConfigPath[];
}

function readRest(value: unknown, unknown: readonly ConfigPath[], broken: readonly ConfigPath[]): Rest {
  if (broken.some((path) => path.length === 0)) return { rest: {}, unread: [[]] };
  const parsed = SCHEMA_OF_SECTIONS.safeParse([...unknown, ...broken].reduce<unknown>(without, value));
  if (parsed.success) return { rest: withoutUndefined(parsed.data), unread: broken };
  // The setting that does not exist stood for one of which one must be given: without it, the rest is broken, too.
  return readRest(value, unknown, [...broken, ...parsed.error.issues.map(({ path }) => path.slice(0, 1).map(String))]);
}

/** Of a section that is not written, `partial()` allows for `undefined`, which no parsed value has. */
function withoutUndefined(sections: z.output<typeof SCHEMA_OF_SECTIONS>): Partial<LandingZoneConfig> {
  return sections as Partial<LandingZoneConfig>;
}

/** A copy of a value without what is at a path. */
function without(value: unknown, [step, ...below]: ConfigPath): unknown {
  if (step === undefined || typeof value !== "object" || value === null || !Object.hasOwn(value, step)) return value;
  if (Array.isArray(value)) return value.map((element, index) => (index === step ? without(element, below) : element));
  const { [step]: found, ...others }: Record<string, unknown> = { ...value };
  return below.length === 0 ? others : { ...value, [step]: without(found, below) };
}

/** Puts a trap in the place of every section that could not be read. */
function withUnreadSections(rest: Partial<LandingZoneConfig>, sections: ReadonlySet<string>): LandingZoneConfig {
  const config: Partial<LandingZoneConfig> = { ...rest };
  for (const section of sections) {
    Object.defineProperty(config, section, {
      enumerable: true,
      get: () => {
        throw new UnreadSection(section);
      },
    });
  }
  // What is missing is behind a trap: whoever gets a value from it gets one of the right type.
  return config as LandingZoneConfig;
}
