import { baselineStackName } from "../../../model/baseline";
import { type JudgedPlan, type Refusal, refuse } from "./refusal";

/** Modules that an account would not have any more although what they made is still there, and would be destroyed. */
export function removedModules({ facts }: JudgedPlan): readonly Refusal[] {
  const accounts = new Map(facts.after.accounts.map(({ key }) => [baselineStackName(key), key]));
  return facts.stacks.flatMap(({ stack, resources }): readonly Refusal[] => {
    const account = accounts.get(stack);
    if (account === undefined) return [];
    const kept = new Set((facts.after.modules.get(account) ?? []).map(({ key }) => key));
    return resources.flatMap(({ address, action }) => {
      const module = /^module\.([^.[]+)/.exec(address)?.[1];
      if (action !== "delete" || module === undefined || kept.has(module)) return [];
      return [refuse("module-removed", `${account}/${module}`, { resource: { stack, address }, accounts: [account] })];
    });
  });
}
