import { canMatch, exactly, inLowerCase, matches, type Part, repeat, type TextSet, textSet } from "./pattern";
import { conditionTests, type Statement } from "./policy-document";

/** The values that a condition key takes for root users, and samples of what it takes for everybody else. */
interface PrincipalKey {
  readonly root: TextSet;
  readonly others: readonly TextSet[];
  /** One text each for roles and users: a pattern that matches both of them means everybody but root. */
  readonly samples: readonly string[];
}

function arnSet(service: string, ...resource: readonly (string | Part)[]): TextSet {
  return textSet("arn:", repeat(/[a-z0-9-]/), `:${service}::`, ...exactly(12, /\d/), ":", ...resource);
}

const NAME = repeat(/[\w+=,.@/-]/);

/**
 * The condition keys by which a statement can single out the root user.
 *
 * Source: IAM user guide, AWS global condition context keys, and "Principal key values" (`Account` is the root user),
 * read 2026-06.
 */
const PRINCIPAL_KEYS: Readonly<Record<string, PrincipalKey>> = {
  "aws:principalarn": {
    root: arnSet("iam", "root"),
    others: [
      arnSet("iam", "role/", NAME),
      arnSet("iam", "user/", NAME),
      arnSet("sts", "assumed-role/", NAME),
      arnSet("sts", "federated-user/", NAME),
    ],
    samples: ["arn:aws:iam::111111111111:role/any", "arn:aws:iam::111111111111:user/any"],
  },
  "aws:principaltype": {
    root: textSet("Account"),
    others: [textSet("AssumedRole"), textSet("User"), textSet("FederatedUser")],
    samples: ["AssumedRole", "User"],
  },
};

const MATCHING = new Set(["arnlike", "arnequals", "stringlike", "stringequals", "stringequalsignorecase"]);
const NOT_MATCHING = new Set([
  "arnnotlike",
  "arnnotequals",
  "stringnotlike",
  "stringnotequals",
  "stringnotequalsignorecase",
]);

/**
 * Whether a statement's condition singles out the root user.
 *
 * It does when a test of the principal holds for root users and for nobody else: by a value such as
 * `arn:*:iam::*:root`, or by excluding all roles and all users. A pattern that others match too, such as `*`, singles
 * out nobody.
 */
export function selectsRoot(statement: Statement): boolean {
  return conditionTests(statement).some(({ operator, key, values }) => {
    const principal = PRINCIPAL_KEYS[key];
    if (principal === undefined) return false;
    const base = baseOperator(operator);
    const patterns = values.map(asPattern);
    if (MATCHING.has(base)) return patterns.some((pattern) => matchesRootOnly(pattern, principal, base));
    return NOT_MATCHING.has(base) && excludesAllOthers(patterns, principal);
  });
}

/** Whether a statement leaves out the 15-minute root sessions of central root access. */
export function sparesRootSessions(statement: Statement): boolean {
  return conditionTests(statement).some(
    ({ operator, key, values }) =>
      baseOperator(operator) === "null" &&
      key === "aws:assumedroot" &&
      values.length > 0 &&
      values.every((value) => value.toLowerCase() === "true"),
  );
}

/** `ForAnyValue:StringLikeIfExists` is `stringlike`. */
function baseOperator(operator: string): string {
  return operator
    .toLowerCase()
    .replace(/^for(?:any|all)values?:/, "")
    .replace(/ifexists$/, "");
}

/** A policy variable stands for any text. */
function asPattern(value: string): string {
  return value.replace(/\$\{[^}]*\}/g, "*");
}

function matchesRootOnly(pattern: string, { root, others }: PrincipalKey, operator: string): boolean {
  const canBe = operator.endsWith("ignorecase")
    ? (texts: TextSet) => canMatch(pattern.toLowerCase(), inLowerCase(texts))
    : (texts: TextSet) => canMatch(pattern, texts);
  return canBe(root) && !others.some(canBe);
}

function excludesAllOthers(patterns: readonly string[], { root, samples }: PrincipalKey): boolean {
  if (patterns.some((pattern) => canMatch(pattern, root))) return false;
  return samples.every((sample) => patterns.some((pattern) => matches(pattern, sample)));
}
