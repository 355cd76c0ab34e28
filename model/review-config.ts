import type { Mode } from "./mode";

/** One part of the activity review. */
export interface ReviewPartConfig {
  /** @default "enforce"; there is nothing to deny here, so `observe` means the same */
  readonly mode?: Mode;
}

/** The activity review: saved queries over the trail, and a weekly reminder to read them. */
export interface ReviewConfig {
  /** The saved Logs Insights queries; saving costs nothing, running is billed by the data that is read. @default saved */
  readonly insights?: ReviewPartConfig;
  /** The weekly digest with links to the queries. @default sent on Monday morning */
  readonly digest?: ReviewPartConfig;
}

/** The activity review, resolved. */
export interface Review {
  readonly insights: Mode;
  readonly digest: Mode;
}
