/**
 * The condition keys that every request carries, in lower case.
 *
 * Source: IAM user guide, "AWS global condition context keys", availability "always included", read 2026-11.
 */
export const ALWAYS_PRESENT_KEYS: readonly string[] = [
  "aws:currenttime",
  "aws:epochtime",
  "aws:requestedregion",
  "aws:securetransport",
];

/**
 * The condition keys that every signed request carries, in lower case: requests without a principal lack them.
 *
 * Service control policies bind signed requests only. Source: as above, availability "all signed requests".
 */
export const KEYS_OF_SIGNED_REQUESTS: readonly string[] = [
  "aws:principalaccount",
  "aws:principalarn",
  "aws:principaltype",
  "aws:userid",
];
