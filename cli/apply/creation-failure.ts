import {
  ACCOUNT_CREATION_FAILURE_IDS,
  ACCOUNT_CREATION_FAILURES,
  type AccountCreationFailure,
  type AccountCreationFailureId,
} from "../../catalogue/account-creation-failures";

/**
 * Why AWS did not create an account, read from what Terraform says of it; `undefined` when it names no known reason.
 *
 * The provider ends with the reason of the request's status: `unexpected state 'FAILED', wanted target 'SUCCEEDED'. last
 * error: EMAIL_ALREADY_EXISTS`. Where AWS refuses the request at once, it gives only the message.
 */
export function creationFailureOf(text: string): AccountCreationFailureId | undefined {
  const words = new Set(text.match(/\b[A-Z]+(?:_[A-Z]+)+\b/g) ?? []);
  const lower = text.toLowerCase();
  return ACCOUNT_CREATION_FAILURE_IDS.find((id) => {
    const { message }: AccountCreationFailure = ACCOUNT_CREATION_FAILURES[id];
    return words.has(id) || (message !== undefined && lower.includes(message.toLowerCase()));
  });
}
