import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { type OptionDefinitions, parseArguments } from "./arguments";
import { generatedConfig } from "./bench/generated-config";
import { type Measurement, measure } from "./bench/measure";
import { type CountedSize, countPlanCalls } from "./bench/plan-calls";
import { measurePlanning } from "./bench/planning-time";
import { PLANS_HEADING, renderPlans } from "./bench/plans-page";
import { measureStandingQuestions, type StandingQuestionsFigures } from "./bench/standing-questions";
import { misuse } from "./failure";

export const options = {
  sizes: { type: "string", placeholder: "N,N,...", description: "Numbers of member accounts (10,100,1000,10000)." },
  runs: { type: "string", placeholder: "N", description: "Runs of each command, of which the median is shown (3)." },
  calls: { type: "boolean", description: "Count the AWS API calls of plans in the emulator instead." },
  write: { type: "boolean", description: "Write the result to docs/benchmarks.md too." },
} as const satisfies OptionDefinitions;

const ROOT = path.join(__dirname, "..");
const TSX = ["--require", require.resolve("tsx/cjs")];
const QUIET = ["--require", path.join(ROOT, "cli", "quiet-stack-traces.cjs")];
const CLI = [...QUIET, ...TSX, path.join(ROOT, "cli", "rootstock.ts")];

/** The size that the promise of 2 seconds is about. */
const STANDING_QUESTIONS_ACCOUNTS = 1000;

interface Row {
  readonly accounts: number;
  readonly stacks: number;
  readonly bytes: number;
  readonly validate: Measurement;
  readonly synth: Measurement;
  readonly floor: Measurement;
  readonly straightforward: Measurement;
}

/** `bench`: measures whole processes, beside a floor and a straightforward program of the same run. */
export async function run(argv: readonly string[]): Promise<number> {
  const { options: given } = parseArguments(argv, options);
  if (given.calls) return benchPlans(numbers(given.sizes ?? "100,1000", 60), given.write);
  const sizes = numbers(given.sizes ?? "10,100,1000,10000", 2);
  const [runs = 3] = numbers(given.runs ?? "3", 1);
  const scratch = mkdtempSync(path.join(os.tmpdir(), "rootstock-bench-"));
  try {
    const rows = sizes.map((size) => {
      process.stderr.write(`measuring ${size} accounts, ${runs} runs of 4 commands\n`);
      return measureSize(size, runs, path.join(scratch, String(size)));
    });
    const page = render(rows, runs, measureStandingQuestions(STANDING_QUESTIONS_ACCOUNTS));
    process.stdout.write(page);
    if (given.write) writeFileSync(PAGE, `${page}${partsOfPage().plans}`);
    return 0;
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}

/** Counts what plans ask of AWS at each size, and how long they take before Terraform is run. */
async function benchPlans(sizes: readonly number[], isWritten: boolean): Promise<number> {
  const scratch = mkdtempSync(path.join(os.tmpdir(), "rootstock-bench-"));
  try {
    const counted: CountedSize[] = [];
    for (const size of sizes) {
      process.stderr.write(`counting the calls of plans at ${size} accounts\n`);
      counted.push(await countPlanCalls(size, path.join(scratch, `calls-${size}`)));
    }
    const times = sizes.map((size) => measurePlanning(size, path.join(scratch, `time-${size}`)));
    const section = renderPlans(counted, times);
    process.stdout.write(section);
    if (isWritten) writeFileSync(PAGE, `${partsOfPage().synthesis}\n${section}`);
    return 0;
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}

const PAGE = path.join(ROOT, "docs", "benchmarks.md");

/** Each way of measuring writes its own part of the page and leaves the other one as it is. */
function partsOfPage(): { readonly synthesis: string; readonly plans: string } {
  const page = readFileSync(PAGE, "utf8");
  const start = page.indexOf(`\n${PLANS_HEADING}`);
  return start < 0 ? { synthesis: page, plans: "" } : { synthesis: page.slice(0, start), plans: page.slice(start) };
}

function measureSize(accounts: number, runs: number, scratch: string): Row {
  mkdirSync(scratch, { recursive: true });
  const at = (name: string): string => path.join(scratch, name);
  writeFileSync(at("organization.json"), JSON.stringify(generatedConfig(accounts)));
  const config = ["--config", at("organization.json"), "--ledger", at("ledger.json"), "--today", "2026-01-01"];
  const fresh = (directory: string) => (): void => rmSync(at(directory), { recursive: true, force: true });
  const synth = measure([...CLI, "synth", ...config, "--output", at("out")], runs, scratch, fresh("out"));
  cpSync(at("out"), at("same-bytes"), { recursive: true });
  return {
    accounts,
    stacks: readdirSync(at("out/stacks")).length,
    bytes: size(at("out")),
    synth,
    validate: measure([...CLI, "validate", ...config], runs, scratch, () => undefined),
    floor: measure(
      [
        ...QUIET,
        ...TSX,
        path.join(__dirname, "bench", "floor.ts"),
        at("organization.json"),
        at("same-bytes"),
        at("floor"),
      ],
      runs,
      scratch,
      fresh("floor"),
    ),
    straightforward: measure(
      [
        ...TSX,
        path.join(__dirname, "bench", "straightforward.ts"),
        at("organization.json"),
        at("same-bytes"),
        at("straightforward"),
      ],
      runs,
      scratch,
      fresh("straightforward"),
    ),
  };
}

function size(directory: string): number {
  return readdirSync(directory, { recursive: true, encoding: "utf8" })
    .map((name) => statSync(path.join(directory, name)))
    .reduce((sum, stats) => sum + (stats.isFile() ? stats.size : 0), 0);
}

function numbers(text: string, least: number): readonly number[] {
  const values = text.split(",").map(Number);
  if (values.some((value) => !Number.isInteger(value) || value < least)) {
    throw misuse(`${text} is no list of whole numbers from ${least}`, "Write for example 10,100,1000.");
  }
  return values;
}

function render(rows: readonly Row[], runs: number, standing: StandingQuestionsFigures): string {
  const cell = ({ wallSeconds, peakMegabytes }: Measurement): string =>
    `${wallSeconds.toFixed(2)} s, ${peakMegabytes.toFixed(0)} MB`;
  const ratio = (a: Measurement, b: Measurement): string => (a.wallSeconds / b.wallSeconds).toFixed(2);
  return [
    "# Benchmarks",
    "",
    "Whole processes, wall time and peak resident memory, median of",
    `${runs} runs; written by \`npm run bench -- --write\`. Machines are noisy: read the ratios.`,
    "",
    `Machine: ${os.cpus().length} × ${os.cpus()[0]?.model ?? "unknown CPU"}, ${Math.round(os.totalmem() / 2 ** 30)} GiB, ${os.type()}, Node.js ${process.version}.`,
    "",
    "| accounts | stacks | JSON | validate | synth | floor | straightforward CDKTF | synth ÷ floor | synth ÷ straightforward |",
    "|---:|---:|---:|---:|---:|---:|---:|---:|---:|",
    ...rows.map(
      (row) =>
        `| ${row.accounts.toLocaleString("en")} | ${row.stacks} | ${(row.bytes / 1e6).toFixed(2)} MB | ${cell(row.validate)} | ${cell(row.synth)} | ${cell(row.floor)} | ${cell(row.straightforward)} | ${ratio(row.synth, row.floor)} | ${ratio(row.synth, row.straightforward)} |`,
    ),
    "",
    "- **floor**: start Node.js, load the same modules, read the configuration, write the same bytes.",
    "- **straightforward CDKTF**: the same resources of the same stacks, each made by the class of the provider package,",
    "  run by tsx without Rootstock's preload.",
    `- **standing questions** of \`explain\`: ${standing.questions.toLocaleString("en")} for ${standing.accounts.toLocaleString("en")} accounts in ${standing.grouped.toFixed(2)} s, accounts that no policy tells apart`,
    `  being asked once; ${standing.ungrouped.toFixed(2)} s where every account is asked by itself (CPU time).`,
    "",
  ].join("\n");
}
