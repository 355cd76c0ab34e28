import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { ROOT_ONLY_TASKS } from "../../catalogue/root-only-tasks";
import { nextLedger } from "../../model/next-ledger";
import { minimalConfig } from "../support/example-config";
import { captured } from "./captured";

const expired = [{ account: "log-archive", reason: "drill", until: "2020-01-01" }];

let directory = "";
let argv: (...words: string[]) => readonly string[];
beforeAll(() => {
  directory = mkdtempSync(path.join(tmpdir(), "rootstock-recover-"));
  const { identities, ...ledger } = nextLedger(minimalConfig(), undefined);
  const archive = { ...identities["log-archive"], accountId: "222222222222" };
  const files = {
    "config.json": minimalConfig(),
    "expired.json": minimalConfig({ recovery: expired }),
    "broken.json": { ...minimalConfig(), services: { logArchive: "nowhere", security: "security-tooling" } },
    "ledger.json": { ...ledger, identities: { ...identities, "log-archive": archive } },
  };
  for (const [name, value] of Object.entries(files)) writeFileSync(path.join(directory, name), JSON.stringify(value));
  writeFileSync(path.join(directory, "file"), "");
  argv = (...words) => [
    "recover",
    ...words,
    ...(words.includes("--config") ? [] : ["--config", path.join(directory, "config.json")]),
    ...["--ledger", path.join(directory, "ledger.json")],
  ];
});
afterAll(() => rmSync(directory, { recursive: true }));

describe("recover", () => {
  test.each([
    ["log-archive", "# Recover log-archive\n"],
    ["222222222222", "# Recover log-archive\n"],
    ["security-tooling", "# Recover security-tooling\n"],
    ["management", "# Recover acme-management, the management account\n"],
    ["acme-management", "# Recover acme-management, the management account\n"],
    ["111111111111", "# Recover acme-management, the management account\n"],
  ])("%s prints the runbook", async (account, heading) => {
    const { code, stdout, stderr } = await captured(argv(account));
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    expect(stdout.startsWith(heading)).toBe(true);
  });

  test("prints the account id that the ledger knows, and JSON when asked to", async () => {
    const { stdout } = await captured(argv("log-archive", "--json"));
    expect(JSON.parse(stdout)).toMatchObject({
      account: "log-archive",
      isManagement: false,
      facts: expect.arrayContaining([["Account", "222222222222"]]),
    });
  });

  test("works when the configuration breaks rules, for it is needed in an emergency", async () => {
    const { code, stdout } = await captured(argv("log-archive", "--config", path.join(directory, "expired.json")));
    expect(code).toBe(0);
    expect(stdout).toContain("declared until 2020-01-01: drill");
  });

  test.each<[words: readonly string[], code: number, message: string]>([
    [[], 2, "The argument ACCOUNT is missing"],
    [["log-archiv"], 2, 'There is no account "log-archiv"; did you mean log-archive?'],
    [["log-archive", "--tasks"], 2, '"log-archive" is one argument too many'],
    [["--tasks", "--out", "x"], 2, "--tasks and --out contradict each other"],
  ])("answers %j with %i", async (words, code, message) => {
    const outcome = await captured(argv(...words));
    expect(outcome.code).toBe(code);
    expect(outcome.stderr.split("\n")[0]).toBe(`Error: ${message}`);
    expect(outcome.stdout).toBe("");
  });

  test("answers 1 when the accounts are unclear", async () => {
    const { code, stderr } = await captured(argv("log-archive", "--config", path.join(directory, "broken.json")));
    expect(code).toBe(1);
    expect(stderr).toMatch(/^Error: The configuration has problems/);
  });
});

describe("recover --tasks", () => {
  test("prints the root-only tasks, and JSON when asked to", async () => {
    expect((await captured(argv("--tasks"))).stdout).toMatch(/^# Root-only tasks$/m);
    expect(JSON.parse((await captured(argv("--tasks", "--json"))).stdout)).toEqual(ROOT_ONLY_TASKS);
  });
});

describe("recover --out", () => {
  test("writes a runbook for every account and leaves other files alone", async () => {
    const out = path.join(directory, "runbooks");
    mkdirSync(out);
    writeFileSync(path.join(out, "notes.md"), "ours");
    const { code, stdout } = await captured(argv("--out", out, "--json"));
    expect(code).toBe(0);
    const names = ["_management.md", "log-archive.md", "security-tooling.md"];
    expect(JSON.parse(stdout)).toEqual({ files: names.map((name) => path.join(out, name)) });
    expect(readdirSync(out).sort()).toEqual([...names, "notes.md"].sort());
    expect(readFileSync(path.join(out, "log-archive.md"), "utf8")).toMatch(/^# Recover log-archive\n/);
  });

  test("leaves nothing behind when the directory cannot be written", async () => {
    const { code, stderr } = await captured(argv("--out", path.join(directory, "file")));
    expect(code).toBe(1);
    expect(stderr).toMatch(/^Error: The directory .+ cannot be written/);
    expect(readdirSync(directory).filter((name) => name.includes(".tmp"))).toEqual([]);
  });
});
