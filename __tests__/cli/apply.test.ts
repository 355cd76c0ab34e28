import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, expect, test } from "@jest/globals";
import { captured } from "./captured";

let directory: string;
beforeEach(() => {
  directory = mkdtempSync(path.join(tmpdir(), "rootstock-apply-verb-"));
});
afterEach(() => rmSync(directory, { recursive: true }));

test("apply without a reviewed plan says how to make one, and synthesizes nothing", async () => {
  const { code, stderr } = await captured(["apply", "--reviewed", directory]);
  expect(code).toBe(1);
  expect(stderr).toMatch(/There is no reviewed plan in .*\n.*npm run plan/);
});

test.each([
  ["--max-age", "soon"],
  ["--max-age", "-1"],
  ["--parallelism", "0"],
  ["--parallelism", "many"],
  ["--account-role", "arn:aws:iam::111111111111:role/x"],
])("apply %s %s is misuse", async (option, value) => {
  expect(await captured(["apply", "--reviewed", directory, option, value])).toMatchObject({ code: 2 });
});
