/** One question to the trail that a review asks again and again. */
export interface ReviewQueryEntry {
  readonly title: string;
  /** What a reviewer looks for in the answer, in one sentence. */
  readonly lookFor: string;
}

/** The saved queries; their texts are in `alerts/queries/`. */
export const REVIEW_QUERIES = {
  "root-use": {
    title: "Calls and sign-ins of root users",
    lookFor: "Every line belongs to a root session with a ticket, or to a declared recovery.",
  },
  "root-sessions": {
    title: "Root sessions, each with the AssumeRoot that started it",
    lookFor: "A session begins with AssumeRoot and does only what its task policy is for.",
  },
  "failed-sign-ins": {
    title: "Failed console sign-ins by principal and address",
    lookFor: "No address tries many users, and no user fails many times.",
  },
  "policy-changes": {
    title: "Changes to policies of identities, resources and the organization",
    lookFor: "Every change belongs to a deployment or a ticket.",
  },
} as const satisfies Record<string, ReviewQueryEntry>;

/** The id of a saved query. */
export type ReviewQueryId = keyof typeof REVIEW_QUERIES;

/** The ids of all saved queries, in the order written. */
export const REVIEW_QUERY_IDS = Object.keys(REVIEW_QUERIES) as readonly ReviewQueryId[]; // Its keys are known, but typed as string.
