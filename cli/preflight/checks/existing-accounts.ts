import { canonicalEmail } from "../../../model/email-address";
import type { Account } from "../../../model/landing-zone";
import { accountsStackName } from "../../../model/ledger";
import type { LiveCheck } from "../check";
import type { LiveAccount } from "../facts";
import { type Finding, judgeObserved, note, ok, problem } from "../finding";
import { importCommand } from "../import-command";

const CHECK = "existing-accounts";

/** A declared account that exists already must be imported, and a closed one's address can never be used again. */
export const judgeExistingAccounts: LiveCheck = ({ accounts, accountKeys }, zone) =>
  judgeObserved(CHECK, accounts, (live) => {
    const byEmail = new Map(live.map((account) => [canonicalEmail(account.email), account]));
    const keys = accountKeys.kind === "observed" ? accountKeys.value : {};
    const pairs = zone.accounts.flatMap((declared) => {
      const existing = byEmail.get(canonicalEmail(declared.email));
      return existing === undefined ? [] : [{ declared, existing }];
    });
    const imported = new Set(Object.values(zone.adoption?.accounts ?? {}));
    const findings = pairs
      .filter(({ existing }) => existing.state !== "ACTIVE" || !imported.has(existing.id))
      .filter(({ declared, existing }) => existing.state !== "ACTIVE" || keys[existing.id] !== declared.key)
      .map(({ declared, existing }) => judgePair(declared, existing));
    if (findings.length > 0) return findings;
    return [ok(CHECK, summary(pairs.length, zone.accounts.length, zone.adoption !== undefined))];
  });

function summary(existing: number, declared: number, isAdopting: boolean): string {
  if (existing === 0) return `None of the ${declared} declared accounts exists yet`;
  if (isAdopting) return `${existing} of the ${declared} declared accounts exist, and the first apply imports them`;
  return `${existing} of the ${declared} declared accounts exist, and Rootstock created them`;
}

function judgePair(declared: Account, existing: LiveAccount): Finding {
  if (existing.state !== "ACTIVE") {
    return problem(
      CHECK,
      `The e-mail address of ${declared.key} belongs to account ${existing.id} (${existing.name}), which is ${existing.state}`,
      "Declare another address: AWS never frees the address of a closed account.",
    );
  }
  const address = `aws_organizations_account.${declared.key}`;
  return note(
    CHECK,
    `${declared.key} exists already: account ${existing.id} (${existing.name}) has its e-mail address`,
    `If Terraform's state does not hold it yet, import it before the first apply: ${importCommand(accountsStackName(declared.shard), address, existing.id)}.`,
  );
}
