import { resolve } from "../model/resolve";
import { validateConfiguration } from "../policies/validate";
import { CONFIG_OPTIONS, dayOf, type OptionDefinitions, type OptionValues, parseArguments } from "./arguments";
import { explainingAwsErrors } from "./audit/aws-failure";
import type { Declaration } from "./audit/check";
import { type AuditClients, auditClients } from "./audit/clients";
import { isConfirmed } from "./audit/confirm";
import { deleteCredentials, deletionProgress, formatDeletions, planDeletions } from "./audit/delete-credentials";
import { gatherEvidence } from "./audit/gather-evidence";
import { gatherTree } from "./audit/gather-organization";
import { judge } from "./audit/judge";
import { formatProbe, planProbe, probeDenyRoot } from "./audit/probe-deny-root";
import { probeJournal } from "./audit/probe-journal";
import { type AuditReport, auditToJson, formatAudit } from "./audit/report";
import { restoreProbe } from "./audit/restore-probe";
import { Failure, misuse } from "./failure";
import { interruptible } from "./interruption";
import { configFile, loadConfig } from "./load-config";
import { ledgerFile, readLedger } from "./load-ledger";
import { workDirectory } from "./organization-files";
import { requireManagementAccount } from "./preflight/require-management-account";

/** The options of `audit`. */
export const options = {
  json: { type: "boolean", description: "Print findings and evidence as JSON." },
  fix: {
    type: "string",
    placeholder: "WHAT",
    choices: ["root-credentials"],
    description: "Delete the root credentials of member accounts, after showing them.",
  },
  probe: {
    type: "string",
    placeholder: "WHAT",
    choices: ["deny-root"],
    description: "Prove live that deny-root strikes and spares as it should, and put everything back.",
  },
  account: { type: "string", placeholder: "KEY", description: "The throw-away account for --probe." },
  yes: { type: "boolean", description: "Agree to what --fix and --probe change, instead of being asked." },
  ...CONFIG_OPTIONS,
} as const satisfies OptionDefinitions;

type Given = OptionValues<typeof options>;

/** What every way of auditing needs. */
interface Audit extends Declaration {
  readonly clients: AuditClients;
  readonly today: string;
  /** Where work in progress is remembered. */
  readonly directory: string;
  readonly given: Given;
  readonly signal: AbortSignal;
}

/** `audit`: gathers live evidence for every account and says what is not as it should be. */
export async function run(argv: readonly string[]): Promise<number> {
  const { options: given } = parseArguments(argv, options);
  checkCombination(given);
  const today = dayOf(given.today);
  const declaration = declared(given, today);
  const clients = auditClients(declaration.zone.homeRegion);
  const directory = workDirectory(configFile(given.config));
  return interruptible((signal) =>
    explainingAwsErrors(() => work({ ...declaration, clients, today, directory, given, signal })),
  );
}

async function work(audit: Audit): Promise<number> {
  await requireManagementAccount(audit.clients, audit.zone);
  await restoreKilledProbe(audit);
  if (audit.given.probe !== undefined) return probe(audit);
  return audit.given.fix === undefined ? look(audit) : fix(audit);
}

function checkCombination({ fix: wanted, probe: probed, account, yes }: Given): void {
  if (wanted !== undefined && probed !== undefined) throw misuse("--fix and --probe exclude each other", "Give one.");
  if (probed !== undefined && account === undefined) {
    throw misuse("--probe needs an account", "Name a throw-away account with --account KEY.");
  }
  if (probed === undefined && account !== undefined) {
    throw misuse("--account is for --probe only", "Leave it out: an audit looks at every account.");
  }
  if (yes && wanted === undefined && probed === undefined) {
    throw misuse("--yes agrees to nothing without --fix or --probe", "Leave it out.");
  }
}

/** A configuration with problems, an expired recovery entry among them, is no reason not to look. */
function declared(given: Given, today: string): Declaration {
  const file = configFile(given.config);
  const ledger = readLedger(ledgerFile(file, given.ledger));
  const { config, problems } = validateConfiguration({ config: loadConfig(file), ledger, today });
  if (config === undefined) {
    throw new Failure(
      "The configuration cannot be understood, so there is nothing to compare the organization with",
      "Run `npm run validate`, which lists all problems, and put them right first.",
    );
  }
  if (problems.length > 0) {
    say(`The configuration has problems: ${problems.length}. \`npm run validate\` lists them; the audit goes on.`);
  }
  return { zone: resolve(config, ledger).zone, recovery: config.recovery ?? [] };
}

async function restoreKilledProbe({ clients, directory, zone }: Audit): Promise<void> {
  const journal = probeJournal(directory);
  const begun = journal.read();
  if (begun === undefined) return;
  if (begun.managementAccountId !== zone.managementAccount.id) {
    throw new Failure(
      `A probe in the organization of ${begun.managementAccountId} was killed, and ${journal.path} remembers it`,
      "Run the audit of that organization first, which puts everything back.",
    );
  }
  say(`The probe of ${begun.accountKey} of ${begun.startedAt} was killed: putting everything back.`);
  await restoreProbe(clients.organizations, begun);
  journal.remove();
}

async function look(audit: Audit): Promise<number> {
  const report = await reportOn(audit);
  process.stdout.write(audit.given.json ? auditToJson(report) : formatAudit(report));
  return report.findings.length === 0 ? 0 : 1;
}

async function reportOn({ clients, zone, recovery, today, signal }: Audit): Promise<AuditReport> {
  const evidence = await gatherEvidence(clients, zone, (key, done, total) => {
    signal.throwIfAborted();
    say(`${String(done).padStart(String(total).length)}/${total}  ${key}`);
  });
  return { evidence, findings: judge(evidence, { zone, recovery }, today) };
}

async function fix(audit: Audit): Promise<number> {
  const { clients, zone, directory, signal, given } = audit;
  const progress = deletionProgress(directory);
  const { evidence } = await reportOn(audit);
  const deletions = planDeletions(evidence.accounts, progress.read());
  process.stderr.write(formatDeletions(deletions));
  if (deletions.length > 0) {
    const isAgreed = await isConfirmed("Delete these credentials for good?", { isGiven: given.yes, signal });
    if (!isAgreed) {
      say("Nothing was deleted.");
      return 1;
    }
  }
  const managementAccountId = zone.managementAccount.id;
  await deleteCredentials(clients, deletions, { managementAccountId, progress, signal, onDeleted: say });
  return look(audit);
}

async function probe(audit: Audit): Promise<number> {
  const { clients, zone, directory, signal, given } = audit;
  const tree = await gatherTree(clients, zone);
  const target = planProbe(zone, tree, given.account ?? "", new Date().toISOString());
  process.stderr.write(formatProbe(target));
  if (!(await isConfirmed("Probe this account?", { isGiven: given.yes, signal }))) {
    say("Nothing was changed.");
    return 1;
  }
  const steps = await probeDenyRoot(clients, target, { journal: probeJournal(directory), signal, onStep: say });
  const isProved = steps.length === 3 && steps.every(({ expected, found }) => expected === found);
  const account = target.journal.accountKey;
  const verdict = isProved ? "deny-root is proved live" : "deny-root is not proved: see the steps above";
  process.stdout.write(
    given.json ? `${JSON.stringify({ ok: isProved, account, steps }, undefined, 2)}\n` : `${account}: ${verdict}.\n`,
  );
  return isProved ? 0 : 1;
}

function say(line: string): void {
  process.stderr.write(`${line}\n`);
}
