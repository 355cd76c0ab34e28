import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "@jest/globals";
import { minimalConfig } from "../support/example-config";
import { captured } from "./captured";

let directory: string;
beforeEach(() => {
  directory = mkdtempSync(path.join(tmpdir(), "rootstock-ci-"));
});
afterEach(() => rmSync(directory, { recursive: true, force: true }));

const ciConfig = (...words: string[]) => captured(["ci-config", "--output", directory, ...words]);
const written = (): readonly string[] => readdirSync(directory, { recursive: true, encoding: "utf8" }).sort();

describe("ci-config", () => {
  test("writes the files once, and has nothing to do the second time", async () => {
    expect(await ciConfig("--check")).toMatchObject({ code: 1 });
    expect(written()).toEqual([]);
    expect((await ciConfig()).stdout).toMatch(/atlantis\.yaml {2}written/);
    expect(written()).toEqual(["atlantis.yaml"]);
    expect((await ciConfig()).stdout).toMatch(/atlantis\.yaml {2}as it was/);
    expect(await ciConfig("--check")).toMatchObject({ code: 0 });
  });

  test("finds a file that was edited, and puts it right", async () => {
    await ciConfig();
    const file = path.join(directory, "atlantis.yaml");
    const text = readFileSync(file, "utf8");
    writeFileSync(file, `${text}# mine\n`);
    const checked = await ciConfig("--check", "--json");
    expect({ code: checked.code, ...JSON.parse(checked.stdout) }).toEqual({
      code: 1,
      ok: false,
      files: ["atlantis.yaml"],
      outOfDate: ["atlantis.yaml"],
    });
    await ciConfig();
    expect(readFileSync(file, "utf8")).toBe(text);
  });

  test("describes workspaces where the states are in HCP Terraform", async () => {
    const config = path.join(directory, "organization.json");
    writeFileSync(config, JSON.stringify(minimalConfig({ backend: { type: "cloud", organization: "acme" } })));
    await ciConfig("--config", config);
    expect(written()).toContain(path.join("hcp-terraform", "workspaces.tf.json"));
  });

  test.each([
    [["config", "test"], 2],
    [["test"], 0],
  ])("refuses one of several organizations: in %j it ends with %d", async (folders, expected) => {
    const folder = path.join(directory, ...folders);
    mkdirSync(folder, { recursive: true });
    const config = path.join(folder, "organization.json");
    writeFileSync(config, JSON.stringify(minimalConfig()));
    const { code, stderr } = await ciConfig("--config", config);
    expect(code).toBe(expected);
    expect(written().includes("atlantis.yaml")).toBe(expected === 0);
    if (expected !== 0) expect(stderr).toContain("ci-config writes files for the default one only");
  });

  test("of a configuration with problems says them, and writes nothing", async () => {
    const config = path.join(directory, "broken.json");
    writeFileSync(
      config,
      JSON.stringify(minimalConfig({ homeRegion: "us-west-2", governedRegions: ["eu-central-1"] })),
    );
    const { code, stdout } = await ciConfig("--config", config, "--json");
    expect(code).toBe(1);
    expect(JSON.parse(stdout)).toMatchObject({ ok: false, problems: expect.arrayContaining([expect.anything()]) });
    expect(written()).toEqual(["broken.json"]);
  });
});
