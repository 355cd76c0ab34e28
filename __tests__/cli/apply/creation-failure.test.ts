import { describe, expect, test } from "@jest/globals";
import type { AccountCreationFailureId } from "../../../catalogue/account-creation-failures";
import { creationFailureOf } from "../../../cli/apply/creation-failure";

const FAILED =
  "waiting for AWS Organizations Account (shop) create: unexpected state 'FAILED', wanted target 'SUCCEEDED'.";
const REFUSED =
  "creating AWS Organizations Account (shop): operation error Organizations: CreateAccount, https response error StatusCode: 400, RequestID: 6ba3ed23-cd7d-4c74-b62a-e0ae2f04cc16,";

describe("the reason of a creation that failed", () => {
  test.each<[name: string, text: string, expected: AccountCreationFailureId | undefined]>([
    ["is the last error of the provider", `${FAILED} last error: EMAIL_ALREADY_EXISTS`, "EMAIL_ALREADY_EXISTS"],
    ["may be any that AWS knows", `${FAILED} last error: PENDING_BUSINESS_VALIDATION`, "PENDING_BUSINESS_VALIDATION"],
    [
      "is the quota when AWS refuses the request at once",
      `${REFUSED} ConstraintViolationException: You have exceeded the allowed number of AWS accounts.`,
      "ACCOUNT_LIMIT_EXCEEDED",
    ],
    [
      "is the quota however AWS writes it",
      `${REFUSED} ConstraintViolationException: You have exceeded the allowed number of AWS Accounts.`,
      "ACCOUNT_LIMIT_EXCEEDED",
    ],
    ["is unknown when it is new to Rootstock", `${FAILED} last error: SOMETHING_NEW`, undefined],
    ["is no part of another word", `${FAILED} last error: NO_INVALID_EMAIL`, undefined],
    ["is not the name of an account", "creating AWS Organizations Account (INTERNAL-FAILURE): no", undefined],
    [
      "is unknown when Terraform waited in vain",
      "waiting for AWS Organizations Account (shop) create: timeout while waiting for state to become 'SUCCEEDED' (last state: 'IN_PROGRESS', timeout: 10m0s)",
      undefined,
    ],
  ])("%s", (_, text, expected) => {
    expect(creationFailureOf(text)).toBe(expected);
  });
});
