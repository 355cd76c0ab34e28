import { GetTrailCommand, GetTrailStatusCommand } from "@aws-sdk/client-cloudtrail";
import { paginateDescribeAlarms } from "@aws-sdk/client-cloudwatch";
import { GetAccountPasswordPolicyCommand } from "@aws-sdk/client-iam";
import { paginateListSubscriptionsByTopic, type SNSClient } from "@aws-sdk/client-sns";
import type { LandingZone } from "../../model/landing-zone";
import { namesOf } from "../../model/names";
import type { Observation } from "../preflight/facts";
import { collect } from "../preflight/gather-facts";
import { call, nameOf, observe } from "../preflight/observe";
import type { AuditClients } from "./clients";
import type { LiveAlarm, LivePasswordPolicy, LiveTrailStatus } from "./evidence";
import { inParallel } from "./in-parallel";

const TOPICS_AT_ONCE = 4;

/** The password policy of the IAM users of the account that the client is of. */
export async function getPasswordPolicy({ iam }: Pick<AuditClients, "iam">): Promise<LivePasswordPolicy | undefined> {
  return call("iam:GetAccountPasswordPolicy", async () => {
    try {
      const { PasswordPolicy: policy } = await iam.send(new GetAccountPasswordPolicyCommand({}));
      return {
        minimumLength: policy?.MinimumPasswordLength ?? 0,
        requiresAllClasses: [
          policy?.RequireUppercaseCharacters,
          policy?.RequireLowercaseCharacters,
          policy?.RequireNumbers,
          policy?.RequireSymbols,
        ].every((required) => required === true),
        reusePrevention: policy?.PasswordReusePrevention ?? 0,
      };
    } catch (error) {
      if (nameOf(error).startsWith("NoSuchEntity")) return undefined;
      throw error;
    }
  });
}

/** The declared trail and its status; nothing is asked where none is declared. */
export async function gatherTrail(
  { cloudTrail }: Pick<AuditClients, "cloudTrail">,
  zone: LandingZone,
): Promise<LiveTrailStatus | undefined> {
  if (zone.trail.mode === "off") return undefined;
  const Name = namesOf(zone).trailArn;
  const trail = await call("cloudtrail:GetTrail", async () => {
    try {
      const { Trail } = await cloudTrail.send(new GetTrailCommand({ Name }));
      return Trail;
    } catch (error) {
      if (nameOf(error) === "TrailNotFoundException") return undefined;
      throw error;
    }
  });
  if (trail === undefined) return undefined;
  const status = await call("cloudtrail:GetTrailStatus", () => cloudTrail.send(new GetTrailStatusCommand({ Name })));
  return {
    isOrganizationTrail: trail.IsOrganizationTrail === true,
    isMultiRegion: trail.IsMultiRegionTrail === true,
    validatesLogFiles: trail.LogFileValidationEnabled === true,
    isLogging: status.IsLogging === true,
    latestDelivery: status.LatestDeliveryTime?.toISOString(),
    deliveryError: status.LatestDeliveryError || undefined,
  };
}

/** The alarms of the landing zone in the management account's home Region. */
export async function listAlarms(
  { cloudWatch: client }: AuditClients,
  zone: LandingZone,
): Promise<readonly LiveAlarm[]> {
  const pages = await call("cloudwatch:DescribeAlarms", () =>
    collect(paginateDescribeAlarms({ client }, { AlarmNamePrefix: namesOf(zone).alarm("") })),
  );
  return pages
    .flatMap(({ MetricAlarms = [] }) => MetricAlarms)
    .map(({ AlarmName = "", ActionsEnabled = false, AlarmActions = [] }) => ({
      name: AlarmName,
      hasActionsEnabled: ActionsEnabled,
      topicArns: AlarmActions.filter((arn) => arn.split(":")[2] === "sns"),
    }));
}

/** How many confirmed subscriptions each topic has that an alarm tells. */
export async function countSubscribers(
  { sns }: AuditClients,
  alarms: readonly LiveAlarm[],
): Promise<Readonly<Record<string, Observation<number>>>> {
  const arns = [...new Set(alarms.flatMap(({ topicArns }) => topicArns))].sort();
  const counts = await inParallel(
    arns,
    TOPICS_AT_ONCE,
    async (arn) => [arn, await observe(() => countConfirmed(sns, arn))] as const,
  );
  return Object.fromEntries(counts);
}

/** How many subscriptions of a topic somebody confirmed. */
async function countConfirmed(client: SNSClient, TopicArn: string): Promise<number> {
  const pages = await call("sns:ListSubscriptionsByTopic", () =>
    collect(paginateListSubscriptionsByTopic({ client }, { TopicArn })),
  );
  // Until it is confirmed, a subscription has the words `PendingConfirmation` in the place of its ARN.
  return pages
    .flatMap(({ Subscriptions = [] }) => Subscriptions)
    .filter(({ SubscriptionArn = "" }) => SubscriptionArn.startsWith("arn:")).length;
}

/** How many subscriptions of a topic somebody confirmed; `undefined` when there is no such topic. */
export async function countConfirmedIfThere(client: SNSClient, topicArn: string): Promise<number | undefined> {
  try {
    return await countConfirmed(client, topicArn);
  } catch (error) {
    if (nameOf(Reflect.get(Object(error), "cause")).startsWith("NotFound")) return undefined;
    throw error;
  }
}
