import { accountIdOutput } from "../../constructs/account-ids";
import { accountOfBaseline } from "../../reports/plan/representation";
import {
  isList,
  isValues,
  type PlannedResource,
  type StackPlan,
  textOf,
  type Value,
  type Values,
} from "../../reports/plan/stack-plan";

/** No value of AWS contains it. */
const ACCOUNT = "<account>";

/**
 * The plan of a baseline as it would be of any account; as it is where it does not say which account it is for.
 *
 * Then it is equal to no other plan, unless nothing in either names an account.
 */
export function planOfAnyAccount(plan: StackPlan): StackPlan {
  const accountId = accountIdIn(plan);
  if (accountId === undefined) return plan;
  // A published value may be an id that AWS gave out at random; which values are published says the JSON.
  return { ...plan, resources: ofAnyAccount(plan.resources, accountId), outputValues: {} };
}

/** The id that a baseline read of the account that it is for. */
function accountIdIn({ stack, published }: StackPlan): string | undefined {
  const account = accountOfBaseline(stack);
  if (account === undefined) return undefined;
  return Object.values(published)
    .map((values) => textOf(values, accountIdOutput(account)))
    .find((id) => id !== undefined && /^\d{12}$/.test(id));
}

/**
 * The resources of a baseline's plan as they would be in any account: two accounts in which the same changes have equal
 * ones.
 *
 * The account's id is replaced wherever it stands by itself, and the ids of the resources are left out: AWS and the
 * provider give out many of them at random, and the address says which resource it is.
 */
export function ofAnyAccount(resources: readonly PlannedResource[], accountId: string): readonly PlannedResource[] {
  const id = new RegExp(`(?<!\\d)${accountId}(?!\\d)`, "g");
  return resources.map((resource) => ({
    ...resource,
    before: withoutId(resource.before, id),
    after: withoutId(resource.after, id),
  }));
}

function withoutId(values: Values | undefined, accountId: RegExp): Values | undefined {
  if (values === undefined) return undefined;
  const { id: _, ...others } = values;
  return Object.fromEntries(Object.entries(others).map(([name, value]) => [name, replaced(value, accountId)]));
}

function replaced(value: Value, accountId: RegExp): Value {
  if (typeof value === "string") return value.replaceAll(accountId, ACCOUNT);
  if (isList(value)) return value.map((element) => replaced(element, accountId));
  if (!isValues(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([name, below]) => [name, replaced(below, accountId)]));
}
