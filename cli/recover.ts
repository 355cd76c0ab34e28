import { mkdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { ROOT_ONLY_TASKS } from "../catalogue/root-only-tasks";
import type { LandingZone } from "../model/landing-zone";
import {
  managementRunbook,
  memberRunbook,
  type RecoveryRunbook,
  recoveryRunbooks,
  renderRunbook,
} from "../reports/recovery-runbook";
import { rootOnlyTasksPage } from "../reports/root-only-tasks-page";
import { CONFIG_OPTIONS, dayOf, didYouMean, type OptionDefinitions, parseArguments } from "./arguments";
import { Failure, isSystemError, messageOf, misuse } from "./failure";
import { configFile, loadConfig } from "./load-config";
import { ledgerFile, readLedger } from "./load-ledger";
import { resolvableZone } from "./resolvable-zone";

/** The options of `recover`. */
export const options = {
  tasks: { type: "boolean", description: "Print the root-only tasks with today's way around each." },
  out: {
    type: "string",
    placeholder: "DIRECTORY",
    description: "Write the runbooks of all accounts there, one Markdown file each.",
  },
  json: { type: "boolean", description: "Print the runbook, the tasks or the files written as JSON." },
  ...CONFIG_OPTIONS,
} as const satisfies OptionDefinitions;

/** `recover`: prints how an account is recovered; needs no network and no credentials. */
export async function run(argv: readonly string[]): Promise<number> {
  const isAboutOne = !argv.some((word) => word === "--tasks" || word === "--out" || word.startsWith("--out="));
  const { options: given, positionals } = parseArguments(argv, options, isAboutOne ? ["account"] : []);
  if (given.tasks && given.out !== undefined) {
    throw misuse("--tasks and --out contradict each other", "Give one of them.");
  }
  if (given.tasks) {
    process.stdout.write(given.json ? toJson(ROOT_ONLY_TASKS) : rootOnlyTasksPage());
    return 0;
  }
  const file = configFile(given.config);
  const zone = resolvableZone(
    { config: loadConfig(file), ledger: readLedger(ledgerFile(file, given.ledger)), today: dayOf(given.today) },
    "there is no runbook to make from it",
  );
  if (given.out === undefined) {
    const runbook = runbookOf(zone, positionals[0] ?? "");
    process.stdout.write(given.json ? toJson(runbook) : renderRunbook(runbook));
    return 0;
  }
  const files = writeRunbooks(recoveryRunbooks(zone), path.resolve(given.out));
  const shown = path.relative(process.cwd(), path.resolve(given.out)) || ".";
  process.stdout.write(given.json ? toJson({ files }) : `${files.length} runbooks in ${shown}\n`);
  return 0;
}

/** What the management account is called when its name is not at hand. */
const MANAGEMENT = "management";

/** By key, by account id, or the management account by its name, its id or the word `management`. */
function runbookOf(zone: LandingZone, named: string): RecoveryRunbook {
  const account = zone.accounts.find(({ key, accountId }) => named === key || named === accountId);
  if (account !== undefined) return memberRunbook(zone, account);
  const { id, name } = zone.managementAccount;
  if ([MANAGEMENT, id, name].includes(named)) return managementRunbook(zone);
  const keys = [MANAGEMENT, ...zone.accounts.map(({ key }) => key)];
  throw misuse(`There is no account ${JSON.stringify(named)}${didYouMean(named, keys)}`, "Give the key of an account.");
}

/** Writes every file whole or not at all, and answers their paths. */
function writeRunbooks(runbooks: readonly RecoveryRunbook[], directory: string): readonly string[] {
  const staging = `${directory}.${process.pid}.tmp`;
  try {
    mkdirSync(staging, { recursive: true });
    for (const runbook of runbooks) writeFileSync(path.join(staging, fileName(runbook)), renderRunbook(runbook));
    mkdirSync(directory, { recursive: true });
    return runbooks.map((runbook) => {
      const file = path.join(directory, fileName(runbook));
      renameSync(path.join(staging, fileName(runbook)), file);
      return file;
    });
  } catch (error) {
    throw isSystemError(error)
      ? new Failure(
          `The directory ${directory} cannot be written: ${messageOf(error)}`,
          "Make it a writable directory, or name another one with --out.",
          { cause: error },
        )
      : error;
  } finally {
    rmSync(staging, { recursive: true, force: true });
  }
}

/** An underscore before the management account: no key of a member account begins with one. */
function fileName({ account, isManagement }: RecoveryRunbook): string {
  return isManagement ? "_management.md" : `${account}.md`;
}

function toJson(value: unknown): string {
  return `${JSON.stringify(value, undefined, 2)}\n`;
}
