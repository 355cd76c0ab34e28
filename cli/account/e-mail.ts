import { canonicalEmail } from "../../model/email-address";
import type { Problem } from "../../model/problem";
import { accountOf, isProblem, type Organization, type Worked } from "./organization";

/** Writes another root e-mail address of an account; AWS has to be told first. */
export function changeEmail(organization: Organization, key: string, to: string): Worked {
  const account = accountOf(organization, key);
  if (isProblem(account)) return { problems: [account] };
  const { path, config } = account;
  if (canonicalEmail(config.email) === canonicalEmail(to)) return { problems: [unchanged(path, to)] };
  return {
    title: `Give the account ${key} the root e-mail address ${to} instead of ${config.email}`,
    edits: [{ kind: "set", path: [...path, "email"], value: to }],
    meaning: () => [
      "Terraform ignores the address of an account that exists: the plan changes nothing.",
      "Next: npm run synth, which writes the address into the ledger; commit both files.",
      `The ledger remembers ${config.email}: no other account can have it, and ${key} may take it back.`,
    ],
  };
}

function unchanged(path: Problem["path"], to: string): Problem {
  return {
    rule: "account-email-changes",
    path: [...path, "email"],
    message: `the root e-mail address is ${JSON.stringify(to)} already`,
    remedy: "Give another one.",
  };
}
