/** The kinds of values that AWS's condition operators compare. */
export type Family = "string" | "numeric" | "date" | "bool" | "binary" | "ip" | "arn";

/** A condition key that random policies test and random requests carry. */
export interface RandomKey {
  /** As AWS writes it. */
  readonly name: string;
  readonly family: Family;
  readonly isMultivalued: boolean;
  /** Whether every request of a principal carries it. @default false */
  readonly isAlwaysPresent?: true;
  /** What its values look like, where AWS makes them. @default anything of the family */
  readonly form?: RegExp;
  /** Values of that form. @default the family's that have the form */
  readonly values?: readonly string[];
}

/** ARNs of the root user, roles, users and sessions. Source: IAM user guide, "Principal key values", read 2026-11. */
const PRINCIPAL_ARN =
  /^arn:[a-z0-9-]*:(iam::\d{12}:(root|(role|user)\/[\w+=,.@/-]*)|sts::\d{12}:(assumed-role|federated-user)\/[\w+=,.@/-]*)$/;

/** Source: IAM user guide, "Understand the AWS Organizations entity path", read 2026-11. */
const ENTITY_PATH = /^o-[a-z0-9]+\/r-[a-z0-9]+\/(ou-[a-z0-9-]+\/)*$/;

const ENTITY_PATHS = ["o-x/r-x/", "o-x/r-x/ou-x/", "o-x/r-x/ou-x/ou-y/", "o-x/r-x/ou-y/", "o-y/r-x/ou-x/"];

const SINGLE = { isMultivalued: false } as const;
const SEVERAL = { isMultivalued: true } as const;

/**
 * Condition keys of every kind.
 *
 * All are global ones: the oracle takes those with every action. Few of those have several values, and none is binary,
 * so that some stand in for a kind that they are not; AWS gives those no form of their own.
 */
export const KEYS: readonly RandomKey[] = [
  { name: "aws:PrincipalTag/team", family: "string", ...SINGLE },
  { name: "aws:RequestTag/env", family: "string", ...SINGLE },
  { name: "aws:username", family: "string", ...SINGLE },
  {
    name: "aws:RequestedRegion",
    family: "string",
    ...SINGLE,
    isAlwaysPresent: true,
    form: /^[a-z0-9-]+$/,
    values: ["eu-west-1", "eu-west-2", "eu-west-11", "us-east-1"],
  },
  { name: "aws:MultiFactorAuthAge", family: "numeric", ...SINGLE },
  { name: "aws:CurrentTime", family: "date", ...SINGLE, isAlwaysPresent: true },
  { name: "aws:TokenIssueTime", family: "date", ...SINGLE },
  { name: "aws:SecureTransport", family: "bool", ...SINGLE, isAlwaysPresent: true },
  { name: "aws:AssumedRoot", family: "bool", ...SINGLE },
  { name: "aws:SourceIdentity", family: "binary", ...SINGLE },
  { name: "aws:SourceIp", family: "ip", ...SINGLE },
  { name: "aws:PrincipalArn", family: "arn", ...SINGLE, isAlwaysPresent: true, form: PRINCIPAL_ARN },
  { name: "aws:SourceArn", family: "arn", ...SINGLE },
  { name: "aws:TagKeys", family: "string", ...SEVERAL },
  { name: "aws:PrincipalOrgPaths", family: "string", ...SEVERAL, form: ENTITY_PATH, values: ENTITY_PATHS },
  { name: "aws:CalledVia", family: "arn", ...SEVERAL },
  { name: "aws:VpceOrgPaths", family: "numeric", ...SEVERAL },
  { name: "aws:PrincipalServiceNamesList", family: "ip", ...SEVERAL },
];

/** Values that a key can have, and near which tests of it are made. */
export function examplesOf({ family, form, values }: RandomKey): readonly string[] {
  return values ?? VALUES[family].filter((value) => form?.test(value) !== false);
}

/** Whether a key, named in any case, can have several values. */
export function isMultivalued(name: string): boolean {
  return KEYS.some((key) => key.isMultivalued && key.name.toLowerCase() === name.toLowerCase());
}

/** Few values of each kind, close to each other, so that a random test is often nearly met. */
export const VALUES: Readonly<Record<Family, readonly string[]>> = {
  string: ["team-a", "team-b", "Team-A", "team", "a", "prod", "prod-eu", "Prod"],
  numeric: ["0", "1", "-1", "10", "10.0", "10.5", "9", "3600"],
  date: [
    "2026-01-01T00:00:00Z",
    "2026-01-01T00:00:01Z",
    "2025-12-31T23:59:59Z",
    "2026-01-01T01:00:00+01:00",
    "2026-06-01",
    "1767225600",
    "1767225601",
  ],
  bool: ["true", "false"],
  binary: ["dGVhbQ==", "dGVhbS1h", "UHJvZA==", "cHJvZA=="],
  ip: [
    ...["10.0.0.1", "10.0.0.2", "10.0.0.0", "10.0.0.255", "10.0.1.0", "10.255.255.255", "9.255.255.255", "11.0.0.0"],
    ...["192.168.0.0", "192.168.255.255", "192.167.255.255", "0.0.0.0", "255.255.255.255", "::", "::1"],
    ...["2001:db8::1", "2001:DB8::2", "2001:db8:0:0:0:0:0:1", "2001:db8:ffff:ffff:ffff:ffff:ffff:ffff", "2001:db9::"],
  ],
  arn: [
    "arn:aws:iam::111111111111:root",
    "arn:aws:iam::222222222222:root",
    "arn:aws-cn:iam::111111111111:root",
    "arn:aws:iam::111111111111:role/team-a",
    "arn:aws:iam::111111111111:role/path/team-a",
    "arn:aws:iam::111111111111:user/team-b",
    "arn:aws:sts::111111111111:assumed-role/team-a/session",
    "arn:aws:logs:eu-west-1:111111111111:log-group:team-a:*",
    "arn:aws:sns:eu-west-1:111111111111:team-a",
  ],
};

/** Address ranges for the tests of addresses; the bare ones are ranges of one. */
export const RANGES: readonly string[] = [
  "10.0.0.0/24",
  "10.0.0.0/31",
  "10.0.0.0/8",
  "10.0.0.1/32",
  "10.0.0.1",
  "192.168.0.0/16",
  "0.0.0.0/0",
  "2001:db8::/32",
  "2001:DB8::1/128",
  "2001:db8::1",
  "::/0",
];

/** An action with resources that it is asked for. */
export interface RandomAction {
  readonly name: string;
  readonly resources: readonly string[];
}

const OBJECTS = [
  "arn:aws:s3:::team-a/prod/x",
  "arn:aws:s3:::team-a/prod",
  "arn:aws:s3:::team-b/x",
  "arn:aws:s3:::a/Prod",
];
const BUCKETS = ["arn:aws:s3:::team-a", "arn:aws:s3:::team-b", "arn:aws:s3:::team", "arn:aws:s3:::prod"];
const USERS = ["arn:aws:iam::111111111111:user/team-a", "arn:aws:iam::111111111111:user/path/team-b"];
const ROLES = [
  "arn:aws:iam::111111111111:role/team-a",
  "arn:aws:iam::111111111111:role/path/team-a",
  "arn:aws:iam::111111111111:role/Team-A",
];

/** Actions that exist, with resources of their one type, as the oracle asks for. */
export const ACTIONS: readonly RandomAction[] = [
  { name: "s3:GetObject", resources: OBJECTS },
  { name: "s3:PutObject", resources: OBJECTS },
  { name: "s3:GetBucketPolicy", resources: BUCKETS },
  { name: "s3:PutBucketPolicy", resources: BUCKETS },
  { name: "s3:ListAllMyBuckets", resources: ["*"] },
  {
    name: "sqs:SendMessage",

    resources: ["arn:aws:sqs:eu-west-1:111111111111:team-a", "arn:aws:sqs:eu-west-2:111111111111:team-b"],
  },
  {
    name: "kms:Decrypt",

    resources: ["arn:aws:kms:eu-west-1:111111111111:key/team-a", "arn:aws:kms:eu-west-2:111111111111:key/prod"],
  },
  { name: "sts:AssumeRole", resources: ROLES },
  { name: "iam:CreateAccessKey", resources: USERS },
  { name: "iam:CreateUser", resources: USERS },
  { name: "iam:DeleteRole", resources: ROLES },
  { name: "iam:PassRole", resources: ROLES },
  { name: "iam:ListUsers", resources: ["*"] },
  {
    name: "logs:DeleteLogGroup",

    resources: [
      "arn:aws:logs:eu-west-1:111111111111:log-group:team-a",
      "arn:aws:logs:eu-west-2:111111111111:log-group:prod/x",
    ],
  },
  {
    name: "lambda:InvokeFunction",

    resources: [
      "arn:aws:lambda:eu-west-1:111111111111:function:team-a",
      "arn:aws:lambda:eu-west-1:111111111111:function:prod",
    ],
  },
  {
    name: "cloudtrail:StopLogging",

    resources: ["arn:aws:cloudtrail:eu-west-1:111111111111:trail/team-a"],
  },
  { name: "organizations:LeaveOrganization", resources: ["*"] },
];

/** Services that the oracle's validation and AWS take in resource control policies, among those of {@link ACTIONS}. */
export const RCP_SERVICES: readonly string[] = ["s3", "sqs", "kms", "sts"];
