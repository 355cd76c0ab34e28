import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { minimalConfig } from "../support/example-config";
import { captured } from "./captured";

let directory: string;

beforeAll(() => {
  directory = mkdtempSync(path.join(tmpdir(), "rootstock-synth-"));
  writeFileSync(path.join(directory, "organization.json"), JSON.stringify(minimalConfig()));
});
afterAll(() => rmSync(directory, { recursive: true, force: true }));

const FINISHED = "there was no move to finish\n";
const REPACKED = "no policy can be saved by moving guardrails\n";

test.each<[options: readonly string[], said: readonly string[], unsaid: readonly string[]]>([
  [[], [], [FINISHED, REPACKED]],
  [["--finish-moves"], [FINISHED], [REPACKED]],
  [["--repack"], [REPACKED], [FINISHED]],
])("with %j it says what there was nothing of", async (options, said, unsaid) => {
  const { code, stdout } = await captured([
    "synth",
    "--config",
    path.join(directory, "organization.json"),
    "--output",
    path.join(directory, "out"),
    "--today",
    "2026-01-01",
    ...options,
  ]);
  expect(code).toBe(0);
  expect(stdout).toMatch(/\n\d+ stacks for \d+ member accounts in /);
  for (const line of said) expect(stdout).toContain(line);
  for (const line of unsaid) expect(stdout).not.toContain(line);
});
