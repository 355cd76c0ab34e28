import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "@jest/globals";
import { type Synthesis, type SynthesisOptions, synthesize } from "../../cli/synthesize";
import type { LandingZoneConfig } from "../../model/config";
import { unfinishedMoves } from "../../policies/guardrail-policies";
import { minimalConfig } from "../support/example-config";

let directory: string;
const at = (...names: readonly string[]): string => path.join(directory, ...names);

beforeEach(() => {
  directory = mkdtempSync(path.join(tmpdir(), "rootstock-synthesize-"));
});
afterEach(() => rmSync(directory, { recursive: true, force: true }));

function synthesized(
  config: LandingZoneConfig,
  outdir = "out",
  more: Pick<SynthesisOptions, "finishMoves" | "repack"> = {},
): Synthesis {
  // A name of its own for each: Node.js keeps what it has required.
  const configFile = at(`organization-${readdirSync(directory).length}.json`);
  writeFileSync(configFile, JSON.stringify(config));
  return synthesize({ configFile, ledgerFile: at("ledger.json"), outdir: at(outdir), today: "2026-01-01", ...more });
}

function moves(synthesis: Synthesis): object {
  if (synthesis.kind === "refused") throw new Error(JSON.stringify(synthesis.problems));
  return { unfinished: unfinishedMoves(synthesis.zone), finished: synthesis.finished };
}

function bytes(outdir: string): Readonly<Record<string, string>> {
  const files = readdirSync(at(outdir), { recursive: true, encoding: "utf8" }).filter((name) => name.endsWith(".json"));
  return Object.fromEntries(files.sort().map((name) => [name, readFileSync(at(outdir, name), "utf8")]));
}

describe("synthesize", () => {
  test("writes every stack with what it comes after, and the ledger", () => {
    const written = synthesized(minimalConfig());
    expect(written).toMatchObject({ kind: "written", ledgerChanged: true });
    const stacks = written.kind === "written" ? written.stacks : [];
    expect(Object.fromEntries(stacks.map(({ name, dependencies }) => [name, dependencies]))).toMatchObject({
      organization: [],
      "accounts-1": ["organization"],
    });
    for (const stack of stacks) {
      expect(readdirSync(stack.directory).sort()).toEqual([".terraform.lock.hcl", "cdk.tf.json"]);
    }
  });

  test("writes the same bytes again, wherever, and leaves the ledger alone", () => {
    synthesized(minimalConfig());
    const ledger = readFileSync(at("ledger.json"), "utf8");
    expect(synthesized(minimalConfig(), "elsewhere")).toMatchObject({ ledgerChanged: false });
    expect(bytes("elsewhere")).toEqual(bytes("out"));
    expect(readFileSync(at("ledger.json"), "utf8")).toBe(ledger);
  });

  describe("moves of guardrails", () => {
    const statements = [{ Effect: "Deny", Action: "ec2:*", Resource: "*" }] as const;
    const at = (...units: readonly string[]): LandingZoneConfig => ({
      ...minimalConfig({ guardrails: { own: { reason: "For the test.", statements } } }),
      organizationalUnits: {
        ...minimalConfig().organizationalUnits,
        apps: { name: "Apps", guardrails: units.includes("apps") ? ["own"] : [] },
        labs: { name: "Labs", guardrails: units.includes("labs") ? ["own"] : [] },
      },
    });
    const leaving = { policy: "scp_1", kind: "guardrail", key: "own" };

    test("are not finished by synthesizing again, only on request", () => {
      synthesized(at("apps"));
      expect(moves(synthesized(at("labs")))).toEqual({ unfinished: [leaving], finished: [] });
      expect(moves(synthesized(at("labs")))).toEqual({ unfinished: [leaving], finished: [] });
      expect(moves(synthesized(at("labs"), "out", { finishMoves: true }))).toEqual({
        unfinished: [],
        finished: [leaving],
      });
      expect(moves(synthesized(at("labs"), "out", { finishMoves: true }))).toEqual({ unfinished: [], finished: [] });
    });

    test("are not needed for what was never synthesized", () => {
      expect(moves(synthesized(at("apps"), "out", { finishMoves: true, repack: true }))).toEqual({
        unfinished: [],
        finished: [],
      });
    });

    test("into fewer policies happen on request only", () => {
      synthesized(at("apps"));
      const { policies: _, ...old } = JSON.parse(readFileSync(path.join(directory, "ledger.json"), "utf8"));
      writeFileSync(path.join(directory, "ledger.json"), JSON.stringify(old));
      expect(moves(synthesized(at("apps")))).toEqual({ unfinished: [], finished: [] });
      expect(moves(synthesized(at("apps"), "out", { repack: true }))).toEqual({
        unfinished: ["deny-root-access-keys", "protect-root-settings"].map((key) => ({
          policy: key,
          kind: "guardrail",
          key,
        })),
        finished: [],
      });
    });
  });

  test("removes the folder of a stack that is gone, and keeps Terraform's files beside the others", () => {
    mkdirSync(at("out", "stacks", "gone"), { recursive: true });
    mkdirSync(at("out", "stacks", "organization", ".terraform"), { recursive: true });
    synthesized(minimalConfig());
    expect(readdirSync(at("out", "stacks"))).not.toContain("gone");
    expect(existsSync(at("out", "stacks", "organization", ".terraform"))).toBe(true);
    expect(readdirSync(directory).filter((name) => name.endsWith(".tmp"))).toEqual([]);
  });

  test("writes nothing for a configuration with problems", () => {
    const refused = synthesized({ ...minimalConfig(), name: "No Good Name" });
    expect(refused.kind).toBe("refused");
    expect(readdirSync(directory).filter((name) => !name.startsWith("organization-"))).toEqual([]);
  });

  test("writes nothing when it is called off", () => {
    const configFile = at("organization.json");
    writeFileSync(configFile, JSON.stringify(minimalConfig()));
    const beforeWriting = (): void => {
      throw new Error("called off");
    };
    const options = { configFile, ledgerFile: at("ledger.json"), outdir: at("out"), today: "2026-01-01" };
    expect(() => synthesize({ ...options, beforeWriting })).toThrow("called off");
    expect(readdirSync(directory)).toEqual(["organization.json"]);
  });

  test.each([
    ["the output directory is a file", "file", "output directory"],
    ["the output directory is below a file", "file/out", "output directory"],
  ])("says so and keeps the ledger when %s", (_, outdir, subject) => {
    writeFileSync(at("file"), "in the way");
    expect(() => synthesized(minimalConfig(), outdir)).toThrow(
      expect.objectContaining({ name: "Failure", message: expect.stringContaining(subject), exitCode: 1 }),
    );
    expect(existsSync(at("ledger.json"))).toBe(false);
    expect(readFileSync(at("file"), "utf8")).toBe("in the way");
  });
});
