import type { LandingZone } from "../../model/landing-zone";
import { accountsStackName } from "../../model/ledger";
import { ACCOUNT } from "../../reports/plan/account-places";
import { type ReviewedStack, wasToBeCreated } from "./differences";

/** An account that a reviewed plan creates. */
export interface CreatedAccount {
  readonly stack: string;
  readonly address: string;
  readonly key: string;
  readonly name: string;
  readonly email: string;
}

/** The accounts that are there, by key. */
type Adopted = Pick<NonNullable<LandingZone["adoption"]>, "accounts">;

/** The accounts that reviewed stacks create, as the plans of them said, or the JSON of those that waited for others. */
export function createdAccounts(
  { accounts, adoption }: Pick<LandingZone, "accounts"> & { readonly adoption: Adopted | undefined },
  reviewed: readonly ReviewedStack[],
): readonly CreatedAccount[] {
  const stacks = new Map(reviewed.map((stack) => [stack.name, stack]));
  return accounts
    .filter(({ key }) => !Object.hasOwn(adoption?.accounts ?? {}, key))
    .flatMap(({ key, name, email, shard }) => {
      const stack = stacks.get(accountsStackName(shard));
      const address = `${ACCOUNT}.${key}`;
      if (stack === undefined || !wasToBeCreated(stack, address)) return [];
      return [{ stack: stack.name, address, key, name, email }];
    });
}
