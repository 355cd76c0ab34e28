import type { Submission } from "../model/check";
import type { LandingZone } from "../model/landing-zone";
import { validateConfiguration } from "../policies/validate";
import { monthlyCost } from "../reports/monthly-cost";
import { landingZoneApp } from "../stacks/landing-zone-app";
import { CONFIG_OPTIONS, dayOf, type OptionDefinitions, parseArguments } from "./arguments";
import { Failure } from "./failure";
import { configFile, loadConfig } from "./load-config";
import { ledgerFile, readLedger } from "./load-ledger";
import { moduleCatalogue } from "./modules/module-catalogue";
import { applyOrder } from "./preflight/apply-order";
import { clientsFor } from "./preflight/clients";
import type { Facts, TerraformFact } from "./preflight/facts";
import { gatherCaller, gatherLiveFacts } from "./preflight/gather-facts";
import { judge } from "./preflight/judge";
import { formatReport, isReady, reportToJson } from "./preflight/report";
import { findTerraform } from "./terraform/terraform-binary";

/** The options of `preflight`. */
export const options = {
  json: { type: "boolean", description: "Print the findings, steps and costs as JSON." },
  ...CONFIG_OPTIONS,
} as const satisfies OptionDefinitions;

/** `preflight`: looks into the management account, read-only, and says what has to be put right before the first apply. */
export async function run(argv: readonly string[]): Promise<number> {
  const { options: given } = parseArguments(argv, options);
  const file = configFile(given.config);
  const ledger = readLedger(ledgerFile(file, given.ledger));
  const modules = moduleCatalogue(file);
  const zone = declaredZone({ config: loadConfig(file), ledger, today: dayOf(given.today), modules });
  const report = {
    findings: judge(await gatherFacts(zone), zone),
    steps: applyOrder(landingZoneApp(zone, undefined, { modules })),
    cost: monthlyCost(zone),
  };
  process.stdout.write(given.json ? reportToJson(report) : formatReport(report));
  return isReady(report) ? 0 : 1;
}

function declaredZone(submission: Omit<Submission, "otherRules">): LandingZone {
  const { zone } = validateConfiguration(submission);
  if (zone === undefined) {
    throw new Failure(
      "The configuration has problems, so there is nothing to compare the account with",
      "Run `npm run validate`, which lists all of them, and put them right first.",
    );
  }
  return zone;
}

async function gatherFacts(zone: LandingZone): Promise<Facts> {
  const clients = clientsFor(zone.homeRegion);
  const [terraform, caller] = await Promise.all([lookForTerraform(), gatherCaller(clients)]);
  const isDeclared = caller.accountId === zone.managementAccount.id;
  return { caller, terraform, live: isDeclared ? await gatherLiveFacts(clients, zone) : undefined };
}

async function lookForTerraform(): Promise<TerraformFact> {
  try {
    const { title, version, path } = await findTerraform(process.env);
    return { kind: "found", description: `${title} ${version} at ${path}` };
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    return { kind: "unusable", message: error.message, remedy: error.remedy };
  }
}
