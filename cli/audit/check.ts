import type { RecoveryConfig } from "../../model/config";
import type { LandingZone } from "../../model/landing-zone";
import type { Evidence } from "./evidence";
import type { Finding } from "./finding";

/** What the team declared. */
export interface Declaration {
  readonly zone: LandingZone;
  /** The declared stays in the Recovery OU, those that are past included. */
  readonly recovery: readonly RecoveryConfig[];
}

/**
 * Judges one matter; pure, and never throws on anything that AWS may answer.
 *
 * @param today `YYYY-MM-DD`
 */
export type AuditCheck = (evidence: Evidence, declaration: Declaration, today: string) => readonly Finding[];
