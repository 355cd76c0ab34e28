import { listed, type PolicyDocument, type Statement } from "../../../policies/policy-document";
import { type CompleteRequest, FULL_ACCESS, type OrganizationCase } from "./organization-case";
import { partsOf, sixParts, textIsLike, variableValue } from "./reference-evaluator";

/** What is done about a place where the oracle is not AWS's documentation. */
export type Handling =
  /** The harness gives the oracle what AWS would have filled in. */
  | "supplied"
  /** The harness rewrites the case into one that the oracle reads as AWS does. */
  | "translated"
  /** Such cases are generated and counted; the documentation's reading decides instead of the oracle. */
  | "reference-decides"
  /** No random case has it. */
  | "not-generated";

/** A place where the oracle is not AWS's documentation, or the documentation says nothing. */
export interface OracleDeviation {
  readonly id: string;
  readonly oracle: string;
  readonly documentation: string;
  readonly handling: Handling;
  /** How, or why not. */
  readonly because: string;
  /** A case that shows it: the untranslated oracle and the documentation disagree. */
  readonly example?: { readonly case: OrganizationCase; readonly isAllowed: boolean };
}

const ROLE = "arn:aws:iam::111111111111:role/team-a";

function denying(
  statement: Omit<Statement, "Effect">,
  context: CompleteRequest["context"] = {},
  request: Partial<CompleteRequest> = {},
): OrganizationCase {
  const deny: PolicyDocument = { Version: "2012-10-17", Statement: [{ Effect: "Deny", ...statement }] };
  return {
    scps: [[FULL_ACCESS, deny]],
    rcps: [],
    request: { action: "iam:DeleteRole", resource: ROLE, context, ...request },
  };
}

/** A request for a key that no organization policy denies. */
function keyRequest(): OrganizationCase {
  const resource = "arn:aws:kms:eu-west-1:111111111111:key/team-a";
  return { scps: [[FULL_ACCESS]], rcps: [], request: { action: "kms:Decrypt", resource, context: {} } };
}

const ANYWHERE = { Action: "*", Resource: "*" } as const;

/** Every known deviation of `@cloud-copilot/iam-simulate` 0.1.173 in what the random cases are about. */
export const ORACLE_DEVIATIONS = [
  {
    id: "no-exemptions",
    oracle: "binds every principal, and every action but sts:GetCallerIdentity",
    documentation: "the management account, service-linked roles and some actions are not bound",
    handling: "supplied",
    because: "the binding is decided before the policies; an exempt kind of policy reaches the oracle as no policies",
  },
  {
    id: "caller-identity",
    oracle: "allows sts:GetCallerIdentity before it looks at a policy",
    documentation: "no policy can deny it; whoever asks names it as an exemption, so that no policy binds",
    handling: "not-generated",
    because: "a witness may name it; the documentation's reading of the policies then decides",
  },
  {
    id: "principal-keys",
    oracle: "fills no context key in from the principal",
    documentation: "AWS fills in aws:PrincipalArn and the others",
    handling: "supplied",
    because: "random requests carry every key themselves",
  },
  {
    id: "needs-grants",
    oracle: "allows only what an identity policy allows, and keys and role assumptions what a resource policy allows",
    documentation: "organization policies grant nothing",
    handling: "supplied",
    because: "an identity policy and a resource policy allow everything to the account",
  },
  {
    id: "keys-need-a-policy",
    oracle: "without validation, cannot take a resource policy, so that nobody may use a key",
    documentation: "organization policies grant nothing",
    handling: "supplied",
    because: "requests for keys go through validation",
    example: { case: keyRequest(), isAllowed: true },
  },
  {
    id: "rcp-full-access",
    oracle: "its validation adds RCPFullAWSAccess and refuses every other Allow; without it nothing is added",
    documentation: "RCPFullAWSAccess is attached to every node and cannot be detached",
    handling: "supplied",
    because: "it is added to every level where the oracle does not do so",
  },
  {
    id: "names-must-exist",
    oracle: "its validation refuses unknown actions and resources of no or several types, and ignores unknown keys",
    documentation: "a policy decides about any name",
    handling: "supplied",
    because: "random cases name what exists; completions with other names go to the oracle without validation",
  },
  {
    id: "star-as-resource",
    oracle: "without validation, takes the resource * as any resource",
    documentation: "an action without resources of its own matches no pattern but *",
    handling: "supplied",
    because: "such requests go through validation; a completion that cannot is left to the documentation's reading",
    example: {
      case: denying({ Action: "*", NotResource: ROLE }, {}, { action: "iam:ListUsers", resource: "*" }),
      isAllowed: false,
    },
  },
  {
    id: "star-in-a-resource",
    oracle: "takes a * in the resource of a request for a wildcard",
    documentation: "resources have names; a * in one is a character",
    handling: "not-generated",
    because: "a witness may have one; the documentation's reading then decides",
    example: {
      case: denying(
        { Action: "*", Resource: "arn:aws:s3:::team-a/prod${*}" },
        {},
        { action: "s3:PutObject", resource: "arn:aws:s3:::team-a/prod*" },
      ),
      isAllowed: false,
    },
  },
  {
    id: "range-of-all-addresses",
    oracle: "reads 0.0.0.0/0 as the one address 0.0.0.0",
    documentation: "a prefix of no bits is every address",
    handling: "translated",
    because: "to its two halves",
    example: {
      case: denying(
        { ...ANYWHERE, Condition: { IpAddress: { "aws:SourceIp": "0.0.0.0/0" } } },
        { "aws:sourceip": ["10.0.0.1"] },
      ),
      isAllowed: false,
    },
  },
  {
    id: "bare-address",
    oracle: "compares a bare address as text, and no address of the other version is unlike it",
    documentation: "a bare address is a range of one",
    handling: "translated",
    because: "to that range",
    example: {
      case: denying(
        { ...ANYWHERE, Condition: { NotIpAddress: { "aws:SourceIp": "10.0.0.1" } } },
        { "aws:sourceip": ["2001:db8::1"] },
      ),
      isAllowed: false,
    },
  },
  {
    id: "epoch-dates",
    oracle: "reads a number as milliseconds when it is compared with a date",
    documentation: "epoch time is seconds",
    handling: "translated",
    because: "to ISO 8601; dates are therefore never compared as texts",
    example: {
      case: denying(
        { ...ANYWHERE, Condition: { DateEquals: { "aws:CurrentTime": "2026-01-01T00:00:00Z" } } },
        { "aws:currenttime": ["1767225600"] },
      ),
      isAllowed: false,
    },
  },
  {
    id: "variable-without-value",
    oracle: "a negated operator fails, and a NotResource matches, where a variable has no value",
    documentation: "inverted operators match against a null value; a resource with such a variable matches nothing",
    handling: "translated",
    because: "the variable becomes a character that no value has",
    example: {
      case: denying(
        { ...ANYWHERE, Condition: { StringNotEquals: { "aws:RequestTag/env": "${aws:PrincipalTag/team}" } } },
        { "aws:requesttag/env": ["prod"] },
      ),
      isAllowed: false,
    },
  },
  {
    id: "special-characters-in-exact-tests",
    oracle: "takes ${*}, ${?} and ${$} literally where wildcards have no meaning",
    documentation: "they stand for *, ? and $ wherever variables can be used",
    handling: "translated",
    because: "to those characters",
    example: {
      case: denying(
        { ...ANYWHERE, Condition: { StringEquals: { "aws:RequestTag/env": "prod${*}" } } },
        { "aws:requesttag/env": ["prod*"] },
      ),
      isAllowed: false,
    },
  },
  {
    id: "short-arn",
    oracle: "a NotResource with an ARN of fewer than six parts never applies",
    documentation: "a final * matches beyond the colons",
    handling: "translated",
    because: "to six parts",
    example: { case: denying({ Action: "*", NotResource: "arn:aws:s3:*" }), isAllowed: false },
  },
  {
    id: "incomplete-arn",
    oracle: "a NotResource with an ARN of fewer than six parts that does not end in * never applies",
    documentation: "a pattern that matches no resource excludes none",
    handling: "reference-decides",
    because: "it cannot be written in six parts without a change of its meaning",
    example: { case: denying({ Action: "*", NotResource: "arn:aws:iam:*:role/path/*x" }), isAllowed: false },
  },
  {
    id: "star-beyond-colons",
    oracle: "compares the parts of a resource's ARN one by one",
    documentation: "a * at the end of a part of a resource's ARN can match beyond the colon",
    handling: "reference-decides",
    because: "the two readings differ only for resources with colons in their names",
    example: {
      case: denying(
        { Action: "*", Resource: "arn:aws:logs:*:log-group:team-a" },
        {},
        { action: "logs:DeleteLogGroup", resource: "arn:aws:logs:eu-west-1:111111111111:log-group:team-a" },
      ),
      isAllowed: false,
    },
  },
  {
    id: "wildcard-in-resource-type",
    oracle: "takes a wildcard or a variable before the first separator of a resource's name literally",
    documentation: "advises against it; the wildcard stays one",
    handling: "reference-decides",
    because: "a Deny that is read too narrowly would prove too little",
    example: { case: denying({ Action: "*", Resource: "arn:aws:iam::111111111111:ro*/team-a" }), isAllowed: false },
  },
  {
    id: "variable-in-arn-account",
    oracle: "splits the pattern of an ARN operator at the colon inside a variable",
    documentation: "ARN operators take variables",
    handling: "not-generated",
    because: "random values of the keys are no account ids; the example is a case of its own",
    example: {
      case: denying(
        { ...ANYWHERE, Condition: { ArnLike: { "aws:PrincipalArn": "arn:aws:iam::${aws:PrincipalAccount}:root" } } },
        { "aws:principalarn": ["arn:aws:iam::111111111111:root"], "aws:principalaccount": ["111111111111"] },
      ),
      isAllowed: false,
    },
  },
  {
    id: "case-of-arn-parts",
    oracle: "ignores case in the first five parts of a resource's ARN",
    documentation: "speaks of case in resource names only",
    handling: "not-generated",
    because: "AWS writes those parts in lower case and defines no other reading",
  },
  {
    id: "unqualified-test-of-several-values",
    oracle: "never holds, not even negated",
    documentation: "asks for ForAllValues or ForAnyValue and defines no other reading",
    handling: "not-generated",
    because: "keys with several values are tested with a qualifier only",
  },
  {
    id: "values-of-another-kind",
    oracle: "a test never holds, not even negated; 1e3 is 1, and the four digits of a year are milliseconds",
    documentation: "defines no reading",
    handling: "not-generated",
    because: "keys carry values of their kind: plain decimals, dates of more than a year, addresses, no empty texts",
  },
  {
    id: "variables-in-booleans",
    oracle: "replaces them",
    documentation: "says both: supported (Condition operators), not usable (Variables and tags)",
    handling: "not-generated",
    because: "the documentation contradicts itself",
  },
] as const satisfies readonly OracleDeviation[];

/** The id of a known deviation. */
export type OracleDeviationId = (typeof ORACLE_DEVIATIONS)[number]["id"];

/** The case as the oracle reads it in AWS's sense. */
export function forOracle({ scps, rcps, request }: OrganizationCase): OrganizationCase {
  const translated = (levels: OrganizationCase["scps"]): OrganizationCase["scps"] =>
    levels.map((policies) =>
      policies.map((policy) => ({
        ...policy,
        Statement: policy.Statement.map((statement) => translatedStatement(statement, request)),
      })),
    );
  const context = Object.fromEntries(
    Object.entries(request.context).map(([key, values]) => [key, values.map(isoDate)]),
  );
  return { scps: translated(scps), rcps: translated(rcps), request: { ...request, context } };
}

function translatedStatement(statement: Statement, request: CompleteRequest): Statement {
  const { Resource, NotResource, Condition } = statement;
  const resources = (value: string | readonly string[]): readonly string[] =>
    listed(value).map((pattern) => inSixParts(withoutNull(pattern, request)));
  return {
    ...statement,
    ...(Resource === undefined ? {} : { Resource: resources(Resource) }),
    ...(NotResource === undefined ? {} : { NotResource: resources(NotResource) }),
    ...(Condition === undefined ? {} : { Condition: translatedCondition(Condition, request) }),
  };
}

function translatedCondition(
  condition: NonNullable<Statement["Condition"]>,
  request: CompleteRequest,
): NonNullable<Statement["Condition"]> {
  return Object.fromEntries(
    Object.entries(condition).map(([operator, keys]) => {
      const translate = translationOf(partsOf(operator).base, request);
      return [
        operator,
        Object.fromEntries(Object.entries(keys).map(([key, values]) => [key, listed(values).flatMap(translate)])),
      ];
    }),
  );
}

function translationOf(base: string, request: CompleteRequest): (value: string) => string | readonly string[] {
  if (base.endsWith("ipaddress")) return ranges;
  if (base.startsWith("date")) return isoDate;
  const isExact = base.startsWith("string") && !base.endsWith("like");
  return (value) => withoutNull(isExact ? value.replace(/\$\{([*?$])\}/g, (_, sign: string) => sign) : value, request);
}

function ranges(value: string): readonly string[] {
  if (value === "0.0.0.0/0") return ["0.0.0.0/1", "128.0.0.0/1"];
  if (value.includes("/")) return [value];
  return [`${value}/${value.includes(":") ? 128 : 32}`];
}

/** Epoch seconds; no number that means something else has so many digits in the random cases. */
function isoDate(value: string): string {
  return /^\d{10}$/.test(value) ? new Date(Number(value) * 1000).toISOString() : value;
}

const NO_VALUE_HAS_IT = "\uE001";

function withoutNull(value: string, request: CompleteRequest): string {
  return value.replace(/\$\{([^}]*)\}/g, (variable, inside: string) =>
    variableValue(inside, request) === undefined ? NO_VALUE_HAS_IT : variable,
  );
}

function inSixParts(pattern: string): string {
  const parts = sixParts(pattern);
  const isShort = pattern.endsWith("*") && parts.length > 1 && parts.length < 6;
  return isShort ? [...parts, ...Array.from({ length: 6 - parts.length }, () => "*")].join(":") : pattern;
}

/** Why the oracle's answer to a case cannot count, if it cannot. */
export function deviationIn({ scps, rcps, request }: OrganizationCase): OracleDeviationId | undefined {
  if (request.action.toLowerCase() === "sts:getcalleridentity") return "caller-identity";
  if (request.resource.includes("*") && request.resource !== "*") return "star-in-a-resource";
  const statements = [...scps, ...rcps].flat().flatMap(({ Statement }) => Statement);
  for (const { Resource, NotResource } of statements) {
    for (const pattern of [...listed(Resource), ...listed(NotResource)]) {
      const found = deviationOfResource(pattern, request);
      if (found !== undefined) return found;
    }
  }
  return undefined;
}

/** The oracle's other readings are narrower than the documentation's: they can differ only where the pattern matches. */
function deviationOfResource(pattern: string, request: CompleteRequest): OracleDeviationId | undefined {
  if (/^\**$/.test(pattern)) return undefined;
  const patterns = sixParts(inSixParts(pattern));
  const parts = sixParts(request.resource);
  const isMatch = textIsLike(request.resource, pattern, request);
  const isLikeInParts = patterns.every((part, index) => textIsLike(parts[index] ?? "", part, request));
  if (isMatch && !isLikeInParts) return "star-beyond-colons";
  if (patterns.length < 6) return "incomplete-arn";
  const [, , service, region, account, name = ""] = patterns;
  const isS3 = service === "s3" && region === "" && account === "";
  const type = isS3 ? "" : name.slice(0, name.search(/[/:]/) + 1);
  return isMatch && /[*?]|\$\{/.test(type) ? "wildcard-in-resource-type" : undefined;
}
