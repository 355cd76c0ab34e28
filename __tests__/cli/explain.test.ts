import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { nextLedger } from "../../model/next-ledger";
import { exampleConfig, minimalConfig } from "../support/example-config";
import { captured } from "./captured";

let directory = "";
const at = (name: string): string => path.join(directory, name);
const explain = (...words: string[]) =>
  captured(["explain", ...words, ...(words.includes("--config") ? [] : ["--config", at("config/organization.json")])]);

function git(...words: string[]): void {
  const settings = ["-c", "user.name=Test", "-c", "user.email=test@acme.example", "-c", "init.defaultBranch=main"];
  const { status, stderr } = spawnSync("git", [...settings, ...words], { cwd: directory, encoding: "utf8" });
  if (status !== 0) throw new Error(stderr);
}

beforeAll(() => {
  directory = mkdtempSync(path.join(tmpdir(), "rootstock-explain-"));
  mkdirSync(at("config"));
  writeFileSync(at("config/organization.json"), JSON.stringify(exampleConfig({ denyRoot: { mode: "off" } })));
  git("init", "--quiet");
  git("add", ".");
  git("commit", "--quiet", "--message", "Leave deny-root off");
  writeFileSync(at("config/organization.json"), JSON.stringify(exampleConfig()));
  writeFileSync(at("minimal.json"), JSON.stringify(minimalConfig()));
  writeFileSync(at("gone.json"), JSON.stringify(minimalConfig()));
  const ledger = nextLedger(minimalConfig(), undefined);
  const gone = { kind: "account", state: "closing", reason: "merged", accountId: "333333333333" };
  writeFileSync(at("gone.lock.json"), JSON.stringify({ ...ledger, identities: { ...ledger.identities, gone } }));
  writeFileSync(at("broken.json"), JSON.stringify({ ...minimalConfig(), organizationalUnits: 7 }));
  const own = { reason: "For the test.", statements: [{ Effect: "Deny", Action: "iam:*", Resource: "*" }] };
  writeFileSync(
    at("strict.json"),
    JSON.stringify(minimalConfig({ guardrails: { own: own as never }, rootGuardrails: ["own"] })),
  );
});
afterAll(() => rmSync(directory, { recursive: true }));

describe("explain --quotas", () => {
  test("prints slots by node and characters by policy", async () => {
    const { code, stdout } = await explain("--quotas");
    expect(code).toBe(0);
    expect(stdout).toMatch(/^Slots for policies, by node\n {2}organization root\n/);
    expect(stdout).toMatch(/\n {2}deny-root +SCP: \d+ of 10240, \d+ left\n/);
  });

  test("prints JSON", async () => {
    const { stdout } = await explain("--quotas", "--json");
    expect(JSON.parse(stdout)).toMatchObject({
      nodes: expect.arrayContaining([expect.objectContaining({ target: { kind: "root" } })]),
      policies: expect.arrayContaining([expect.objectContaining({ policy: "deny-root", limit: 10_240 })]),
    });
  });
});

describe("explain ACCOUNT", () => {
  test.each(["gone", "333333333333"])("says of an account that was taken out what became of it: %s", async (named) => {
    const { code, stderr } = await explain(named, "--config", at("gone.json"), "--ledger", at("gone.lock.json"));
    expect(code).toBe(2);
    expect(stderr).toContain(`There is no account "${named}" any more: its state is closed`);
    expect(stderr).toContain("The ledger says `closing`, and the entry was taken out again.");
  });

  test("prints guardrails by level with their origin, and an answer to each standing question", async () => {
    const { code, stdout, stderr } = await explain("sandbox-bob");
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    expect(stdout).toContain("sandbox-bob (id not known yet) in Workloads > Sandboxes\n");
    expect(stdout).toContain("    deny-root (scp): default of the guardrail catalogue, denyRoot.attachTo\n");
    expect(stdout).toContain("  OU Sandboxes (sandboxes)\n    deny-expensive-instances (scp): listed on this unit, ");
    expect(stdout).toMatch(
      /\n {2}Long-term root +denied .* statement DenyLongTermRoot of acme-deny-root \(organization root\)\.\n/,
    );
    expect(stdout).toMatch(
      /\n {2}Root session: unlock a bucket +allowed +it keeps all 4 actions that it is there for\.\n/,
    );
    expect(stdout).toMatch(
      /\n {2}Ordinary role +depends +everything but what \d+ statements deny, of deny-expensive-instances, /,
    );
    expect(stdout).toMatch(/\n {2}Deploy role +none +the configuration has no such principal\.\n/);
    expect(stdout).toMatch(/\n {2}Service-linked role +not bound /);
  });

  test("says of the management account that it is not bound, and what stands in", async () => {
    const { stdout } = await explain("management");
    expect(stdout).toContain("NOT BOUND BY SCP: ");
    expect(stdout).toContain("  in place  alarm on every use of the root user (root-usage)\n");
    const { stdout: without } = await explain("management", "--config", at("minimal.json"));
    expect(without).toContain("  MISSING   mailbox, phone, password and MFA devices");
  });

  test("prints JSON", async () => {
    const { stdout } = await explain("shop-prod", "--json");
    expect(JSON.parse(stdout)).toMatchObject({
      account: "shop-prod",
      units: ["Workloads", "Production", "Shop"],
      answers: expect.arrayContaining([expect.objectContaining({ question: "long-term-root", verdict: "denied" })]),
    });
  });

  test("answers as if the account were in another unit", async () => {
    const { stdout } = await explain("shop-prod", "--unit", "suspended");
    expect(stdout).toContain("in Suspended, as if it were in this unit\n");
    expect(stdout).toMatch(/Root session: audit credentials +denied /);
  });

  test("explains a configuration that breaks a policy rule", async () => {
    const { code, stdout } = await explain("log-archive", "--config", at("strict.json"));
    expect(code).toBe(0);
    expect(stdout).toMatch(
      /Account access role +depends +.*iam:CreateRole.*: whatever else .* statement number 1 of guardrail own in acme-scp_1 \(organization root\)\.\n/,
    );
  });
});

describe("explain ACCOUNT --principal", () => {
  test.each<[readonly string[], RegExp]>([
    [
      ["--principal", "long-term-root", "--action", "s3:*"],
      /^May long-term-root do s3:\* on any resource in shop-prod\?\nDENIED: whatever else .*\n {2}DenyLongTermRoot of guardrail deny-root \(denyRoot\), attached to the organization root\n/,
    ],
    [
      ["--principal", "ordinary-role", "--action", "ec2:RunInstances"],
      /\nDEPENDS: it depends on .*aws:RequestedRegion/,
    ],
    [
      ["--principal", "ordinary-role", "--action", "sqs:SendMessage", "--context", "aws:RequestedRegion=us-east-1"],
      /, with aws:RequestedRegion us-east-1\?\nALLOWED by the organization's policies: /,
    ],
    [
      ["--principal", "arn:aws:iam::*:root", "--action", "iam:GetUser", "--context", "aws:AssumedRoot="],
      /, with aws:AssumedRoot absent\?\nDENIED: /,
    ],
    [
      ["--principal", "service-linked-role"],
      /^May service-linked-role do \* on any resource in shop-prod\?\nNOT BOUND: /,
    ],
    [["--principal", "break-glass", "--action", "sts:AssumeRoot"], /\nALLOWED /],
  ])("%j", async (words, expected) => {
    const { code, stdout, stderr } = await explain("shop-prod", ...words);
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    expect(stdout).toMatch(expected);
  });

  test("prints the witnesses as JSON", async () => {
    const { stdout } = await explain(
      "shop-prod",
      "--principal",
      "ordinary-role",
      "--action",
      "sqs:SendMessage",
      "--json",
    );
    expect(JSON.parse(stdout)).toMatchObject({
      answer: { verdict: "depends", on: ["aws:requestedregion"] },
      statements: [{ guardrail: "region-restriction", path: 'companionGuardrails["region-restriction"]' }],
    });
  });
});

test("explain --all is a matrix with every reason once", async () => {
  const { code, stdout } = await explain("--all");
  expect(code).toBe(0);
  expect(stdout).toMatch(/\n {2}acme-management +N {2}N/);
  expect(stdout).toMatch(/\n {2}shop-prod +D {2}A {2}A {2}A {2}A {2}A {2}A {2}A {2}A {2}- {2}\? {2}N\n/);
  expect(stdout.match(/Long-term root: denied in all 11 member accounts/g)).toHaveLength(1);
  const { stdout: json } = await explain("--all", "--json");
  expect(JSON.parse(json).rows).toHaveLength(11);
});

describe("explain --before", () => {
  test.each<[string, string, RegExp]>([
    [
      "a commit",
      "HEAD",
      /^Long-term root loses in 11 accounts: log-archive, .*\n {2}loses: everything\n {2}before, in log-archive: everything but .*\n {2}after: .*\n$/,
    ],
    ["another configuration", "minimal.json", /\nNew accounts, which are not compared: network, /],
    [
      "the same configuration",
      "config/organization.json",
      /^Nobody gains or loses anything by the organization's policies\.\n$/,
    ],
  ])("compares with %s", async (_, before, expected) => {
    const { code, stdout, stderr } = await explain("--before", before === "HEAD" ? before : at(before));
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    expect(stdout).toMatch(expected);
    expect(readdirSync(directory)).not.toContainEqual(expect.stringContaining(".before"));
  });

  test("with neither is misuse", async () => {
    const { code, stderr } = await explain("--before", "no-such-commit");
    expect(code).toBe(2);
    expect(stderr).toMatch(/^Error: "no-such-commit" is neither a file nor a commit here: /);
  });
});

describe("misuse", () => {
  test.each<[readonly string[], string]>([
    [[], "The argument ACCOUNT is missing"],
    [["shop-prd"], 'There is no account "shop-prd"; did you mean shop-prod?'],
    [["shop-prod", "--unit", "recovry"], 'There is no unit "recovry"; did you mean recovery?'],
    [["shop-prod", "--principal", "long-term-roots"], 'There is no kind of principal "long-term-roots"'],
    [["shop-prod", "--principal", "deploy-role"], "The configuration has no deploy-role"],
    [["shop-prod", "--action", "s3:GetObject"], "--action needs --principal"],
    [
      ["shop-prod", "--principal", "anyone", "--action", "s3:DeletBucket"],
      'AWS has no action "s3:DeletBucket"; did you mean s3:DeleteBucket?',
    ],
    [
      ["shop-prod", "--principal", "anyone", "--context", "aws:RequestedRegoin=x"],
      'AWS has no condition key "aws:RequestedRegoin"; did you mean aws:RequestedRegion?',
    ],
    [["shop-prod", "--principal", "anyone", "--context", "aws:SourceIp"], "--context aws:SourceIp has no value"],
    [
      ["shop-prod", "--principal", "anyone", "--context", "aws:SourceIp=10.0.0.1", "--context", "aws:SourceIp="],
      "aws:SourceIp is both absent and there",
    ],
    [
      ["shop-prod", "--principal", "long-term-root", "--context", "aws:PrincipalType=User"],
      "A request of long-term-root always says itself what aws:principaltype is",
    ],
    [["--all", "--before", "HEAD"], "--all and --before contradict each other"],
    [["--all", "--principal", "anyone"], "--principal is about one account"],
    [["--quotas", "--all"], "--quotas and --all contradict each other"],
    [["--quotas", "--before", "HEAD"], "--quotas and --before contradict each other"],
  ])("%j", async (words, message) => {
    const { code, stdout, stderr } = await explain(...words);
    expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
    expect(stderr.split("\n", 1)[0]).toBe(`Error: ${message}`);
  });

  test("a configuration that cannot be resolved has nothing to explain", async () => {
    const { code, stderr } = await explain("log-archive", "--config", at("broken.json"));
    expect(code).toBe(1);
    expect(stderr).toMatch(/so there is nothing to explain\n {2}Run `npm run validate`/);
  });
});
