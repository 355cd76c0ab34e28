import { type CheckedConfiguration, checkConfiguration, configFacts, type Submission } from "../model/check";
import type { LandingZoneConfig } from "../model/config";
import { inDocumentOrder } from "../model/document-order";
import type { LandingZone } from "../model/landing-zone";
import type { Ledger } from "../model/ledger";
import { resolve } from "../model/resolve";
import type { Rule } from "../model/rule";
import { applyWaivers } from "../model/waivers";
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
  const { config } = checked;
  const found = POLICY_RULES.flatMap((rule) => rule.check(zone));
  const sifted = applyWaivers(found, configFacts(config, checks), POLICY_RULES);
  const lenient = new Set(POLICY_RULES.filter((rule) => !isEnforced(rule, config)).map(({ id }) => id));
  const broken = sifted.problems.filter(({ rule }) => !lenient.has(rule));
  const notYet = sifted.problems.filter(({ rule }) => lenient.has(rule));
  const problems = inDocumentOrder([...checked.problems, ...broken], submission.config);
  const isSound = problems.length === 0;
  return {
    problems,
    notices: inDocumentOrder([...checked.notices, ...sifted.notices, ...notYet], submission.config),
    config,
    zone: isSound ? zone : undefined,
    nextLedger: isSound ? ledger : undefined,
  };
}

/** A rule of a mechanism that is off, observes, or is attached to a part of the accounts only, says what is left to do. */
function isEnforced({ mechanism }: Rule<LandingZone>, config: LandingZoneConfig): boolean {
  if (mechanism === undefined) return true;
  const isWhole = mechanism !== "denyRoot" || (config.denyRoot?.attachTo ?? "root") === "root";
  return isWhole && (config[mechanism]?.mode ?? "enforce") === "enforce";
}
