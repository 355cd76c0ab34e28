import { ListObjectsV2Command, type S3Client } from "@aws-sdk/client-s3";
import { GLOBAL_EVENTS_REGION } from "../../../catalogue/regions";
import { namesOf } from "../../../model/names";
import { gatherTrail } from "../../audit/gather-detection";
import { call } from "../../preflight/observe";
import type { LogFile, TrailFacts } from "./facts";
import type { Subject } from "./subject";

const DAY = 86_400_000;

/** The organization trail, and the newest of the account's log files in the archive. */
export async function gatherTrailOf(subject: Subject): Promise<TrailFacts> {
  const { clients, zone, insideService } = subject;
  const status = await gatherTrail(clients, zone);
  const archive = status === undefined ? undefined : await insideService(zone.logArchive);
  return { status, logFile: archive === undefined ? undefined : await newestLogFile(archive.s3, subject) };
}

/**
 * Looks for today and yesterday, where an account is recorded first, and then for any file at all.
 *
 * An organization trail writes below `AWSLogs/<organization>/<account>/CloudTrail/<Region>/<year>/<month>/<day>/`, and
 * the names of the files begin with the time. Source: CloudTrail user guide, "CloudTrail log file examples" and
 * "Finding your CloudTrail log files", read 2026-11.
 */
async function newestLogFile(
  client: S3Client,
  { zone, member, organizationId }: Subject,
): Promise<LogFile | undefined> {
  const folder = `AWSLogs/${await organizationId()}/${member.id}/CloudTrail/`;
  const days = [0, DAY].map((ago) => new Date(Date.now() - ago).toISOString().slice(0, 10).replaceAll("-", "/"));
  const regions = [...new Set([zone.homeRegion, GLOBAL_EVENTS_REGION])];
  for (const day of days) {
    for (const region of regions) {
      const found = await newestBelow(client, namesOf(zone).archiveBucket, `${folder}${region}/${day}/`);
      if (found !== undefined) return found;
    }
  }
  return newestBelow(client, namesOf(zone).archiveBucket, folder);
}

/** Of a first page, which is enough to prove that there is any. */
async function newestBelow(client: S3Client, Bucket: string, Prefix: string): Promise<LogFile | undefined> {
  const { Contents = [] } = await call("s3:ListBucket", () =>
    client.send(new ListObjectsV2Command({ Bucket, Prefix })),
  );
  const newest = Contents.at(-1);
  if (newest === undefined) return undefined;
  return { key: newest.Key ?? "", deliveredAt: newest.LastModified?.toISOString() ?? "" };
}
