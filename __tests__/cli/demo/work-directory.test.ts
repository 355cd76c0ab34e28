import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { afterEach, beforeEach, expect, test } from "@jest/globals";
import { prepareWorkDirectory } from "../../../cli/demo/work-directory";

let root = "";
beforeEach(() => {
  root = mkdtempSync(path.join(os.tmpdir(), "rootstock-work-"));
});
afterEach(() => rmSync(root, { recursive: true }));

const prepare = (directory: string) => prepareWorkDirectory(path.join(root, directory), path.join(root, "ledger.json"));

test("the ledger is copied, so that a demo changes no ledger but its own", () => {
  writeFileSync(path.join(root, "ledger.json"), "{}");
  expect(readFileSync(prepare("a/b").ledgerFile, "utf8")).toBe("{}");
});

test("without a ledger the demo starts without one", () => {
  expect(existsSync(prepare("a").ledgerFile)).toBe(false);
});

test("what an earlier demo left is removed", () => {
  const { outdir } = prepare("a");
  mkdirSync(outdir);
  writeFileSync(path.join(root, "a", "terraform.organization.tfstate"), "");
  prepare("a");
  expect(readdirSync(path.join(root, "a"))).toEqual([".rootstock-demo"]);
});

test("a directory with anything else in it is left alone", () => {
  mkdirSync(path.join(root, "mine"));
  writeFileSync(path.join(root, "mine", "thesis.txt"), "");
  expect(() => prepare("mine")).toThrow("holds files that are not a demo's");
  expect(readdirSync(path.join(root, "mine"))).toEqual(["thesis.txt"]);
});

test("a file in the way is named", () => {
  writeFileSync(path.join(root, "file"), "");
  expect(() => prepare("file/demo")).toThrow(/The work directory .*file\/demo cannot be written: /);
});
