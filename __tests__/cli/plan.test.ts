import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "@jest/globals";
import { minimalConfig } from "../support/example-config";
import { captured } from "./captured";

let directory: string;
beforeEach(() => {
  directory = mkdtempSync(path.join(tmpdir(), "rootstock-plan-verb-"));
});
afterEach(() => rmSync(directory, { recursive: true }));

/** Runs the verb on a configuration, with everything that it writes in a directory that is gone afterwards. */
function plan(config: object, ...words: string[]) {
  const file = path.join(directory, "organization.json");
  writeFileSync(file, JSON.stringify(config));
  const output = ["--output", path.join(directory, "plan"), "--stacks", path.join(directory, "cdktf.out")];
  return captured(["plan", "--config", file, ...output, ...words]);
}

describe("plan", () => {
  const expired = { change: "trail-stopped:x", reason: "y", until: "2026-06-30" };
  const broken = minimalConfig({ approvals: [expired] });

  test("refuses a configuration with problems before Terraform is looked for", async () => {
    const { code, stderr } = await plan(broken, "--today", "2026-07-01");
    expect({ code, hasPlan: existsSync(path.join(directory, "plan")) }).toEqual({ code: 1, hasPlan: false });
    expect(stderr).toContain('the approval of "trail-stopped:x" ended on 2026-06-30');
  });

  test("prints the problems as JSON", async () => {
    const { code, stdout } = await plan(broken, "--today", "2026-07-01", "--json");
    expect({ code, printed: JSON.parse(stdout) }).toMatchObject({
      code: 1,
      printed: { ok: false, problems: [{ rule: "approval-expired", path: ["approvals", 0, "until"] }] },
    });
  });

  test.each([
    [["--parallelism", "0"], "--parallelism cannot be"],
    [["--parallelism", "many"], "--parallelism cannot be"],
    [["--parallelism", "33"], "--parallelism cannot be"],
    [["--stack", "guardrail"], 'There is no stack "guardrail"; did you mean guardrails?'],
    [["--account-role", "role/reader"], "--account-role cannot be"],
    [["--bass", "main"], "There is no option --bass; did you mean --base?"],
  ])("%j is a misuse", async (words, message) => {
    const { code, stderr } = await plan(minimalConfig(), ...words);
    expect({ code, stderr }).toEqual({ code: 2, stderr: expect.stringContaining(message) });
  });
});
