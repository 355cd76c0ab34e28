import type { LandingZone } from "../../model/landing-zone";
import { type Breach, defineRule } from "../../model/rule";
import { type Lockout, lockoutsOf } from "../proofs/lockouts";
import { accountsInWords, actionsInWords, type DecidingStatement, denyingStatements } from "./deciding-statement";

/** No policy of the organization locks the landing zone out of an account that it has to work in. */
export const guardrailLocksOutRule = defineRule<LandingZone>({
  id: "guardrail-locks-out",
  doc: "No guardrail denies the landing zone's own principals (deployment, break-glass, root tasks) what they need in a member account, whatever else the request carries.",
  waivable: true,
  *breaches(zone) {
    const lockouts = lockoutsOf(zone);
    for (const [{ statement, isAlways }, found] of byStatement(zone, lockouts))
      yield breach(zone, statement, isAlways, found);
    for (const lockout of lockouts) {
      if (denyingStatements(zone, lockout.finding.answer).length === 0) yield unexplained(lockout);
    }
  },
});

interface Culprit {
  readonly statement: DecidingStatement;
  /** Whether it denies without any condition that is still open. */
  readonly isAlways: boolean;
}

/** The lockouts that each statement has a part in; one entry for each statement and kind of principal. */
function byStatement(
  zone: LandingZone,
  lockouts: readonly Lockout[],
): Iterable<readonly [Culprit, readonly Lockout[]]> {
  const found = new Map<string, readonly [Culprit, Lockout[]]>();
  for (const lockout of lockouts) {
    const isAlways = lockout.finding.answer.verdict === "denied";
    for (const statement of denyingStatements(zone, lockout.finding.answer)) {
      const id = JSON.stringify([statement.path, statement.name, lockout.principal, isAlways]);
      const entry = found.get(id) ?? [{ statement, isAlways }, []];
      entry[1].push(lockout);
      found.set(id, entry);
    }
  }
  return found.values();
}

function breach(
  { accountAccessRole }: LandingZone,
  { name, path }: DecidingStatement,
  isAlways: boolean,
  lockouts: readonly Lockout[],
): Breach {
  const accounts = [...new Set(lockouts.flatMap((lockout) => lockout.accounts))];
  const actions = actionsInWords(lockouts.flatMap(({ finding }) => finding.actions));
  const [first] = lockouts;
  const denies = isAlways ? "denies" : `may deny (it depends on ${conditionsOf(lockouts)})`;
  return {
    path,
    message: `${name} ${denies} ${actions} to ${first?.principal} in ${accountsInWords(accounts)}: ${first?.finding.reason}`,
    remedy: `Exempt the landing zone's principals: add "ArnNotLike": {"aws:PrincipalArn": ["arn:*:iam::*:role/${accountAccessRole}", ...]} to its Condition, or attach it further down.`,
  };
}

function conditionsOf(lockouts: readonly Lockout[]): string {
  const on = lockouts.flatMap(({ finding: { answer } }) => (answer.verdict === "depends" ? answer.on : []));
  return [...new Set(on)].sort().join(", ");
}

/** No statement to blame: nothing allows it, or there were too many cases. */
function unexplained({ principal, accounts, finding }: Lockout): Breach {
  const { answer } = finding;
  const why = answer.verdict === "undecided" ? `that could not be decided: ${answer.because}` : "no policy allows it";
  return {
    path: ["guardrails"],
    message: `it is not proved that ${principal} may do ${actionsInWords(finding.actions)} in ${accountsInWords(accounts)}: ${why}`,
    remedy: "Make the conditions of your guardrails simpler.",
  };
}
