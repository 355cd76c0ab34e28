import {
  CreateAccountState,
  paginateListAccounts,
  paginateListCreateAccountStatus,
} from "@aws-sdk/client-organizations";
import { canonicalEmail } from "../../model/email-address";
import { ACCOUNT } from "../../reports/plan/account-places";
import { collect } from "../preflight/gather-facts";
import type { Initialization } from "../terraform/stack-steps";
import { pullState } from "../terraform/terraform-run";
import { type AccountFacts, type AccountOutcome, accountOutcomes } from "./account-outcome";
import { createdAccounts } from "./created-accounts";
import { heldIn } from "./stack-state";
import type { ApplyWork } from "./verified-plans";

/** Asks the states and AWS what became of the accounts that a plan was to create; nothing where it was to create none. */
export async function findAccountOutcomes(
  { request, reviewed, scope, terraform, organizations: client }: ApplyWork,
  initialization: Pick<Initialization, "of">,
  errors: AccountFacts["errors"],
): Promise<readonly AccountOutcome[]> {
  const created = createdAccounts(request.zone, reviewed.manifest.stacks);
  if (created.length === 0) return [];
  const names = new Set(created.map(({ stack }) => stack));
  const held = new Map<string, ReturnType<typeof heldIn>>();
  for (const stack of scope.stacks.filter(({ name }) => names.has(name))) {
    await initialization.of(stack);
    held.set(stack.name, heldIn(await pullState(terraform, stack), ACCOUNT));
  }
  // In this order, so that an account which is ready in between is among the accounts.
  const requests = await collect(
    paginateListCreateAccountStatus({ client }, { States: [CreateAccountState.IN_PROGRESS] }),
  );
  const accounts = (await collect(paginateListAccounts({ client }, {}))).flatMap(({ Accounts = [] }) => Accounts);
  return accountOutcomes(created, {
    held,
    live: new Map(accounts.map(({ Email = "", Id = "" }) => [canonicalEmail(Email), Id])),
    inProgress: new Set(
      requests.flatMap(({ CreateAccountStatuses = [] }) =>
        CreateAccountStatuses.map(({ AccountName = "" }) => AccountName),
      ),
    ),
    errors,
  });
}
