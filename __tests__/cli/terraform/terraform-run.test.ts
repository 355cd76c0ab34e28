import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, expect, test } from "@jest/globals";
import { apply, initialize, plan, type Terraform } from "../../../cli/terraform/terraform-run";

let root = "";
beforeEach(() => {
  root = mkdtempSync(path.join(tmpdir(), "rootstock-run-test-"));
});
afterEach(() => rmSync(root, { recursive: true }));

/** A stand-in for Terraform that writes down what it sees. */
const STAND_IN = `#!/bin/sh
echo "$(basename "$PWD") $1: $TF_VAR_account_role $REGION" >> ../seen.txt
for word in "$@"; do case "$word" in -lock*) echo "$1 $word" >> ../locks.txt;; esac; done
`;

test("what a stack sees of its own is for its plan and its apply, and for no other stack", async () => {
  const file = path.join(root, "terraform");
  writeFileSync(file, STAND_IN);
  chmodSync(file, 0o755);
  const environment = { PATH: process.env.PATH };
  const terraform: Terraform = {
    binary: { path: file, product: "terraform", title: "Terraform", version: "1.11.4" },
    environment: { ...environment, REGION: "eu-central-1" },
    initEnvironment: environment,
    environmentOf: ({ name }) => (name === "security" ? { TF_VAR_account_role: "rootstock-plan" } : {}),
    logDirectory: path.join(root, "logs"),
    graceMilliseconds: 100,
  };
  for (const name of ["organization", "security"]) {
    const stack = { name, directory: path.join(root, name) };
    mkdirSync(stack.directory);
    await initialize(terraform, stack);
    await plan(terraform, stack);
    await apply(terraform, stack);
  }
  expect(readFileSync(path.join(root, "seen.txt"), "utf8").split("\n")).toEqual([
    "organization init:  ",
    "organization plan:  eu-central-1",
    "organization apply:  eu-central-1",
    "security init:  ",
    "security plan: rootstock-plan eu-central-1",
    "security apply: rootstock-plan eu-central-1",
    "",
  ]);
  expect(readFileSync(path.join(root, "locks.txt"), "utf8").split("\n").slice(0, 2)).toEqual([
    "plan -lock-timeout=10m",
    "apply -lock-timeout=10m",
  ]);
});
