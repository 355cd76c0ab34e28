import { cpSync } from "node:fs";
import "../../policies/validate";
import "../../stacks/landing-zone-app";

// The floor of a synthesis: start Node.js, load the same modules, read the configuration and write the same bytes.
const [configModule, synthesized, outdir] = process.argv.slice(2);
if (configModule === undefined || synthesized === undefined || outdir === undefined) {
  throw new Error("usage: floor <config module> <synthesized directory> <output directory>");
}
require(configModule);
cpSync(synthesized, outdir, { recursive: true });
