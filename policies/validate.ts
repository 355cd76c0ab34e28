import { type CheckedConfiguration, checkConfiguration, configFacts, type Submission } from "../model/check";
import { inDocumentOrder } from "../model/document-order";
import type { LandingZone } from "../model/landing-zone";
import type { Ledger } from "../model/ledger";
import { resolve } from "../model/resolve";
import { applyWaivers } from "../model/waivers";
import { policyRecords } from "./guardrail-policies";
import { POLICY_RULES } from "./rules";

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
  const problems = inDocumentOrder([...checked.problems, ...sifted.problems], submission.config);
  const isSound = problems.length === 0;
  return {
    problems,
    notices: inDocumentOrder([...checked.notices, ...sifted.notices], submission.config),
    config: checked.config,
    zone: isSound ? zone : undefined,
    nextLedger: isSound ? { ...ledger, policies: policyRecords(zone) } : undefined,
  };
}

/**
 * The ledger with guardrails moved so that fewer policies are needed; the same one when the configuration is not sound.
 *
 * They move as any guardrail does: the old policies hold them until `finishMoves`.
 */
export function repackedLedger(submission: Omit<Submission, "otherRules">): Ledger | undefined {
  const { ledger } = submission;
  const { config } = checkConfiguration({ ...submission, otherRules: POLICY_RULES });
  if (config === undefined || ledger === undefined) return ledger;
  return { ...ledger, policies: policyRecords(resolve(config, ledger).zone, true) };
}
