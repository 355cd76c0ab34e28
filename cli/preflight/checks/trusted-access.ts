import type { LiveCheck } from "../check";
import { type Finding, judgeObserved, ok, problem } from "../finding";

const CHECK = "trusted-access";

/** Says which services get trusted access, and refuses to let one that has it lose it unnoticed. */
export const judgeTrustedAccess: LiveCheck = ({ trustedServices }, zone) =>
  judgeObserved(CHECK, trustedServices, (live) => {
    const added = zone.trustedServices.filter((service) => !live.includes(service));
    const undeclared = live.filter((service) => !zone.trustedServices.includes(service)).sort();
    return [
      ok(
        CHECK,
        added.length === 0
          ? "Every service that needs trusted access has it"
          : `The first apply gives trusted access to ${added.join(", ")}`,
      ),
      ...undeclared.map(wouldLose),
    ];
  });

function wouldLose(service: string): Finding {
  return problem(
    CHECK,
    `${service} has trusted access, which the configuration does not declare: an apply over the imported organization would take it away`,
    `Add it to trustedServices in the configuration, or run \`aws organizations disable-aws-service-access --service-principal ${service}\` if nothing uses it.`,
  );
}
