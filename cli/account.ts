import { readFileSync } from "node:fs";
import { AccountClient } from "@aws-sdk/client-account";
import { OrganizationsClient } from "@aws-sdk/client-organizations";
import { GLOBAL_EVENTS_REGION } from "../catalogue/regions";
import type { Problem } from "../model/problem";
import { addAccount } from "./account/add";
import { ACCOUNT_OPTIONS, actionOf, type Change, requireOwnOptions, tagsOf, timeoutOf } from "./account/arguments";
import { askForReason, askForRequest, type PartialRequest } from "./account/ask";
import { committedOrganization } from "./account/committed";
import { changeEmail } from "./account/e-mail";
import { acceptEmailUpdate, accountIdOf, type EmailClients, startEmailUpdate } from "./account/email-update";
import { type IssueAnswers, LONGEST_ISSUE, parseIssue } from "./account/issue-form";
import { moveAccount } from "./account/move";
import {
  type AccountChange,
  accountOf,
  isProblem,
  type Organization,
  organizationOf,
  type Worked,
} from "./account/organization";
import { presentJson, presentText, type Result, toJson } from "./account/present";
import { type Original, type Proposal, propose, readOriginal } from "./account/proposal";
import { renameAccount } from "./account/rename";
import { suspendAccount } from "./account/suspend";
import { closeAccount, releaseAccount } from "./account/take-out";
import { writeConfig } from "./account/write-config";
import { dayOf, type OptionValues, parseArguments } from "./arguments";
import { explainingAwsErrors } from "./audit/aws-failure";
import { isConfirmed } from "./audit/confirm";
import { awsClientSettings } from "./aws-client";
import { declaredAccount } from "./declared-account";
import { Failure, isSystemError, messageOf, misuse } from "./failure";
import { interruptible } from "./interruption";
import { configFile, loadConfig } from "./load-config";
import { ledgerFile, readLedger } from "./load-ledger";
import { formatText } from "./problem-formats/text";
import { resolvableZone } from "./resolvable-zone";
import { withTerminal } from "./terminal";

/** The options of `account`. */
export const options = ACCOUNT_OPTIONS;

type Given = OptionValues<typeof ACCOUNT_OPTIONS>;

/** One run, understood. */
interface Run {
  readonly action: Change;
  /** The key of the account; empty for `add`. */
  readonly key: string;
  readonly given: Given;
  readonly original: Original;
  readonly organization: Organization;
  readonly signal: AbortSignal;
}

/** `account`: edits the configuration for one account, or shows its status; 0 when written or ready, 1 when not. */
export async function run(argv: readonly string[]): Promise<number> {
  const action = actionOf(argv[0]);
  const { options: given, positionals } = parseArguments(argv.slice(1), options, action === "add" ? [] : ["key"]);
  requireOwnOptions(action, given);
  if (action === "status") return status(positionals[0] ?? "", given);
  if (given.json && !given.yes && !given["dry-run"]) {
    throw misuse("--json cannot ask", "Give --yes or --dry-run with it.");
  }
  const file = configFile(given.config);
  const original = readOriginal(file, readLedger(ledgerFile(file, given.ledger)), dayOf(given.today));
  if (original.checked.config === undefined) {
    return refuse(original.checked.problems, given.json, "Put these right first: they leave the accounts unclear.\n");
  }
  const organization = organizationOf(original.checked.config, original.ledger);
  return interruptible((signal) =>
    perform({ action, key: positionals[0] ?? "", given, original, organization, signal }),
  );
}

/** Loaded only when it is needed: it brings a client for each service that it asks. */
const statusModule = (): typeof import("./account/status/show-status") => require("./account/status/show-status");

/** Looks also where the configuration breaks a rule, as an audit does. */
async function status(key: string, given: Given): Promise<number> {
  if (given.yes || given["dry-run"]) throw misuse("account status changes no file", "Leave --yes and --dry-run out.");
  const timeoutMinutes = timeoutOf(given.timeout, !given["no-wait"]);
  const file = configFile(given.config);
  const zone = resolvableZone(
    { config: loadConfig(file), ledger: readLedger(ledgerFile(file, given.ledger)), today: dayOf(given.today) },
    "there is nothing to compare the account with",
  );
  const account = declaredAccount(zone, key);
  return interruptible((signal) =>
    explainingAwsErrors(() => statusModule().showStatus({ zone, account, timeoutMinutes, isJson: given.json, signal })),
  );
}

async function perform(work: Run): Promise<number> {
  const change = await workedOut(work);
  if ("problems" in change) return refuse(change.problems, work.given.json);
  const proposal = propose(work.original, change.edits);
  if (work.action === "e-mail" && proposal.kind !== "refused" && !work.given["dry-run"]) {
    return explainingAwsErrors(() => performEmail(work, change, proposal));
  }
  return finish(work, change, proposal, async () => undefined);
}

/** Shows the proposal, asks, does what has to be done before, and writes. */
async function finish(
  { given, original, signal }: Run,
  change: AccountChange,
  proposal: Proposal,
  before: () => Promise<void>,
): Promise<number> {
  const { shown, file, text } = original;
  const report = (result: Result): void => {
    if (given.json) process.stdout.write(presentJson(change, proposal, shown, result));
  };
  if (!given.json) process.stdout.write(presentText(change, proposal, shown, hasColours()));
  if (proposal.kind !== "sound") {
    report(proposal.kind);
    return 1;
  }
  if (given["dry-run"]) {
    report("not-written");
    say(given, "Nothing was written (--dry-run).");
    return 0;
  }
  if (!(await isConfirmed(`Write this to ${shown}?`, { isGiven: given.yes, signal, changes: shown }))) {
    report("not-written");
    say(given, "Nothing was written.");
    return 1;
  }
  await before();
  writeConfig(file, text, proposal.text);
  report("written");
  say(given, `Written to ${shown}.`);
  return 0;
}

/** Without a one-time password has AWS send one; with it, has AWS accept the address, and then writes the file. */
async function performEmail(work: Run, change: AccountChange, proposal: Proposal): Promise<number> {
  const { given, key, organization, original, signal } = work;
  const to = given.to ?? "";
  const account = accountOf(organization, key);
  if (isProblem(account)) return refuse([account], given.json);
  const clients = emailClients();
  const id = await accountIdOf(clients, organization, key, account.config.email);
  if (given.otp === undefined) {
    const question = `Have AWS send a one-time password for the account ${key} (${id}) to ${to}?`;
    if (!(await isConfirmed(question, { isGiven: given.yes, signal }))) return 1;
    await startEmailUpdate(clients, id, to);
    const next = `npm run account -- e-mail ${key} --to ${to} --otp <password>`;
    if (given.json) process.stdout.write(toJson({ result: "started", account: id, to, next }));
    say(given, `AWS sends a one-time password to ${to}. Nothing is changed yet; with it: ${next}`);
    return 0;
  }
  const { otp } = given;
  if (proposal.kind === "sound") {
    let isAccepted = false;
    try {
      return await finish(work, change, proposal, async () => {
        await acceptEmailUpdate(clients, id, to, otp);
        isAccepted = true;
      });
    } catch (error) {
      throw isAccepted ? acceptedOnly(to, original.shown, error) : error;
    }
  }
  if (!(await isConfirmed(`Make ${to} the root e-mail address?`, { isGiven: given.yes, signal }))) return 1;
  await acceptEmailUpdate(clients, id, to, otp);
  say(given, `AWS has accepted ${to}; ${original.shown} does not say so yet.`);
  return finish(work, change, proposal, async () => undefined);
}

function acceptedOnly(to: string, shown: string, cause: unknown): Failure {
  return new Failure(
    `AWS has accepted ${to}, but ${shown} does not say so: ${messageOf(cause)}`,
    `Write the address into ${shown} by hand, and run npm run synth.`,
    { cause },
  );
}

function emailClients(): EmailClients {
  const settings = awsClientSettings(GLOBAL_EVENTS_REGION);
  return { account: new AccountClient(settings), organizations: new OrganizationsClient(settings) };
}

async function workedOut({ action, key, given, original, organization, signal }: Run): Promise<Worked> {
  switch (action) {
    case "add":
      return add(organization, original.today, given, signal);
    case "move":
      return moveAccount(organization, key, needed(given.to, "--to UNIT"), original.checked.zone, original.today);
    case "rename":
      if (given.name === undefined && given.key === undefined) needed(undefined, "--name NAME or --key KEY");
      return renameAccount(organization, key, { name: given.name, key: given.key });
    case "suspend":
      return suspendAccount(organization, key, original.checked.zone);
    case "close":
      return closeAccount(
        organization,
        key,
        await reasonOf(given, signal),
        committedOrganization(original.file, original.today),
        original.checked.zone,
      );
    case "e-mail":
      return changeEmail(organization, key, needed(given.to, "--to EMAIL"));
    case "release":
      return releaseAccount(organization, key, await reasonOf(given, signal), original.checked.zone);
    default:
      return action satisfies never;
  }
}

async function add(organization: Organization, today: string, given: Given, signal: AbortSignal): Promise<Worked> {
  const issue = given["from-issue"] === undefined ? undefined : parseIssue(readIssue(given["from-issue"]));
  if (issue?.problems !== undefined) return { problems: issue.problems };
  const known = requestOf(given, issue?.answers);
  const { name, unit } = known;
  if (canAsk(given)) {
    return addAccount(
      organization,
      await withTerminal(signal, (ask) => askForRequest(organization, known, ask, today)),
    );
  }
  if (name === undefined || unit === undefined) {
    const missing = [...(name === undefined ? ["--name NAME"] : []), ...(unit === undefined ? ["--unit UNIT"] : [])];
    throw misuse(`Nobody can be asked here, and ${missing.join(" and ")} is missing`, "Give it, or --from-issue FILE.");
  }
  return addAccount(organization, { ...known, name, unit, tags: known.tags ?? {} });
}

/** What was given on the command line wins over what the issue says. */
function requestOf(given: Given, answers: IssueAnswers = { tags: {} }): PartialRequest {
  return {
    name: given.name ?? answers.name,
    unit: given.unit ?? answers.unit,
    key: given.key ?? answers.key,
    email: given.email ?? answers.email,
    owner: given.owner ?? answers.owner,
    kind: given.kind ?? answers.kind,
    expires: given.expires ?? answers.expires,
    tags: { ...answers.tags, ...tagsOf(given.tag) },
  };
}

function readIssue(file: string): string {
  try {
    const text = readFileSync(file, "utf8");
    // What is longer is refused by its length; nobody needs all of it for that.
    return text.slice(0, LONGEST_ISSUE + 1);
  } catch (error) {
    if (!isSystemError(error)) throw error;
    throw new Failure(`The issue ${file} cannot be read: ${messageOf(error)}`, "Give the file with its body.", {
      cause: error,
    });
  }
}

async function reasonOf(given: Given, signal: AbortSignal): Promise<string> {
  if (given.reason !== undefined) return given.reason;
  if (!canAsk(given)) throw misuse("--reason is missing", "Say why, for the ledger and whoever reviews it.");
  return withTerminal(signal, askForReason);
}

function hasColours(): boolean {
  return process.stdout.isTTY === true && !process.env.NO_COLOR;
}

/** With --yes or --json nobody wants to be asked. */
function canAsk({ yes, json }: Given): boolean {
  return process.stdin.isTTY === true && !yes && !json;
}

function needed(value: string | undefined, option: string): string {
  if (value === undefined) throw misuse(`${option} is missing`, "Give it.");
  return value;
}

function refuse(problems: readonly Problem[], isJson: boolean, introduction = ""): number {
  const text = introduction + formatText({ problems, notices: [] });
  process.stdout.write(isJson ? toJson({ result: "refused", problems }) : `${text}Nothing was written.\n`);
  return 1;
}

function say({ json }: Given, text: string): void {
  if (!json) process.stdout.write(`\n${text}\n`);
}
