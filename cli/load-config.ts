import { existsSync, statSync } from "node:fs";
import path from "node:path";
import { types } from "node:util";
import { codeOf, Failure, messageOf, type SourceLocation, stackOf } from "./failure";

/** Where the configuration is unless something else is said. */
export const DEFAULT_CONFIG = path.join("config", "organization.ts");

const EXTENSIONS = [".ts", ".cts", ".mts", ".js", ".cjs", ".mjs", ".json"];

/**
 * The absolute path of the configuration module.
 *
 * @param option the value of `--config`; without it `LANDING_ZONE_CONFIG` counts, then the default. A file, or the name
 *   of an organization: `test` is `config/test/organization.ts`
 */
export function configFile(option?: string): string {
  const named = option ?? (process.env.LANDING_ZONE_CONFIG || DEFAULT_CONFIG);
  const isName = /^[a-z][a-z0-9-]*$/.test(named) && !existsSync(named);
  return path.resolve(isName ? organizationModule(path.join("config", named)) : named);
}

/** The configuration module in a directory, whatever its name ends in; where there is none, what it should be called. */
export function organizationModule(directory: string): string {
  const files = EXTENSIONS.map((extension) => path.join(directory, `organization${extension}`));
  return files.find((file) => existsSync(file)) ?? path.join(directory, "organization.ts");
}

/**
 * Loads the configuration: the default export of a module, unchecked.
 *
 * @param file an absolute path
 * @throws Failure when there is no such module, it cannot be compiled or run, or it exports no object
 */
export function loadConfig(file: string): object {
  checkFile(file);
  return exportedObject(requireModule(file), file);
}

function checkFile(file: string): void {
  const stats = statSync(file, { throwIfNoEntry: false });
  if (stats === undefined) {
    throw new Failure(
      `The configuration ${shown(file)} does not exist`,
      "Create it, or name another one with --config or LANDING_ZONE_CONFIG.",
    );
  }
  if (!stats.isFile()) {
    throw new Failure(
      `The configuration ${shown(file)} is not a file`,
      "Name the module itself, for example config/organization.ts.",
    );
  }
  if (!EXTENSIONS.includes(path.extname(file))) {
    throw new Failure(
      `The configuration ${shown(file)} is no TypeScript, JavaScript or JSON file`,
      `Write it as a module whose name ends in ${EXTENSIONS.join(", ")}.`,
    );
  }
}

function requireModule(file: string): unknown {
  try {
    return require(file);
  } catch (error) {
    throw explain(error, file);
  }
}

/** Names the kind of error; the texts are those of esbuild (through tsx) and Node.js. */
function explain(error: unknown, file: string): Failure {
  const message = messageOf(error);
  switch (codeOf(error)) {
    case "MODULE_NOT_FOUND":
      return explainMissingImport(error, file);
    case "ERR_REQUIRE_ESM":
    case "ERR_REQUIRE_ASYNC_MODULE":
    case "ERR_PACKAGE_PATH_NOT_EXPORTED":
      return explainModuleKind(error, file);
    default:
      return explainSyntax(error, file) ?? explainThrown(error, message, file);
  }
}

function explainMissingImport(error: unknown, file: string): Failure {
  const wanted = /'([^']+)'/.exec(messageOf(error))?.[1] ?? "a module";
  const importer = /^- (.+)$/m.exec(String(Reflect.get(Object(error), "message")))?.[1] ?? file;
  const remedy = /^[./]/.test(wanted)
    ? "Correct the path of the import, or create the file."
    : `Correct the name, or install the package: npm install ${wanted}.`;
  return failure(`${shown(importer)} imports ${JSON.stringify(wanted)}, which does not exist`, remedy, error, {
    file: importer,
  });
}

function explainModuleKind(error: unknown, file: string): Failure {
  const location = compilerLocation(error);
  const message =
    location === undefined
      ? `${shown(file)}, or a module that it imports, is an ECMAScript module that cannot be loaded with require`
      : `${at(location)} uses await at the top level of a module, which CommonJS does not have`;
  return failure(
    message,
    "Export a plain object: read what it needs with synchronous code, and import CommonJS packages only.",
    error,
    location ?? { file },
  );
}

function explainSyntax(error: unknown, file: string): Failure | undefined {
  const location = compilerLocation(error);
  if (location !== undefined) {
    return failure(
      `${at(location)} is not valid TypeScript: ${location.text}`,
      "Correct it at that place, or just before it.",
      error,
      location,
    );
  }
  if (path.extname(file) !== ".json" || Reflect.get(Object(error), "name") !== "SyntaxError") return undefined;
  const text = messageOf(error).replace(`${file}: `, "");
  return failure(`${shown(file)} is not valid JSON: ${text}`, "Correct it at that place.", error, { file });
}

function explainThrown(error: unknown, message: string, file: string): Failure {
  const location = thrownAt(error) ?? { file };
  return failure(
    `${at(location)} threw while it was loaded: ${message}`,
    "Correct the module so that it only describes the organization; --verbose prints the stack trace.",
    error,
    location,
  );
}

type PartialLocation = { readonly file: string; readonly line?: number; readonly column?: number };

function failure(message: string, remedy: string, cause: unknown, location: PartialLocation): Failure {
  const { file, line = 1, column = 1 } = location;
  return new Failure(message, remedy, { cause, location: { file, line, column } });
}

/** esbuild writes `<file>:<line>:<column from 0>: ERROR: <text>` below its first line. */
function compilerLocation(error: unknown): (SourceLocation & { readonly text: string }) | undefined {
  const message = String(Reflect.get(Object(error), "message"));
  const [, file, line, column, text] = /^(.+):(\d+):(\d+): ERROR: (.+)$/m.exec(message) ?? [];
  if (file === undefined || text === undefined) return undefined;
  return { file: asWritten(path.resolve(file)), line: Number(line), column: Number(column) + 1, text };
}

/** tsx tells esbuild that an `.mjs` file is `.js`. */
function asWritten(file: string): string {
  return existsSync(file) ? file : file.replace(/\.([jt]s)$/, ".m$1");
}

/** The topmost frame of the stack that is neither Node.js nor a package. */
function thrownAt(error: unknown): SourceLocation | undefined {
  for (const frame of stackOf(error).matchAll(/^ +at (?:.*\()?(.+):(\d+):(\d+)\)?$/gm)) {
    const [, file = "", line, column] = frame;
    if (!path.isAbsolute(file) || file.includes(`${path.sep}node_modules${path.sep}`)) continue;
    return file === __filename ? undefined : { file, line: Number(line), column: Number(column) };
  }
  return undefined;
}

function exportedObject(exported: unknown, file: string): object {
  const value = defaultExport(exported);
  if (typeof value === "object" && value !== null && !Array.isArray(value) && !types.isPromise(value)) return value;
  const what = value === NOTHING ? "has no default export" : `exports ${kindOf(value)} instead of an object`;
  throw failure(
    `The configuration ${shown(file)} ${what}`,
    "Write: export default defineLandingZone({ ... });",
    undefined,
    { file },
  );
}

const NOTHING = Symbol("no default export");

function defaultExport(exported: unknown): unknown {
  if (typeof exported !== "object" || exported === null) return exported;
  if (Reflect.has(exported, "default")) return Reflect.get(exported, "default");
  const isNothing = Reflect.get(exported, "__esModule") === true || Reflect.ownKeys(exported).length === 0;
  return isNothing ? NOTHING : exported;
}

function kindOf(value: unknown): string {
  if (value === null || value === undefined) return String(value);
  if (Array.isArray(value)) return "a list";
  if (types.isPromise(value)) return "a promise";
  return `a ${typeof value}`;
}

function at({ file, line }: PartialLocation): string {
  return line === undefined ? shown(file) : `${shown(file)}, line ${line},`;
}

/** A path as the user would type it here. */
function shown(file: string): string {
  const relative = path.relative(process.cwd(), file);
  return relative.startsWith("..") ? file : relative;
}
