import path from "node:path";
import { finishMoves } from "../model/policy-records";
import { recipientVariables } from "../model/recipient-variables";
import type { PlanReport } from "../reports/plan/plan-report";
import { renderText } from "../reports/plan/render-text";
import { settleAccountRoles, withAccountRoles } from "./account-role/account-roles";
import { ACCOUNT_ROLE_OPTION, accountRoleOf } from "./account-role/option";
import { isSamePrincipal, MAX_AGE_DAYS, type Present, refusalOf } from "./apply/acceptance";
import { untilAccountReady } from "./apply/account-ready";
import { restoreCutStates } from "./apply/cut-state";
import { Displays } from "./apply/displays";
import { findAccountOutcomes } from "./apply/find-account-outcomes";
import { ApplyJournal } from "./apply/journal";
import { type ReviewedPlan, readReviewedPlan, reviewedRepresentations, reviewedWaves } from "./apply/reviewed-plan";
import { leftOver, rollOut } from "./apply/roll-out";
import { unfoundedRollout } from "./apply/rollout-of-base";
import { type AppliedStack, type ApplySummary, isSettled, summaryJson, summaryText } from "./apply/summary";
import { type ApplyWork, PlanVerifier } from "./apply/verified-plans";
import { CONFIG_OPTIONS, dayOf, type OptionDefinitions, parseArguments } from "./arguments";
import { explainingAwsErrors } from "./audit/aws-failure";
import { isConfirmed } from "./audit/confirm";
import { Failure, messageOf, misuse } from "./failure";
import { interruptible } from "./interruption";
import { configFile } from "./load-config";
import { ledgerFile, readLedger } from "./load-ledger";
import { outputDirectory, workDirectory } from "./organization-files";
import { principalOf } from "./plan/caller";
import { findRepository, firstParent } from "./plan/git";
import { APPLY_DIRECTORY, GUARDRAILS_STACK, type PlanScope, planScope, removePlanFiles } from "./plan/make-plan";
import { STACK_JSON, sha256 } from "./plan/manifest";
import { parallelismOf } from "./plan/parallelism";
import { selectedStacks } from "./plan/selected-stacks";
import { type Clients, clientsFor } from "./preflight/clients";
import { requireManagementAccount } from "./preflight/require-management-account";
import { refusalText, type Synthesis, synthesize } from "./synthesize";
import { prepareTerraform } from "./terraform/prepare-terraform";
import { type Initialization, startInitialization } from "./terraform/stack-steps";
import { findTerraform } from "./terraform/terraform-binary";
import { type Diagnostic, NO_CHANGES } from "./terraform/terraform-events";
import { TerraformFailure } from "./terraform/terraform-run";

export const options = {
  ...CONFIG_OPTIONS,
  ...ACCOUNT_ROLE_OPTION,
  reviewed: {
    type: "string",
    placeholder: "DIRECTORY",
    description: "Where the reviewed plan is, as plan wrote it (.rootstock/plan).",
  },
  "max-age": {
    type: "string",
    placeholder: "DAYS",
    description: `How old the reviewed plan may be (${MAX_AGE_DAYS}).`,
  },
  resume: { type: "boolean", description: "Go on with an apply of this plan that was cut short elsewhere." },
  yes: { type: "boolean", description: "Agree to what is applied, instead of being asked." },
  stacks: {
    type: "string",
    placeholder: "DIRECTORY",
    description: "Where the Terraform JSON is written, as by synth (cdktf.out).",
  },
  parallelism: { type: "string", placeholder: "NUMBER", description: "How many stacks are applied at once (3)." },
  json: { type: "boolean", description: "Print the summary as JSON, and the progress on standard error." },
} as const satisfies OptionDefinitions;

/** How long Terraform may take to end by itself when it is stopped, so that it records what it has created. */
const GRACE_MILLISECONDS = 60_000;

/** `apply`: applies a reviewed plan, and nothing else. */
export async function run(argv: readonly string[]): Promise<number> {
  const { options: given } = parseArguments(argv, options);
  const config = configFile(given.config);
  const ledger = ledgerFile(config, given.ledger);
  const asked = { concurrency: parallelismOf(given.parallelism), maxAgeDays: daysOf(given["max-age"]) };
  const accountRole = accountRoleOf(given["account-role"]);
  const today = dayOf(given.today);
  const reviewed = readReviewedPlan(path.resolve(given.reviewed ?? workDirectory(config, "plan")));
  const outdir = path.resolve(given.stacks ?? outputDirectory(config));
  const synthesis = synthesize({ configFile: config, ledgerFile: ledger, outdir, today });
  if (synthesis.kind === "refused") {
    const { problems } = synthesis;
    if (given.json) process.stdout.write(`${JSON.stringify({ ok: false, problems }, undefined, 2)}\n`);
    else process.stderr.write(refusalText(synthesis));
    return 1;
  }
  return interruptible((signal) =>
    explainingAwsErrors(() =>
      applyReviewed({
        ...asked,
        config,
        ledger,
        accountRole,
        today,
        reviewed,
        synthesis,
        signal,
        isAgreed: given.yes,
        isResumed: given.resume,
        isJson: given.json,
      }),
    ),
  );
}

interface Application {
  readonly config: string;
  readonly ledger: string;
  readonly accountRole: string | undefined;
  readonly today: string;
  readonly reviewed: ReviewedPlan;
  readonly synthesis: Extract<Synthesis, { kind: "written" }>;
  readonly concurrency: number;
  readonly maxAgeDays: number;
  readonly isAgreed: boolean;
  readonly isResumed: boolean;
  readonly isJson: boolean;
  readonly signal: AbortSignal;
}

async function applyReviewed(asked: Application): Promise<number> {
  const { reviewed, synthesis, signal } = asked;
  const clients = clientsFor(synthesis.zone.homeRegion);
  const present = await presentOf(asked, clients);
  const canApplyFiles = reviewed.hasFiles && isSamePrincipal(reviewed.manifest, present);
  const refusal = refusalOf(reviewed.manifest, present, { canApplyFiles, maxAgeDays: asked.maxAgeDays });
  if (refusal !== undefined) throw refusal;
  await requireManagementAccount(clients, synthesis.zone);
  const journal = ApplyJournal.of(reviewed);
  const isResuming = asked.isResumed || journal.isBegun;
  const scope = scopeOf(asked);
  const output = asked.isJson ? process.stderr : process.stdout;
  const names = scope.stacks.map(({ name }) => name);
  const displays = new Displays(output, names);
  const ownDirectory = path.join(reviewed.directory, APPLY_DIRECTORY);
  removePlanFiles(ownDirectory);
  const prepared = prepareTerraform({
    binary: await findTerraform(process.env),
    environment: process.env,
    directory: ownDirectory,
    cacheDirectory: path.resolve(".rootstock"),
    variables: recipientVariables(synthesis.zone),
    graceMilliseconds: GRACE_MILLISECONDS,
    signal,
  });
  const roles = await settleAccountRoles({
    role: asked.accountRole,
    zone: synthesis.zone,
    stacks: scope.stacks,
    head: scope.head,
    terraform: prepared,
  });
  const work: ApplyWork = {
    terraform: withAccountRoles(prepared, roles),
    roles,
    onProgress: (progress) => displays.current.update(progress),
    onNote: (text) => displays.current.say(text),
    reviewed,
    request: { ...synthesis, today: asked.today, showsEmails: false, concurrency: asked.concurrency },
    scope,
    journal,
    appliesFiles: canApplyFiles && !isResuming,
    isResuming,
    ownDirectory,
    organizations: clients.organizations,
  };
  try {
    return await carryOut(asked, work, displays, clients);
  } finally {
    displays.end();
  }
}

async function carryOut(
  asked: Application,
  work: ApplyWork,
  displays: Displays,
  { sts }: Pick<Clients, "sts">,
): Promise<number> {
  const { scope, journal, onNote } = work;
  onNote(modeText(work));
  for (const stack of work.isResuming ? restoreCutStates(scope.stacks) : []) {
    onNote(`  ${stack}  its state was cut short when Terraform was killed: the one before is put back`);
  }
  const initialization = startInitialization({ ...work, stacks: scope.stacks });
  const over = new Map<string, AppliedStack>();
  const errors = new Map<string, readonly Diagnostic[]>();
  const verifier = new PlanVerifier(work, initialization);
  try {
    const names = scope.stacks.map(({ name }) => name).filter((name) => !journal.isDone(name));
    const stacks = selectedStacks(scope.stacks, names);
    const { plans, report } = await verifier.verify(stacks);
    displays.end();
    if (stacks.length > 0 && !(await isAgreedTo(asked, report))) {
      process.stderr.write(`${declinedText(work)}\n`);
      return 1;
    }
    displays.begin();
    let checked: ReadonlySet<string>;
    const isApplied = (name: string): boolean => scope.stacks.some((stack) => stack.name === name);
    const untilReady = untilAccountReady({
      ...asked.synthesis,
      ...work,
      head: scope.head,
      initialization,
      isApplied,
      sts,
    });
    try {
      checked = await rollOut({
        work,
        verifier,
        initialization,
        stacks,
        plans,
        untilReady,
        onOver: (stack, error) => {
          over.set(stack.stack, stack);
          if (error instanceof TerraformFailure) errors.set(stack.stack, error.errors);
        },
      });
    } catch (error) {
      const accounts = await accountsAfter(work, initialization, errors);
      displays.end();
      const base = asked.reviewed.manifest.base?.commit;
      const known = { ...(accounts === undefined ? {} : { accounts }), ...(base === undefined ? {} : { base }) };
      print(asked, { stacks: statesOf(work, over), leftOver: undefined, movesToFinish: [], ...known }, error);
      throw error;
    }
    onNote("Applied. Planning again: nothing should be left to change.");
    const left = await leftOver(
      work,
      initialization,
      scope.stacks.filter(({ name }) => !checked.has(name)),
    );
    displays.end();
    const summary = { stacks: statesOf(work, over), leftOver: left, movesToFinish: movesToFinish(asked, scope) };
    print(asked, summary);
    return isSettled(summary) ? 0 : 1;
  } finally {
    verifier.removePlans();
    await initialization.end();
  }
}

/** What became of the accounts; `undefined` where nobody can tell, which must not hide what failed. */
async function accountsAfter(
  work: ApplyWork,
  initialization: Initialization,
  errors: ReadonlyMap<string, readonly Diagnostic[]>,
): Promise<ApplySummary["accounts"]> {
  if (work.terraform.signal?.aborted === true) return undefined;
  try {
    return await findAccountOutcomes(work, initialization, errors);
  } catch (error) {
    work.onNote(`  Which accounts exist could not be found out: ${messageOf(error)}`);
    return undefined;
  }
}

function modeText({ appliesFiles, isResuming }: ApplyWork): string {
  if (appliesFiles) return "The reviewed plan files are applied as they are.";
  return isResuming
    ? "An apply of this plan has begun: what is left of it is planned again and compared with what was reviewed."
    : "Planning again: what was planned elsewhere, or under another role, is compared with what was reviewed.";
}

/** Only what an earlier run had created is in the states already: it is there whatever the answer is. */
function declinedText({ journal }: ApplyWork): string {
  const taken = [...journal.recovered].flatMap(([stack, addresses]) => addresses.map((it) => `${stack}: ${it}`));
  if (taken.length === 0) return "Nothing was applied.";
  return `Nothing was applied. What an earlier run had created was taken into the states: ${taken.join(", ")}.`;
}

async function isAgreedTo({ isJson, isAgreed, signal }: Application, report: PlanReport): Promise<boolean> {
  (isJson ? process.stderr : process.stdout).write(`\n${renderText(report, false)}`);
  return isConfirmed("Apply this?", { isGiven: isAgreed, signal });
}

/** The stacks of a reviewed plan, held against the same base. */
function scopeOf({ config, ledger, synthesis, reviewed, ...asked }: Application): PlanScope {
  const { manifest, directory } = reviewed;
  const names = manifest.stacks.map(({ name }) => name);
  const scope = planScope({
    ...synthesis,
    configFile: config,
    ledgerFile: ledger,
    names,
    plansEach: true,
    planDirectory: directory,
    showsEmails: false,
    concurrency: asked.concurrency,
    today: asked.today,
    principal: undefined,
    ...(manifest.base === undefined ? {} : { base: manifest.base.commit }),
  });
  const unfounded = unfoundedRollout(manifest, { zone: synthesis.zone, base: scope.base?.stacks, head: scope.head });
  if (unfounded !== undefined) throw unfounded;
  // Without names and without a base every stack would be meant.
  if (names.length === 0) return { ...scope, stacks: [] };
  return { ...scope, representations: reviewedRepresentations(manifest), waves: reviewedWaves(manifest) };
}

async function presentOf(
  { config, synthesis, accountRole }: Application,
  { sts }: Pick<Clients, "sts">,
): Promise<Present> {
  const repository = findRepository(path.dirname(config));
  return {
    commit: repository?.commit,
    parent: repository === undefined ? undefined : firstParent(repository),
    isDirty: repository?.isDirty ?? false,
    ledgerChanged: synthesis.ledgerChanged,
    json: new Map(synthesis.stacks.map(({ name, directory }) => [name, sha256(path.join(directory, STACK_JSON))])),
    principal: await principalOf(sts),
    accountRole,
    now: new Date(),
  };
}

function statesOf({ scope, journal }: ApplyWork, over: ReadonlyMap<string, AppliedStack>): readonly AppliedStack[] {
  return scope.stacks.map(({ name }): AppliedStack => {
    const state = over.get(name);
    if (state !== undefined) return state;
    return { stack: name, state: journal.isDone(name) ? "earlier" : "not-begun", counts: NO_CHANGES };
  });
}

/** The moves that the ledger has under way, when the stack that carries them out was applied. */
function movesToFinish({ ledger: file }: Application, { stacks }: PlanScope): ApplySummary["movesToFinish"] {
  const ledger = readLedger(file);
  if (ledger === undefined || !stacks.some(({ name }) => name === GUARDRAILS_STACK)) return [];
  return finishMoves(ledger).finished;
}

function print({ isJson }: Application, summary: ApplySummary, error?: unknown): void {
  if (!isJson) {
    process.stdout.write(`\n${summaryText(summary)}`);
    return;
  }
  const failure = error instanceof Failure ? { error: { message: error.message, remedy: error.remedy } } : {};
  process.stdout.write(`${JSON.stringify({ ...summaryJson(summary), ...failure }, undefined, 2)}\n`);
}

function daysOf(text = String(MAX_AGE_DAYS)): number {
  if (/^\d{1,4}$/.test(text)) return Number(text);
  throw misuse(`--max-age cannot be ${JSON.stringify(text)}`, "Give a number of days, from 0 to 9999.");
}
