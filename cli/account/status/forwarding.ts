import { ALERT_PATH_TEST_SOURCE } from "../../../alerts/events/alert-path-test";
import { forwardedEvents } from "../../../alerts/forwarded-events";
import type { Region } from "../../../catalogue/regions";
import { baselineStackName } from "../../../model/baseline";
import type { LandingZone } from "../../../model/landing-zone";
import { namesOf } from "../../../model/names";
import { inParallel } from "../../audit/in-parallel";
import { describeRule } from "./describe-rule";
import type { Forwarding, MatchingRule } from "./facts";
import type { Declared, Subject } from "./subject";

const REGIONS_AT_ONCE = 4;

/** The id of the forwarding rule that takes the test of the alert path along. */
export const TESTED_RULE = "alert-events";

/** Whether an account forwards its events to the security account's bus. */
export function forwardsEvents({ zone, account }: Declared): boolean {
  return zone.alerting.mode !== "off" && zone.baselines.members.get(account.key)?.mode.value !== "off";
}

/** The rules by which the account forwards its events, as far as they are there. */
export async function gatherForwarding({ zone, inside, serviceId }: Subject): Promise<Forwarding> {
  const { events } = await inside();
  const rules = await inParallel(zone.governedRegions, REGIONS_AT_ONCE, async (region) => {
    const found = await inParallel(ruleNames(zone, region), 1, (name) => describeRule(events(region), name));
    return [region, found.filter((rule) => rule !== undefined)] as const;
  });
  const securityId = await serviceId(zone.security);
  return {
    busArn: securityId === undefined ? undefined : namesOf(zone).eventBusArn(securityId),
    rules: Object.fromEntries(rules),
  };
}

/** What is wrong with the forwarding rules, one phrase each. */
export function forwardingFaults({ busArn, rules }: Forwarding, declared: Declared): readonly string[] {
  const { zone } = declared;
  return zone.governedRegions.flatMap((region) =>
    ruleNames(zone, region).flatMap((name) => {
      const fault = faultOf(
        rules[region]?.find((rule) => rule.name === name),
        busArn,
        declared,
      );
      return fault === undefined ? [] : [`the rule ${name} in ${region} ${fault}`];
    }),
  );
}

/** The duties of an account change what its rules match, and not which there are. */
function ruleNames(zone: LandingZone, region: Region): readonly string[] {
  return forwardedEvents(zone, region, { administersRootAccess: false }).map(({ id }) => namesOf(zone).eventRule(id));
}

function faultOf(
  rule: MatchingRule | undefined,
  busArn: string | undefined,
  { zone, account }: Declared,
): string | undefined {
  if (rule === undefined) return "does not exist";
  if (!rule.isEnabled) return "is disabled";
  const { eventBus, eventRule } = namesOf(zone);
  if (busArn === undefined || !rule.targetArns.includes(busArn)) return `does not forward to ${busArn ?? eventBus}`;
  const isTested = rule.name === eventRule(TESTED_RULE);
  // Written as JSON, the source stands in it with its quotes.
  const takesTest = rule.pattern.includes(JSON.stringify(ALERT_PATH_TEST_SOURCE));
  return isTested && !takesTest ? `does not forward the test: apply ${baselineStackName(account.key)}` : undefined;
}
