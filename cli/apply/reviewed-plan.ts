import { createHash } from "node:crypto";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import type { z } from "zod";
import { baselineStackName, MANAGEMENT_BASELINE_STACK } from "../../model/baseline";
import { accountOfBaseline, type Representation } from "../../reports/plan/representation";
import { Failure, messageOf } from "../failure";
import { MANIFEST_NAME, manifestSchema, STACK_JSON, sha256 } from "../plan/manifest";

/** A manifest as it was read. */
export type ReviewedManifest = z.output<typeof manifestSchema>;

/** A plan that somebody reviewed, as it lies in its directory. */
export interface ReviewedPlan {
  readonly directory: string;
  readonly manifest: ReviewedManifest;
  /** Of the manifest, so that a journal can tell which plan it belongs to. */
  readonly sha256: string;
  /** Whether every plan file is there; those that are there have the right hash. */
  readonly hasFiles: boolean;
}

/**
 * Reads a plan that `plan` wrote.
 *
 * @throws Failure when there is none, it is damaged, or a plan file is not the one that the manifest describes
 */
export function readReviewedPlan(directory: string): ReviewedPlan {
  const text = readManifest(directory);
  const manifest = parseManifest(text, path.join(directory, MANIFEST_NAME));
  const planned = manifest.stacks.flatMap(({ plan }) => (plan === undefined ? [] : [plan]));
  const there = planned.filter(({ file }) => existsSync(path.join(directory, file)));
  const changed = there.find((plan) => sha256(path.join(directory, plan.file)) !== plan.sha256);
  if (changed !== undefined) throw anotherFile(changed.file);
  return {
    directory,
    manifest,
    sha256: createHash("sha256").update(text).digest("hex"),
    hasFiles: there.length === planned.length,
  };
}

/** Where the copy of a reviewed plan file is that is looked at and applied. */
export function reviewedFileOf(ownDirectory: string, stack: string): string {
  return path.join(ownDirectory, `${stack}.reviewed.tfplan`);
}

/**
 * Copies the plan files to where nobody else writes: what is looked at, agreed to and applied is then what was hashed,
 * whatever becomes of the directory that they came from.
 *
 * @throws Failure when one is not the one that the manifest describes
 */
export function copyPlanFiles({ directory, manifest }: ReviewedPlan, ownDirectory: string): void {
  for (const { name, plan } of manifest.stacks) {
    if (plan === undefined) continue;
    const content = readPlanFile(path.join(directory, plan.file));
    if (createHash("sha256").update(content).digest("hex") !== plan.sha256) throw anotherFile(plan.file);
    writeFileSync(reviewedFileOf(ownDirectory, name), content, { mode: 0o600 });
  }
}

function readPlanFile(file: string): Buffer {
  try {
    return readFileSync(file);
  } catch (cause) {
    throw new Failure(`The plan file ${shown(file)} cannot be read: ${messageOf(cause)}`, "Plan again.", { cause });
  }
}

function anotherFile(file: string): Failure {
  return new Failure(
    `The plan file ${file} is not the one that was reviewed: its hash is another`,
    "Plan again, and find out who changed it.",
  );
}

/**
 * Makes sure that Terraform works with the JSON that was reviewed: a `synth` or a `plan` beside an apply writes anew.
 *
 * @throws Failure when it is another one
 */
export function refuseRewritten(
  { name, jsonSha256 }: Pick<ReviewedManifest["stacks"][number], "name" | "jsonSha256">,
  directory: string,
): void {
  const file = path.join(directory, STACK_JSON);
  if (existsSync(file) && sha256(file) === jsonSha256) return;
  throw new Failure(
    `The Terraform JSON of the stack ${name} was written anew while the plan was applied, and is another one`,
    "Let nothing else write there during an apply, and run the same command again.",
  );
}

/** Whose baselines were planned in place of others; empty when each was planned for itself. */
export function reviewedRepresentations({ stacks }: ReviewedManifest): readonly Representation[] {
  const baselines = stacks.flatMap(({ name, representedBy }) => {
    const account = accountOfBaseline(name);
    return account === undefined || name === MANAGEMENT_BASELINE_STACK ? [] : [{ account, representedBy }];
  });
  if (baselines.every(({ representedBy }) => representedBy === undefined)) return [];
  return baselines
    .filter(({ representedBy }) => representedBy === undefined)
    .map(({ account }) => ({
      account,
      represented: baselines
        .filter(({ representedBy }) => representedBy === baselineStackName(account))
        .map((represented) => represented.account)
        .sort(),
    }));
}

/** The stacks of each wave, in the order of the waves; empty when everything is one. */
export function reviewedWaves({ stacks }: ReviewedManifest): readonly (readonly string[])[] {
  const numbers = [...new Set(stacks.flatMap(({ wave }) => (wave === undefined ? [] : [wave])))].sort((a, b) => a - b);
  return numbers.map((number) => stacks.filter(({ wave }) => wave === number).map(({ name }) => name));
}

function readManifest(directory: string): string {
  try {
    return readFileSync(path.join(directory, MANIFEST_NAME), "utf8");
  } catch (cause) {
    throw new Failure(
      `There is no reviewed plan in ${shown(directory)}: ${messageOf(cause)}`,
      "Make one with npm run plan, or name its directory with --reviewed.",
      { cause },
    );
  }
}

function parseManifest(text: string, file: string): ReviewedManifest {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (cause) {
    throw new Failure(`The manifest ${shown(file)} is not JSON`, PLAN_AGAIN, { cause });
  }
  const parsed = manifestSchema.safeParse(json);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw new Failure(
    `The manifest ${shown(file)} is none of this version at ${issue?.path.join(".") || "its top level"}: ${issue?.message}`,
    PLAN_AGAIN,
    { cause: parsed.error },
  );
}

const PLAN_AGAIN = "Plan again with this version of Rootstock.";

function shown(file: string): string {
  const relative = path.relative(process.cwd(), file);
  return relative.startsWith("..") ? file : relative || ".";
}
