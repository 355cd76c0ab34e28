import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import path from "node:path";
import { isAcceptable, type PlanReport } from "../../reports/plan/plan-report";
import type { SynthesizedStack } from "../synthesize";
import { LOCK_FILE } from "../terraform/terraform-run";
import { planFileOf } from "./plan-stacks";

/** The name of the manifest beside the plan files. */
export const MANIFEST_NAME = "plan.json";

/** One stack in a manifest. */
export interface ManifestStack {
  readonly name: string;
  /** The stacks of the manifest that must be applied before it, also through stacks that are not in it. */
  readonly dependencies: readonly string[];
  /** Of the stack's Terraform JSON, as lower-case hexadecimal digits. */
  readonly jsonSha256: string;
  /** The plan file beside the manifest; `undefined` of a stack that was not planned. */
  readonly plan: { readonly file: string; readonly sha256: string } | undefined;
  /** The stacks that must be applied before it can be planned. */
  readonly after: readonly string[];
}

/** What was planned from what, so that it can be told later whether this is still it. */
export interface PlanManifest {
  readonly version: 1;
  readonly commit: string | undefined;
  readonly isDirty: boolean;
  readonly base: { readonly name: string; readonly commit: string } | undefined;
  /** In UTC, ISO 8601. */
  readonly time: string;
  readonly terraform: string;
  /** The role that was named for member accounts; `undefined` where each stack said itself. */
  readonly accountRole: string | undefined;
  /** The versions of providers by their address. */
  readonly providers: Readonly<Record<string, string>>;
  /** Whether the plan may be applied: nothing failed and nothing is refused. */
  readonly isAcceptable: boolean;
  /** The ids of refused changes. */
  readonly refused: readonly string[];
  readonly stacks: readonly ManifestStack[];
}

/** Describes plan files that were just written. */
export function planManifest(
  report: PlanReport,
  stacks: readonly SynthesizedStack[],
  planDirectory: string,
  time: string,
): PlanManifest {
  const { commit, isDirty, base, terraform, accountRole } = report.origin;
  const planned = new Set(report.stacks.map(({ stack }) => stack));
  const entry = ({ name, dependencies, directory }: SynthesizedStack): ManifestStack => {
    const file = planFileOf(planDirectory, name);
    return {
      name,
      dependencies,
      jsonSha256: sha256(path.join(directory, "cdk.tf.json")),
      plan: planned.has(name) ? { file: path.basename(file), sha256: sha256(file) } : undefined,
      after: report.deferred.find(({ stack }) => stack === name)?.after ?? [],
    };
  };
  return {
    version: 1,
    commit,
    isDirty,
    base,
    time,
    terraform,
    accountRole,
    providers: providersOf(stacks),
    isAcceptable: isAcceptable(report),
    refused: report.verdict.refusals.map(({ change }) => change),
    stacks: stacks.map(entry),
  };
}

function sha256(file: string): string {
  return createHash("sha256").update(readFileSync(file)).digest("hex");
}

/** As the lock file of the first stack that has one says; all stacks share it. */
function providersOf(stacks: readonly SynthesizedStack[]): Readonly<Record<string, string>> {
  for (const { directory } of stacks) {
    const text = readIfThere(path.join(directory, LOCK_FILE));
    if (text === undefined) continue;
    const found = text.matchAll(/^provider "([^"]+)" \{\s+version\s+= "([^"]+)"/gm);
    return Object.fromEntries([...found].map(([, address, version]) => [address, version]));
  }
  return {};
}

function readIfThere(file: string): string | undefined {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return undefined;
  }
}
