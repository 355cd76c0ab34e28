import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, expect, test } from "@jest/globals";
import { ApplyJournal, JOURNAL_NAME } from "../../../cli/apply/journal";
import { caught } from "../caught";

let directory: string;
beforeEach(() => {
  directory = mkdtempSync(path.join(tmpdir(), "rootstock-journal-test-"));
});
afterEach(() => rmSync(directory, { recursive: true }));

const journal = (sha256 = "a"): ApplyJournal => ApplyJournal.of({ directory, sha256 });

test("a journal remembers what was begun, done and found again, and for nobody else to read", () => {
  expect(journal().isBegun).toBe(false);
  const first = journal();
  first.begin("organization");
  first.finish("organization");
  first.begin("accounts-1");
  first.recover("accounts-1", "aws_x.y");
  first.recover("accounts-1", "aws_x.y");
  const second = journal();
  expect([second.isBegun, second.isDone("organization"), second.isDone("accounts-1")]).toEqual([true, true, false]);
  expect(second.recovered.get("accounts-1")).toEqual(["aws_x.y"]);
  expect(statSync(path.join(directory, JOURNAL_NAME)).mode & 0o777).toBe(0o600);
});

test("what is done stays found again", () => {
  const first = journal();
  first.recover("accounts-1", "aws_x.y");
  first.finish("accounts-1");
  expect(journal().recovered.get("accounts-1")).toEqual(["aws_x.y"]);
});

test("a journal of another plan is none", () => {
  journal("a").begin("organization");
  expect(journal("b").isBegun).toBe(false);
  journal("b").begin("guardrails");
  expect(JSON.parse(readFileSync(path.join(directory, JOURNAL_NAME), "utf8"))).toMatchObject({
    manifestSha256: "b",
    stacks: { guardrails: { state: "begun" } },
  });
  expect(journal("a").isBegun).toBe(false);
});

test.each(["", "{", '{"version": 2}'])("a journal that says %j is damaged, and says how to go on", (text) => {
  writeFileSync(path.join(directory, JOURNAL_NAME), text);
  expect(caught(() => journal())).toMatchObject({
    message: expect.stringContaining("cannot be read"),
    remedy: expect.stringContaining("--resume"),
  });
});
