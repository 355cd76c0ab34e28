import { execFile } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { type Captured, captured } from "./captured";

const ROOT = path.resolve(__dirname, "../..");
const EXAMPLE = readFileSync(path.join(ROOT, "config/organization.ts"), "utf8").replace(
  '"../model/define-landing-zone"',
  JSON.stringify(path.join(ROOT, "model/define-landing-zone")),
);
const SUSPENDED = `suspended: { name: "Suspended", purpose: "suspended" }`;
/** Two mistakes and one thing that is not enforced. */
const WRONG = EXAMPLE.replace(SUSPENDED, `suspended: { name: "Suspended", purpos: "suspended" }`)
  .replace('email: "aws+network@acme.example"', 'email: "aws+log-archive@acme.example"')
  .replace("contacts: {", 'denyRoot: { mode: "observe" },\n  contacts: {');
const DAY = ["--today", "2026-07-01"];

/** Runs the real command line, as npx does. */
function spawned(cwd: string, argv: readonly string[]): Promise<Captured> {
  return new Promise((resolve) => {
    const command = [path.join(ROOT, "cli/bin/rootstock.cjs"), ...argv];
    const child = execFile(process.execPath, command, { cwd }, (_error, stdout, stderr) =>
      resolve({ code: child.exitCode ?? -1, stdout, stderr }),
    );
  });
}

let directory = "";

beforeAll(() => {
  directory = realpathSync(mkdtempSync(path.join(tmpdir(), "rootstock-validate-")));
  mkdirSync(path.join(directory, "config"));
  writeFileSync(path.join(directory, "config/organization.ts"), EXAMPLE);
  writeFileSync(path.join(directory, "wrong.ts"), WRONG);
  writeFileSync(path.join(directory, "throws.ts"), 'throw new Error("no owner");');
  writeFileSync(path.join(directory, "syntax.ts"), "export default {\n  name: ,\n};");
  writeFileSync(path.join(directory, "ledger.json"), "{ }");
});
afterAll(() => rmSync(directory, { recursive: true }));

describe("the command line", () => {
  test.each<[argv: string[], code: number, stdout: RegExp, stderr: RegExp]>([
    [[], 0, /^No problems: 12 accounts, 10 organizational units, \d+ guardrails checked against \d+ rules\.\n$/, /^$/],
    [
      ["--config", "wrong.ts"],
      1,
      / \(unknown-key\)\n {2}Did you mean "purpose"\?\n\n2 problems\.\n\nnotice: denyRoot: long-term root is not denied yet in /,
      /^$/,
    ],
    [["--config", "throws.ts"], 1, /^$/, /^Error: throws\.ts, line 1, threw while it was loaded: no owner\n {2}.+\n$/],
    [["--config", "throws.ts", "--verbose"], 1, /^$/, /^Error: .+\n {2}.+\n\nError: no owner\n {4}at .+throws\.ts:1:7/],
    [
      ["--config", "syntax.ts", "--format", "sarif"],
      1,
      /"configuration-loads"[\s\S]*syntax\.ts, line 2, is not valid TypeScript: Unexpected/,
      /^Error: syntax\.ts, line 2, is not valid TypeScript: Unexpected ","\n {2}.+\n$/,
    ],
    [["--frmat", "json"], 2, /^$/, /^Error: There is no option --frmat; did you mean --format\?\n/],
  ])("answers validate %j with %i", async (argv, code, stdout, stderr) => {
    const run = await spawned(directory, ["validate", ...DAY, ...argv]);
    expect(run).toEqual({ code, stdout: expect.stringMatching(stdout), stderr: expect.stringMatching(stderr) });
  });
});

describe("validate", () => {
  const validate = (...argv: string[]): Promise<Captured> => captured(["validate", ...DAY, ...argv]);
  const file = (name: string): string => path.join(directory, name);

  test("says that the configuration does not exist", async () => {
    const { code, stdout, stderr } = await validate("--config", file("absent.ts"));
    expect({ code, stdout }).toEqual({ code: 1, stdout: "" });
    expect(stderr).toMatch(/^Error: The configuration .+absent\.ts does not exist\n {2}.+\n$/);
  });

  test("says that the ledger is damaged", async () => {
    const { code, stdout, stderr } = await validate("--config", file("wrong.ts"), "--ledger", file("ledger.json"));
    expect({ code, stdout }).toEqual({ code: 1, stdout: "" });
    expect(stderr).toMatch(/^Error: The ledger .+ledger\.json is damaged at version: .+\n {2}.+\n$/);
  });

  test("writes problems and notices as JSON, each with its place", async () => {
    const { stdout } = await validate("--json", "--config", file("wrong.ts"));
    const { ok, problems, notices } = JSON.parse(stdout);
    expect(ok).toBe(false);
    const place = ({ rule, line, column }: { rule: string; line: number; column: number }): readonly string[] => [
      rule,
      WRONG.split("\n")[line - 1]?.slice(column - 1, column + 4) ?? "",
    ];
    expect(problems.map(place)).toEqual([
      ["account-email-unique", "email"],
      ["unknown-key", "purpo"],
    ]);
    expect(notices.map(place)).toContainEqual(["not-enforced", "mode:"]);
  });

  test("names files relative to the checkout of the workflow", async () => {
    process.env.GITHUB_WORKSPACE = path.dirname(directory);
    process.env.LANDING_ZONE_CONFIG = file("wrong.ts");
    try {
      const { stdout } = await validate("--format", "github");
      expect(stdout).toContain(`::error file=${path.basename(directory)}/wrong.ts,line=`);
    } finally {
      delete process.env.GITHUB_WORKSPACE;
      delete process.env.LANDING_ZONE_CONFIG;
    }
  });

  test("takes the ledger beside the configuration", async () => {
    const identities = { "deny-everything": { kind: "guardrail", state: "active" } };
    writeFileSync(
      file("identities.lock.json"),
      JSON.stringify({ version: 1, managementAccountId: "111111111111", identities }),
    );
    try {
      const { code, stdout } = await validate("--config", file("wrong.ts"));
      expect(code).toBe(1);
      expect(stdout).toContain("deny-everything");
    } finally {
      rmSync(file("identities.lock.json"));
    }
  });
});
