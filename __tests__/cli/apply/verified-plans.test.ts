import { chmodSync, existsSync, mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { OrganizationsClient } from "@aws-sdk/client-organizations";
import { afterEach, beforeEach, describe, expect, test } from "@jest/globals";
import type { StackRole } from "../../../cli/account-role/stack-role";
import type { ReviewedStack } from "../../../cli/apply/differences";
import { ApplyJournal } from "../../../cli/apply/journal";
import { leftOver } from "../../../cli/apply/roll-out";
import { type ApplyWork, PlanVerifier } from "../../../cli/apply/verified-plans";
import { Failure } from "../../../cli/failure";
import { sha256 } from "../../../cli/plan/manifest";
import { planFileOf } from "../../../cli/plan/plan-stacks";
import { readPlan } from "../../../cli/terraform/plan-json";
import { shopConfig, TODAY, zoneOf } from "../../support/planned";
import { reviewedManifest, reviewedWith } from "./reviewed";

let directory: string;
beforeEach(() => {
  directory = mkdtempSync(path.join(tmpdir(), "rootstock-verified-test-"));
});
afterEach(() => rmSync(directory, { recursive: true }));

/** Terraform whose `plan` writes a file for everybody to read, whose `show` prints what is scripted, and whose state is empty. */
const STAND_IN = `#!/usr/bin/env node
const fs = require("node:fs");
const [verb, ...words] = process.argv.slice(2);
if (verb === "show") console.log(fs.readFileSync("show.json", "utf8"));
if (verb === "plan") fs.writeFileSync(words.find((word) => word.startsWith("-out=")).slice(5), "a plan");
process.exit(verb === "plan" ? 2 : 0);
`;

/** The plan of a baseline that deletes something that modules made, which only an approval allows. */
const DELETING = {
  format_version: "1.2",
  terraform_version: "1.11.4",
  resource_changes: [
    {
      address: "module.queue.aws_sqs_queue.jobs",
      mode: "managed",
      type: "aws_sqs_queue",
      change: { actions: ["delete"], before: { id: "1" }, after: null },
    },
  ],
};

interface Parts {
  readonly role?: StackRole;
  readonly reviewed?: Partial<ReviewedStack>;
  readonly approvals?: readonly string[];
}

const NAME = "baseline-shop-dev";
const initialization = { of: async () => undefined, end: async () => undefined };

/** One represented baseline to be applied, with the stand-in. */
function workWith({ role = { kind: "default" }, reviewed = {}, approvals = [] }: Parts) {
  const terraform = path.join(directory, "terraform");
  writeFileSync(terraform, STAND_IN);
  chmodSync(terraform, 0o755);
  const stack = { name: NAME, directory: path.join(directory, NAME), dependencies: [] };
  mkdirSync(stack.directory);
  writeFileSync(path.join(stack.directory, "cdk.tf.json"), "{}");
  writeFileSync(path.join(stack.directory, "show.json"), JSON.stringify(DELETING));
  const zone = zoneOf(
    shopConfig({ approvals: approvals.map((change) => ({ change, reason: "Moved.", until: "2026-07-03" })) }),
  );
  const manifest = reviewedManifest({
    stacks: [
      {
        ...reviewedWith(readPlan(JSON.stringify(DELETING), NAME)),
        plan: undefined,
        jsonSha256: sha256(path.join(stack.directory, "cdk.tf.json")),
        ...reviewed,
      },
    ],
  });
  const environment = { PATH: process.env.PATH };
  const plan = { directory, manifest, sha256: "", hasFiles: false };
  const work: ApplyWork = {
    terraform: {
      binary: { path: terraform, product: "terraform", title: "Terraform", version: "1.11.4" },
      environment,
      initEnvironment: environment,
      logDirectory: path.join(directory, "logs"),
      graceMilliseconds: 100,
    },
    onProgress: () => undefined,
    onNote: () => undefined,
    reviewed: plan,
    request: { zone, today: TODAY, showsEmails: false, ledgerChanged: false, concurrency: 1 },
    scope: {
      stacks: [stack],
      planned: [],
      representations: [],
      waves: [],
      head: new Map(),
      repository: undefined,
      base: undefined,
      abandoned: [],
      leftToBootstrap: [],
    },
    journal: ApplyJournal.of(plan),
    roles: { named: undefined, of: () => role, notes: [] },
    appliesFiles: false,
    isResuming: false,
    ownDirectory: path.join(directory, "apply"),
    organizations: new OrganizationsClient({ region: "us-east-1" }),
    pauseMilliseconds: 1,
  };
  return { work, stack, verifier: new PlanVerifier(work, initialization) };
}

const REPRESENTED: Partial<ReviewedStack> = { representedBy: "baseline-shop-prod" };

describe("a represented baseline", () => {
  test.each<[string, Partial<ReviewedStack>]>([
    ["as it was reviewed", {}],
    [
      "of which only the JSON was reviewed",
      {
        changes: undefined,
        resources: { added: [], changed: [], removed: ["module.queue.aws_sqs_queue.jobs"] },
      },
    ],
  ])("is judged like any other, %s", async (_, reviewed) => {
    const { verifier, stack } = workWith({ reviewed: { ...REPRESENTED, ...reviewed } });
    await expect(verifier.verifyLate(stack, false)).rejects.toThrow("is refused: module-removed:shop-prod/queue");
  });

  test("may do what is approved of its representative", async () => {
    const { verifier, stack } = workWith({
      reviewed: REPRESENTED,
      approvals: ["module-removed:shop-prod/queue"],
    });
    expect((await verifier.verifyLate(stack, false)).stack).toBe(NAME);
  });
});

test("a role that is denied is told before anything is planned, of a represented baseline, too", async () => {
  const failure = new Failure("denied", "");
  const { verifier, stack } = workWith({ role: { kind: "denied", failure }, reviewed: REPRESENTED });
  await expect(verifier.verify([stack])).rejects.toBe(failure);
});

test("a stack whose JSON is written anew during the apply is not planned", async () => {
  const { verifier, stack } = workWith({ approvals: ["module-removed:shop-dev/queue"] });
  writeFileSync(path.join(stack.directory, "cdk.tf.json"), '{ "resource": {} }');
  await expect(verifier.verifyLate(stack, false)).rejects.toThrow(`JSON of the stack ${NAME} was written anew`);
});

test("what a killed apply left is removed, and nobody else may read what comes instead", () => {
  const own = path.join(directory, "apply");
  mkdirSync(own, { mode: 0o755 });
  writeFileSync(planFileOf(own, "x.check"), "secret");
  workWith({});
  expect(existsSync(planFileOf(own, "x.check"))).toBe(false);
  expect(statSync(own).mode & 0o777).toBe(0o700);
});

test("the last look waits until the stack is initialized", async () => {
  const { work, stack } = workWith({});
  const uninitialized = new Error("not initialized");
  await expect(leftOver(work, { of: () => Promise.reject(uninitialized) }, [stack])).rejects.toBe(uninitialized);
});
