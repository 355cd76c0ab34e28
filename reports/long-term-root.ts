import { matches } from "../policies/pattern";
import { type ConditionTest, conditionTests, listed, type Statement } from "../policies/policy-document";
import { selectsRoot } from "../policies/root-selection";
import type { LivePolicy } from "./live-organization";

/** What an account's root user can do with credentials of its own, and why. */
export type LongTermRoot =
  /** Service control policies never bind the management account. */
  | { readonly kind: "not-bound" }
  | { readonly kind: "denied"; readonly policy: string }
  /** A policy would deny it, but for the unit that the account is in. */
  | { readonly kind: "spared"; readonly policy: string }
  | { readonly kind: "allowed" };

/** An account in its place. */
export interface PlacedAccount {
  readonly isManagement: boolean;
  /** As in `aws:PrincipalOrgPaths`: `o-x/r-y/ou-z/`. */
  readonly organizationPath: string;
  /** Every policy in force on it; only service control policies say what a principal may do: its own and those of everything above it. */
  readonly policies: readonly LivePolicy[];
}

/**
 * What long-term root can do in an account, from the text of the policies in force.
 *
 * It only trusts what it fully understands: a statement that denies everything to the root user, on no condition but
 * the principal, the absence of a root session and the organization path. Anything else does not count as a denial.
 */
export function longTermRoot({ isManagement, organizationPath, policies }: PlacedAccount): LongTermRoot {
  if (isManagement) return { kind: "not-bound" };
  let spared: string | undefined;
  for (const { name, document } of policies.filter(({ type }) => type === "scp")) {
    const denials = statementsOf(document).filter(deniesRootEverything);
    if (denials.some((statement) => bindsPath(statement, organizationPath))) return { kind: "denied", policy: name };
    if (denials.length > 0) spared ??= name;
  }
  return spared === undefined ? { kind: "allowed" } : { kind: "spared", policy: spared };
}

function statementsOf(document: string): readonly Statement[] {
  const { Statement: statements }: { readonly Statement: Statement | readonly Statement[] } = JSON.parse(document);
  // `Array.isArray` does not narrow a readonly list.
  return Array.isArray(statements) ? statements : [statements as Statement];
}

const PRINCIPAL = "aws:principalarn";
const ROOT_SESSION = "aws:assumedroot";
const PATHS = "aws:principalorgpaths";

function deniesRootEverything(statement: Statement): boolean {
  return (
    statement.Effect === "Deny" &&
    listed(statement.Action).includes("*") &&
    listed(statement.Resource).includes("*") &&
    selectsRoot(statement) &&
    conditionTests(statement).every(isUnderstood)
  );
}

function isUnderstood({ operator, key, values }: ConditionTest): boolean {
  switch (key) {
    case PRINCIPAL:
      return operator === "ArnLike" || operator === "StringLike";
    case ROOT_SESSION:
      return operator === "Null" && values.every((value) => value === "true");
    case PATHS:
      return operator === "ForAllValues:StringNotLike";
    default:
      return false;
  }
}

function bindsPath(statement: Statement, organizationPath: string): boolean {
  const exempt = conditionTests(statement)
    .filter(({ key }) => key === PATHS)
    .flatMap(({ values }) => values);
  return !exempt.some((pattern) => matches(pattern, organizationPath));
}
