import { readFileSync } from "node:fs";
import path from "node:path";
import { configurationPage } from "./configuration-page";
import { landingZoneJsonSchema } from "./json-schema";
import { rulesPage } from "./rules-page";

/** Where the types of the configuration are declared, in the model. */
const CONFIG_TYPES = ["config.ts", "policy-statement-config.ts", "identity-config.ts"];

/** The generated reference: every file with its text, which depends on nothing but the source. */
export function referenceFiles(): Readonly<Record<string, string>> {
  return {
    "docs/reference/configuration.md": configurationPage(CONFIG_TYPES.map(readModel).join("\n")),
    "docs/reference/rules.md": rulesPage(),
    "docs/reference/landing-zone.schema.json": landingZoneJsonSchema(),
  };
}

function readModel(file: string): string {
  return readFileSync(path.resolve(__dirname, "../../model", file), "utf8");
}
