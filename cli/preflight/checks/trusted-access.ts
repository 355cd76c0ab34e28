import { TRUSTED_SERVICES } from "../../../catalogue/trusted-services";
import type { LiveCheck } from "../check";
import { type Finding, judgeObserved, ok, problem } from "../finding";

const CHECK = "trusted-access";
const DECLARED: readonly string[] = Object.keys(TRUSTED_SERVICES);

/** Says which services get trusted access, and refuses to let one that has it lose it unnoticed. */
export const judgeTrustedAccess: LiveCheck = ({ trustedServices }) =>
  judgeObserved(CHECK, trustedServices, (live) => {
    const added = DECLARED.filter((service) => !live.includes(service));
    const undeclared = live.filter((service) => !DECLARED.includes(service)).sort();
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
    `Add it to TRUSTED_SERVICES in catalogue/trusted-services.ts, or run \`aws organizations disable-aws-service-access --service-principal ${service}\` if nothing uses it.`,
  );
}
