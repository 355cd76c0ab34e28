import { accountsStackName } from "../../../model/ledger";
import type { Observation } from "../../preflight/facts";
import type { AccountFacts, LiveMember } from "./facts";
import { AspectRows, type StatusRow } from "./row";
import type { Declared } from "./subject";

const rows = new AspectRows("account");

/** The account exists and is active. */
export function judgeAccount(facts: Observation<AccountFacts>, { account }: Declared): StatusRow {
  return rows.observed(facts, (found) => {
    switch (found.kind) {
      case "found":
        return judgeState(found.member);
      case "creating":
        return rows.waiting("AWS is creating it", "AWS needs one to several minutes.");
      case "absent":
        if (account.accountId !== undefined) return judgeDeparture(account.accountId, account.key);
        return rows.missing(
          found.failure === undefined
            ? `the organization has no account ${account.name} with the declared address`
            : `AWS did not create it: ${found.failure}`,
          `Apply the stack ${accountsStackName(account.shard)}, which creates it: npm run apply, or merge its pull request.`,
        );
      default:
        return found satisfies never;
    }
  });
}

/** An apply would create a second one beside it. */
function judgeDeparture(id: string, key: string): StatusRow {
  return rows.missing(
    `the organization has no account ${id}: it left or was removed`,
    `Apply nothing: find out who did it (runbook organization-change). If it is not to come back, enter it under released: npm run account -- release ${key}.`,
  );
}

function judgeState({ id, state, joinedAt }: LiveMember): StatusRow {
  const since = joinedAt === undefined ? "" : `, in the organization since ${joinedAt.slice(0, 10)}`;
  if (state === "ACTIVE") return rows.ready(`${id} is ACTIVE${since}`);
  if (state === "PENDING_ACTIVATION") return rows.waiting(`${id} is PENDING_ACTIVATION`, "AWS is setting it up.");
  return rows.missing(
    `${id} is ${state}`,
    "Somebody closed it: AWS Support reopens an account for 90 days. To give it up, take it out with npm run account -- close.",
  );
}
