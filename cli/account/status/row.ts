import type { Observation } from "../../preflight/facts";

/** What is looked at, in the order in which it comes into being, with how it is called. */
export const ASPECTS = {
  account: "account",
  unit: "unit",
  guardrails: "guardrails",
  contacts: "contacts",
  access: "sign-in",
  baseline: "baseline",
  trail: "trail",
  "alert-path": "alert path",
} as const;

/** The id of what is looked at. */
export type AspectId = keyof typeof ASPECTS;

/** The ids of all that is looked at. */
export const ASPECT_IDS = Object.keys(ASPECTS) as readonly AspectId[]; // Its keys are known, but typed as string.

/** What is to be said of one aspect; `waiting` may come by itself, `missing` will not. */
export type Outcome = "ready" | "waiting" | "missing" | "not configured";

/** One aspect of an account. */
export interface StatusRow {
  readonly aspect: AspectId;
  readonly outcome: Outcome;
  /** What was found; why, where nothing is configured. */
  readonly found: string;
  /** What to do, in one sentence or more. @default nothing is to be done */
  readonly remedy?: string;
}

/** Makes the rows of one aspect. */
export class AspectRows {
  private readonly aspect: AspectId;

  constructor(aspect: AspectId) {
    this.aspect = aspect;
  }

  ready(found: string): StatusRow {
    return { aspect: this.aspect, outcome: "ready", found };
  }

  waiting(found: string, remedy?: string): StatusRow {
    return { aspect: this.aspect, outcome: "waiting", found, ...(remedy === undefined ? {} : { remedy }) };
  }

  missing(found: string, remedy: string): StatusRow {
    return { aspect: this.aspect, outcome: "missing", found, remedy };
  }

  notConfigured(why: string): StatusRow {
    return { aspect: this.aspect, outcome: "not configured", found: why };
  }

  /** Missing with all that is wrong, or else ready. */
  unless(faults: readonly string[], remedy: string, found: string): StatusRow {
    return faults.length === 0 ? this.ready(found) : this.missing(faults.join("; "), remedy);
  }

  /** Judges what was observed. What is denied is a permission that is missing; what failed is tried again. */
  observed<T>(observation: Observation<T>, judge: (value: T) => StatusRow): StatusRow {
    switch (observation.kind) {
      case "observed":
        return judge(observation.value);
      case "denied":
        return this.missing(
          `could not look: needs ${observation.permission}, which was denied`,
          `Grant ${observation.permission} and run the same command again.`,
        );
      case "failed":
        return this.waiting(
          `could not look: ${observation.permission} failed: ${observation.message}`,
          "It is tried again while there is time; if it stays so, look by hand.",
        );
      default:
        return observation satisfies never;
    }
  }
}
