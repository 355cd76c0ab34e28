import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, expect, test } from "@jest/globals";
import { madeRoles } from "../../../cli/account-role/made-roles";
import type { Terraform } from "../../../cli/terraform/terraform-run";
import type { BackendConfig } from "../../../model/config";
import { minimalConfig } from "../../support/example-config";
import { zoneOf } from "../../support/planned";

let root = "";
beforeEach(() => {
  root = mkdtempSync(path.join(tmpdir(), "rootstock-made-roles-"));
});
afterEach(() => rmSync(root, { recursive: true }));

/** A stand-in for Terraform that knows the outputs of some states, and reports the others as it does. */
const STAND_IN = `#!/usr/bin/env node
const fs = require("node:fs");
const path = require("node:path");
const { states, error } = JSON.parse(fs.readFileSync(process.env.SCRIPT, "utf8"));
const [verb] = process.argv.slice(2);
fs.appendFileSync(process.env.SCRIPT + ".calls", verb + " in " + path.basename(process.cwd()) + "\\n");
if (verb === "init") process.exit(0);
if (verb === "output") {
  const values = Object.entries(states[path.basename(process.cwd())] ?? {}).map(([name, value]) => [name, { value }]);
  console.log(JSON.stringify(Object.fromEntries(values)));
  process.exit(0);
}
const json = JSON.parse(fs.readFileSync("cdk.tf.json", "utf8"));
const read = json.data.terraform_remote_state;
if (verb === "plan") {
  fs.appendFileSync(process.env.SCRIPT + ".plans", JSON.stringify(read) + "\\n");
  fs.writeFileSync(process.env.SCRIPT + ".directory", process.cwd());
  const say = (diagnostic) => console.log(JSON.stringify({ type: "diagnostic", diagnostic: { severity: "error", detail: "", ...diagnostic } }));
  const missing = Object.keys(read).filter((name) => !(name in states));
  for (const name of missing) say({ summary: "Unable to find remote state", address: "data.terraform_remote_state." + name });
  if (error) say({ summary: error });
  process.exit(missing.length > 0 || error ? 1 : 0);
}
if (verb === "show") {
  const resources = Object.keys(read).map((name) => ({
    address: "data.terraform_remote_state." + name,
    mode: "data", type: "terraform_remote_state", name, values: { outputs: states[name] }, sensitive_values: {},
  }));
  console.log(JSON.stringify({ format_version: "1.2", terraform_version: "1.11.4", prior_state: { values: { root_module: { resources } } } }));
}
`;

interface Script {
  readonly states: Readonly<Record<string, object>>;
  readonly error?: string;
  readonly backend?: BackendConfig;
}

/** Asks for a role of three accounts with the stand-in. */
async function find({ backend, ...script }: Script) {
  const file = path.join(root, "terraform");
  const scriptFile = path.join(root, "script.json");
  writeFileSync(file, STAND_IN);
  chmodSync(file, 0o755);
  writeFileSync(scriptFile, JSON.stringify(script));
  const environment = { PATH: process.env.PATH, SCRIPT: scriptFile };
  const terraform: Terraform = {
    binary: { path: file, product: "terraform", title: "Terraform", version: "1.11.4" },
    environment,
    initEnvironment: environment,
    logDirectory: path.join(root, "logs"),
    graceMilliseconds: 100,
  };
  const found = await madeRoles({
    role: "rootstock-plan",
    accounts: ["archive", "shop", "tools"],
    zone: zoneOf(minimalConfig(backend === undefined ? {} : { backend })),
    stacksDirectory: path.join(root, "cdktf.out", "stacks"),
    terraform,
  });
  return { found, scriptFile };
}

/** Asks where one run reads all states; what was found, and which states were read in each plan. */
async function ask(script: Script) {
  const { found, scriptFile } = await find(script);
  const plans = readFileSync(`${scriptFile}.plans`, "utf8").trim().split("\n");
  const directory = readFileSync(`${scriptFile}.directory`, "utf8");
  return {
    found: Object.fromEntries(found),
    plans: plans.map((text): Readonly<Record<string, unknown>> => JSON.parse(text)),
    isGone: !existsSync(directory),
  };
}

const made = (account: string) => ({ "role_arn_rootstock-plan": `arn:${account}` });

test("finds the role where a baseline publishes it, in one plan, and leaves nothing behind", async () => {
  const { found, plans, isGone } = await ask({
    states: { "baseline-archive": made("archive"), "baseline-shop": { other: "x" }, "baseline-tools": made("tools") },
  });
  expect(found).toEqual({ archive: "arn:archive", tools: "arn:tools" });
  expect(plans.map((read) => Object.keys(read))).toEqual([["baseline-archive", "baseline-shop", "baseline-tools"]]);
  expect(isGone).toBe(true);
});

test.each<[string, Script["states"], object, readonly (readonly string[])[]]>([
  [
    "one that is not there",
    { "baseline-archive": made("archive"), "baseline-tools": {} },
    { archive: "arn:archive" },
    [
      ["baseline-archive", "baseline-shop", "baseline-tools"],
      ["baseline-archive", "baseline-tools"],
    ],
  ],
  ["none that is there", {}, {}, [["baseline-archive", "baseline-shop", "baseline-tools"]]],
])("of states with %s, it reads the others", async (_, states, expected, read) => {
  const { found, plans } = await ask({ states });
  expect(found).toEqual(expected);
  expect(plans.map((names) => Object.keys(names))).toEqual(read);
});

test("states that cannot be read are no missing roles", async () => {
  await expect(ask({ states: {}, error: "AccessDenied: s3:GetObject" })).rejects.toMatchObject({
    message: expect.stringContaining("AccessDenied: s3:GetObject"),
  });
});

test("with HCP Terraform each stack is asked in its own directory, and only where it has one", async () => {
  for (const name of ["baseline-archive", "baseline-shop"]) {
    const directory = path.join(root, "cdktf.out", "stacks", name);
    mkdirSync(directory, { recursive: true });
    writeFileSync(path.join(directory, "cdk.tf.json"), "{}");
  }
  const { found, scriptFile } = await find({
    states: { "baseline-archive": made("archive") },
    backend: { type: "cloud", organization: "acme" },
  });
  expect(Object.fromEntries(found)).toEqual({ archive: "arn:archive" });
  expect(readFileSync(`${scriptFile}.calls`, "utf8").trim().split("\n")).toEqual([
    "init in baseline-archive",
    "output in baseline-archive",
    "init in baseline-shop",
    "output in baseline-shop",
  ]);
});

test.each<[BackendConfig["type"], BackendConfig, object]>([
  [
    "local",
    { type: "local" },
    { backend: "local", config: { path: expect.stringMatching(/made-roles-\w+\/terraform\.baseline-shop\.tfstate$/) } },
  ],
  [
    "s3",
    { type: "s3", bucket: "acme-states", region: "eu-west-1", keyPrefix: "lz", kmsKeyId: "alias/states" },
    { backend: "s3", config: { bucket: "acme-states", region: "eu-west-1", key: "lz/baseline-shop.tfstate" } },
  ],
])("with the backend %s", async (_, backend, expected) => {
  const { plans } = await ask({ states: {}, backend });
  expect(plans[0]?.["baseline-shop"]).toEqual(expected);
});
