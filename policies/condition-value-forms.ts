import { isIP } from "node:net";
import { REGIONS } from "../catalogue/regions";
import type { ConditionOperator, OperatorFamily } from "./condition-operator";
import { canMatch, exactly, matches, type Part, repeat, type TextSet, textSet } from "./pattern";
import { withoutVariables } from "./policy-variables";

/** The form of a value: whether a value has it, and what it looks like. */
export interface ValueForm {
  /** In words, for example `true or false`. */
  readonly form: string;
  readonly accepts: (value: string) => boolean;
}

/**
 * What an operator can compare with; `undefined` where that is any text.
 *
 * Source: IAM user guide, "IAM JSON policy elements: Condition operators", read 2026-11.
 */
export const OPERATOR_FORMS: Readonly<Record<OperatorFamily, ValueForm | undefined>> = {
  bool: { form: "true or false", accepts: isBoolean },
  null: { form: "true or false", accepts: isBoolean },
  numeric: { form: "a number", accepts: (value) => /^[+-]?(?:\d+\.?\d*|\.\d+)$/.test(value) },
  date: { form: "a date such as 2026-01-31T00:00:00Z, or seconds since 1970", accepts: isDateOrEpoch },
  ip: { form: "an IP address or a range such as 203.0.113.0/24", accepts: isAddressRange },
  arn: { form: "an ARN of six parts, with * and ? where needed", accepts: (value) => canBe(value, [ANY_ARN]) },
  binary: { form: "text in Base64", accepts: (value) => /^[A-Za-z0-9+/]*={0,2}$/.test(value) },
  string: undefined,
  other: undefined,
};

const WORD = /[a-z0-9-]/i;
const ANY = /[\s\S]/;
const NAME = repeat(/[\w+=,.@/-]/);

const ANY_ARN = textSet(
  "arn:",
  repeat(WORD),
  ":",
  repeat(WORD),
  ":",
  repeat(WORD),
  ":",
  repeat(WORD),
  ":",
  repeat(ANY),
);
const ACCOUNT = exactly(12, /\d/);
const ORGANIZATION = ["o-", repeat(/[a-z0-9]/)] as const;

function principalArn(service: string, ...resource: readonly (string | Part)[]): TextSet {
  return textSet("arn:", repeat(/[a-z0-9-]/), `:${service}::`, ...ACCOUNT, ":", ...resource);
}

const ACCOUNT_ID = ofTexts("an account id of 12 digits", [textSet(...ACCOUNT)]);
const ORGANIZATION_ID = ofTexts("the id of an organization, such as o-a1b2c3d4e5", [textSet(...ORGANIZATION)]);
const ORGANIZATION_PATH = ofTexts(
  "a path with a slash at its end, such as o-a1b2c3d4e5/r-ab12/ou-ab12-11111111/, and * for all below",
  [
    textSet(...ORGANIZATION, "/r-", repeat(/[a-z0-9]/), "/", repeat(/[a-z0-9/-]/), "/"),
    textSet(...ORGANIZATION, "/r-", repeat(/[a-z0-9]/), "/"),
  ],
);

/**
 * The values that global condition keys take, by key in lower case.
 *
 * Source: IAM user guide, "AWS global condition context keys", and for `aws:PrincipalType` "Principal key values"; read
 * 2026-11. `aws:PrincipalArn` of a role session is the ARN of the role, never `arn:*:sts::*:assumed-role/…`.
 */
export const KEY_FORMS: Readonly<Record<string, ValueForm>> = {
  "aws:principalarn": ofTexts(
    "the ARN of a root user, a user, a federated user or a role, such as arn:*:iam::111111111111:role/Name; a role session carries the ARN of its role",
    [
      principalArn("iam", "root"),
      principalArn("iam", "role/", NAME),
      principalArn("iam", "user/", NAME),
      principalArn("sts", "federated-user/", NAME),
    ],
  ),
  "aws:principaltype": ofTexts(
    "Account, User, FederatedUser, AssumedRole or Anonymous",
    ["Account", "User", "FederatedUser", "AssumedRole", "Anonymous"].map((type) => textSet(type)),
  ),
  "aws:principalaccount": ACCOUNT_ID,
  "aws:resourceaccount": ACCOUNT_ID,
  "aws:sourceaccount": ACCOUNT_ID,
  "aws:vpceaccount": ACCOUNT_ID,
  "aws:principalorgid": ORGANIZATION_ID,
  "aws:resourceorgid": ORGANIZATION_ID,
  "aws:sourceorgid": ORGANIZATION_ID,
  "aws:vpceorgid": ORGANIZATION_ID,
  "aws:principalorgpaths": ORGANIZATION_PATH,
  "aws:resourceorgpaths": ORGANIZATION_PATH,
  "aws:sourceorgpaths": ORGANIZATION_PATH,
  "aws:vpceorgpaths": ORGANIZATION_PATH,
  "aws:requestedregion": { form: "the code of a Region, such as eu-central-1", accepts: isRegion },
  "aws:sourcevpc": ofTexts("the id of a VPC, such as vpc-0a1b2c3d", [textSet("vpc-", repeat(/[0-9a-f]/))]),
  "aws:sourcevpce": ofTexts("the id of an endpoint, such as vpce-0a1b2c3d", [textSet("vpce-", repeat(/[0-9a-f]/))]),
};

/** Whether an operator reads `*` and `?` as wildcards. */
export function readsWildcards({ family, base }: ConditionOperator): boolean {
  return family === "arn" || base.endsWith("like");
}

function ofTexts(form: string, texts: readonly TextSet[]): ValueForm {
  return { form, accepts: (value) => canBe(value, texts) };
}

/** Whether a pattern matches one of the texts; a policy variable stands for any text. */
function canBe(value: string, texts: readonly TextSet[]): boolean {
  const pattern = withoutVariables(value, "*");
  return texts.some((text) => canMatch(pattern, text));
}

function isBoolean(value: string): boolean {
  return /^(?:true|false)$/i.test(value) || value.includes("${");
}

/** W3C's profile of ISO 8601, as AWS documents it, or seconds since 1970. */
function isDateOrEpoch(value: string): boolean {
  if (/^\d{5,}$/.test(value)) return true;
  const found = /^\d{4}(?:-\d{2}(?:-\d{2}(?:T\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:Z|[+-]\d{2}:?\d{2}))?)?)?$/.test(value);
  return found && !Number.isNaN(Date.parse(value));
}

function isAddressRange(value: string): boolean {
  const [address = "", length, ...others] = value.split("/");
  const version = isIP(address);
  if (version === 0 || others.length > 0) return false;
  return length === undefined || (/^\d{1,3}$/.test(length) && Number(length) <= (version === 4 ? 32 : 128));
}

/** Regions of other partitions are never asked for in this one, and do no harm in a policy that is shared with them. */
const OTHER_PARTITIONS = /^(?:cn-|us-gov-|us-iso|eu-isoe-|eusc-)/;

function isRegion(value: string): boolean {
  const pattern = withoutVariables(value, "*");
  return OTHER_PARTITIONS.test(pattern) || Object.keys(REGIONS).some((region) => matches(pattern, region));
}
