import { PRICES } from "../../../catalogue/prices";
import { namesOf } from "../../../model/names";
import type { LiveCheck } from "../check";
import type { LiveTrail } from "../facts";
import { type Finding, judgeObserved, note, ok } from "../finding";

const CHECK = "trails";
const EVENTS = 100_000;

/** Another trail beside the declared one is a second, paid copy of every management event. */
export const judgeTrails: LiveCheck = ({ trails }, zone) => {
  if (zone.trail.mode === "off") return [ok(CHECK, "The configuration declares no trail")];
  const { trailArn } = namesOf(zone);
  return judgeObserved(CHECK, trails, (live) => {
    const others = live.filter(({ arn }) => arn !== trailArn);
    if (others.length > 0) return others.map(secondCopy);
    return [
      live.length === 0
        ? ok(CHECK, "There is no other trail, so the first copy of management events is free")
        : ok(CHECK, "The declared trail exists, and there is no other"),
    ];
  });
};

function secondCopy({ arn, isOrganizationTrail }: LiveTrail): Finding {
  const price = `$${(PRICES["trail-further-copy"].usd * EVENTS).toFixed(2)} per ${EVENTS.toLocaleString("en-US")} events`;
  const scope = isOrganizationTrail ? "of every account in the organization" : "of the management account";
  return note(
    CHECK,
    `The ${isOrganizationTrail ? "organization trail" : "trail"} ${arn} exists: a second copy of the management events ${scope} costs ${price}`,
    "Stop it once the new trail logs and nothing reads the old one, or set trail.mode to off and keep it.",
  );
}
