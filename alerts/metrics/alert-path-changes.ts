import { type NamingContext, namesOf } from "../../model/names";

/** Where a CloudTrail record names what was changed, and the wildcard that the landing zone's names match there. */
function places(prefix: string): readonly (readonly [parameter: string, value: string])[] {
  return [
    ["name", `${prefix}*`],
    ["rule", `${prefix}*`],
    ["eventBusName", `*${prefix}*`],
    ["topicArn", `*:${prefix}*`],
    ["subscriptionArn", `*:${prefix}*`],
    ["queueUrl", `*/${prefix}*`],
    ["alarmName", `${prefix}*`],
    ["alarmNames[0]", `${prefix}*`],
    ["roleName", `${prefix}*`],
  ];
}

/**
 * A change to anything on the alert paths, in any account and Region, as the organization trail sees it.
 *
 * The event rules watch the same resources; this filter does not need them, so switching them off shows here. Of a list
 * of alarms it sees the first; of the trail's log group only what deletes or blinds it, for CloudTrail itself creates
 * streams in it.
 */
export function alertPathChanges(zone: NamingContext): string {
  const { alertingPrefix, trailLogGroup } = namesOf(zone);
  const named = places(alertingPrefix).map(([parameter, value]) => `($.requestParameters.${parameter} = "${value}")`);
  const logGroup = `(($.requestParameters.logGroupName = "${trailLogGroup}") && ($.eventName = "*Delete*"))`;
  return `{ ($.readOnly IS FALSE) && (${[...named, logGroup].join(" || ")}) }`;
}
