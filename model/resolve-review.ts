import type { AthenaReview, Review, ReviewConfig } from "./review-config";

/** The activity review with every default applied. */
export function resolveReview(review: ReviewConfig | undefined): Review {
  return {
    insights: review?.insights?.mode ?? "enforce",
    digest: review?.digest?.mode ?? "enforce",
    athena: resolveAthena(review?.athena),
  };
}

function resolveAthena(athena: ReviewConfig["athena"]): AthenaReview | undefined {
  if (athena === undefined || athena.mode === "off") return undefined;
  return { maxScannedGigabytes: athena.maxScannedGigabytes ?? 100, keepResultsDays: athena.keepResultsDays ?? 30 };
}
