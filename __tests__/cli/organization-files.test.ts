import { mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { configFile } from "../../cli/load-config";
import { neighboursOf, outputDirectory, workDirectory } from "../../cli/organization-files";
import type { LandingZoneConfig } from "../../model/config";
import { minimalConfig } from "../support/example-config";
import { captured } from "./captured";

const CWD = process.cwd();
let root: string;

/** The configuration of another organization, which shares nothing with the first one. */
function testOrganization(changes: Partial<LandingZoneConfig> = {}): LandingZoneConfig {
  const text = JSON.stringify(minimalConfig())
    .replaceAll("aws+", "aws+test-")
    .replaceAll("111111111111", "222222222222");
  return { ...JSON.parse(text), ...changes };
}

function write(name: string, config: unknown): string {
  const file = path.join(root, name);
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(file, JSON.stringify(config));
  return file;
}

beforeAll(() => {
  root = realpathSync(mkdtempSync(path.join(tmpdir(), "rootstock-organizations-")));
  write("config/organization.json", minimalConfig());
  write("config/test/organization.json", testOrganization());
  write("config/broken/organization.json", 7);
  write("config/notes/other.json", {});
  write("elsewhere/organization.json", minimalConfig());
  process.chdir(root);
});
afterAll(() => {
  process.chdir(CWD);
  rmSync(root, { recursive: true, force: true });
});

test.each([
  ["test", "config/test/organization.json"],
  ["none", "config/none/organization.ts"],
  ["elsewhere/organization.json", "elsewhere/organization.json"],
  [undefined, "config/organization.ts"],
])("--config %s is %s", (option, file) => {
  expect(configFile(option)).toBe(path.join(root, file));
});

test.each([
  ["config/organization.json", "cdktf.out", ".rootstock/plan"],
  ["config/test/organization.json", "config/test/cdktf.out", "config/test/.rootstock/plan"],
  ["elsewhere/organization.json", "cdktf.out", ".rootstock/plan"],
  ["config/test/other.json", "cdktf.out", ".rootstock/plan"],
])("what is generated for %s is in %s and %s", (file, output, plan) => {
  expect(outputDirectory(path.join(root, file))).toBe(path.join(root, output));
  expect(workDirectory(path.join(root, file), "plan")).toBe(path.join(root, plan));
});

test.each([
  ["config/organization.json", ["config/test/organization.json"]],
  ["config/test/organization.json", ["config/organization.json"]],
  ["elsewhere/organization.json", []],
  ["config/notes/other.json", []],
])("the neighbours of %s are %j", (file, names) => {
  expect(neighboursOf(path.join(root, file)).map(({ name }) => name)).toEqual(names);
});

describe("two organizations of one repository", () => {
  const run = (verb: string, name: string) => captured([verb, "--config", name, "--today", "2026-01-01"]);

  test("are synthesized side by side, each with its own ledger, and neither touches the other's files", async () => {
    const first = await run("synth", "config/organization.json");
    const ledger = readFileSync("config/identities.lock.json", "utf8");
    const stack = readFileSync("cdktf.out/stacks/organization/cdk.tf.json", "utf8");
    const second = await run("synth", "test");
    expect([first.code, second.code]).toEqual([0, 0]);
    expect(readFileSync("config/identities.lock.json", "utf8")).toBe(ledger);
    expect(readFileSync("cdktf.out/stacks/organization/cdk.tf.json", "utf8")).toBe(stack);
    expect(readFileSync("config/test/identities.lock.json", "utf8")).toContain("222222222222");
    expect(readFileSync("config/test/cdktf.out/stacks/organization/cdk.tf.json", "utf8")).toContain("222222222222");
  });

  test("are refused when one claims what is the other's", async () => {
    write("config/copy/organization.json", minimalConfig());
    const { code, stdout } = await run("validate", "copy");
    expect(code).toBe(1);
    expect(stdout).toContain("organizations-apart");
    expect(stdout).toContain("config/organization.json");
  });
});
