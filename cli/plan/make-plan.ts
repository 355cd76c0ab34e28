import { chmodSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { baselineStackName } from "../../model/baseline";
import type { LandingZone } from "../../model/landing-zone";
import { ACCOUNT } from "../../reports/plan/account-places";
import { type PlanReport, planReport } from "../../reports/plan/plan-report";
import { renderMarkdown } from "../../reports/plan/render-markdown";
import { accountOfBaseline, type Representation } from "../../reports/plan/representation";
import { compareProtection } from "../../reports/protection-change";
import { withAccountRoles } from "../account-role/account-roles";
import type { AccountRoles } from "../account-role/stack-role";
import { isBootstrapStack } from "../bootstrap/bootstrap-stacks";
import { Failure, messageOf } from "../failure";
import type { SynthesizedStack } from "../synthesize";
import { stackOrder } from "../terraform/stack-order";
import type { InitializedStacks } from "../terraform/stack-steps";
import type { TerraformBinary } from "../terraform/terraform-binary";
import {
  affectedStacks,
  readTerraformJson,
  synthesizedResources,
  type TerraformJsonByStack,
} from "../terraform/terraform-json";
import { type Base, synthesizeBase } from "./base";
import { commitOf, findRepository, type Repository } from "./git";
import { MANIFEST_NAME, planManifest } from "./manifest";
import { nodeIds } from "./node-ids";
import { type PlannedStacks, planStacks } from "./plan-stacks";
import { baselineKinds, representationsOf } from "./representatives";
import { selectedStacks } from "./selected-stacks";
import { baselineWaves } from "./waves";

/** What is to be planned; all paths absolute. */
export interface PlanRequest {
  readonly configFile: string;
  readonly ledgerFile: string;
  /** What the configuration was synthesized to. */
  readonly zone: LandingZone;
  readonly stacks: readonly SynthesizedStack[];
  /** Whether the synthesis gave the ledger something new. */
  readonly ledgerChanged: boolean;
  /** The revision to compare with: stacks that are the same there are not planned. @default every stack is planned */
  readonly base?: string;
  /** The names of the stacks to plan. @default those that the base affects, or all */
  readonly names: readonly string[];
  /** Plans each baseline for itself, also where one could stand for others. */
  readonly plansEach: boolean;
  /** Where plan files, manifest and report are written. */
  readonly planDirectory: string;
  readonly showsEmails: boolean;
  readonly concurrency: number;
  readonly today: string;
  /** Who plans; `undefined` when AWS does not tell. */
  readonly principal: string | undefined;
}

/** The name of the stack with the policies and where they are attached. */
export const GUARDRAILS_STACK = "guardrails";

/** The stacks that a request plans, and what they are compared with. */
export interface PlanScope {
  /** In the order in which they would be applied. */
  readonly stacks: readonly SynthesizedStack[];
  /** Those of them that no other one represents. */
  readonly planned: readonly SynthesizedStack[];
  /** Empty when each baseline is planned for itself. */
  readonly representations: readonly Representation[];
  /** The baselines by the waves in which they are applied. */
  readonly waves: readonly (readonly string[])[];
  readonly head: TerraformJsonByStack;
  readonly repository: Repository | undefined;
  readonly base: (Base & { readonly name: string; readonly commit: string }) | undefined;
  readonly abandoned: readonly string[];
  /** The stacks that would be meant, and that are left to `npm run bootstrap`. */
  readonly leftToBootstrap: readonly string[];
}

/**
 * Finds the stacks to plan.
 *
 * @throws Failure with exit code 2 for a stack or a base that does not exist
 */
export function planScope(request: PlanRequest): PlanScope {
  const { configFile, zone, stacks, names } = request;
  const repository = findRepository(path.dirname(configFile));
  const base = request.base === undefined ? undefined : baseOf(request, request.base, repository);
  const head = readTerraformJson(stacks);
  const affected = base?.stacks === undefined ? undefined : affectedStacks(base.stacks, head);
  const all = stacks.map(({ name }) => name);
  const meant = affected?.changed ?? all;
  const leftToBootstrap = names.length > 0 ? [] : meant.filter(isBootstrapStack);
  const wanted = names.length > 0 ? names : meant.filter((name) => !leftToBootstrap.includes(name));
  const kinds = baselineKinds({ zone, stacks: wanted, base: base?.stacks, head });
  const isRepresentative = affected !== undefined && names.length === 0 && !request.plansEach;
  const representations = isRepresentative ? representationsOf(kinds) : [];
  const represented = new Set(representations.flatMap(({ represented: keys }) => keys.map(baselineStackName)));
  return {
    stacks: stackOrder(selectedStacks(stacks, wanted)),
    planned: stackOrder(
      selectedStacks(
        stacks,
        wanted.filter((name) => !represented.has(name)),
      ),
    ),
    representations,
    waves: baselineWaves({ zone, stacks: wanted, kinds }),
    head,
    repository,
    base,
    abandoned: affected?.abandoned ?? [],
    leftToBootstrap,
  };
}

function baseOf(request: PlanRequest, name: string, repository: Repository | undefined): PlanScope["base"] {
  if (repository === undefined) {
    throw new Failure(
      "The configuration is in no Git repository, so there is no base to compare with",
      "Leave --base out to plan every stack, or name stacks with --stack.",
    );
  }
  const commit = commitOf(repository, name);
  return { ...synthesizeBase(repository, commit, request), name, commit };
}

/** Plans the stacks of a scope into a prepared directory, with manifest and report, and answers with the report. */
export async function makePlan(
  request: PlanRequest,
  scope: PlanScope,
  run: Omit<InitializedStacks, "stacks"> & { readonly roles: AccountRoles; readonly onNote: (text: string) => void },
): Promise<PlanReport> {
  const { planDirectory, concurrency, principal } = request;
  const { stacks, planned: own, waves, head, base } = scope;
  const terraform = withAccountRoles(run.terraform, run.roles);
  const results = await planStacks({
    ...run,
    terraform,
    stacks: own,
    head,
    base: base?.stacks,
    concurrency,
    planDirectory,
  });
  const time = new Date().toISOString();
  const report = judgePlans(request, scope, results, { time, binary: terraform.binary, roles: run.roles });
  writePrivately(planDirectory, "report.json", `${JSON.stringify(report, undefined, 2)}\n`);
  writePrivately(planDirectory, "report.md", renderMarkdown(report, { limit: Number.MAX_SAFE_INTEGER }));
  writePrivately(planDirectory, "comment.md", renderMarkdown(report, { wholeReport: "`report.md` of this run" }));
  const { planned } = results;
  const isSelection = request.names.length > 0;
  const manifest = planManifest(report, { stacks, planned, waves, planDirectory, time, principal, isSelection });
  writePrivately(planDirectory, MANIFEST_NAME, `${JSON.stringify(manifest, undefined, 2)}\n`);
  return report;
}

/** When plans were made, and with what. */
export interface PlanMoment {
  /** In UTC, ISO 8601. */
  readonly time: string;
  readonly binary: Pick<TerraformBinary, "title" | "version">;
  readonly roles: AccountRoles;
}

/** Makes the report of plans, and judges them. */
export function judgePlans(
  request: Pick<PlanRequest, "zone" | "today" | "showsEmails" | "ledgerChanged">,
  scope: PlanScope,
  results: PlannedStacks,
  { time, binary, roles }: PlanMoment,
): PlanReport {
  const { zone, showsEmails, today } = request;
  const { base, repository } = scope;
  const before = base?.zone;
  const zones = before === undefined ? [zone] : [before, zone];
  return planReport(
    {
      origin: {
        commit: repository?.commit,
        isDirty: repository?.isDirty ?? false,
        base: base && { name: base.name, commit: base.commit },
        time: `${time.slice(0, 19).replace("T", " ")} UTC`,
        terraform: `${binary.title} ${binary.version}`,
        ...(roles.named === undefined ? {} : { accountRole: roles.named }),
      },
      facts: {
        stacks: results.planned,
        before,
        after: zone,
        nodes: nodeIds(results.planned, zones),
        representations: scope.representations,
      },
      deferred: results.deferred,
      failed: [...results.failed, ...blindMoves(results, scope)],
      abandoned: scope.abandoned,
      leftToBootstrap: scope.leftToBootstrap.map((stack) => ({
        stack,
        resources:
          base === undefined ? undefined : synthesizedResources(base.stacks?.get(stack), scope.head.get(stack)),
      })),
      notes: [...notesOf(request, scope), ...roles.notes],
      waves: scope.waves.map((wave) => wave.map((stack) => accountOfBaseline(stack) ?? stack)),
      protection: before === undefined ? [] : compareProtection(before, zone).changes,
      today,
    },
    { showsEmails },
  );
}

/**
 * Accounts that are moved while nothing says where guardrails are attached: there is neither a base nor the plan of the
 * stack that attaches them.
 */
export function blindMoves(
  { planned }: Pick<PlannedStacks, "planned">,
  { stacks, base }: Pick<PlanScope, "stacks" | "base">,
): PlannedStacks["failed"] {
  if (base?.zone !== undefined || stacks.some(({ name }) => name === GUARDRAILS_STACK)) return [];
  return planned.flatMap(({ stack, resources }) => {
    const moved = resources.filter(
      ({ type, action, changed }) => type === ACCOUNT && action === "update" && changed.includes("parent_id"),
    );
    if (moved.length === 0) return [];
    const addresses = moved.map(({ address }) => address).join(", ");
    return [
      {
        stack,
        messages: [
          `It moves ${addresses}, and nothing says where guardrails are attached`,
          `Give --base, or name the stack ${GUARDRAILS_STACK} with --stack, too.`,
        ],
      },
    ];
  });
}

function notesOf({ ledgerChanged }: Pick<PlanRequest, "ledgerChanged">, { base }: PlanScope): readonly string[] {
  return [
    ...(base?.notes ?? []),
    ...(ledgerChanged ? ["The ledger gained something new: commit it with the configuration."] : []),
  ];
}

const WRITTEN = /^(.+\.tfplan|plan\.json|apply-journal\.json|(report|drift)\.(json|md)|(comment|issue)\.md)$/;

/** What tells a directory of Rootstock's from one in which somebody keeps files of the same names. */
const MARK = ".rootstock-plan";

/**
 * Makes a directory that nobody else may read, and removes what an earlier plan or apply left there: an old plan file
 * beside a new manifest would be mistaken for a new one.
 *
 * @throws Failure when it cannot be written, or has files of somebody else's
 */
export function preparePlanDirectory(directory: string): void {
  try {
    mkdirSync(directory, { recursive: true, mode: 0o700 });
    const names = readdirSync(directory);
    if (names.length > 0 && !isOwn(directory, names)) {
      throw new Failure(
        `The directory ${directory} has files that no plan wrote, and a plan removes what an earlier one left`,
        "Name an empty directory, or one of an earlier plan, with --output.",
      );
    }
    writePrivately(directory, MARK, "");
    for (const name of names) if (WRITTEN.test(name)) rmSync(path.join(directory, name));
    const left = path.join(directory, APPLY_DIRECTORY);
    if (names.includes(APPLY_DIRECTORY)) removePlanFiles(left);
  } catch (cause) {
    if (cause instanceof Failure) throw cause;
    throw new Failure(
      `The plan directory ${directory} cannot be written: ${messageOf(cause)}`,
      "Make it a writable directory, or name another one with --output.",
      { cause },
    );
  }
}

function isOwn(directory: string, names: readonly string[]): boolean {
  if (names.includes(MARK) || path.basename(path.dirname(directory)) === ".rootstock") return true;
  if (!names.includes(MANIFEST_NAME)) return false;
  try {
    const manifest: unknown = JSON.parse(readFileSync(path.join(directory, MANIFEST_NAME), "utf8"));
    return Array.isArray(Reflect.get(Object(manifest), "stacks"));
  } catch {
    return false;
  }
}

/** Where an apply keeps its own copies and plans, below the directory of the plan. */
export const APPLY_DIRECTORY = "apply";

/** Removes every plan file from the directory of an apply, which is made where it is not there: they hold secrets. */
export function removePlanFiles(ownDirectory: string): void {
  mkdirSync(ownDirectory, { recursive: true, mode: 0o700 });
  chmodSync(ownDirectory, 0o700);
  for (const name of readdirSync(ownDirectory)) {
    if (name.endsWith(".tfplan")) rmSync(path.join(ownDirectory, name));
  }
}

/** Plan files hold sensitive values, and a report says where an organization is weak. */
function writePrivately(directory: string, name: string, text: string): void {
  writeFileSync(path.join(directory, name), text, { mode: 0o600 });
}
