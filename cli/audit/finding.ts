import type { LandingZone } from "../../model/landing-zone";
import type { Observation } from "../preflight/facts";

/** The matters that are judged, each with the section of the runbooks that says what to do. */
export const CHECKS = {
  accounts: "organization-change",
  "root-features": "root-feature-switch",
  "root-password": "password-recovery",
  "root-mfa": "root-credential-change",
  "root-access-keys": "root-credential-change",
  "root-certificates": "root-credential-change",
  "root-use": "root-api-use",
  "deny-root": "organization-change",
  recovery: "organization-change",
  "password-policy": "iam-policy-changes",
  contacts: "account-identity-change",
  trail: "trail-tampering",
  alarms: "alert-path-tampering",
  "alert-rules": "alert-path-tampering",
  subscribers: "alert-delivery",
} as const;

/** The id of a matter that is judged. */
export type CheckId = keyof typeof CHECKS;

/** What is wrong, or what could not be checked. Whatever is in order makes no finding. */
export interface Finding {
  readonly check: CheckId;
  readonly level: "problem" | "unknown";
  /** The key of the account; of the organization as a whole, `organization`. */
  readonly account: string;
  /** One sentence without a full stop. */
  readonly message: string;
  /** What to do, in one or two sentences. */
  readonly remedy: string;
  /** Where the runbook is. */
  readonly runbook: string;
}

/** What findings say about nobody in particular. */
export const ORGANIZATION = "organization";

/** Makes the findings of one check about one account, or about the organization. */
export class Verdict {
  private readonly runbook: string;
  private readonly check: CheckId;
  private readonly account: string;

  constructor(check: CheckId, { alerting }: LandingZone, account: string = ORGANIZATION) {
    this.check = check;
    this.account = account;
    this.runbook = `${alerting.runbookUrl}#${CHECKS[check]}`;
  }

  /** Something to put right. */
  problem(message: string, remedy: string): Finding {
    return this.finding("problem", message, remedy);
  }

  /** Judges what was observed; where nothing could be observed, says which permission is missing. */
  observed<T>(observation: Observation<T>, judge: (value: T) => readonly Finding[]): readonly Finding[] {
    switch (observation.kind) {
      case "observed":
        return judge(observation.value);
      case "denied":
        return [
          this.finding(
            "unknown",
            `Could not check: needs ${observation.permission}, which the caller lacks`,
            `Grant ${observation.permission} and run the audit again, or check it by hand.`,
          ),
        ];
      case "failed":
        return [
          this.finding(
            "unknown",
            `Could not check: needs ${observation.permission}, which failed: ${observation.message}`,
            "Run the audit again; when it keeps failing, check it by hand.",
          ),
        ];
      default:
        return observation satisfies never;
    }
  }

  private finding(level: Finding["level"], message: string, remedy: string): Finding {
    return { check: this.check, level, account: this.account, message, remedy, runbook: this.runbook };
  }
}
