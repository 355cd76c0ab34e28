import type { LandingZone } from "../../model/landing-zone";
import {
  accountOf,
  accountsStack,
  isProblem,
  isSuspended,
  type Organization,
  unitOf,
  type Worked,
} from "./organization";

/** Moves an account to another unit; its guardrails are compared with those that it has now. */
export function moveAccount(
  organization: Organization,
  key: string,
  to: string,
  before: LandingZone | undefined,
): Worked {
  const account = accountOf(organization, key);
  const unit = unitOf(organization, to);
  const unknown = [account, unit].filter(isProblem);
  if (isProblem(account) || isProblem(unit)) return { problems: unknown };
  if (account.parent === to) return { problems: [alreadyThere(key, to)] };
  const recovers = (organization.config.recovery ?? []).some((entry) => entry.account === key);
  return {
    title: `Move the account ${key} from the unit ${account.parent} to ${to}`,
    edits: [{ kind: "move", from: account.path, to: [...unit.path, "accounts", key] }],
    meaning: (after) => [
      "The account keeps its id, its resources and its contacts; Terraform changes the parent in place.",
      ...guardrailChanges(key, before, after.zone),
      ...(isSuspended(account) ? ["It leaves the Suspended unit: what runs in it may be used again."] : []),
      ...(recovers ? ["It stays in the Recovery OU as long as `recovery` says so."] : []),
      `Next: npm run synth; then plan ${accountsStack(after, key)}, which must say 1 to change and nothing to destroy, and apply it. Guardrails take effect within seconds.`,
    ],
  };
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
