import { chmodSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, expect, test } from "@jest/globals";
import type { StackRole } from "../../../cli/account-role/stack-role";
import { lookAtStacks } from "../../../cli/drift/look-at-stacks";
import { Failure } from "../../../cli/failure";

let directory: string;
beforeEach(() => {
  directory = mkdtempSync(path.join(tmpdir(), "rootstock-look-test-"));
});
afterEach(() => rmSync(directory, { recursive: true }));

/** Stands in for Terraform: each stack's directory says what a plan of it prints, and how it ends. */
const STAND_IN = `#!/usr/bin/env node
const fs = require("node:fs");
const path = require("node:path");
const { error, state } = JSON.parse(fs.readFileSync("script.json", "utf8"));
const [verb, ...words] = process.argv.slice(2);
fs.appendFileSync("../calls.txt", path.basename(process.cwd()) + " " + verb + "\\n");
if (verb === "show") console.log(JSON.stringify({ format_version: "1.2", terraform_version: "1.11.4" }));
if (verb === "state" && state !== undefined) console.log(state);
if (verb !== "plan") process.exit(0);
fs.writeFileSync(words.find((word) => word.startsWith("-out=")).slice(5), "a secret");
if (error === undefined) process.exit(2);
console.log(JSON.stringify({ type: "diagnostic", diagnostic: { severity: "error", detail: "", ...error } }));
process.exit(1);
`;

interface StackScript {
  readonly name: string;
  readonly dependencies?: readonly string[];
  readonly error?: { readonly summary: string; readonly address?: string };
  readonly role?: StackRole;
  /** What `terraform state pull` prints. @default nothing */
  readonly state?: string;
}

async function look(scripts: readonly StackScript[]) {
  const file = path.join(directory, "terraform");
  writeFileSync(file, STAND_IN);
  chmodSync(file, 0o755);
  writeFileSync(path.join(directory, "calls.txt"), "");
  const stacks = scripts.map(({ name, dependencies = [], error, state }) => {
    const at = path.join(directory, name);
    mkdirSync(at);
    writeFileSync(path.join(at, "script.json"), JSON.stringify({ error, state }));
    return { name, directory: at, dependencies };
  });
  const environment = { PATH: process.env.PATH };
  const roleOf = (name: string) => scripts.find((script) => script.name === name)?.role;
  const results = await lookAtStacks({
    terraform: {
      binary: { path: file, product: "terraform", title: "Terraform", version: "1.11.4" },
      environment,
      initEnvironment: environment,
      logDirectory: path.join(directory, "logs"),
      graceMilliseconds: 100,
    },
    stacks,
    roles: { named: undefined, of: ({ name }) => roleOf(name) ?? { kind: "default" }, notes: [] },
    concurrency: 2,
    directory: path.join(directory, "drift"),
    onProgress: () => undefined,
    onNote: () => undefined,
  });
  const calls = readFileSync(path.join(directory, "calls.txt"), "utf8").trim().split("\n");
  return { ...results, calls, left: readdirSync(path.join(directory, "drift")) };
}

test("every stack is planned once, and no plan file is left", async () => {
  const { planned, calls, left } = await look([{ name: "a" }, { name: "b", dependencies: ["a"] }]);
  expect(planned.map(({ stack }) => stack)).toEqual(["a", "b"]);
  expect(calls.filter((call) => call.endsWith(" plan")).sort()).toEqual(["a plan", "b plan"]);
  expect(left).toEqual([]);
});

test("a stack whose plan fails keeps no other from being looked at, and leaves no plan file either", async () => {
  const { planned, failed, left } = await look([{ name: "a", error: { summary: "AccessDenied" } }, { name: "b" }]);
  expect(planned.map(({ stack }) => stack)).toEqual(["b"]);
  expect(failed).toMatchObject([
    { stack: "a", messages: expect.arrayContaining([expect.stringMatching(/AccessDenied/)]) },
  ]);
  expect(left).toEqual([]);
});

test("a stack that needs a state which is not there has not failed", async () => {
  const error = { summary: "Unable to find remote state", address: "data.terraform_remote_state.organization" };
  expect(await look([{ name: "a", error }])).toMatchObject({
    planned: [],
    failed: [],
    unseen: [{ stack: "a", after: ["organization"] }],
  });
});

test.each<readonly [string, string | undefined, object]>([
  ["that was never applied", undefined, { unseen: [{ stack: "a", after: ["organization"] }], failed: [] }],
  [
    "of which everything was destroyed",
    JSON.stringify({ version: 4, resources: [] }),
    { unseen: [{ stack: "a", after: ["organization"] }], failed: [] },
  ],
  [
    "that was applied",
    JSON.stringify({
      version: 4,
      resources: [
        { mode: "managed", type: "aws_iam_role", name: "x" },
        { mode: "data", type: "terraform_remote_state", name: "organization" },
        { mode: "data", type: "aws_caller_identity", name: "y" },
      ],
    }),
    { unseen: [{ stack: "a", after: ["organization"], lastRead: ["organization"] }], failed: [] },
  ],
  ["whose state is none", "<html>", { unseen: [], failed: [{ stack: "a" }] }],
])("a stack that cannot be planned tells what its state has read: one %s", async (_, state, expected) => {
  const error = { summary: "Unable to find remote state", address: "data.terraform_remote_state.organization" };
  const script = { name: "a", error, ...(state === undefined ? {} : { state }) };
  expect(await look([script])).toMatchObject(expected);
});

test("a stack without the role is not planned, and one whose role may not be assumed fails", async () => {
  const missing = { account: "shop-prod", role: "rootstock-plan", madeBy: "baseline-shop-prod" };
  const failure = new Failure("it may not", "Let it.");
  const { unseen, failed, calls } = await look([
    { name: "a", role: { kind: "missing", missing } },
    { name: "b", role: { kind: "denied", failure } },
  ]);
  expect(unseen).toEqual([{ stack: "a", after: [], missingRole: missing }]);
  expect(failed).toEqual([{ stack: "b", messages: ["it may not", "Let it."] }]);
  expect(calls.filter((call) => call.endsWith(" plan"))).toEqual([]);
});
