import { accountIdOutput } from "../../constructs/account-ids";
import { baselineStackName } from "../../model/baseline";
import type { Account, LandingZone } from "../../model/landing-zone";
import { accountsStackName } from "../../model/ledger";
import { compareKeys } from "../../model/next-ledger";
import type { Representation } from "../../reports/plan/representation";
import {
  neededOutputs,
  publishes,
  spoken,
  type TerraformJson,
  type TerraformJsonByStack,
} from "../terraform/terraform-json";

/** Stacks of a plan, and what is known of both sides. */
export interface PlannedBaselines {
  readonly zone: LandingZone;
  /** The names of the stacks to plan; those that are no baseline of a member account are passed over. */
  readonly stacks: readonly string[];
  /** `undefined` without a base: then only the head is compared. */
  readonly base: TerraformJsonByStack | undefined;
  readonly head: TerraformJsonByStack;
}

/** Accounts whose baselines a plan turns from the same into the same. */
export interface BaselineKind {
  /** The account that goes first. */
  readonly account: string;
  /** All others, sorted. */
  readonly others: readonly string[];
  /** Whether everything that they read from other stacks was published when the base was applied. */
  readonly isPublished: boolean;
}

/**
 * Groups the baselines of member accounts, sorted by the account that goes first.
 *
 * Two are of one kind when their whole JSON is equal on both sides, once the name of the stack and the expression that
 * reads the account's id are replaced.
 */
export function baselineKinds({ zone, stacks, base, head }: PlannedBaselines): readonly BaselineKind[] {
  const wanted = new Set(stacks);
  const groups = new Map<string, string[]>();
  const waiting = new Set<string>();
  for (const account of zone.accounts) {
    const stack = baselineStackName(account.key);
    if (!wanted.has(stack)) continue;
    const isPublished = base !== undefined && isReady(base, head.get(stack));
    if (!isPublished) waiting.add(account.key);
    const sides = [base?.get(stack), head.get(stack)].map((json) => withoutIdentity(json, account));
    const kind = [isPublished, ...sides].join("\n");
    groups.set(kind, [...(groups.get(kind) ?? []), account.key]);
  }
  return [...groups.values()]
    .map((keys) => {
      const account = chosen(zone, [...keys].sort(compareKeys));
      const others = keys.filter((key) => key !== account).sort(compareKeys);
      return { account, others, isPublished: !waiting.has(account) };
    })
    .sort((a, b) => compareKeys(a.account, b.account));
}

function isReady(base: TerraformJsonByStack, json: TerraformJson | undefined): boolean {
  return neededOutputs(json).every(({ stack, output }) => publishes(base.get(stack), output));
}

/**
 * Which baselines are planned, and whom each of them represents; empty when that would be every one.
 *
 * A baseline that needs a value which the base does not publish stays by itself: whether it can be planned depends on
 * its own account.
 */
export function representationsOf(kinds: readonly BaselineKind[]): readonly Representation[] {
  const all = kinds.flatMap(({ account, others, isPublished }): readonly Representation[] =>
    isPublished
      ? [{ account, represented: others }]
      : [account, ...others].map((key) => ({ account: key, represented: [] })),
  );
  return all.some(({ represented }) => represented.length > 0) ? all : [];
}

/** A canary first; the accounts that everybody depends on last. */
function chosen({ rollout, logArchive, security }: LandingZone, keys: readonly string[]): string {
  const canary = rollout.canary.find((key) => keys.includes(key));
  const [first = ""] = keys;
  return canary ?? keys.find((key) => key !== logArchive.key && key !== security.key) ?? first;
}

/** No key can contain it, and no text of a baseline does. */
const ACCOUNT = "<account>";

/**
 * The JSON of a baseline as a text that is the same for another account whose baseline says the same.
 *
 * It replaces the stack's own name, and the expression that reads the account's id together with the state that it is
 * read from; nothing that merely looks like them.
 */
export function withoutIdentity(
  json: TerraformJson | undefined,
  { key, shard }: Pick<Account, "key" | "shard">,
): string {
  const state = accountsStackName(shard);
  const { data, ...others } = Object(spoken(json));
  const { terraform_remote_state: states, ...otherData } = Object(data);
  const { [state]: ownState, ...otherStates } = Object(states);
  const text = JSON.stringify([json === undefined, others, otherData, otherStates])
    .replaceAll(wholeWord(baselineStackName(key)), `baseline-${ACCOUNT}`)
    .replaceAll(`\${data.terraform_remote_state.${state}.outputs.${accountIdOutput(key)}}`, `\${${ACCOUNT}}`);
  return `${text}\n${JSON.stringify(ownState)?.replaceAll(wholeWord(state), `accounts-${ACCOUNT}`)}`;
}

/** Keys and names of stacks consist of letters, digits and hyphens, so none has to be escaped. */
function wholeWord(name: string): RegExp {
  return new RegExp(`(?<![\\w-])${name}(?![\\w-])`, "g");
}
