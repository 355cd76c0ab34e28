import type { NeededOn } from "../../catalogue/needed-actions";
import { deployingRoles, landingZoneRoles } from "../../model/deployment-roles";
import type { LandingZone } from "../../model/landing-zone";
import { namesOf, roleArn } from "../../model/names";
import type { Fact } from "../evaluator/question";

/** What a request is sent to, and what that adds to the request's context. */
export interface RequestedResource {
  readonly resource: Fact;
  /** By condition key in lower case. */
  readonly context: Readonly<Record<string, Fact>>;
}

/** One exact value. */
export function exactly(...values: readonly string[]): Fact {
  return { kind: "values", values };
}

/** What may be anything within limits. */
export type OpenFact = Extract<Fact, { kind: "open" }>;

/** Something that matches one of the patterns; it is there. */
export function anyOf(...like: readonly string[]): OpenFact {
  return { kind: "open", like, isPresent: true };
}

/** Anything, or nothing. */
export const OPEN: OpenFact = { kind: "open" };

/** Not in the request. */
export const ABSENT: Fact = { kind: "absent" };

/** The resources of the landing zone by the words of the catalogue, in one account. */
export function resourceIn(
  zone: LandingZone,
  accountId: string,
  on: NeededOn | "trail" | "archive-objects",
): RequestedResource {
  const names = namesOf(zone);
  const { partition, homeRegion } = zone;
  const arn = (service: string, region: string, rest: string): Fact =>
    anArn(`arn:${partition}:${service}:${region}:${accountId}:${rest}`);
  const key = (alias: string): RequestedResource => ({
    resource: arn("kms", homeRegion, "key/*"),
    context: { "kms:resourcealiases": exactly(names.keyAlias(alias)) },
  });
  switch (on) {
    case "account":
      return plain(exactly("*"));
    case "root-user":
      return plain(exactly(`arn:${partition}:iam::${accountId}:root`));
    case "landing-zone-roles":
      return plain(anyOf(...landingZoneRoles(zone).map((role) => roleArn(partition, accountId, role))));
    case "deploying-roles":
      return plain(anyOf(...deployingRoles(zone).map((role) => roleArn(partition, accountId, role))));
    case "forwarding-role":
      return plain(exactly(roleArn(partition, accountId, names.eventForwardingRole)));
    case "analyzer":
      return plain(arn("access-analyzer", "*", `analyzer/${names.accountAnalyzer}`));
    case "alert-rules":
      return plain(anArn(names.eventRuleArns(accountId)));
    case "alert-bus":
      return plain(exactly(names.eventBusArn(accountId)));
    case "alert-topics":
      return plain(anyOf(names.topicArns(accountId, homeRegion)));
    case "alert-queues":
      return plain(arn("sqs", homeRegion, `${names.alertingPrefix}-*`));
    case "alert-alarms":
      return plain(anyOf(names.alarmArns(accountId, homeRegion)));
    case "alert-key":
      return key("alerts-page");
    case "alert-key-alias":
      return plain(arn("kms", homeRegion, names.keyAlias("alerts-*")));
    case "archive-buckets":
      return plain(anyOf(names.archiveBucketArn, names.accessLogsBucketArn));
    case "archive-objects":
      return plain(anyOf(`${names.archiveBucketArn}/*`, `${names.accessLogsBucketArn}/*`));
    case "archive-key":
      return key("trail-archive");
    case "archive-key-alias":
      return plain(arn("kms", homeRegion, names.keyAlias("trail-archive")));
    case "trail":
      return plain(arn("cloudtrail", "*", `trail/${names.trail}`));
    default:
      return on satisfies never;
  }
}

/**
 * What the built-in guardrails keep even from a root session, on purpose: the archive's buckets and the alert queues.
 *
 * See `policies/guardrails/protect-archive.ts` and `policies/guardrails/protect-alerting.ts`.
 */
export function protectedFromRootSessions(zone: LandingZone): readonly string[] {
  const names = namesOf(zone);
  const buckets = [names.archiveBucket, names.accessLogsBucket].map((bucket) => `arn:*:s3:::${bucket}`);
  return [...buckets, `arn:*:sqs:*:*:${names.alertingPrefix}*`];
}

/** An ARN by a pattern whose Region may be open: no Region has a colon in it. */
function anArn(pattern: string): Fact {
  const isRegionOpen = pattern.split(":")[3] === "*";
  return isRegionOpen ? { ...anyOf(pattern), notLike: [pattern.replace(":*:", ":*:*:")] } : anyOf(pattern);
}

function plain(resource: Fact): RequestedResource {
  return { resource, context: {} };
}
