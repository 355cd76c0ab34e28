import type { PlanRefusalId } from "../../../catalogue/plan-refusals";
import type { FoundationChange } from "../organization-change";
import { type JudgedPlan, type Refusal, refuse } from "./refusal";

type Feature = Extract<FoundationChange, { readonly kind: "disabled" }>["feature"];

const REFUSALS = {
  "trusted-access": "trusted-access-removed",
  "policy-type": "policy-type-removed",
  "central-root-access": "central-root-access-removed",
  "delegated-administrator": "delegation-removed",
} as const satisfies Readonly<Record<Feature, PlanRefusalId>>;

/** Features of the organization that are taken away. */
export function removedFeatures({ changes }: JudgedPlan): readonly Refusal[] {
  return changes.flatMap((change) =>
    change.kind === "disabled"
      ? [refuse(REFUSALS[change.feature], change.subject, { resource: change.evidence[0] })]
      : [],
  );
}
