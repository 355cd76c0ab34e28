import path from "node:path";
import { dayOf } from "./cli/arguments";
import { refuseDestroy } from "./cli/destroy-guard";
import { reportFailure } from "./cli/failure";
import { configFile } from "./cli/load-config";
import { ledgerFile } from "./cli/load-ledger";
import { outputDirectory } from "./cli/organization-files";
import { refusalText, synthesize } from "./cli/synthesize";

/** The CDKTF app: what `cdktf synth`, `diff` and `deploy` run. It writes the same bytes as `npm run synth`. */
function main(): number {
  const config = configFile();
  const synthesis = synthesize({
    configFile: config,
    ledgerFile: ledgerFile(config),
    outdir: path.resolve(process.env.CDKTF_OUTDIR ?? outputDirectory(config)),
    today: dayOf(undefined),
    beforeWriting: ({ teardown }) => refuseDestroy(teardown),
  });
  if (synthesis.kind === "written") return 0;
  process.stderr.write(refusalText(synthesis));
  return 1;
}

try {
  process.exitCode = main();
} catch (error) {
  const { text, exitCode } = reportFailure(error, process.argv.includes("--verbose"));
  process.stderr.write(text);
  process.exitCode = exitCode;
}
