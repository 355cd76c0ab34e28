import { PROTECTED_RESOURCES } from "../../../catalogue/plan-refusals";
import { type JudgedPlan, type Refusal, refuse } from "./refusal";

/** Resources that no plan may destroy or replace. */
export function destroyedResources({ facts }: JudgedPlan): readonly Refusal[] {
  return facts.stacks
    .flatMap(({ resources }) => resources)
    .filter(({ action }) => action === "delete" || action === "replace")
    .flatMap(({ type, stack, address }) => {
      const consequence = PROTECTED_RESOURCES[type];
      if (consequence === undefined) return [];
      const resource = { stack, address };
      return [refuse("protected-resource-destroyed", `${stack}/${address}`, { resource, consequence })];
    });
}
