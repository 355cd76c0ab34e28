import { spawnSync } from "node:child_process";
import { existsSync, readFileSync, realpathSync, symlinkSync } from "node:fs";
import path from "node:path";
import type { LandingZone } from "../../model/landing-zone";
import { validateConfiguration } from "../../policies/validate";
import { loadConfig } from "../load-config";
import { readLedger } from "../load-ledger";
import { synthesize } from "../synthesize";
import { readTerraformJson, type TerraformJsonByStack } from "../terraform/terraform-json";
import { dayOfCommit, type Repository, withFilesOf } from "./git";

/** The configuration as it was at a commit. */
export interface Base {
  /** `undefined` when it could not be synthesized: then every stack counts as affected. */
  readonly stacks: TerraformJsonByStack | undefined;
  /** `undefined` when this version cannot resolve it. */
  readonly zone: LandingZone | undefined;
  /** What people should know of that, in whole sentences. */
  readonly notes: readonly string[];
}

/** Where the configuration is now; absolute paths. */
export interface BaseFiles {
  readonly configFile: string;
  readonly ledgerFile: string;
}

/** The directory that holds `package.json`. */
const PACKAGE = path.join(__dirname, "..", "..");

/**
 * Synthesizes the configuration of a commit, in a directory that is gone afterwards.
 *
 * Where Rootstock itself is in the repository, the commit's own Rootstock does it, so that a change of Rootstock shows
 * as a change of stacks. Dates are judged on the day of the commit: what has expired since was good then.
 */
export function synthesizeBase(repository: Repository, commit: string, files: BaseFiles): Base {
  return withFilesOf(repository, commit, (root) => {
    const there = (file: string): string => path.join(root, path.relative(repository.root, realPath(file)));
    const config = there(files.configFile);
    const ledger = there(files.ledgerFile);
    if (!existsSync(config)) {
      return { stacks: new Map(), zone: undefined, notes: ["The base has no configuration: everything is new."] };
    }
    const today = dayOfCommit(repository, commit);
    const outdir = path.join(root, "cdktf.out");
    const own = there(PACKAGE);
    const hasOwn = isInside(repository.root, realPath(PACKAGE)) && existsSync(path.join(own, "cli", "rootstock.ts"));
    const stacks = hasOwn
      ? synthesizeWithItsOwn({ own, config, ledger, outdir, today })
      : synthesizeWithThis({ config, ledger, outdir, today });
    const zone = resolveBase(config, ledger, today);
    return { stacks, zone, notes: notesOn(stacks, zone) };
  });
}

interface BaseSynthesis {
  readonly config: string;
  readonly ledger: string;
  readonly outdir: string;
  readonly today: string;
}

function synthesizeWithItsOwn({ own, config, ledger, outdir, today }: BaseSynthesis & { readonly own: string }) {
  // A change of dependencies is a change of Rootstock's own; what the base was made with is not installed any more.
  symlinkSync(path.join(PACKAGE, "node_modules"), path.join(own, "node_modules"));
  const words = ["--require", "./cli/quiet-stack-traces.cjs", "--require", "tsx/cjs", "cli/rootstock.ts", "synth"];
  const options = ["--config", config, "--ledger", ledger, "--output", outdir, "--today", today, "--json"];
  const { status } = spawnSync(process.execPath, [...words, ...options], { cwd: own, stdio: "ignore" });
  return status === 0 ? readStacks(outdir) : undefined;
}

function synthesizeWithThis({ config, ledger, outdir, today }: BaseSynthesis): TerraformJsonByStack | undefined {
  try {
    const synthesis = synthesize({ configFile: config, ledgerFile: ledger, outdir, today });
    return synthesis.kind === "written" ? readTerraformJson(synthesis.stacks) : undefined;
  } catch {
    return undefined;
  }
}

function readStacks(outdir: string): TerraformJsonByStack {
  const manifest: { readonly stacks: Readonly<Record<string, unknown>> } = JSON.parse(
    readFileSync(path.join(outdir, "manifest.json"), "utf8"),
  );
  const names = Object.keys(manifest.stacks);
  return readTerraformJson(names.map((name) => ({ name, directory: path.join(outdir, "stacks", name) })));
}

function resolveBase(config: string, ledger: string, today: string): LandingZone | undefined {
  try {
    return validateConfiguration({ config: loadConfig(config), ledger: readLedger(ledger), today }).zone;
  } catch {
    // A base that cannot even be loaded says as little as one with problems.
    return undefined;
  }
}

function notesOn(stacks: TerraformJsonByStack | undefined, zone: LandingZone | undefined): readonly string[] {
  return [
    ...(stacks === undefined ? ["The base cannot be synthesized, so every stack is planned."] : []),
    ...(zone === undefined
      ? ["The base has problems: where accounts and guardrails were is taken from the plans."]
      : []),
  ];
}

/** Git names its root without symbolic links; the file itself need not exist. */
function realPath(file: string): string {
  return path.join(realpathSync(path.dirname(file)), path.basename(file));
}

function isInside(directory: string, file: string): boolean {
  const relative = path.relative(directory, file);
  return !relative.startsWith("..") && !path.isAbsolute(relative);
}
