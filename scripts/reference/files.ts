import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { planRefusalsPage } from "../../reports/plan-refusals-page";
import { rootOnlyTasksPage } from "../../reports/root-only-tasks-page";
import { accountLifecyclePage } from "./account-lifecycle-page";
import { configurationPage } from "./configuration-page";
import { landingZoneJsonSchema } from "./json-schema";
import { rulesPage } from "./rules-page";

const MODEL = path.resolve(__dirname, "../../model");

/** The source of the configuration's types: of the whole, and of the parts that have files of their own. */
function configTypes(): string {
  const parts = readdirSync(MODEL).filter((name) => name.endsWith("-config.ts") && name !== "read-config.ts");
  return ["config.ts", ...parts.sort()].map((name) => readFileSync(path.join(MODEL, name), "utf8")).join("\n");
}

/** The generated reference: every file with its text, which depends on nothing but the source. */
export function referenceFiles(): Readonly<Record<string, string>> {
  return {
    "docs/reference/account-lifecycle.md": accountLifecyclePage(),
    "docs/reference/configuration.md": configurationPage(configTypes()),
    "docs/reference/plan-refusals.md": planRefusalsPage(),
    "docs/reference/root-only-tasks.md": rootOnlyTasksPage(),
    "docs/reference/rules.md": rulesPage(),
    "docs/reference/landing-zone.schema.json": landingZoneJsonSchema(),
  };
}
