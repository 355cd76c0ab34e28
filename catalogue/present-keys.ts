/**
 * The condition keys that every request carries, in lower case, those of nobody in particular included.
 *
 * Source: IAM user guide, "AWS global condition context keys", availability "always included in the request context" or
 * "all requests, including anonymous requests", read 2026-11-22 in a public copy. `aws:UserAgent` is left out: that page
 * has it in every request, but the caller's HTTP header is what it holds, and "IAM policy elements: Variables and tags"
 * restricts it to the AWS CLI.
 */
export const ALWAYS_PRESENT_KEYS: readonly string[] = [
  "aws:currenttime",
  "aws:epochtime",
  "aws:principalaccount",
  "aws:principaltype",
  "aws:requestedregion",
  "aws:securetransport",
  "aws:userid",
  "aws:viaawsservice",
];

/**
 * The condition keys that every signed request carries besides, in lower case: anonymous requests lack them.
 *
 * Service control policies bind signed requests only. Source: as above, availability "all signed requests".
 */
export const KEYS_OF_SIGNED_REQUESTS: readonly string[] = ["aws:principalarn", "aws:principalisawsservice"];
