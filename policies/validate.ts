import { type CheckedConfiguration, checkConfiguration, configFacts, type Submission } from "../model/check";
import { inDocumentOrder } from "../model/document-order";
import type { LandingZone } from "../model/landing-zone";
import type { Ledger } from "../model/ledger";
import { resolve } from "../model/resolve";
import { applyWaivers } from "../model/waivers";
import { POLICY_RULES } from "./rules";

const ADVISORY: ReadonlySet<string> = new Set(
  POLICY_RULES.filter(({ level }) => level === "notice").map(({ id }) => id),
);

/** A configuration with everything that the rules say of it. */
export interface ValidatedConfiguration extends CheckedConfiguration {
  /** The resolved landing zone; only when there is no problem. */
  readonly zone: LandingZone | undefined;
  /** The ledger to be written with it; only when there is no problem. */
  readonly nextLedger: Ledger | undefined;
}

/**
 * Checks a configuration against the rules of the model, and its policies against the rules of policies.
 *
 * The one way from what a team wrote to a landing zone. Total: whatever is wrong is in the result.
 */
export function validateConfiguration(submission: Omit<Submission, "otherRules">): ValidatedConfiguration {
  const checks: Submission = { ...submission, otherRules: POLICY_RULES };
  const checked = checkConfiguration(checks);
  if (checked.config === undefined) return { ...checked, zone: undefined, nextLedger: undefined };
  const { zone, ledger } = resolve(checked.config, submission.ledger);
  const found = POLICY_RULES.flatMap((rule) => rule.check(zone));
  const sifted = applyWaivers(found, configFacts(checked.config, checks), POLICY_RULES);
  const advisory = sifted.problems.filter(({ rule }) => ADVISORY.has(rule));
  const binding = sifted.problems.filter(({ rule }) => !ADVISORY.has(rule));
  const problems = inDocumentOrder([...checked.problems, ...binding], submission.config);
  const isSound = problems.length === 0;
  return {
    problems,
    notices: inDocumentOrder([...checked.notices, ...sifted.notices, ...advisory], submission.config),
    config: checked.config,
    zone: isSound ? zone : undefined,
    nextLedger: isSound ? ledger : undefined,
  };
}
