import { formatGithub } from "./github";
import { formatJson } from "./json";
import type { ValidationReport } from "./report";
import { formatSarif } from "./sarif";
import { formatText } from "./text";

/** The names of the formats of `validate`. */
export const FORMAT_NAMES = ["text", "json", "github", "sarif"] as const;

/** One of {@link FORMAT_NAMES}. */
export type FormatName = (typeof FORMAT_NAMES)[number];

/** How a report is written. */
export interface ProblemFormat {
  readonly write: (report: ValidationReport) => string;
  /** Whether it says in which line a problem is; finding that out takes the TypeScript compiler. */
  readonly hasLocations: boolean;
}

/** The formats of `validate` by name. */
export const FORMATS: Readonly<Record<FormatName, ProblemFormat>> = {
  text: { write: formatText, hasLocations: false },
  json: { write: formatJson, hasLocations: true },
  github: { write: formatGithub, hasLocations: true },
  sarif: { write: formatSarif, hasLocations: true },
};
