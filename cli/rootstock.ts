import { version } from "../package.json";
import { describeOptions, didYouMean } from "./arguments";
import { misuse, reportFailure } from "./failure";
import { VERBS, type Verb } from "./verbs";

const HELP = ["help", "--help", "-h"];

/**
 * Runs one command line and answers with its exit code: 0 done, 1 problems or a failure, 2 misuse.
 *
 * It never throws: errors are printed on standard error, without a stack unless `--verbose` is given.
 */
export async function rootstock(argv: readonly string[]): Promise<number> {
  try {
    return await dispatch(argv);
  } catch (error) {
    return printFailure(error, argv);
  }
}

async function dispatch([word, ...rest]: readonly string[]): Promise<number> {
  if (word === undefined) return print(process.stderr, overview(), 2);
  if (word === "--version") return print(process.stdout, `${version}\n`, 0);
  if (HELP.includes(word)) {
    return print(process.stdout, rest[0] === undefined ? overview() : verbHelp(findVerb(rest[0])), 0);
  }
  const verb = findVerb(word);
  if (asksForHelp(rest)) return print(process.stdout, verbHelp(verb), 0);
  return verb.load().run(rest);
}

function findVerb(word: string): Verb {
  const found = VERBS.find((verb) => verb.name === word);
  if (found !== undefined) return found;
  const names = VERBS.map((verb) => verb.name);
  throw misuse(`There is no verb ${JSON.stringify(word)}${didYouMean(word, names)}`, `Use one of ${names.join(", ")}.`);
}

function asksForHelp(argv: readonly string[]): boolean {
  const end = argv.indexOf("--");
  return (end === -1 ? argv : argv.slice(0, end)).some((word) => word === "--help" || word === "-h");
}

function printFailure(error: unknown, argv: readonly string[]): number {
  const { text, exitCode } = reportFailure(error, argv.includes("--verbose"));
  process.stderr.write(text);
  if (exitCode === 2) process.stderr.write(`\n${usageFor(argv[0])}`);
  return exitCode;
}

function usageFor(word: string | undefined): string {
  const verb = VERBS.find(({ name }) => name === word);
  return verb === undefined ? overview() : verbHelp(verb);
}

function overview(): string {
  const width = Math.max(...VERBS.map(({ name }) => name.length));
  const verbs = VERBS.map(({ name, summary }) => `  ${name.padEnd(width)}  ${summary}`);
  return ["Usage: rootstock VERB [OPTIONS]", "", ...verbs, "", "rootstock VERB --help tells more.", ""].join("\n");
}

function verbHelp(verb: Verb): string {
  const options = describeOptions(verb.load().options ?? {});
  return [`Usage: rootstock ${verb.usage}`, "", verb.summary, "", options, ""].join("\n");
}

function print(stream: NodeJS.WriteStream, text: string, exitCode: number): number {
  stream.write(text);
  return exitCode;
}

/** Runs the process's command line and ends the process when its output is written. */
export async function main(): Promise<void> {
  const argv = process.argv.slice(2);
  process.on("uncaughtException", (error) => process.exit(printFailure(error, argv)));
  // A reader such as `head` may close the pipe before everything is written; that is no failure.
  for (const stream of [process.stdout, process.stderr]) {
    stream.on("error", () => process.exit(process.exitCode));
  }
  process.exitCode = await rootstock(argv);
  process.stdout.write("", () => process.stderr.write("", () => process.exit()));
}

if (require.main === module) void main();
