import type { Review, ReviewConfig } from "./review-config";

/** The activity review with every default applied. */
export function resolveReview(review: ReviewConfig | undefined): Review {
  return { insights: review?.insights?.mode ?? "enforce", digest: review?.digest?.mode ?? "enforce" };
}
