import path from "node:path";
import { OrganizationsClient } from "@aws-sdk/client-organizations";
import { STSClient } from "@aws-sdk/client-sts";
import { GLOBAL_EVENTS_REGION } from "../catalogue/regions";
import { recipientVariables } from "../model/recipient-variables";
import { isAsApplied } from "../reports/drift/drift-report";
import { renderDriftText } from "../reports/drift/render-drift";
import { settleAccountRoles } from "./account-role/account-roles";
import { ACCOUNT_ROLE_OPTION, accountRoleOf } from "./account-role/option";
import { CONFIG_OPTIONS, dayOf, type OptionDefinitions, parseArguments } from "./arguments";
import { awsClientSettings } from "./aws-client";
import { progressDisplay } from "./demo/progress-display";
import { type DriftRequest, findDrift, REPORT_NAMES } from "./drift/find-drift";
import { interruptible } from "./interruption";
import { configFile } from "./load-config";
import { ledgerFile } from "./load-ledger";
import { outputDirectory, workDirectory } from "./organization-files";
import { preparePlanDirectory } from "./plan/make-plan";
import { parallelismOf } from "./plan/parallelism";
import { selectedStacks } from "./plan/selected-stacks";
import { requireManagementAccount } from "./preflight/require-management-account";
import { refusalText, synthesize } from "./synthesize";
import { prepareTerraform } from "./terraform/prepare-terraform";
import { stackOrder } from "./terraform/stack-order";
import { findTerraform } from "./terraform/terraform-binary";
import { readTerraformJson, type TerraformJsonByStack } from "./terraform/terraform-json";

export const options = {
  ...CONFIG_OPTIONS,
  stack: { type: "list", placeholder: "NAME", description: "Look at this stack only; may be given several times." },
  output: {
    type: "string",
    placeholder: "DIRECTORY",
    description: "Where the report is written (.rootstock/drift).",
  },
  stacks: {
    type: "string",
    placeholder: "DIRECTORY",
    description: "Where the Terraform JSON is written, as by synth (cdktf.out).",
  },
  ...ACCOUNT_ROLE_OPTION,
  parallelism: { type: "string", placeholder: "NUMBER", description: "How many stacks are planned at once (3)." },
  "show-emails": { type: "boolean", description: "Print e-mail addresses whole, instead of their domains." },
  json: { type: "boolean", description: "Print the report as JSON, and the progress on standard error." },
} as const satisfies OptionDefinitions;

/** How long Terraform may take to end by itself when it is stopped: it releases its locks. */
const GRACE_MILLISECONDS = 30_000;

/** `drift`: says what was changed outside since the last apply; reads only. */
export async function run(argv: readonly string[]): Promise<number> {
  const { options: given } = parseArguments(argv, options);
  const config = configFile(given.config);
  const concurrency = parallelismOf(given.parallelism);
  const accountRole = accountRoleOf(given["account-role"]);
  const today = dayOf(given.today);
  const synthesis = synthesize({
    configFile: config,
    ledgerFile: ledgerFile(config, given.ledger),
    outdir: path.resolve(given.stacks ?? outputDirectory(config)),
    today,
  });
  if (synthesis.kind === "refused") {
    const { problems } = synthesis;
    if (given.json) process.stdout.write(`${JSON.stringify({ ok: false, problems }, undefined, 2)}\n`);
    else process.stderr.write(refusalText(synthesis));
    return 1;
  }
  const { zone, stacks, ledgerChanged } = synthesis;
  const request: DriftRequest = {
    configFile: config,
    zone,
    stacks: stackOrder(given.stack.length === 0 ? stacks : selectedStacks(stacks, given.stack)),
    ledgerChanged,
    names: given.stack,
    directory: path.resolve(given.output ?? workDirectory(config, "drift")),
    showsEmails: given["show-emails"],
    concurrency,
    today,
  };
  return interruptible((signal) =>
    drift(request, { signal, accountRole, isJson: given.json, head: readTerraformJson(stacks) }),
  );
}

interface DriftOptions {
  readonly signal: AbortSignal;
  readonly accountRole: string | undefined;
  readonly isJson: boolean;
  /** The Terraform JSON of every stack. */
  readonly head: TerraformJsonByStack;
}

async function drift(request: DriftRequest, options: DriftOptions): Promise<number> {
  const { zone, directory, stacks } = request;
  const { signal, accountRole, isJson, head } = options;
  preparePlanDirectory(directory);
  await requireManagementAccount({ sts: new STSClient(awsClientSettings(zone.homeRegion)) }, zone);
  const terraform = prepareTerraform({
    binary: await findTerraform(process.env),
    environment: process.env,
    directory,
    cacheDirectory: path.resolve(".rootstock"),
    variables: recipientVariables(zone),
    graceMilliseconds: GRACE_MILLISECONDS,
    signal,
  });
  const roles = await settleAccountRoles({ role: accountRole, zone, stacks, head, terraform });
  const display = progressDisplay(
    isJson ? process.stderr : process.stdout,
    stacks.map(({ name }) => name),
  );
  try {
    const report = await findDrift(request, {
      terraform,
      roles,
      organizations: new OrganizationsClient(awsClientSettings(GLOBAL_EVENTS_REGION)),
      onProgress: display.update.bind(display),
      onNote: display.say.bind(display),
    });
    display.end();
    const ok = isAsApplied(report);
    const json = () => `${JSON.stringify({ ok, ...report }, undefined, 2)}\n`;
    process.stdout.write(isJson ? json() : `\n${renderDriftText(report)}${written(directory)}`);
    return ok ? 0 : 1;
  } finally {
    display.end();
  }
}

function written(directory: string): string {
  const relative = path.relative(process.cwd(), directory);
  return `Report: ${path.join(relative.startsWith("..") ? directory : relative, REPORT_NAMES[1])}\n`;
}
