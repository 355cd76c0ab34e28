import { expiryLimit } from "../../model/account-expiry";
import { hasLastDay, isSuspended, presentState } from "../../model/account-lifecycle";
import type { AccountNode, UnitNode } from "../../model/config-tree";
import { addDays } from "../../model/date";
import type { LandingZone } from "../../model/landing-zone";
import type { Problem } from "../../model/problem";
import { accessChanges } from "./access-changes";
import { NEXT_STEPS } from "./next-steps";
import { accountOf, accountsStack, isProblem, type Organization, unitOf, type Worked } from "./organization";

/** Moves an account to another unit; its guardrails are compared with those that it has now. */
export function moveAccount(
  organization: Organization,
  key: string,
  to: string,
  before: LandingZone | undefined,
  today: string,
): Worked {
  const account = accountOf(organization, key);
  const unit = unitOf(organization, to);
  const unknown = [account, unit].filter(isProblem);
  if (isProblem(account) || isProblem(unit)) return { problems: unknown };
  if (account.parent === to) return { problems: [alreadyThere(key, to)] };
  const isWaived = [organization.config, ...unit.lineage.map(({ config }) => config), account.config].some(
    ({ waivers }) => waivers?.some(({ rule }) => rule === EXPIRY_RULE),
  );
  const problems = isWaived ? [] : withoutLastDay(account, unit, today);
  if (problems.length > 0) return { problems };
  const recovers = (organization.config.recovery ?? []).some((entry) => entry.account === key);
  return {
    title: `Move the account ${key} from the unit ${account.parent} to ${to}`,
    edits: [{ kind: "move", from: account.path, to: [...unit.path, "accounts", key] }],
    meaning: (after) => [
      "The account keeps its id, its resources and its contacts; Terraform changes the parent in place.",
      ...guardrailChanges(key, before, after.zone),
      ...accessChanges(key, before, after.zone),
      ...(isSuspended(account) ? ["It leaves the Suspended unit: what runs in it may be used again."] : []),
      ...(recovers ? ["It stays in the Recovery OU as long as `recovery` says so."] : []),
      NEXT_STEPS,
      `In ${accountsStack(after, key)} the plan must say 1 to change and nothing to destroy. Guardrails take effect within seconds.`,
    ],
  };
}

/** The rule that would refuse the account in its new place, where nobody can write anything yet. */
const EXPIRY_RULE = "account-expiry-limit";

/** What is moved is not changed on the way, so the last day has to be there before. */
function withoutLastDay({ key, path, config, kind }: AccountNode, unit: UnitNode, today: string): readonly Problem[] {
  const limit = expiryLimit({ lineage: unit.lineage, kind });
  if (config.expires !== undefined || limit === undefined || !hasLastDay(presentState(unit))) return [];
  return [
    {
      rule: EXPIRY_RULE,
      path,
      message: `the account "${key}" has no last day, and accounts in the unit ${unit.key} have one at most ${limit} days ahead`,
      remedy: `Write expires: "${addDays(today, limit)}", or an earlier day, into its entry; then move it.`,
    },
  ];
}

/** What begins and what ceases to bind an account, by the guardrails attached to it and above. */
function guardrailChanges(
  key: string,
  before: LandingZone | undefined,
  after: LandingZone | undefined,
): readonly string[] {
  if (before === undefined || after === undefined) return [];
  const [old, now] = [guardrailsOn(before, key), guardrailsOn(after, key)];
  const gained = now.filter((guardrail) => !old.includes(guardrail));
  const lost = old.filter((guardrail) => !now.includes(guardrail));
  if (gained.length + lost.length === 0) return ["The same guardrails bind it as before."];
  return [
    ...(gained.length === 0 ? [] : [`These guardrails begin to bind it: ${gained.join(", ")}.`]),
    ...(lost.length === 0 ? [] : [`These guardrails cease to bind it: ${lost.join(", ")}.`]),
  ];
}

function guardrailsOn({ guardrails, accounts, organizationalUnits }: LandingZone, key: string): readonly string[] {
  const unit = accounts.find((account) => account.key === key)?.organizationalUnit;
  const lineage = organizationalUnits.find((candidate) => candidate.key === unit)?.lineage ?? [];
  const nodes = new Set([...lineage, key]);
  return guardrails
    .filter(({ attachments }) => attachments.some(({ target }) => target.kind === "root" || nodes.has(target.key)))
    .map((guardrail) => guardrail.key);
}

function alreadyThere(key: string, unit: string) {
  return {
    rule: "account-moves",
    path: ["organizationalUnits"],
    message: `the account "${key}" is in the unit "${unit}" already`,
    remedy: "Give another unit.",
  };
}
