import type { LandingZone } from "./landing-zone";
import { namesOf } from "./names";

/** The names of the buckets that the archive keeps as they are: log files, access logs and AWS Config's history. */
export function archiveBuckets(zone: LandingZone): readonly string[] {
  const { archiveBucket, accessLogsBucket, configBucket } = namesOf(zone);
  return [archiveBucket, accessLogsBucket, ...(zone.detection.config === undefined ? [] : [configBucket])];
}
