import { readFileSync } from "node:fs";
import path from "node:path";
import { configurationPage } from "./configuration-page";
import { landingZoneJsonSchema } from "./json-schema";
import { rulesPage } from "./rules-page";

const CONFIG_TYPES = path.resolve(__dirname, "../../model/config.ts");

/** The generated reference: every file with its text, which depends on nothing but the source. */
export function referenceFiles(): Readonly<Record<string, string>> {
  return {
    "docs/reference/configuration.md": configurationPage(readFileSync(CONFIG_TYPES, "utf8")),
    "docs/reference/rules.md": rulesPage(),
    "docs/reference/landing-zone.schema.json": landingZoneJsonSchema(),
  };
}
