import { type CloudWatchClient, GetMetricStatisticsCommand } from "@aws-sdk/client-cloudwatch";
import { EVENT_ALERTS } from "../../../catalogue/alerts";
import type { LandingZone } from "../../../model/landing-zone";
import { namesOf } from "../../../model/names";
import { countConfirmedIfThere } from "../../audit/gather-detection";
import { inParallel } from "../../audit/in-parallel";
import { call } from "../../preflight/observe";
import type { SessionClients } from "./clients";
import { describeRule } from "./describe-rule";
import type { AlertPathFacts, Invocations, SentTest } from "./facts";
import { gatherForwarding, TESTED_RULE } from "./forwarding";
import { stationFaults } from "./judge-alert-path";
import type { Subject } from "./subject";

const TEST = "alert-path-test";
const REGIONS_AT_ONCE = 4;
const MINUTE = 60_000;
const NONE: Invocations = { made: 0, failed: 0, firstAt: undefined };

/** The stations of the account's alerts, and once all are there, how far a test came that is sent through them. */
export async function gatherAlertPath(subject: Subject): Promise<AlertPathFacts> {
  const { zone, inside, insideService, sendTest } = subject;
  const security = await insideService(zone.security);
  const stations = {
    forwarding: await gatherForwarding(subject),
    ...(await gatherBus(security, zone)),
  };
  const isWhole = stationFaults(stations, zone).length === 0;
  const test = isWhole ? await sendTest?.() : undefined;
  if (test === undefined || security === undefined) {
    return { ...stations, test: undefined, forwarded: {}, onBus: NONE };
  }
  const own = await inside();
  const RuleName = namesOf(zone).eventRule(TESTED_RULE);
  const forwarded = await inParallel(zone.governedRegions, REGIONS_AT_ONCE, async (region) => {
    return [region, await countInvocations(own.cloudWatch(region), { RuleName }, test)] as const;
  });
  const onBus = await countInvocations(
    security.cloudWatch(zone.homeRegion),
    { EventBusName: namesOf(zone).eventBus, RuleName: namesOf(zone).eventRule(TEST) },
    test,
  );
  return { ...stations, test, forwarded: Object.fromEntries(forwarded), onBus };
}

async function gatherBus(
  security: SessionClients | undefined,
  zone: LandingZone,
): Promise<Pick<AlertPathFacts, "busRule" | "subscribers">> {
  if (security === undefined) return { busRule: undefined, subscribers: undefined };
  const names = namesOf(zone);
  const busRule = await describeRule(security.events(zone.homeRegion), names.eventRule(TEST), names.eventBus);
  const topic = `:${names.topic(EVENT_ALERTS[TEST].severity)}`;
  const topicArn = busRule?.targetArns.find((arn) => arn.endsWith(topic));
  return {
    busRule,
    subscribers: topicArn === undefined ? undefined : await countConfirmedIfThere(security.sns, topicArn),
  };
}

/**
 * How often a rule invoked its target since the minute of a test.
 *
 * CloudWatch counts by the minute and under the rule's name, with that of the bus unless it is the default one; it does
 * not know the events. Source: EventBridge user guide, "Monitoring Amazon EventBridge", read 2026-11.
 */
async function countInvocations(
  client: CloudWatchClient,
  dimensions: Readonly<Record<string, string>>,
  { sentAt }: SentTest,
): Promise<Invocations> {
  const StartTime = new Date(Math.floor(Date.parse(sentAt) / MINUTE) * MINUTE);
  const sum = async (MetricName: string) => {
    // GetMetricData would do it in one call, but is never free.
    const { Datapoints = [] } = await call("cloudwatch:GetMetricStatistics", () =>
      client.send(
        new GetMetricStatisticsCommand({
          Namespace: "AWS/Events",
          MetricName,
          Dimensions: Object.entries(dimensions).map(([Name, Value]) => ({ Name, Value })),
          StartTime,
          EndTime: new Date(Date.now() + MINUTE),
          Period: 60,
          Statistics: ["Sum"],
        }),
      ),
    );
    const times = Datapoints.map(({ Timestamp }) => Timestamp?.toISOString() ?? "").sort();
    return { total: Datapoints.reduce((total, { Sum = 0 }) => total + Sum, 0), firstAt: times[0] };
  };
  const made = await sum("Invocations");
  const failed = await sum("FailedInvocations");
  return { made: made.total, failed: failed.total, firstAt: made.firstAt };
}
