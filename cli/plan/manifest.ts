import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import path from "node:path";
import { z } from "zod";
import { baselineStackName } from "../../model/baseline";
import { isAcceptable, type PlanReport } from "../../reports/plan/plan-report";
import type { Representation } from "../../reports/plan/representation";
import type { StackPlan } from "../../reports/plan/stack-plan";
import type { SynthesizedResources } from "../../reports/plan/synthesized-resources";
import type { SynthesizedStack } from "../synthesize";
import { LOCK_FILE } from "../terraform/terraform-run";
import { planOfAnyAccount } from "./changes-of-any-account";
import { planFileOf } from "./plan-stacks";
import { type ReviewedChange, reviewedChangesOf } from "./reviewed-change";

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
  /** The stack that was planned in its place, because it does the same to another account. @default none */
  readonly representedBy?: string;
  /** The wave in which it is applied, from 1 on. @default as soon as what it depends on is applied */
  readonly wave?: number;
  /**
   * What the plan would do to resources and to published values; `undefined` of a stack that was not planned.
   *
   * Of a stack that is represented, it is what its representative's plan would do in any account.
   */
  readonly changes: readonly ReviewedChange[] | undefined;
  /** The stacks that must be applied before it can be planned. */
  readonly after: readonly string[];
  /** What its Terraform JSON would add, change and take away; of a stack that waits for others only. */
  readonly resources: SynthesizedResources | undefined;
}

/** What was planned from what, so that it can be told later whether this is still it. It holds no value of a plan. */
export interface PlanManifest {
  readonly version: 2;
  readonly commit: string | undefined;
  readonly isDirty: boolean;
  readonly base: { readonly name: string; readonly commit: string } | undefined;
  /** Whether only stacks that somebody named were planned. */
  readonly isSelection: boolean;
  /** In UTC, ISO 8601. */
  readonly time: string;
  /** Who planned: the ARN of a role or a user; `undefined` when AWS did not tell. */
  readonly principal: string | undefined;
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

const digits = z.string().regex(/^[0-9a-f]{64}$/, "expected 64 hexadecimal digits");
const commit = z.string().regex(/^[0-9a-f]{40}(?:[0-9a-f]{24})?$/, "expected the digits of a commit");

const changeSchema = z.strictObject({
  address: z.string(),
  action: z.enum(["no-op", "create", "update", "replace", "delete", "forget", "import", "move"]),
  previousAddress: z.string().optional(),
  unknown: z.array(z.string()),
  digest: digits,
});

const stackSchema = z.strictObject({
  name: z.string().regex(/^[\w-]+$/, "expected the name of a stack"),
  dependencies: z.array(z.string()),
  jsonSha256: digits,
  plan: z
    .strictObject({ file: z.string().regex(/^[\w-]+\.tfplan$/, "expected a plan file"), sha256: digits })
    .optional(),
  representedBy: z.string().optional(),
  wave: z.int().min(1).optional(),
  changes: z.array(changeSchema).optional(),
  after: z.array(z.string()),
  resources: z
    .strictObject({ added: z.array(z.string()), changed: z.array(z.string()), removed: z.array(z.string()) })
    .optional(),
});

/** What {@link planManifest} makes, after it was written and read; nothing else passes. */
export const manifestSchema = z.strictObject({
  version: z.literal(2),
  commit: commit.optional(),
  isDirty: z.boolean(),
  base: z.strictObject({ name: z.string(), commit }).optional(),
  isSelection: z.boolean(),
  time: z.iso.datetime(),
  principal: z.string().optional(),
  accountRole: z.string().optional(),
  terraform: z.string(),
  providers: z.record(z.string(), z.string()),
  isAcceptable: z.boolean(),
  refused: z.array(z.string()),
  stacks: z.array(stackSchema),
});

/** What a manifest is made from beside the report. */
export interface ManifestParts extends Pick<PlanManifest, "time" | "principal" | "isSelection"> {
  readonly stacks: readonly SynthesizedStack[];
  readonly planned: readonly StackPlan[];
  /** The baselines by their waves. */
  readonly waves: readonly (readonly string[])[];
  readonly planDirectory: string;
}

/** Describes plan files that were just written. */
export function planManifest(report: PlanReport, parts: ManifestParts): PlanManifest {
  const { commit, isDirty, base, terraform, accountRole } = report.origin;
  const { stacks, planDirectory, waves, time, principal, isSelection } = parts;
  const representatives = representativeByStack(report.representations);
  const planned = new Map(parts.planned.map((plan) => [plan.stack, plan]));
  const entry = ({ name, dependencies, directory }: SynthesizedStack): ManifestStack => {
    const file = planFileOf(planDirectory, name);
    const representative = representatives.get(name);
    const plan = planned.get(name);
    const like = representative === undefined ? undefined : planned.get(representative);
    const waiting = report.deferred.find(({ stack }) => stack === (representative ?? name));
    const wave = waves.length < 2 ? 0 : waves.findIndex((members) => members.includes(name)) + 1;
    return {
      name,
      dependencies,
      jsonSha256: sha256(path.join(directory, STACK_JSON)),
      plan: plan && { file: path.basename(file), sha256: sha256(file) },
      ...(representative === undefined ? {} : { representedBy: representative }),
      ...(wave === 0 ? {} : { wave }),
      changes: like === undefined ? plan && reviewedChangesOf(plan) : reviewedChangesOf(planOfAnyAccount(like)),
      after: waiting?.after ?? [],
      resources: waiting?.resources,
    };
  };
  return {
    version: 2,
    commit,
    isDirty,
    base,
    isSelection,
    time,
    principal,
    accountRole,
    terraform,
    providers: providersOf(stacks),
    isAcceptable: isAcceptable(report),
    refused: report.verdict.refusals.map(({ change }) => change),
    stacks: stacks.map(entry),
  };
}

function representativeByStack(representations: readonly Representation[]): ReadonlyMap<string, string> {
  return new Map(
    representations.flatMap(({ account, represented }) =>
      represented.map((key): [string, string] => [baselineStackName(key), baselineStackName(account)]),
    ),
  );
}

/** The name of a stack's Terraform JSON in its directory. */
export const STACK_JSON = "cdk.tf.json";

/** Of a file, as lower-case hexadecimal digits. */
export function sha256(file: string): string {
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
