import type { Observation } from "./facts";

/**
 * What a finding means for the next step.
 *
 * `ok`: nothing. `note`: read it. `unknown`: it could not be checked. `problem`: put it right first.
 */
export type Level = "ok" | "note" | "unknown" | "problem";

/** One thing that a check says. */
export interface Finding {
  /** The id of the check, for example `account-quota`. */
  readonly check: string;
  readonly level: Level;
  /** What was found, in one sentence without a full stop. */
  readonly message: string;
  /** What to do, in one or two sentences; nothing for `ok`. */
  readonly remedy?: string;
}

/** Nothing to do. */
export function ok(check: string, message: string): Finding {
  return { check, level: "ok", message };
}

/** Worth knowing before the first apply. */
export function note(check: string, message: string, remedy: string): Finding {
  return { check, level: "note", message, remedy };
}

/** To be put right before the first apply. */
export function problem(check: string, message: string, remedy: string): Finding {
  return { check, level: "problem", message, remedy };
}

/** Not checked, and why. */
function unknown(check: string, message: string, remedy: string): Finding {
  return { check, level: "unknown", message, remedy };
}

/** Judges what was observed; where nothing could be observed, says which permission is missing. */
export function judgeObserved<T>(
  check: string,
  observation: Observation<T>,
  judge: (value: T) => readonly Finding[],
): readonly Finding[] {
  switch (observation.kind) {
    case "observed":
      return judge(observation.value);
    case "denied":
      return [
        unknown(
          check,
          `Could not check: needs ${observation.permission}, which the caller lacks`,
          `Grant ${observation.permission} and run preflight again, or check it by hand.`,
        ),
      ];
    case "failed":
      return [
        unknown(
          check,
          `Could not check: ${observation.permission} failed: ${observation.message}`,
          "Run preflight again; when it keeps failing, check it by hand.",
        ),
      ];
    default:
      return observation satisfies never;
  }
}
