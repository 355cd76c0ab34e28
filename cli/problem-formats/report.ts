import type { Problem } from "../../model/problem";

/** Where a problem is written, for formats that say so. */
export interface ReportedLocation {
  /** Relative to the root of the checkout, with `/`; absolute when it lies outside. */
  readonly file: string;
  readonly line: number;
  readonly column: number;
}

/** A problem and where it is written. */
export interface ReportedProblem extends Problem {
  /** `undefined` in formats that do not ask for it. */
  readonly location: ReportedLocation | undefined;
}

/** A rule that was checked. */
export interface ReportedRule {
  readonly id: string;
  /** What it asks for, in one sentence. */
  readonly doc: string;
}

/** How much was checked. */
export interface CheckedCounts {
  readonly accounts: number;
  readonly organizationalUnits: number;
  readonly guardrails: number;
}

/** The outcome of a validation, ready to be written in any format. */
export interface ValidationReport {
  readonly problems: readonly ReportedProblem[];
  /** What was waived or is not yet enforced; no reason to stop. */
  readonly notices: readonly ReportedProblem[];
  /** `undefined` when the configuration could not be resolved. */
  readonly checked: CheckedCounts | undefined;
  readonly rules: readonly ReportedRule[];
}
