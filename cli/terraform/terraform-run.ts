import { appendFileSync, copyFileSync, existsSync, mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { Failure } from "../failure";
import { runProcess } from "./child-process";
import type { Environment } from "./environment";
import type { TerraformBinary } from "./terraform-binary";
import {
  type ChangeCounts,
  type Diagnostic,
  describeDiagnostic,
  type PlannedChange,
  parseEvent,
  reportOf,
  type TerraformEvent,
} from "./terraform-events";

/** How Terraform is run: one value for all stacks of a landing zone. */
export interface Terraform {
  readonly binary: TerraformBinary;
  /** For everything that talks to AWS. */
  readonly environment: Environment;
  /** What the plan and the apply of one stack see beside `environment`, such as a variable. @default nothing */
  readonly environmentOf?: (stack: StackDirectory) => Environment;
  /** For `init`, which talks to the provider registry or a mirror and not to AWS. */
  readonly initEnvironment: Environment;
  /** Where the output of every run is kept, one file a run. */
  readonly logDirectory: string;
  /** How long a run that is stopped may take to end by itself. */
  readonly graceMilliseconds: number;
  /** @default runs to the end */
  readonly signal?: AbortSignal;
}

/** A stack as Terraform sees it. */
export interface StackDirectory {
  readonly name: string;
  /** Where its `cdk.tf.json` is. */
  readonly directory: string;
}

/** What a plan intends. */
export interface Plan {
  readonly counts: ChangeCounts;
  /** Whether applying it would change anything, outputs included. */
  readonly hasChanges: boolean;
  readonly changes: readonly PlannedChange[];
}

/** A run of Terraform that failed, with everything that it reported. */
export class TerraformFailure extends Failure {
  readonly errors: readonly Diagnostic[];

  constructor(message: string, remedy: string, errors: readonly Diagnostic[]) {
    super(message, remedy);
    this.errors = errors;
  }
}

/** The name of the lock file that Terraform reads and writes in a stack's directory. */
export const LOCK_FILE = ".terraform.lock.hcl";

const PLAN_FILE = "stack.tfplan";

/** Two runs may meet at one state, such as a plan and an apply: the later one waits for the lock. */
const LOCK_TIMEOUT = "-lock-timeout=10m";

/**
 * Prepares a stack's directory: backend and provider.
 *
 * @param lockFile the provider versions to use, as another stack's `init` recorded them. @default the newest allowed
 * @param words more arguments of `init`
 * @throws Failure, which names `TF_PLUGIN_MIRROR_DIR` when the provider cannot be had
 */
export async function initialize(
  terraform: Terraform,
  stack: StackDirectory,
  lockFile?: string,
  words: readonly string[] = [],
): Promise<void> {
  if (lockFile !== undefined && existsSync(lockFile)) copyFileSync(lockFile, path.join(stack.directory, LOCK_FILE));
  const environment = terraform.initEnvironment;
  const end = await run(terraform, stack, "init", ["init", "-json", ...words], { environment });
  if (end.exitCode === 0) return;
  const missing = end.errors.find(({ summary }) =>
    /provider packages|install provider|inconsistent dependency lock/i.test(summary),
  );
  throw missing === undefined ? failed(terraform, stack, "init", end) : providerMissing(terraform, missing);
}

/**
 * Copies a stack's state from where its last `init` found it to where the stack says now.
 *
 * @throws Failure with what Terraform says; the state is still where it was
 */
export async function migrateState(terraform: Terraform, stack: StackDirectory): Promise<void> {
  // Terraform gives its events as JSON for every init but this one.
  const words = ["init", "-migrate-state", "-force-copy"] as const;
  const end = await run(terraform, stack, "migrate", words, { environment: terraform.initEnvironment });
  if (end.exitCode !== 0) throw failed(terraform, stack, "init", end, "migrate");
}

/**
 * Plans a stack and keeps the plan.
 *
 * @param planFile where, as an absolute path. @default beside the stack's JSON, where {@link apply} finds it
 * @throws TerraformFailure with all of Terraform's errors
 */
export async function plan(
  terraform: Terraform,
  stack: StackDirectory,
  label: "plan" | "check" = "plan",
  planFile = PLAN_FILE,
): Promise<Plan> {
  const end = await run(terraform, stack, label, [
    "plan",
    "-json",
    "-detailed-exitcode",
    LOCK_TIMEOUT,
    `-out=${planFile}`,
  ]);
  if (end.exitCode !== 0 && end.exitCode !== 2) throw failed(terraform, stack, label, end);
  return { counts: end.counts, hasChanges: end.exitCode === 2, changes: end.planned };
}

/**
 * Applies the plan that {@link plan} kept: what was reviewed, and nothing else.
 *
 * @param onApplied called after each resource
 * @param planFile where {@link plan} kept it
 * @throws TerraformFailure with all of Terraform's errors
 */
export async function apply(
  terraform: Terraform,
  stack: StackDirectory,
  onApplied: (address: string) => void = () => undefined,
  planFile = PLAN_FILE,
): Promise<ChangeCounts> {
  const onEvent = (event: TerraformEvent): void => {
    if (event.kind === "applied") onApplied(event.address);
  };
  const end = await run(terraform, stack, "apply", ["apply", "-json", LOCK_TIMEOUT, planFile], { onEvent });
  if (end.exitCode !== 0) throw failed(terraform, stack, "apply", end);
  return end.counts;
}

/**
 * Takes a resource that exists into a stack's state.
 *
 * @throws Failure with what Terraform says
 */
export async function importResource(
  terraform: Terraform,
  stack: StackDirectory,
  { address, id }: { readonly address: string; readonly id: string },
): Promise<void> {
  const end = await run(terraform, stack, "import", ["import", address, id]);
  if (end.exitCode !== 0) throw failed(terraform, stack, "import", end);
}

/** Takes away the mark that makes Terraform replace a resource. @throws Failure with what Terraform says */
export async function untaint(terraform: Terraform, stack: StackDirectory, address: string): Promise<void> {
  await textOf(terraform, stack, ["untaint", address], `cannot untaint ${address}`);
}

/** The state of a stack that is initialized, as JSON; empty when there is none. It holds sensitive values. */
export async function pullState(terraform: Terraform, stack: StackDirectory): Promise<string> {
  return textOf(terraform, stack, ["state", "pull"], "cannot read the state");
}

async function textOf(
  terraform: Terraform,
  stack: StackDirectory,
  words: readonly string[],
  failure: string,
): Promise<string> {
  const lines: string[] = [];
  const { exitCode, errorOutput } = await runProcess({
    ...processOf(terraform, stack, words, terraform.environment),
    onLine: (line) => lines.push(line),
  });
  if (exitCode === 0) return lines.join("\n");
  throw new Failure(
    `${terraform.binary.title} ${failure} in the stack ${stack.name}: ${plainError(errorOutput)}`,
    "Put the cause right and run the same command again.",
  );
}

/** What a plan file says, as Terraform's JSON. It holds sensitive values. */
export async function showPlan(terraform: Terraform, stack: StackDirectory, planFile: string): Promise<string> {
  const lines: string[] = [];
  const { exitCode, errorOutput } = await runProcess({
    ...processOf(terraform, stack, ["show", "-json", "-no-color", planFile], terraform.environment),
    onLine: (line) => lines.push(line),
  });
  if (exitCode === 0) return lines.join("\n");
  throw new Failure(
    `${terraform.binary.title} cannot read the plan of the stack ${stack.name}: ${plainError(errorOutput)}`,
    "Plan again; if it stays so, report the version of Terraform.",
  );
}

/** Checks a stack that was initialized against the provider's schema; the errors, none when it is valid. */
export async function validate(terraform: Terraform, stack: StackDirectory): Promise<readonly string[]> {
  const lines: string[] = [];
  await runProcess({
    ...processOf(terraform, stack, ["validate", "-json", "-no-color"], terraform.environment),
    onLine: (line) => lines.push(line),
  });
  const answer: { readonly valid: boolean; readonly diagnostics: readonly { readonly summary: string }[] } = JSON.parse(
    lines.join("\n"),
  );
  return answer.valid ? [] : answer.diagnostics.map(({ summary }) => summary);
}

/** The values that a stack publishes, by name. */
export async function outputs(terraform: Terraform, stack: StackDirectory): Promise<Readonly<Record<string, unknown>>> {
  const lines: string[] = [];
  const words = ["output", "-json", "-no-color"];
  const { exitCode, errorOutput } = await runProcess({
    ...processOf(terraform, stack, words, terraform.environment),
    onLine: (line) => lines.push(line),
  });
  if (exitCode !== 0) throw new Error(`terraform output failed in ${stack.name}: ${errorOutput}`);
  const answer: Readonly<Record<string, { readonly value: unknown }>> = JSON.parse(lines.join("\n"));
  return Object.fromEntries(Object.entries(answer).map(([name, { value }]) => [name, value]));
}

/** Where the output of one run is kept. */
export function logFile(terraform: Terraform, stack: StackDirectory, label: string): string {
  return path.join(terraform.logDirectory, `${stack.name}.${label}.jsonl`);
}

interface RunEnd {
  readonly exitCode: number | null;
  readonly counts: ChangeCounts;
  readonly errors: readonly Diagnostic[];
  readonly planned: readonly PlannedChange[];
  readonly errorOutput: string;
}

interface RunOptions {
  /** @default that of the stack's plan and apply */
  readonly environment?: Environment;
  /** @default nobody is told */
  readonly onEvent?: (event: TerraformEvent) => void;
}

async function run(
  terraform: Terraform,
  stack: StackDirectory,
  label: string,
  [verb, ...words]: readonly [string, ...string[]],
  { environment = { ...terraform.environment, ...terraform.environmentOf?.(stack) }, onEvent }: RunOptions = {},
): Promise<RunEnd> {
  const log = logFile(terraform, stack, label);
  mkdirSync(terraform.logDirectory, { recursive: true });
  writeFileSync(log, "");
  const events: TerraformEvent[] = [];
  const onLine = (line: string): void => {
    appendFileSync(log, `${line}\n`);
    const event = parseEvent(line);
    if (event === undefined) return;
    events.push(event);
    onEvent?.(event);
  };
  const command = [verb, "-input=false", "-no-color", ...words];
  const { exitCode, errorOutput } = await runProcess({ ...processOf(terraform, stack, command, environment), onLine });
  return { exitCode, errorOutput, ...reportOf(events) };
}

function processOf(
  { binary, signal, graceMilliseconds }: Terraform,
  stack: StackDirectory,
  words: readonly string[],
  environment: Environment,
) {
  return {
    file: binary.path,
    arguments: words,
    directory: stack.directory,
    environment,
    signal,
    graceMilliseconds,
  };
}

function providerMissing({ binary }: Terraform, { summary, detail }: Diagnostic): Failure {
  const [reason = ""] = detail.trim().split("\n", 1);
  return new Failure(
    `${binary.title} cannot get the AWS provider: ${reason || summary}`,
    "Let this machine reach the provider registry, or set TF_PLUGIN_MIRROR_DIR to a directory that `terraform providers mirror` filled.",
  );
}

const SHOWN_ERRORS = 5;

function failed(
  terraform: Terraform,
  stack: StackDirectory,
  label: string,
  end: RunEnd,
  logLabel: string = label,
): TerraformFailure {
  const errors = end.errors.map(describeDiagnostic);
  const shown = errors.length === 0 ? [plainError(end.errorOutput)] : errors.slice(0, SHOWN_ERRORS);
  const more = errors.length > SHOWN_ERRORS ? ` (and ${errors.length - SHOWN_ERRORS} more)` : "";
  const verb = label === "check" ? "plan" : label;
  return new TerraformFailure(
    `${terraform.binary.title} ${verb} failed in the stack ${stack.name}: ${shown.join("; ")}${more}`,
    `Its whole report is in ${shownPath(logFile(terraform, stack, logLabel))}; put the cause right and run the same command again.`,
    end.errors,
  );
}

/** An error that is no event: from the word on, in one line; or else the last line. */
function plainError(text: string): string {
  const [, error] = /^\W*Error: (.*)$/ms.exec(text) ?? [];
  return error?.replace(/[\s│╵]+/g, " ").trim() || text.trim().split("\n").at(-1) || "it said nothing";
}

function shownPath(file: string): string {
  const relative = path.relative(process.cwd(), file);
  return relative.startsWith("..") ? file : relative;
}
