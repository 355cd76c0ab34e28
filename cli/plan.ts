import path from "node:path";
import { isAcceptable, type PlanReport } from "../reports/plan/plan-report";
import { renderText } from "../reports/plan/render-text";
import { CONFIG_OPTIONS, dayOf, type OptionDefinitions, parseArguments } from "./arguments";
import { progressDisplay } from "./demo/progress-display";
import { misuse } from "./failure";
import { interruptible } from "./interruption";
import { configFile } from "./load-config";
import { ledgerFile } from "./load-ledger";
import { outputDirectory, workDirectory } from "./organization-files";
import { makePlan, type PlanRequest, planScope, preparePlanDirectory } from "./plan/make-plan";
import { refusalText, synthesize } from "./synthesize";
import { prepareTerraform } from "./terraform/prepare-terraform";
import { findTerraform } from "./terraform/terraform-binary";

export const options = {
  ...CONFIG_OPTIONS,
  base: {
    type: "string",
    placeholder: "REVISION",
    description: "Plan only the stacks that differ from this branch, tag or commit (all stacks).",
  },
  stack: { type: "list", placeholder: "NAME", description: "Plan this stack; may be given several times." },
  output: {
    type: "string",
    placeholder: "DIRECTORY",
    description: "Where plan files, manifest and report are written (.rootstock/plan).",
  },
  stacks: {
    type: "string",
    placeholder: "DIRECTORY",
    description: "Where the Terraform JSON is written, as by synth (cdktf.out).",
  },
  parallelism: { type: "string", placeholder: "NUMBER", description: "How many stacks are planned at once (3)." },
  details: { type: "boolean", description: "Print every resource, too." },
  "show-emails": { type: "boolean", description: "Print e-mail addresses whole, instead of their domains." },
  json: { type: "boolean", description: "Print the report as JSON, and the progress on standard error." },
} as const satisfies OptionDefinitions;

/** How long Terraform may take to end by itself when it is stopped: it releases its locks. */
const GRACE_MILLISECONDS = 30_000;

/** `plan`: plans the affected stacks and says what would change, and whether it may. */
export async function run(argv: readonly string[]): Promise<number> {
  const { options: given } = parseArguments(argv, options);
  const config = configFile(given.config);
  const ledger = ledgerFile(config, given.ledger);
  const concurrency = parallelismOf(given.parallelism);
  const today = dayOf(given.today);
  const planDirectory = path.resolve(given.output ?? workDirectory(config, "plan"));
  const synthesis = synthesize({
    configFile: config,
    ledgerFile: ledger,
    outdir: path.resolve(given.stacks ?? outputDirectory(config)),
    today,
  });
  if (synthesis.kind === "refused") {
    const { problems } = synthesis;
    if (given.json) process.stdout.write(`${JSON.stringify({ ok: false, problems }, undefined, 2)}\n`);
    else process.stderr.write(refusalText(synthesis));
    return 1;
  }
  return interruptible((signal) =>
    plan(
      {
        ...synthesis,
        configFile: config,
        ledgerFile: ledger,
        names: given.stack,
        planDirectory,
        showsEmails: given["show-emails"],
        concurrency,
        today,
        ...(given.base === undefined ? {} : { base: given.base }),
      },
      { signal, isJson: given.json, showsDetails: given.details },
    ),
  );
}

interface Presentation {
  readonly signal: AbortSignal;
  readonly isJson: boolean;
  readonly showsDetails: boolean;
}

async function plan(request: PlanRequest, { signal, isJson, showsDetails }: Presentation): Promise<number> {
  const scope = planScope(request);
  preparePlanDirectory(request.planDirectory);
  const terraform = prepareTerraform({
    binary: await findTerraform(process.env),
    environment: process.env,
    directory: request.planDirectory,
    cacheDirectory: path.resolve(".rootstock"),
    graceMilliseconds: GRACE_MILLISECONDS,
    signal,
  });
  const display = progressDisplay(
    isJson ? process.stderr : process.stdout,
    scope.stacks.map(({ name }) => name),
  );
  try {
    const report = await makePlan(request, scope, {
      terraform,
      onProgress: display.update.bind(display),
      onNote: display.say.bind(display),
    });
    display.end();
    process.stdout.write(isJson ? toJson(report) : `\n${renderText(report, showsDetails)}${written(request)}`);
    return isAcceptable(report) ? 0 : 1;
  } finally {
    display.end();
  }
}

function toJson(report: PlanReport): string {
  return `${JSON.stringify({ ok: isAcceptable(report), ...report }, undefined, 2)}\n`;
}

function written({ planDirectory }: PlanRequest): string {
  const relative = path.relative(process.cwd(), planDirectory);
  return `Plan files, manifest and report: ${relative.startsWith("..") ? planDirectory : relative}\n`;
}

const MOST_AT_ONCE = 32;

function parallelismOf(text = "3"): number {
  const number = Number(text);
  if (/^\d+$/.test(text) && number >= 1 && number <= MOST_AT_ONCE) return number;
  throw misuse(`--parallelism cannot be ${JSON.stringify(text)}`, `Give a number from 1 to ${MOST_AT_ONCE}.`);
}
