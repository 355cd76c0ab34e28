import { type CloudWatchClient, GetMetricStatisticsCommand } from "@aws-sdk/client-cloudwatch";
import { EVENT_ALERTS } from "../../../catalogue/alerts";
import { namesOf } from "../../../model/names";
import { countConfirmedIfThere } from "../../audit/gather-detection";
import { inParallel } from "../../audit/in-parallel";
import { call } from "../../preflight/observe";
import type { SessionClients } from "./clients";
import { describeRule } from "./describe-rule";
import type { AlertPathFacts, Counts, Invocations } from "./facts";
import { gatherForwarding, TESTED_RULE } from "./forwarding";
import { stationFaults } from "./judge-alert-path";
import type { Subject } from "./subject";

const TEST = "alert-path-test";
const REGIONS_AT_ONCE = 4;
const MINUTE = 60_000;

/** The stations of the account's alerts, and once all are there, how far a test came that is sent through them. */
export async function gatherAlertPath(subject: Subject): Promise<AlertPathFacts> {
  const { zone, insideService, sendTest } = subject;
  const security = await insideService(zone.security);
  const stations = {
    forwarding: await gatherForwarding(subject),
    ...(await gatherBus(security, subject)),
  };
  const isWhole = security !== undefined && stationFaults(stations, subject).length === 0;
  if (!isWhole || sendTest === undefined) return { ...stations, test: undefined };
  return { ...stations, test: await sendTest((since) => gatherCounts(subject, security, since)) };
}

async function gatherCounts({ zone, inside }: Subject, security: SessionClients, since: string): Promise<Counts> {
  const own = await inside();
  const names = namesOf(zone);
  const RuleName = names.eventRule(TESTED_RULE);
  const forwarded = await inParallel(zone.governedRegions, REGIONS_AT_ONCE, async (region) => {
    return [region, await countInvocations(own.cloudWatch(region), { RuleName }, since)] as const;
  });
  const onBus = { EventBusName: names.eventBus, RuleName: names.eventRule(TEST) };
  return {
    since,
    forwarded: Object.fromEntries(forwarded),
    onBus: await countInvocations(security.cloudWatch(zone.homeRegion), onBus, since),
  };
}

async function gatherBus(
  security: SessionClients | undefined,
  { zone, serviceId }: Subject,
): Promise<Pick<AlertPathFacts, "busRule" | "subscribers">> {
  const securityId = await serviceId(zone.security);
  if (security === undefined || securityId === undefined) return { busRule: undefined, subscribers: undefined };
  const names = namesOf(zone);
  const busRule = await describeRule(security.events(zone.homeRegion), names.eventRule(TEST), names.eventBus);
  const topicArn = names.topicArn(securityId, EVENT_ALERTS[TEST].severity);
  const tellsTopic = busRule?.targetArns.includes(topicArn) === true;
  return { busRule, subscribers: tellsTopic ? await countConfirmedIfThere(security.sns, topicArn) : undefined };
}

/**
 * How often a rule invoked its target since a minute.
 *
 * CloudWatch counts by the minute and under the rule's name, with that of the bus unless it is the default one; it does
 * not know the events. Source: EventBridge user guide, "Monitoring Amazon EventBridge", read 2026-11.
 */
async function countInvocations(
  client: CloudWatchClient,
  dimensions: Readonly<Record<string, string>>,
  since: string,
): Promise<Invocations> {
  const sum = async (MetricName: string) => {
    // GetMetricData would do it in one call, but is never free.
    const { Datapoints = [] } = await call("cloudwatch:GetMetricStatistics", () =>
      client.send(
        new GetMetricStatisticsCommand({
          Namespace: "AWS/Events",
          MetricName,
          Dimensions: Object.entries(dimensions).map(([Name, Value]) => ({ Name, Value })),
          StartTime: new Date(since),
          EndTime: new Date(Date.now() + MINUTE),
          Period: 60,
          Statistics: ["Sum"],
        }),
      ),
    );
    const times = Datapoints.map(({ Timestamp }) => Timestamp?.toISOString() ?? "").sort();
    return { total: Datapoints.reduce((total, { Sum = 0 }) => total + Sum, 0), lastAt: times.at(-1) };
  };
  const made = await sum("Invocations");
  const failed = await sum("FailedInvocations");
  return { made: made.total, failed: failed.total, lastAt: made.lastAt };
}
