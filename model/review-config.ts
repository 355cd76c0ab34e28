import type { Mode } from "./mode";

/** One part of the activity review. */
export interface ReviewPartConfig {
  /** @default "enforce"; there is nothing to deny here, so `observe` means the same */
  readonly mode?: Mode;
}

/** The saved Athena queries over the archive, in the log archive account; naming them switches them on. */
export interface AthenaReviewConfig extends ReviewPartConfig {
  /** The most that one query may read, in gigabytes of log files; Athena stops it there. @default 100 */
  readonly maxScannedGigabytes?: number;
  /** Days after which results are deleted. @default 30 */
  readonly keepResultsDays?: number;
}

/** The activity review: saved queries over the trail, and a weekly reminder to read them. */
export interface ReviewConfig {
  /** The saved Logs Insights queries; saving costs nothing, running is billed by the data that is read. @default saved */
  readonly insights?: ReviewPartConfig;
  /** The weekly digest with links to the queries. @default sent on Monday morning */
  readonly digest?: ReviewPartConfig;
  /** The same queries over everything that the archive keeps; billed by the data that is read. @default off */
  readonly athena?: AthenaReviewConfig;
}

/** The queries over the archive, resolved. */
export interface AthenaReview {
  readonly maxScannedGigabytes: number;
  readonly keepResultsDays: number;
}

/** The activity review, resolved. */
export interface Review {
  readonly insights: Mode;
  readonly digest: Mode;
  /** `undefined` where the archive has no queries. */
  readonly athena: AthenaReview | undefined;
}
