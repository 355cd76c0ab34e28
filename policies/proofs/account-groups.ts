import type { Account } from "../../model/landing-zone";
import type { ParsedPolicy, ParsedTest } from "../evaluator/parsed-policy";
import { matches } from "../pattern";
import type { OrganizationPolicies } from "./organization-policies";

/**
 * Accounts that every policy treats alike: what is proved of one of them is proved of all.
 *
 * The same guardrails are attached above them, nothing is attached to any of them, none has a part of its own in the
 * landing zone, and no policy can tell their ids or their places in the organization apart.
 */
export function accountGroups(policies: OrganizationPolicies): readonly (readonly Account[])[] {
  const { zone, ids } = policies;
  const tellsApart = idDistinction(policies.policies);
  const placeKey = memoized((unit: string) => placeSignature(policies, unit));
  const groups = new Map<string, Account[]>();
  for (const account of zone.accounts) {
    const { key } = account;
    const isAlone =
      key === zone.logArchive.key ||
      key === zone.security.key ||
      policies.policiesAt({ kind: "account", key }).length > 0 ||
      tellsApart(ids.accountId(key));
    const group = isAlone ? `account ${key}` : `${placeKey(account.organizationalUnit)} ${settingsOf(policies, key)}`;
    const members = groups.get(group);
    if (members === undefined) groups.set(group, [account]);
    else members.push(account);
  }
  return [...groups.values()];
}

/** Equal for two units whose accounts no policy treats differently: the same guardrails above, no path told apart. */
function placeSignature(policies: OrganizationPolicies, unit: string): string {
  const lineage = policies.lineageOf(unit);
  const guardrails = lineage
    .map((key) => policies.policiesAt({ kind: "organizational-unit", key }).map((policy) => policy.key))
    .filter((keys) => keys.length > 0);
  const purposes = lineage.map((key) => policies.unit(key).purpose).filter((purpose) => purpose !== undefined);
  return JSON.stringify([guardrails, purposes, pathSignature(policies, policies.pathOf(unit))]);
}

/** Equal for two places in the organization that no policy tells apart: exactly the same patterns match them. */
function pathSignature({ policies }: OrganizationPolicies, path: string): unknown {
  const tests = testsOf(policies).filter(({ key }) => key === "aws:principalorgpaths");
  const patterns = [...new Set(tests.flatMap(({ values }) => values))];
  const isPlain = tests.every(({ operator }) => PLAIN_OPERATORS.has(operator)) && !patterns.some(hasVariable);
  return isPlain ? patterns.map((pattern) => [matches(pattern, path), pattern === path]) : path;
}

/** Operators that compare a text, or match it with a pattern, in which case counts; and whether there is one. */
const PLAIN_OPERATORS = new Set(["stringequals", "stringnotequals", "stringlike", "stringnotlike", "null"]);

function hasVariable(pattern: string): boolean {
  return pattern.includes("${");
}

function testsOf(policies: Iterable<ParsedPolicy>): readonly ParsedTest[] {
  return [...policies].flatMap(({ statements }) => statements.flatMap(({ tests }) => tests));
}

/** What the baseline of an account makes its principals need. */
function settingsOf({ zone }: OrganizationPolicies, key: string): string {
  const baseline = zone.baselines.members.get(key);
  return `${baseline?.mode.value} ${baseline?.accessAnalyzer.value}`;
}

function memoized<V>(compute: (key: string) => V): (key: string) => V {
  const known = new Map<string, V>();
  return (key) => {
    const value = known.get(key) ?? compute(key);
    known.set(key, value);
    return value;
  };
}

/** The keys whose values contain the id of the principal's account. */
const KEYS_WITH_ACCOUNT_ID = new Set(["aws:principalarn", "aws:principalaccount"]);

/** Operators that compare texts; any other could compare ids as numbers. */
const TEXT_OPERATORS = /^(?:arn|string)|^null$/;

/**
 * Whether policies can tell an account from others by its id.
 *
 * In a request an id stands alone or after a colon. A pattern can only tell ids apart by digits of its own that fall on
 * the id: a whole id between two ends or colons, or digits beside a wildcard that are a part of the id. Digits after a
 * letter or a hyphen, as in `s3` or `eu-central-1`, never fall on one.
 */
export function idDistinction(policies: Iterable<ParsedPolicy>): (accountId: string) => boolean {
  const whole = new Set<string>();
  const parts = new Set<string>();
  for (const { statements } of policies) {
    for (const { resource, tests } of statements) {
      const withIds = tests.filter(({ key }) => KEYS_WITH_ACCOUNT_ID.has(key));
      if (withIds.some(comparesOtherwise)) return () => true;
      for (const pattern of [...resource.patterns, ...withIds.flatMap(({ values }) => values)]) {
        for (const { digits, isBordered } of digitsThatMayFallOnAnId(pattern)) (isBordered ? whole : parts).add(digits);
      }
    }
  }
  return (accountId) => whole.has(accountId) || [...parts].some((digits) => accountId.includes(digits));
}

function comparesOtherwise({ operator }: ParsedTest): boolean {
  return !TEXT_OPERATORS.test(operator);
}

function digitsThatMayFallOnAnId(
  pattern: string,
): readonly { readonly digits: string; readonly isBordered: boolean }[] {
  return [...pattern.matchAll(/(?<=^|[:*?])\d+(?=[:*?]|$)/g)].map(({ index, 0: digits }) => {
    const around = `${pattern[index - 1] ?? ""}${pattern[index + digits.length] ?? ""}`;
    return { digits, isBordered: !/[*?]/.test(around) };
  });
}
