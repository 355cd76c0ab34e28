import { spawnSync } from "node:child_process";
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "@jest/globals";
import { readWorkflows, stepsOf } from "./workflow-files";

const FILES = readWorkflows();
const STEPS = FILES.flatMap((file) =>
  stepsOf(file).flatMap(([job, { name, run }]) => (run === undefined ? [] : [{ file: file.name, job, name, run }])),
);

let directory: string;
beforeEach(() => {
  directory = mkdtempSync(path.join(tmpdir(), "rootstock-workflow-"));
});
afterEach(() => rmSync(directory, { recursive: true, force: true }));

/** What a script of a step did. */
interface ScriptRun {
  readonly status: number | null;
  /** The calls of `gh`, without their filters. */
  readonly calls: readonly string[];
  readonly output: string;
  readonly stdout: string;
}

/** A stand-in for GitHub's command line: it writes each call down, and answers calls that ask. */
const GH = `#!/bin/bash
echo "$*" | tr '\\n' ' ' | sed -E "s/ --jq .*//" >> "$LOG"
echo >> "$LOG"
case "$*" in *--jq*commits*|*commits*--jq*) printf '%s' "$HEAD_ANSWER";; *--jq*) printf '%s' "$ANSWER";; esac
`;

/** Runs the script of a step as a runner of GitHub's does. */
function runStep(file: string, name: string, variables: Readonly<Record<string, string>>): ScriptRun {
  const script = STEPS.find((step) => step.file === file && (step.name ?? step.job) === name)?.run;
  if (script === undefined) throw new Error(`${file} has no step ${name}`);
  const inDirectory = (...names: string[]): string => path.join(directory, ...names);
  mkdirSync(inDirectory("bin"));
  writeFileSync(inDirectory("bin", "gh"), GH);
  chmodSync(inDirectory("bin", "gh"), 0o755);
  for (const log of ["log", "output"]) writeFileSync(inDirectory(log), "");
  const { status, stdout } = spawnSync("bash", ["--noprofile", "--norc", "-eo", "pipefail", "-c", script], {
    cwd: directory,
    encoding: "utf8",
    env: {
      PATH: `${inDirectory("bin")}:${process.env.PATH}`,
      LOG: inDirectory("log"),
      GITHUB_OUTPUT: inDirectory("output"),
      ...variables,
    },
  });
  const calls = readFileSync(inDirectory("log"), "utf8").split("\n").filter(Boolean);
  return {
    status,
    stdout,
    calls: calls.map((call) => call.trim()),
    output: readFileSync(inDirectory("output"), "utf8"),
  };
}

test.each(STEPS.map((step) => [step.file, step.name ?? step.run.split("\n", 1)[0], step.run] as const))(
  "%s: bash understands %s",
  (_, __, run) => {
    expect(spawnSync("bash", ["-n"], { input: run, encoding: "utf8" }).stderr).toBe("");
  },
);

describe("the comment of a pull request", () => {
  const variables = { REPOSITORY: "acme/landing-zone", NUMBER: "7" };

  test("is written when there is none", () => {
    const { status, calls } = runStep("plan.yml", "Write the one comment anew", { ...variables, ANSWER: "" });
    expect({ status, last: calls.at(-1) }).toEqual({
      status: 0,
      last: "api --silent --method POST repos/acme/landing-zone/issues/7/comments -F body=@plan/comment.md",
    });
  });

  test("is written anew when there is one, the first of several", () => {
    const { calls } = runStep("plan.yml", "Write the one comment anew", { ...variables, ANSWER: "41\n42\n" });
    expect(calls.at(-1)).toBe(
      "api --silent --method PATCH repos/acme/landing-zone/issues/comments/41 -F body=@plan/comment.md",
    );
  });
});

describe("the issue about drift", () => {
  test.each([
    ["is not opened without drift", "0", "", []],
    [
      "is closed when there is no drift any more",
      "0",
      "7",
      ["issue close 7 --comment There is no drift any more: url"],
    ],
    [
      "is updated, and says so to those who watch it",
      "1",
      "7",
      [
        "issue view 7 --json body",
        "issue edit 7 --body-file drift/issue.md",
        "issue comment 7 --body What was found is not what it was before: url",
      ],
    ],
    [
      "is opened",
      "1",
      "",
      [
        "label create rootstock-drift --force --description The organization was changed outside Terraform",
        "issue create --title The organization was changed outside --label rootstock-drift --body-file drift/issue.md",
      ],
    ],
  ])("%s", (_, code, number, expected) => {
    const { status, calls } = runStep("drift.yml", "Open, update or close it", {
      CODE: code,
      ANSWER: number,
      RUN: "url",
    });
    expect({ status, calls: calls.slice(1) }).toEqual({ status: 0, calls: expected });
  });
});

test("an issue whose findings are the same is updated without a comment", () => {
  mkdirSync(path.join(directory, "drift"));
  const body = (time: string) => `7\nNo commit, 3 stacks, ${time} UTC, Terraform 1.11.4.\nAccount x.\n`;
  writeFileSync(path.join(directory, "drift", "issue.md"), body("2026-07-08 05:17:00"));
  const variables = { CODE: "1", ANSWER: body("2026-07-01 05:17:00"), RUN: "url" };
  const { status, calls } = runStep("drift.yml", "Open, update or close it", variables);
  expect({ status, comments: calls.filter((call) => call.startsWith("issue comment")) }).toEqual({
    status: 0,
    comments: [],
  });
});

describe("the reviewed plan of a commit", () => {
  const variables = { GH_REPO: "acme/landing-zone", COMMIT: "c0ffee" };

  test("is that of the last run for the merged pull request", () => {
    const { calls, output } = runStep("apply.yml", "find", { ...variables, HEAD_ANSWER: "beef", ANSWER: "99" });
    expect(calls[0]).toBe("api repos/acme/landing-zone/commits/c0ffee/pulls");
    expect(calls[1]).toBe(
      "run list --workflow plan.yml --event pull_request --commit beef --status completed --json databaseId",
    );
    expect(output).toBe("run=99\n");
  });

  test.each([
    ["comes from no pull request", "", ""],
    ["was never planned", "beef", ""],
  ])("is none when the commit %s, and a warning says so", (_, head, run) => {
    const { status, output, stdout } = runStep("apply.yml", "find", { ...variables, HEAD_ANSWER: head, ANSWER: run });
    expect({ status, output }).toEqual({ status: 0, output: "run=\n" });
    expect(stdout).toMatch(/^::warning title=Nothing is applied::/);
  });
});

describe("a look for drift", () => {
  /** Stands in for npm: it ends as the verb does, and writes the report unless something else went wrong. */
  const look = (code: number, writes: boolean): ScriptRun => {
    const files = path.join(directory, ".rootstock", "drift");
    mkdirSync(files, { recursive: true });
    mkdirSync(path.join(directory, "npm-bin"));
    if (writes) writeFileSync(path.join(files, "issue.md"), "the report\n");
    const npm = path.join(directory, "npm-bin", "npm");
    writeFileSync(npm, `#!/bin/bash\nexit ${code}\n`, { mode: 0o755 });
    const summary = path.join(directory, "summary");
    writeFileSync(summary, "");
    return runStep("drift.yml", "Look", {
      PATH: `${path.dirname(npm)}:${process.env.PATH}`,
      GITHUB_STEP_SUMMARY: summary,
    });
  };

  test.each([
    ["without drift", 0, true, { status: 0, output: "code=0\n" }],
    ["with drift", 1, true, { status: 0, output: "code=1\n" }],
    ["that failed before it had a report", 1, false, { status: 1, output: "" }],
    ["of a wrong command line", 2, false, { status: 1, output: "" }],
  ])("%s", (_, code, writes, expected) => {
    expect(look(code, writes)).toMatchObject(expected);
  });
});
