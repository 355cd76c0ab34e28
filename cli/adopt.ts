import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { adoptOrganization } from "./adopt/adopt-organization";
import { type AdoptClients, adoptClients } from "./adopt/clients";
import { OutputDirectory } from "./adopt/output-directory";
import { describeOwnOrganization, readOrganization } from "./adopt/read-organization";
import { ReadingJournal } from "./adopt/reading-journal";
import { dayOf, type OptionDefinitions, type OptionValues, parseArguments } from "./arguments";
import { explainingAwsErrors } from "./audit/aws-failure";
import { Failure, misuse } from "./failure";
import { gatherCaller } from "./preflight/gather-facts";

/** The options of `adopt`. */
export const options = {
  output: {
    type: "string",
    placeholder: "DIRECTORY",
    description: "Where the configuration, the ledger and the report are written (config).",
  },
  name: { type: "string", placeholder: "NAME", description: "The short name of the organization." },
  "home-region": {
    type: "string",
    placeholder: "REGION",
    description: "The home Region (that of the organization trail, else of the environment).",
  },
  "log-archive": { type: "string", placeholder: "ACCOUNT", description: "The id of the log archive's account." },
  security: { type: "string", placeholder: "ACCOUNT", description: "The id of the security tooling's account." },
  today: {
    type: "string",
    placeholder: "YYYY-MM-DD",
    description: "The day from which waivers are counted (today, UTC).",
  },
  finish: { type: "boolean", description: "Say that Terraform has imported everything: from now on it may add." },
} as const satisfies OptionDefinitions;

type Given = OptionValues<typeof options>;

/** `adopt`: reads the live organization and writes a configuration from which Terraform imports all and changes nothing. */
export async function run(argv: readonly string[]): Promise<number> {
  const { options: given } = parseArguments(argv, options);
  const output = new OutputDirectory(path.resolve(given.output ?? "config"));
  if (given.finish) return finish(output, given);
  return explainingAwsErrors(() => adopt(adoptClients(), output, given));
}

async function adopt(clients: AdoptClients, output: OutputDirectory, given: Given): Promise<number> {
  const { accountId } = await gatherCaller(clients);
  const own = await describeOwnOrganization(clients);
  if (accountId !== own.managementAccountId) {
    throw new Failure(
      `The credentials belong to account ${accountId}, and the organization ${own.id} is managed by ${own.managementAccountId}`,
      "Use credentials of the management account.",
    );
  }
  const earlier = output.earlierAdoption(own.id);
  const journal = ReadingJournal.open(path.resolve(".rootstock"), own.id, new Date().toISOString());
  if (journal.size > 0) say(`Going on with a reading that was broken off after ${journal.size} answers.`);
  const onPhase = (text: string): void => say(`Read: ${text}`);
  const live = await readOrganization(clients, own, { journal, sleep, onPhase });
  const files = adoptOrganization({
    live,
    given: {
      name: given.name,
      homeRegion: given["home-region"],
      logArchive: given["log-archive"],
      security: given.security,
      environmentRegion: process.env.AWS_REGION || process.env.AWS_DEFAULT_REGION,
    },
    today: dayOf(given.today),
    model: modelFrom(output.directory),
    earlier,
  });
  const written = output.write(files);
  journal.remove();
  for (const line of summary(output, files, written)) say(line);
  return 0;
}

function finish(output: OutputDirectory, given: Given): number {
  const others = [given.name, given["home-region"], given["log-archive"], given.security, given.today];
  if (others.some((value) => value !== undefined)) {
    throw misuse("--finish goes with --output only", "Leave the other options out.");
  }
  const { organizationId } = output.finish();
  say(`The adoption of ${organizationId} is finished: the next synthesis adds the tripwires of the ledger.`);
  return 0;
}

function summary(
  output: OutputDirectory,
  { waived, proposals }: ReturnType<typeof adoptOrganization>,
  written: readonly string[],
): readonly string[] {
  const where = path.relative(process.cwd(), output.directory) || ".";
  if (written.length === 0) return [`Nothing has changed: ${where} says what the organization is.`];
  return [
    `Written to ${where}: ${written.join(", ")}.`,
    `${waived.length} breaches of rules are waived for three months; ${path.basename(output.reportFile)} has ${proposals} proposals.`,
    "Next: validate, synth and plan with this configuration. The first plan imports everything and changes nothing.",
    "When it is applied: adopt --finish.",
  ];
}

/** How a configuration in a directory imports what types it. */
function modelFrom(directory: string): string {
  const model = path.relative(directory, path.join(__dirname, "..", "model", "define-landing-zone"));
  return model.startsWith(".") ? model : `./${model}`;
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}
