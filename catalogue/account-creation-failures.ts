/** One reason for which AWS does not create an account. */
export interface AccountCreationFailure {
  /** What AWS means by it, as the end of a sentence. */
  readonly meaning: string;
  /** What to do about it, in whole sentences. */
  readonly remedy: string;
  /** Where that is done: a change of the configuration needs a plan of its own, after anything else the same plan goes on. */
  readonly solvedIn: "aws" | "configuration";
  /** What AWS says where it refuses the request at once, which names no reason. @default it does not */
  readonly message?: string;
}

const INDIA = "It concerns management accounts in India:";

/**
 * The reasons for which AWS does not create an account, by their name in the status of a request.
 *
 * Source: AWS Organizations API reference, CreateAccountStatus and ConstraintViolationException, as of
 * `@aws-sdk/client-organizations` 3.1169.0, 2026-11-29.
 */
export const ACCOUNT_CREATION_FAILURES = {
  ACCOUNT_LIMIT_EXCEEDED: {
    meaning: "the organization has as many accounts as its quota allows; closed ones count for 90 days",
    remedy:
      "Have the quota L-E619E033 of AWS Organizations raised, in the Service Quotas of us-east-1 or by AWS Support. In an organization that is less than an hour old, wait until it is older.",
    solvedIn: "aws",
    message: "You have exceeded the allowed number of AWS accounts",
  },
  CONCURRENT_ACCOUNT_MODIFICATION: {
    meaning: "a request with the same information was already under way",
    remedy: "Wait until that one has ended: the account may be there then.",
    solvedIn: "aws",
  },
  EMAIL_ALREADY_EXISTS: {
    meaning: "its root e-mail address belongs to another AWS account, which may be a closed one or in no organization",
    remedy:
      "Give it an address that no AWS account ever had, in the configuration; AWS does not free an address again. Or find the account that has it, and invite that one.",
    solvedIn: "configuration",
  },
  FAILED_BUSINESS_VALIDATION: {
    meaning: "the business licence of the management account did not pass its validation",
    remedy: `${INDIA} have AWS Support say what is missing.`,
    solvedIn: "aws",
  },
  GOVCLOUD_ACCOUNT_ALREADY_EXISTS: {
    meaning: "AWS GovCloud (US) has an account with this e-mail address already",
    remedy: "Give it another root e-mail address in the configuration.",
    solvedIn: "configuration",
  },
  INTERNAL_FAILURE: {
    meaning: "something failed inside AWS",
    remedy: "Wait a while. If it fails again, ask AWS Support.",
    solvedIn: "aws",
  },
  INVALID_ADDRESS: {
    meaning: "the postal address that AWS takes over from the management account is not valid",
    remedy: "Correct the contact information of the management account.",
    solvedIn: "aws",
  },
  INVALID_EMAIL: {
    meaning: "AWS does not accept its root e-mail address",
    remedy: "Correct the address in the configuration.",
    solvedIn: "configuration",
  },
  INVALID_IDENTITY_FOR_BUSINESS_VALIDATION: {
    meaning:
      "the business licence of the management account cannot be validated, because its identity data is not valid",
    remedy: `${INDIA} correct its identity data.`,
    solvedIn: "aws",
  },
  INVALID_PAYMENT_INSTRUMENT: {
    meaning: "AWS does not support the payment method of the management account",
    remedy: "Give the management account another payment method.",
    solvedIn: "aws",
  },
  MISSING_BUSINESS_VALIDATION: {
    meaning: "the business licence of the management account has not been validated",
    remedy: `${INDIA} have it validated.`,
    solvedIn: "aws",
  },
  MISSING_PAYMENT_INSTRUMENT: {
    meaning: "the management account has no valid payment method",
    remedy: "Give the management account a payment method.",
    solvedIn: "aws",
  },
  PENDING_BUSINESS_VALIDATION: {
    meaning: "the business licence of the management account is still being validated",
    remedy: `${INDIA} wait until that has ended.`,
    solvedIn: "aws",
  },
  UNKNOWN_BUSINESS_VALIDATION: {
    meaning: "the validation of the management account's business licence has an unknown problem",
    remedy: `${INDIA} ask AWS Support.`,
    solvedIn: "aws",
  },
  UPDATE_EXISTING_RESOURCE_POLICY_WITH_TAGS_NOT_SUPPORTED: {
    meaning: "the organization's resource policy and the tags of the request do not go together",
    remedy: "Ask AWS Support, which alone documents this reason.",
    solvedIn: "aws",
  },
} as const satisfies Readonly<Record<string, AccountCreationFailure>>;

/** The name of a reason for which AWS does not create an account. */
export type AccountCreationFailureId = keyof typeof ACCOUNT_CREATION_FAILURES;

/** The names of all of them. */
export const ACCOUNT_CREATION_FAILURE_IDS = Object.keys(
  ACCOUNT_CREATION_FAILURES,
) as readonly AccountCreationFailureId[];
