import { execFileSync } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { planScope } from "../plan/make-plan";
import { synthesize } from "../synthesize";
import { generatedConfig } from "./generated-config";

/** What a plan of a change of defaults takes before Terraform is run. */
export interface PlanningTime {
  readonly accounts: number;
  /** The stacks that the change affects. */
  readonly affected: number;
  /** Those that are planned. */
  readonly planned: number;
  readonly waves: readonly number[];
  /** Of the wall clock: both sides synthesized, compared and grouped. */
  readonly seconds: number;
}

const TODAY = "2026-01-01";

/**
 * Measures the work of `plan` for a change of one setting of every baseline.
 *
 * @param directory a directory of its own, which must not exist yet
 */
export function measurePlanning(accounts: number, directory: string): PlanningTime {
  mkdirSync(directory, { recursive: true });
  const configFile = path.join(directory, "organization.json");
  const ledgerFile = path.join(directory, "identities.lock.json");
  const files = { configFile, ledgerFile, outdir: path.join(directory, "cdktf.out"), today: TODAY };
  const base = generatedConfig(accounts);
  // A module is loaded once in a process, so the base is never loaded from where the changed configuration is.
  const baseFile = path.join(directory, "base.json");
  for (const file of [baseFile, configFile]) writeFileSync(file, JSON.stringify(base));
  synthesize({ ...files, configFile: baseFile });
  const git = (...words: readonly string[]): void => void execFileSync("git", ["-C", directory, ...words]);
  git("init", "--quiet");
  git("add", "organization.json", "identities.lock.json");
  git("-c", "user.name=bench", "-c", "user.email=bench@bench.example", "commit", "--quiet", "-m", "Base");
  writeFileSync(configFile, JSON.stringify({ ...base, baseline: { passwordMaxAgeDays: 90 } }));
  const start = performance.now();
  const synthesis = synthesize(files);
  if (synthesis.kind === "refused") throw new Error(JSON.stringify(synthesis.problems));
  const { stacks, planned, waves } = planScope({
    ...synthesis,
    configFile,
    ledgerFile,
    base: "HEAD",
    names: [],
    plansEach: false,
    planDirectory: path.join(directory, "plan"),
    showsEmails: false,
    concurrency: 1,
    today: TODAY,
    principal: undefined,
  });
  const seconds = (performance.now() - start) / 1000;
  return {
    accounts,
    affected: stacks.length,
    planned: planned.length,
    waves: waves.map(({ length }) => length),
    seconds,
  };
}
