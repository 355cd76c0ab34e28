import type { Submission } from "../model/check";
import type { LandingZone } from "../model/landing-zone";
import { resolve } from "../model/resolve";
import { validateConfiguration } from "../policies/validate";
import { Failure } from "./failure";

/**
 * The landing zone of a configuration, also of one that breaks rules, as long as its accounts are clear.
 *
 * In an emergency an expired entry must not be in the way, and a policy that breaks a rule has to be explained.
 *
 * @param otherwise what cannot be done without it, for the message
 * @throws Failure when the configuration cannot be resolved
 */
export function resolvableZone(submission: Omit<Submission, "otherRules">, otherwise: string): LandingZone {
  const checked = validateConfiguration(submission);
  if (checked.config === undefined) {
    throw new Failure(
      `The configuration has problems that leave its accounts unclear, so ${otherwise}`,
      "Run `npm run validate`, which lists all of them, and put them right first.",
    );
  }
  return checked.zone ?? resolve(checked.config, submission.ledger).zone;
}
