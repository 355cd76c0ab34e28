import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { configFile, loadConfig } from "../../cli/load-config";
import { caught } from "./caught";

const ROOT = path.resolve(__dirname, "../..");

/** What became of loading one module, as the probe prints it. */
interface Outcome {
  readonly loaded?: unknown;
  readonly message?: string;
  readonly remedy?: string;
  readonly exitCode?: number;
  readonly location?: { readonly file: string; readonly line: number; readonly column: number };
}

/** Loads each file named on the command line and prints the outcomes: Jest compiles modules in a way of its own. */
const PROBE = `
const { loadConfig } = require(${JSON.stringify(path.join(ROOT, "cli/load-config.ts"))});
const outcomes = process.argv.slice(1).map((file) => {
  try { return { loaded: loadConfig(file) }; }
  catch ({ message, remedy, exitCode, location }) { return { message, remedy, exitCode, location }; }
});
console.log(JSON.stringify(outcomes));
`;

const define = path.join(ROOT, "model/define-landing-zone");

const SOUND: readonly [file: string, text: string][] = [
  ["default.ts", "export default { name: 'acme' };"],
  [
    "defined.ts",
    `import { defineLandingZone } from ${JSON.stringify(define)};
    export default defineLandingZone({ name: "acme" } as never);`,
  ],
  ["module-exports.cjs", "module.exports = { name: 'acme' };"],
  ["export-assignment.ts", "export = { name: 'acme' };"],
  ["module.mts", "export default { name: 'acme' };"],
  ["data.json", '{ "name": "acme" }'],
  ["typed.ts", "type T = { name: string };\nexport default { name: 'acme' } satisfies T;"],
];

const DEFAULT_EXPORT = "Write: export default defineLandingZone({ ... });";

const BROKEN: readonly [file: string, text: string, message: string, line: number, remedy: string][] = [
  [
    "syntax.ts",
    'export default {\n  name: "a",\n  regions: ["a"\n};\n',
    'syntax.ts, line 4, is not valid TypeScript: Expected "]" but found "}"',
    4,
    "Correct it at that place, or just before it.",
  ],
  [
    "await.ts",
    "\nexport default await Promise.resolve({});",
    "await.ts, line 2, uses await at the top level of a module, which CommonJS does not have",
    2,
    "Export a plain object: read what it needs with synchronous code, and import CommonJS packages only.",
  ],
  [
    "await.mjs",
    "export default await Promise.resolve({});",
    "await.mjs, line 1, uses await at the top level of a module, which CommonJS does not have",
    1,
    "Export a plain object: read what it needs with synchronous code, and import CommonJS packages only.",
  ],
  [
    "missing-file.ts",
    'import x from "./nowhere";\nexport default { x };',
    'missing-file.ts imports "./nowhere", which does not exist',
    1,
    "Correct the path of the import, or create the file.",
  ],
  [
    "missing-package.ts",
    'import x from "no-such-package";\nexport default { x };',
    'missing-package.ts imports "no-such-package", which does not exist',
    1,
    "Correct the name, or install the package: npm install no-such-package.",
  ],
  [
    "nested-missing.ts",
    'import x from "./missing-file";\nexport default { x };',
    'missing-file.ts imports "./nowhere", which does not exist',
    1,
    "Correct the path of the import, or create the file.",
  ],
  [
    "nested-syntax.ts",
    'import x from "./syntax";\nexport default { x };',
    'syntax.ts, line 4, is not valid TypeScript: Expected "]" but found "}"',
    4,
    "Correct it at that place, or just before it.",
  ],
  [
    "throws.ts",
    'interface A { b: number }\n\nthrow new Error("no owner\\nand more");\n',
    "throws.ts, line 3, threw while it was loaded: no owner",
    3,
    "Correct the module so that it only describes the organization; --verbose prints the stack trace.",
  ],
  [
    "throws-below.ts",
    "const read = (o: { a?: { b: string } }) =>\n  (o.a as { b: string }).b;\nexport default { name: read({}) };\n",
    "throws-below.ts, line 2, threw while it was loaded: Cannot read properties of undefined (reading 'b')",
    2,
    "Correct the module so that it only describes the organization; --verbose prints the stack trace.",
  ],
  [
    "throws-text.ts",
    'throw "no owner";',
    "throws-text.ts threw while it was loaded: no owner",
    1,
    "Correct the module so that it only describes the organization; --verbose prints the stack trace.",
  ],
  [
    "throws-null.ts",
    "throw null;",
    "throws-null.ts threw while it was loaded: null",
    1,
    "Correct the module so that it only describes the organization; --verbose prints the stack trace.",
  ],
  [
    "module-only-package.ts",
    'import x from "module-only";\nexport default { x };',
    "module-only-package.ts, or a module that it imports, is an ECMAScript module that cannot be loaded with require",
    1,
    "Export a plain object: read what it needs with synchronous code, and import CommonJS packages only.",
  ],
  ["empty.ts", "", "The configuration empty.ts has no default export", 1, DEFAULT_EXPORT],
  ["named.ts", "export const zone = {};", "The configuration named.ts has no default export", 1, DEFAULT_EXPORT],
  [
    "undefined.ts",
    "export default undefined;",
    "The configuration undefined.ts exports undefined instead of an object",
    1,
    DEFAULT_EXPORT,
  ],
  ["null.ts", "export default null;", "The configuration null.ts exports null instead of an object", 1, DEFAULT_EXPORT],
  ["list.ts", "export default [];", "The configuration list.ts exports a list instead of an object", 1, DEFAULT_EXPORT],
  [
    "text.ts",
    'export default "acme";',
    "The configuration text.ts exports a string instead of an object",
    1,
    DEFAULT_EXPORT,
  ],
  [
    "function.ts",
    "export default () => ({});",
    "The configuration function.ts exports a function instead of an object",
    1,
    DEFAULT_EXPORT,
  ],
  [
    "promise.ts",
    "export default Promise.resolve({});",
    "The configuration promise.ts exports a promise instead of an object",
    1,
    DEFAULT_EXPORT,
  ],
  [
    "broken.json",
    '{ "name": }',
    'broken.json is not valid JSON: Unexpected token \'}\', "{ "name": }" is not valid JSON',
    1,
    "Correct it at that place.",
  ],
];

let directory = "";
const outcomes = new Map<string, Outcome>();

beforeAll(() => {
  directory = realpathSync(mkdtempSync(path.join(tmpdir(), "rootstock-config-")));
  for (const [file, text] of [...SOUND, ...BROKEN]) writeFileSync(path.join(directory, file), text);
  mkdirSync(path.join(directory, "directory.ts"));
  const moduleOnly = path.join(directory, "node_modules", "module-only");
  mkdirSync(moduleOnly, { recursive: true });
  writeFileSync(path.join(moduleOnly, "package.json"), '{ "type": "module", "exports": { "import": "./index.js" } }');
  writeFileSync(path.join(moduleOnly, "index.js"), "export default 1;");
  const files = [...SOUND, ...BROKEN].map(([file]) => file);
  const { stdout, stderr } = spawnSync(
    process.execPath,
    [
      "--require",
      require.resolve("tsx/cjs"),
      "--eval",
      PROBE,
      "--",
      ...files.map((file) => path.join(directory, file)),
    ],
    { cwd: directory, encoding: "utf8" },
  );
  expect(stderr).toBe("");
  const results: readonly Outcome[] = JSON.parse(stdout);
  for (const [index, file] of files.entries()) outcomes.set(file, results[index] ?? {});
});
afterAll(() => rmSync(directory, { recursive: true }));

describe("loadConfig", () => {
  test.each(SOUND)("loads %s", (file) => {
    expect(outcomes.get(file)).toEqual({ loaded: { name: "acme" } });
  });

  test.each(BROKEN)("says what is wrong with %s", (file, _, message, line, remedy) => {
    expect(outcomes.get(file)).toMatchObject({ message, remedy, exitCode: 1, location: { line } });
  });

  test.each<[name: string, message: RegExp]>([
    ["absent.ts", /^The configuration .*absent\.ts does not exist$/],
    ["directory.ts", /^The configuration .*directory\.ts is not a file$/],
    ["syntax.yaml", /^The configuration .*syntax\.yaml is no TypeScript, JavaScript or JSON file$/],
  ])("refuses %s", (name, message) => {
    const file = path.join(directory, name);
    if (name.endsWith(".yaml")) writeFileSync(file, "name: acme");
    expect(caught(() => loadConfig(file))).toMatchObject({ message: expect.stringMatching(message), exitCode: 1 });
  });
});

describe("configFile", () => {
  test("is config/organization.ts", () => {
    expect(configFile()).toBe(path.resolve("config/organization.ts"));
  });

  test("follows LANDING_ZONE_CONFIG, and before it the option", () => {
    process.env.LANDING_ZONE_CONFIG = "a.ts";
    try {
      expect(configFile()).toBe(path.resolve("a.ts"));
      expect(configFile("b.ts")).toBe(path.resolve("b.ts"));
    } finally {
      delete process.env.LANDING_ZONE_CONFIG;
    }
  });
});
