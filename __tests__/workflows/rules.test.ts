import { describe, expect, test } from "@jest/globals";
import { JOURNAL_NAME } from "../../cli/apply/journal";
import { REPORT_NAMES } from "../../cli/drift/find-drift";
import { MANIFEST_NAME } from "../../cli/plan/manifest";
import { SESSION_SECONDS } from "../../constructs/pipeline-role";
import { DEPLOY_ROLE, PLAN_ROLE } from "../../model/deployment-roles";
import { DRIFT_MARKER } from "../../reports/drift/render-drift";
import { COMMENT_MARKER } from "../../reports/plan/render-markdown";
import { objectToNpm } from "../docs/npm-commands";
import { readWorkflows, stepsOf, type WorkflowFile, workflowFile } from "./workflow-files";

/** What a workflow that holds credentials of the management account must not do: each rule says what it found. */
const RULES: Readonly<Record<string, (file: WorkflowFile) => readonly string[]>> = {
  "an action is pinned by its commit, with its version": ({ text }) =>
    [...text.matchAll(/^.*\buses:\s*(.*)$/gm)]
      .map(([, used = ""]) => used)
      .filter((used) => !/^[\w.-]+\/[\w./-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/.test(used)),
  "nothing is permitted but by a job": ({ workflow: { permissions } }) =>
    JSON.stringify(permissions) === "{}" ? [] : ["the workflow permits something to every job"],
  "each job says what it may": ({ workflow: { jobs } }) =>
    Object.entries(jobs).flatMap(([job, { permissions }]) => {
      if (permissions === undefined) return [`${job} says nothing`];
      return Object.entries(permissions)
        .filter(([scope, access]) => access === "write" && !WRITABLE.includes(scope))
        .map(([scope]) => `${job} writes ${scope}`);
    }),
  "who gets credentials of AWS writes nothing on GitHub": ({ workflow: { jobs } }) =>
    Object.entries(jobs)
      .filter(([, { permissions = {} }]) => permissions["id-token"] === "write")
      .filter(
        ([, { permissions = {} }]) => Object.values(permissions).filter((access) => access === "write").length > 1,
      )
      .map(([job]) => job),
  "no workflow of a base runs the code of a pull request": ({ workflow: { on } }) =>
    Object.keys(on).filter((event) => ["pull_request_target", "workflow_run", "issue_comment"].includes(event)),
  "a script has no expression in it": (file) =>
    stepsOf(file).flatMap(([job, { run = "" }]) => (run.includes("${{") ? [`${job}: ${run}`] : [])),
  "the token is not left in the repository": (file) =>
    stepsOf(file)
      .filter(([, { uses = "" }]) => uses.startsWith("actions/checkout@"))
      .filter(([, step]) => step.with?.["persist-credentials"] !== false)
      .map(([job]) => job),
  "no artefact holds a plan file, a state or a log": (file) =>
    stepsOf(file)
      .filter(([, { uses = "" }]) => uses.startsWith("actions/upload-artifact@"))
      .flatMap(([, step]) => String(step.with?.path).trim().split("\n"))
      .filter((kept) => !PUBLIC.test(kept)),
  "a job ends some day": ({ workflow: { jobs } }) =>
    Object.keys(jobs).filter((job) => jobs[job]?.["timeout-minutes"] === undefined),
  "a run of a verb has options that the verb has": (file) =>
    npmCommands(file).flatMap((words) => {
      const objection = objectToNpm(words);
      return objection === undefined ? [] : [`npm ${words.join(" ")}: ${objection}`];
    }),
};

const WRITABLE = ["id-token", "issues", "pull-requests"];
const PUBLIC =
  /^(\.rootstock\/(plan|drift)\/(plan|report|comment|drift|issue)\.(json|md)|reviewed\/apply-journal\.json)$/;

/** The words of each call of npm in a script; a shell's own words about a word are left out. */
function npmCommands(file: WorkflowFile): readonly (readonly string[])[] {
  return stepsOf(file)
    .flatMap(([, { run = "" }]) => run.split("\n"))
    .map((line) => line.trim())
    .filter((line) => line.startsWith("npm "))
    .map((line) => line.replace(/ \|\| .*$/, "").replaceAll(/\$\{\w+:\+([\w-]+)\}/g, "$1"))
    .map((line) => line.split(/\s+/).slice(1));
}

const FILES = readWorkflows();

describe.each(FILES.map((file) => [file.name, file] as const))("%s", (_, file) => {
  test.each(Object.keys(RULES))("%s", (rule) => {
    expect(RULES[rule]?.(file)).toEqual([]);
  });
});

const SHA = "de0fac2e4500dabe0009e67214ff5f5447ce83dd";

/** A workflow with one job, in which everything is as it should be. */
const sound = (changes: { readonly top?: string; readonly job?: string; readonly step?: string } = {}): WorkflowFile =>
  workflowFile(
    "sound.yml",
    [
      changes.top ?? "on: { pull_request: }\npermissions: {}",
      "jobs:",
      "  one:",
      changes.job ?? "    permissions: { contents: read, id-token: write }\n    timeout-minutes: 5",
      "    steps:",
      changes.step ??
        `      - uses: actions/checkout@${SHA} # v6.0.2\n        with: { persist-credentials: false }\n      - run: npm run plan -- --base HEAD^1`,
      "",
    ].join("\n"),
  );

test("nothing is found in a workflow that is as it should be", () => {
  expect(Object.values(RULES).flatMap((find) => find(sound()))).toEqual([]);
});

const upload = (kept: string): string =>
  `      - uses: actions/upload-artifact@${SHA} # v7.0.0\n        with: { path: "${kept}" }`;

test.each([
  ["an action is pinned by its commit, with its version", { step: "      - uses: actions/checkout@v6" }],
  ["an action is pinned by its commit, with its version", { step: `      - uses: actions/checkout@${SHA}` }],
  ["nothing is permitted but by a job", { top: "on: { push: }" }],
  ["nothing is permitted but by a job", { top: "on: { push: }\npermissions: write-all" }],
  ["each job says what it may", { job: "    timeout-minutes: 5" }],
  ["each job says what it may", { job: "    permissions: { contents: write }" }],
  [
    "who gets credentials of AWS writes nothing on GitHub",
    { job: "    permissions: { id-token: write, issues: write }" },
  ],
  ["no workflow of a base runs the code of a pull request", { top: "on: { pull_request_target: }\npermissions: {}" }],
  ["a script has no expression in it", { step: "      - run: echo ${{ github.head_ref }}" }],
  ["the token is not left in the repository", { step: `      - uses: actions/checkout@${SHA} # v6.0.2` }],
  ["no artefact holds a plan file, a state or a log", { step: upload(".rootstock/plan") }],
  ["no artefact holds a plan file, a state or a log", { step: upload(".rootstock/plan/*.tfplan") }],
  ["a job ends some day", { job: "    permissions: {}" }],
  ["a run of a verb has options that the verb has", { step: "      - run: npm run plan -- --basis HEAD^1" }],
  ["a run of a verb has options that the verb has", { step: "      - run: npm run plann" }],
])("it is noticed when not: %s (%#)", (rule, changes) => {
  expect(RULES[rule]?.(sound(changes))).not.toEqual([]);
});

const textOf = (name: string): string => FILES.find((file) => file.name === name)?.text ?? "";

test.each([
  ["plan.yml", COMMENT_MARKER],
  ["plan.yml", `--account-role ${PLAN_ROLE}`],
  ["apply.yml", `--account-role ${DEPLOY_ROLE}`],
  ["drift.yml", `--account-role ${PLAN_ROLE}`],
  ["drift.yml", DRIFT_MARKER],
  ["apply.yml", `reviewed/${JOURNAL_NAME}`],
  ["plan.yml", `.rootstock/plan/${MANIFEST_NAME}`],
  ...REPORT_NAMES.map((report) => ["drift.yml", `.rootstock/drift/${report}`] as const),
])("%s says %s as the verbs do", (name, said) => {
  expect(textOf(name)).toContain(said);
});

test("a workflow without its variables is skipped with a notice", () => {
  for (const { name, workflow } of FILES) {
    const notices = Object.values(workflow.jobs).filter(({ steps }) =>
      steps.some(({ run = "" }) => /::notice/.test(run)),
    );
    expect({ name, notices: notices.length }).toEqual({ name, notices: 1 });
  }
});

test("only the job of the protected environment gets the role that deploys", () => {
  for (const file of FILES) {
    for (const [job, step] of stepsOf(file)) {
      if (!String(step.with?.["role-to-assume"]).includes("DEPLOY")) continue;
      expect({ job, environment: file.workflow.jobs[job]?.environment }).toEqual({ job, environment: "production" });
    }
  }
  expect(textOf("apply.yml")).toContain("role-to-assume");
});

test("credentials last as long as the roles allow, and longer than what is left of a job", () => {
  for (const { name, workflow } of FILES) {
    for (const [job, { steps, "timeout-minutes": minutes = 0 }] of Object.entries(workflow.jobs)) {
      for (const step of steps.filter(({ uses = "" }) => uses.startsWith("aws-actions/configure-aws-credentials@"))) {
        const seconds = Number(step.with?.["role-duration-seconds"]);
        expect({ name, job, seconds, isEnough: seconds > 60 * minutes }).toEqual({
          name,
          job,
          seconds: SESSION_SECONDS,
          isEnough: true,
        });
      }
    }
  }
});

test("only pull requests into main are planned, and a file that is new counts as changed", () => {
  expect(textOf("plan.yml")).toMatch(/^ {2}pull_request:\n {4}branches: \[main\]$/m);
  expect(textOf("plan.yml")).toContain("git status --porcelain");
});
