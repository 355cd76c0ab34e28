import { forwardedEvents } from "../../../alerts/forwarded-events";
import type { Region } from "../../../catalogue/regions";
import type { LandingZone } from "../../../model/landing-zone";
import { namesOf } from "../../../model/names";
import type { LiveRule } from "../../audit/evidence";
import { inParallel } from "../../audit/in-parallel";
import { describeRule } from "./describe-rule";
import type { Forwarding } from "./facts";
import type { Declared, Subject } from "./subject";

const REGIONS_AT_ONCE = 4;

/** The id of the forwarding rule that takes the test of the alert path along. */
export const TESTED_RULE = "alert-events";

/** Whether an account forwards its events to the security account's bus. */
export function forwardsEvents({ zone, account }: Declared): boolean {
  return zone.alerting.mode !== "off" && zone.baselines.members.get(account.key)?.mode.value !== "off";
}

/** The rules by which the account forwards its events, as far as they are there. */
export async function gatherForwarding({ zone, inside }: Subject): Promise<Forwarding> {
  const { events } = await inside();
  const rules = await inParallel(zone.governedRegions, REGIONS_AT_ONCE, async (region) => {
    const found = await inParallel(ruleNames(zone, region), 1, (name) => describeRule(events(region), name));
    return [region, found.filter((rule) => rule !== undefined)] as const;
  });
  return Object.fromEntries(rules);
}

/** What is wrong with the forwarding rules, one phrase each. */
export function forwardingFaults(forwarding: Forwarding, zone: LandingZone): readonly string[] {
  return zone.governedRegions.flatMap((region) =>
    ruleNames(zone, region).flatMap((name) => {
      const fault = faultOf(
        forwarding[region]?.find((rule) => rule.name === name),
        zone,
      );
      return fault === undefined ? [] : [`the rule ${name} in ${region} ${fault}`];
    }),
  );
}

/** The duties of an account change what its rules match, and not which there are. */
function ruleNames(zone: LandingZone, region: Region): readonly string[] {
  return forwardedEvents(zone, region, { administersRootAccess: false }).map(({ id }) => namesOf(zone).eventRule(id));
}

function faultOf(rule: LiveRule | undefined, zone: LandingZone): string | undefined {
  if (rule === undefined) return "does not exist";
  if (!rule.isEnabled) return "is disabled";
  const bus = `:event-bus/${namesOf(zone).eventBus}`;
  return rule.targetArns.some((arn) => arn.endsWith(bus)) ? undefined : `does not forward to ${namesOf(zone).eventBus}`;
}
