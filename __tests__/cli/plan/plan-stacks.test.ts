import { chmodSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "@jest/globals";
import type { StackRole } from "../../../cli/account-role/stack-role";
import { Failure } from "../../../cli/failure";
import { isThrottled, type PlanRun, planStacks } from "../../../cli/plan/plan-stacks";
import type { TerraformJson } from "../../../cli/terraform/terraform-json";
import { diagnostic } from "../../support/diagnostic";

test.each([
  ["ThrottlingException: Rate exceeded", true],
  ["TooManyRequestsException", true],
  ["AccessDeniedException", false],
])("isThrottled: %s", (detail, expected) => {
  expect(isThrottled([diagnostic({ summary: "reading", detail })])).toBe(expected);
});

/** What a stand-in for Terraform does, by stack: the lines of `plan`, its exit code, and what `show` prints. */
interface Script {
  /** One for each run; the last one counts for all later ones. */
  readonly plans: readonly { readonly lines?: readonly object[]; readonly exitCode: number }[];
  readonly show?: object;
}

let directory: string;
beforeEach(() => {
  directory = mkdtempSync(path.join(tmpdir(), "rootstock-plan-test-"));
});
afterEach(() => rmSync(directory, { recursive: true }));

const STAND_IN = `#!/usr/bin/env node
const fs = require("node:fs");
const path = require("node:path");
const script = JSON.parse(fs.readFileSync("script.json", "utf8"));
const [verb, ...words] = process.argv.slice(2);
fs.appendFileSync("../calls.txt", path.basename(process.cwd()) + " " + verb + "\\n");
if (verb === "init") process.exit(0);
if (verb === "show") { console.log(JSON.stringify(script.show)); process.exit(0); }
const count = fs.existsSync("count") ? Number(fs.readFileSync("count", "utf8")) : 0;
fs.writeFileSync("count", String(count + 1));
const run = script.plans[Math.min(count, script.plans.length - 1)];
for (const line of run.lines ?? []) console.log(JSON.stringify(line));
fs.writeFileSync(words.find((word) => word.startsWith("-out=")).slice(5), "a plan");
process.exit(run.exitCode);
`;

interface StackScript extends Script {
  readonly name: string;
  readonly dependencies?: readonly string[];
  readonly json?: TerraformJson;
  readonly baseJson?: TerraformJson;
}

/** Plans stacks with the stand-in; what came of it, and the calls in their order. */
async function planWith(scripts: readonly StackScript[], roles: Readonly<Record<string, StackRole>> = {}) {
  const file = path.join(directory, "terraform");
  writeFileSync(file, STAND_IN);
  chmodSync(file, 0o755);
  const stacks = scripts.map(({ name, dependencies = [], plans, show }) => {
    const at = path.join(directory, name);
    mkdirSync(at);
    writeFileSync(path.join(at, "script.json"), JSON.stringify({ plans, show }));
    return { name, directory: at, dependencies };
  });
  const environment = { PATH: process.env.PATH };
  const notes: string[] = [];
  const run: PlanRun = {
    terraform: {
      binary: { path: file, product: "terraform", title: "Terraform", version: "1.11.4" },
      environment,
      initEnvironment: environment,
      logDirectory: path.join(directory, "logs"),
      graceMilliseconds: 100,
    },
    stacks,
    base: scripts.some(({ baseJson }) => baseJson !== undefined)
      ? new Map(scripts.flatMap(({ name, baseJson }) => (baseJson === undefined ? [] : [[name, baseJson] as const])))
      : undefined,
    roles: { named: undefined, of: ({ name }) => roles[name] ?? { kind: "default" }, notes: [] },
    head: new Map(scripts.map(({ name, json = {} }) => [name, json])),
    concurrency: 2,
    planDirectory: path.join(directory, "plans"),
    pauseMilliseconds: 1,
    onProgress: () => undefined,
    onNote: (text) => notes.push(text.trim()),
  };
  const results = await planStacks(run);
  const calls = readFileSync(path.join(directory, "calls.txt"), "utf8").trim().split("\n");
  return { ...results, notes, calls, files: readdirSync(run.planDirectory) };
}

const shown = (outputs: object = {}) => ({
  format_version: "1.2",
  terraform_version: "1.11.4",
  output_changes: outputs,
});
const good = (outputs?: object): Script => ({ plans: [{ exitCode: 2 }], show: shown(outputs) });
const failing = (summary: string, detail = ""): Script["plans"][number] => ({
  exitCode: 1,
  lines: [{ type: "diagnostic", diagnostic: { severity: "error", summary, detail } }],
});
const reads = (stack: string, output: string): TerraformJson => ({
  resource: { aws_x: { y: { z: `\${data.terraform_remote_state.${stack}.outputs.${output}}` } } },
});

describe("planStacks", () => {
  test("plans in the order of dependencies and keeps the plans for nobody else to read", async () => {
    const { planned, failed, deferred, calls, files } = await planWith([
      { name: "b", dependencies: ["a"], ...good() },
      { name: "a", ...good() },
    ]);
    expect(planned.map(({ stack }) => stack)).toEqual(["b", "a"]);
    expect([...failed, ...deferred]).toEqual([]);
    expect(calls.indexOf("a show")).toBeLessThan(calls.indexOf("b plan"));
    expect(files.sort()).toEqual(["a.tfplan", "b.tfplan"]);
    expect(statSync(path.join(directory, "plans", "a.tfplan")).mode & 0o777).toBe(0o600);
    expect(statSync(path.join(directory, "plans")).mode & 0o777).toBe(0o700);
  });

  test.each([
    ["create", 1],
    ["update", 1],
    ["no-op", 0],
  ])("a value that is a %s defers %s stack that reads it", async (action, count) => {
    const { deferred, planned } = await planWith([
      { name: "accounts-1", ...good({ account_id_a: { actions: [action] }, other: { actions: ["create"] } }) },
      { name: "guardrails", dependencies: ["accounts-1"], json: reads("accounts-1", "account_id_a"), ...good() },
    ]);
    expect(deferred).toHaveLength(count);
    expect(planned).toHaveLength(2 - count);
    if (count > 0) expect(deferred).toMatchObject([{ after: ["accounts-1"], resources: { added: ["aws_x.y"] } }]);
  });

  test("what waits for a stack that waits is planned when the base had the value", async () => {
    const published = { output: { key_arn: { value: "x" } } };
    const chain = (baseJson?: TerraformJson): readonly StackScript[] => [
      { name: "accounts-1", ...good({ id: { actions: ["create"] } }) },
      {
        name: "archive",
        dependencies: ["accounts-1"],
        json: reads("accounts-1", "id"),
        ...(baseJson === undefined ? {} : { baseJson }),
        ...good(),
      },
      { name: "monitoring", dependencies: ["archive"], json: reads("archive", "key_arn"), ...good() },
    ];
    const first = await planWith(chain());
    expect(first.deferred.map(({ stack, after }) => [stack, ...after])).toEqual([
      ["archive", "accounts-1"],
      ["monitoring", "archive"],
    ]);
    rmSync(directory, { recursive: true });
    mkdirSync(directory);
    const later = await planWith(chain(published));
    expect(later.deferred.map(({ stack }) => stack)).toEqual(["archive"]);
  });

  test("a stack that fails keeps its error, and no other stack from being planned", async () => {
    const { planned, failed, files } = await planWith([
      { name: "a", plans: [failing("AccessDenied", "not authorized")] },
      { name: "b", ...good() },
    ]);
    expect(planned.map(({ stack }) => stack)).toEqual(["b"]);
    expect(failed).toMatchObject([{ stack: "a" }]);
    expect(failed[0]?.messages.join("\n")).toMatch(/AccessDenied: not authorized/);
    expect(files).toEqual(["b.tfplan"]);
  });

  test("what reads a stack that failed waits for it", async () => {
    const { deferred } = await planWith([
      { name: "a", plans: [failing("AccessDenied")] },
      { name: "b", dependencies: ["a"], json: reads("a", "x"), ...good() },
    ]);
    expect(deferred).toMatchObject([{ stack: "b", after: ["a"] }]);
  });

  const missing: StackRole = {
    kind: "missing",
    missing: { account: "shop", role: "rootstock-plan", madeBy: "baseline-shop" },
  };

  test("a stack whose account lacks the role is left out with what its JSON says, and Terraform is not asked", async () => {
    const json = reads("accounts-1", "id");
    const { deferred, failed, calls, notes } = await planWith(
      [
        { name: "accounts-1", ...good() },
        { name: "baseline-shop", dependencies: ["accounts-1"], json, ...good() },
      ],
      { "baseline-shop": missing },
    );
    expect(deferred).toEqual([
      {
        stack: "baseline-shop",
        after: [],
        missingRole: { account: "shop", role: "rootstock-plan", madeBy: "baseline-shop" },
        resources: { added: ["aws_x.y"], changed: [], removed: [] },
      },
    ]);
    expect(failed).toEqual([]);
    expect(calls).not.toContain("baseline-shop plan");
    expect(notes).toEqual(["baseline-shop is not planned: shop has no role rootstock-plan"]);
  });

  test("a stack of an account that is not made yet waits for the account, whatever the role", async () => {
    const { deferred } = await planWith(
      [
        { name: "accounts-1", ...good({ id: { actions: ["create"] } }) },
        { name: "baseline-shop", dependencies: ["accounts-1"], json: reads("accounts-1", "id"), ...good() },
      ],
      { "baseline-shop": missing },
    );
    expect(deferred).toMatchObject([{ stack: "baseline-shop", after: ["accounts-1"] }]);
  });

  test.each<[string, TerraformJson | undefined, number]>([
    ["whatever it published may be there, so Terraform is asked", undefined, 1],
    ["what the base published is there", { output: { key_arn: { value: "x" } } }, 1],
    ["what the base did not publish is not there", { output: {} }, 0],
  ])("of a stack whose account lacks the role, %s", async (_, baseJson, count) => {
    const { planned } = await planWith(
      [
        { name: "archive", ...(baseJson === undefined ? {} : { baseJson }), ...good() },
        { name: "monitoring", dependencies: ["archive"], json: reads("archive", "key_arn"), ...good() },
      ],
      { archive: missing },
    );
    expect(planned).toHaveLength(count);
  });

  test("a role that is denied fails the stack with one sentence, and no other stack", async () => {
    const { planned, failed, calls } = await planWith(
      [
        { name: "a", ...good() },
        { name: "b", ...good() },
      ],
      { a: { kind: "denied", failure: new Failure("The role cannot be assumed", "Use other credentials.") } },
    );
    expect(failed).toEqual([{ stack: "a", messages: ["The role cannot be assumed", "Use other credentials."] }]);
    expect(planned.map(({ stack }) => stack)).toEqual(["b"]);
    expect(calls).not.toContain("a plan");
  });

  test("is tried again while AWS throttles, and not for ever", async () => {
    const throttled = failing("reading account", "ThrottlingException: Rate exceeded");
    const soon = await planWith([{ name: "a", plans: [throttled, throttled, { exitCode: 0 }], show: shown() }]);
    expect({ planned: soon.planned.length, plans: soon.calls.filter((call) => call === "a plan").length }).toEqual({
      planned: 1,
      plans: 3,
    });
    rmSync(directory, { recursive: true });
    mkdirSync(directory);
    const never = await planWith([{ name: "a", plans: [throttled] }]);
    expect({ failed: never.failed.length, plans: never.calls.filter((call) => call === "a plan").length }).toEqual({
      failed: 1,
      plans: 4,
    });
    rmSync(directory, { recursive: true });
    mkdirSync(directory);
    const denied = await planWith([{ name: "a", plans: [failing("AccessDenied"), { exitCode: 0 }], show: shown() }]);
    expect({ failed: denied.failed.length, plans: denied.calls.filter((call) => call === "a plan").length }).toEqual({
      failed: 1,
      plans: 1,
    });
  });
});
