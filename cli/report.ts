import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import type { LandingZone } from "../model/landing-zone";
import type { ModuleCatalogue } from "../model/module-catalogue";
import { validateConfiguration } from "../policies/validate";
import { monthlyCost } from "../reports/monthly-cost";
import { formatMonthlyCost } from "../reports/monthly-cost-text";
import { type EmittedStack, type EmittedStacks, posture, renderPosture } from "../reports/posture";
import { landingZoneApp } from "../stacks/landing-zone-app";
import { CONFIG_OPTIONS, dayOf, type OptionDefinitions, parseArguments } from "./arguments";
import { Failure } from "./failure";
import { configFile, loadConfig } from "./load-config";
import { ledgerFile, readLedger } from "./load-ledger";
import { moduleCatalogue } from "./modules/module-catalogue";

/** The options of `report`. */
export const options = {
  json: { type: "boolean", description: "Print the answers as JSON." },
  ...CONFIG_OPTIONS,
} as const satisfies OptionDefinitions;

/** `report`: prints what answers each mechanism in every account, and the cost; 1 when one is not configured. */
export async function run(argv: readonly string[]): Promise<number> {
  const { options: given } = parseArguments(argv, options);
  const file = configFile(given.config);
  const ledger = readLedger(ledgerFile(file, given.ledger));
  const modules = moduleCatalogue(file);
  const { zone } = validateConfiguration({ config: loadConfig(file), ledger, today: dayOf(given.today), modules });
  if (zone === undefined) {
    throw new Failure(
      "The configuration has problems, so there is nothing to report on",
      "Run `npm run validate`, which lists all of them, and put them right first.",
    );
  }
  const answers = posture(zone, emittedStacks(zone, modules));
  const cost = ["## Monthly cost", "", "```text", ...formatMonthlyCost(monthlyCost(zone)), "```", ""].join("\n");
  process.stdout.write(
    given.json ? `${JSON.stringify(answers, undefined, 2)}\n` : `${renderPosture(answers)}\n${cost}`,
  );
  return answers.some(({ status }) => status === "not-configured") ? 1 : 0;
}

/** What a synthesis would write, read back from a directory that is gone afterwards. */
function emittedStacks(zone: LandingZone, modules: ModuleCatalogue): EmittedStacks {
  const outdir = mkdtempSync(path.join(tmpdir(), "rootstock-report-"));
  try {
    landingZoneApp(zone, outdir, { modules }).synth();
    const stacks = path.join(outdir, "stacks");
    return Object.fromEntries(
      readdirSync(stacks).map((name): [string, EmittedStack] => [
        name,
        JSON.parse(readFileSync(path.join(stacks, name, "cdk.tf.json"), "utf8")),
      ]),
    );
  } finally {
    rmSync(outdir, { recursive: true, force: true });
  }
}
