import { type ConfigFacts, defineRule } from "../rule";

/** Without a trail nothing is archived that could be asked. */
export const athenaWithoutTrail = defineRule<ConfigFacts>({
  id: "athena-without-trail",
  doc: "Queries over the archive need the trail that fills it.",
  waivable: false,
  *breaches({ config: { review, trail } }) {
    if (review?.athena === undefined || review.athena.mode === "off" || trail?.mode !== "off") return;
    yield {
      path: ["review", "athena"],
      message: "there is no archive to ask while the trail is off",
      remedy: "Take review.athena out, or switch the trail on.",
    };
  },
});

/** Athena API reference, BytesScannedCutoffPerQuery, is at least 10 MB; S3 expires objects after whole days. */
export const athenaLimits = defineRule<ConfigFacts>({
  id: "athena-limits",
  doc: "The limit on what a query reads and the life of its results are whole numbers from 1.",
  waivable: false,
  *breaches({ config: { review } }) {
    for (const setting of ["maxScannedGigabytes", "keepResultsDays"] as const) {
      const value = review?.athena?.[setting];
      if (value === undefined || (Number.isSafeInteger(value) && value >= 1)) continue;
      yield {
        path: ["review", "athena", setting],
        message: `${value} is no limit that AWS knows`,
        remedy: "Write a whole number, 1 or more.",
      };
    }
  },
});
