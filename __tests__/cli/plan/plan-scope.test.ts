import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "@jest/globals";
import { type PlanRequest, planScope } from "../../../cli/plan/make-plan";
import { synthesize } from "../../../cli/synthesize";
import type { LandingZoneConfig } from "../../../model/config";
import { shopConfig } from "../../support/planned";
import { caught } from "../caught";

let directory: string;
beforeEach(() => {
  directory = mkdtempSync(path.join(tmpdir(), "rootstock-scope-test-"));
});
afterEach(() => rmSync(directory, { recursive: true }));

const git = (...words: string[]): string => execFileSync("git", ["-C", directory, ...words], { encoding: "utf8" });

function commit(files: Readonly<Record<string, string>>): void {
  for (const [name, text] of Object.entries(files)) writeFileSync(path.join(directory, name), text);
  git("add", ".");
  git("-c", "user.name=test", "-c", "user.email=test@acme.example", "commit", "--quiet", "--message=Test");
}

const RENAMED = shopConfig({
  contacts: { ...shopConfig().contacts, billing: { ...shopConfig().contacts.billing, phone: "1" } },
});

const bootstrapped = (): LandingZoneConfig =>
  shopConfig({
    backend: { type: "s3", bucket: "acme-states", region: "eu-central-1", createBucket: true },
    pipeline: { github: { repository: "acme/landing-zone" } },
  });

/** The scope of a plan of a configuration that differs from what was committed. */
function scopeOf(config: LandingZoneConfig, more: Partial<PlanRequest> = {}) {
  const configFile = path.join(directory, "organization.json");
  const ledgerFile = path.join(directory, "identities.lock.json");
  writeFileSync(configFile, JSON.stringify(config));
  const outdir = path.join(directory, "cdktf.out");
  const synthesis = synthesize({ configFile, ledgerFile, outdir, today: "2026-07-01" });
  if (synthesis.kind === "refused") throw new Error(JSON.stringify(synthesis.problems));
  const request: PlanRequest = {
    ...synthesis,
    configFile,
    ledgerFile,
    names: [],
    plansEach: false,
    planDirectory: path.join(directory, "plan"),
    showsEmails: false,
    concurrency: 1,
    today: "2026-07-01",
    principal: undefined,
    ...more,
  };
  return planScope(request);
}

const names = ({ stacks }: { readonly stacks: readonly { readonly name: string }[] }): readonly string[] =>
  stacks.map(({ name }) => name);

describe("with a base, a plan is made of", () => {
  beforeEach(() => void git("init", "--quiet", "--initial-branch=main"));

  test("nothing, when the configuration says the same", () => {
    commit({ "organization.json": JSON.stringify(shopConfig()) });
    const scope = scopeOf(shopConfig(), { base: "main" });
    expect({ names: names(scope), abandoned: scope.abandoned, notes: scope.base?.notes }).toEqual({
      names: [],
      abandoned: [],
      notes: [],
    });
    expect(scope.base?.commit).toBe(git("rev-parse", "main").trim());
  });

  test("the stacks that say something else, in the order of their dependencies", () => {
    commit({ "organization.json": JSON.stringify(shopConfig()) });
    const scope = scopeOf(RENAMED, { base: "main" });
    expect(names(scope)).toEqual(["organization", "accounts-1"]);
    expect(scope.stacks[1]?.dependencies).toEqual(["organization"]);
    expect(scope.base?.zone?.contacts.billing).not.toEqual(RENAMED.contacts.billing);
  });

  test("not the stacks that npm run bootstrap applies, unless they are named", () => {
    const config = bootstrapped();
    commit({ "organization.json": JSON.stringify(config) });
    const tagged = { ...config, tags: { ...config.tags, Team: "platform" } };
    const scope = scopeOf(tagged, { base: "main" });
    expect([...scope.leftToBootstrap].sort()).toEqual(["pipeline", "state-backend"]);
    expect(names(scope)).toContain("organization");
    expect(names(scope).filter((name) => scope.leftToBootstrap.includes(name))).toEqual([]);
    const named = scopeOf(tagged, { base: "main", names: ["pipeline"] });
    expect({ names: names(named), left: named.leftToBootstrap }).toEqual({ names: ["pipeline"], left: [] });
  });

  test("and tells the stacks that are gone", () => {
    commit({ "organization.json": JSON.stringify(shopConfig()) });
    const { abandoned } = scopeOf(shopConfig({ baseline: { mode: "off" } }), { base: "main" });
    expect(abandoned).toContain("baseline-shop-dev");
  });

  test("everything, when the base has no configuration", () => {
    commit({ "readme.md": "nothing" });
    const scope = scopeOf(shopConfig(), { base: "main" });
    expect(names(scope)).toContain("baseline-shop-dev");
    expect(scope.base?.notes).toEqual(["The base has no configuration: everything is new."]);
  });

  test("everything, when the base cannot be synthesized", () => {
    commit({ "organization.json": JSON.stringify({ ...shopConfig(), name: "NOT A NAME" }) });
    const scope = scopeOf(shopConfig(), { base: "main" });
    expect(names(scope)).toContain("organization");
    expect(scope.base?.notes).toHaveLength(2);
  });

  test("what is named, whatever the base says", () => {
    commit({ "organization.json": JSON.stringify(shopConfig()) });
    expect(names(scopeOf(RENAMED, { base: "main", names: ["guardrails"] }))).toEqual(["guardrails"]);
  });

  test.each(["nowhere", "--upload-pack=x", "main; rm -rf /"])("a base called %j is a misuse", (base) => {
    commit({ "organization.json": JSON.stringify(shopConfig()) });
    expect(caught(() => scopeOf(shopConfig(), { base }))).toMatchObject({ exitCode: 2 });
  });
});

test("without a base, every stack is planned", () => {
  expect(names(scopeOf(shopConfig()))).toEqual(expect.arrayContaining(["organization", "accounts-1", "monitoring"]));
});

test("without a base, what npm run bootstrap applies is left out and told", () => {
  const scope = scopeOf(bootstrapped());
  expect([...scope.leftToBootstrap].sort()).toEqual(["pipeline", "state-backend"]);
  expect(names(scope)).toContain("guardrails");
  expect(names(scope).filter((name) => scope.leftToBootstrap.includes(name))).toEqual([]);
});

test("a base without a repository is a failure", () => {
  expect(caught(() => scopeOf(shopConfig(), { base: "main" }))).toMatchObject({
    message: expect.stringContaining("in no Git repository"),
    exitCode: 1,
  });
});
