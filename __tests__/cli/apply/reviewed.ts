import type { ReviewedStack } from "../../../cli/apply/differences";
import type { ReviewedManifest } from "../../../cli/apply/reviewed-plan";
import { reviewedChangesOf } from "../../../cli/plan/reviewed-change";
import type { StackPlan } from "../../../reports/plan/stack-plan";

const HASH = "a".repeat(64);
export const COMMIT = "1".repeat(40);
export const BASE = "2".repeat(40);

/** A manifest that may be applied, with changes. */
export function reviewedManifest(changes: Partial<ReviewedManifest> = {}): ReviewedManifest {
  return {
    version: 2,
    commit: COMMIT,
    isDirty: false,
    base: { name: "origin/main", commit: BASE },
    isSelection: false,
    time: "2026-07-01T12:00:00.000Z",
    principal: "arn:aws:iam::111111111111:role/rootstock-plan",
    accountRole: undefined,
    terraform: "Terraform 1.11.4",
    providers: {},
    isAcceptable: true,
    refused: [],
    stacks: [reviewedStack({ name: "organization" })],
    ...changes,
  };
}

/** One stack of a manifest, with a plan that does nothing. */
export function reviewedStack(changes: Partial<ReviewedStack> & Pick<ReviewedStack, "name">): ReviewedStack {
  return {
    dependencies: [],
    jsonSha256: HASH,
    plan: { file: `${changes.name}.tfplan`, sha256: HASH },
    changes: [],
    after: [],
    resources: undefined,
    ...changes,
  };
}

/** A stack that was reviewed with a plan. */
export function reviewedWith(plan: StackPlan): ReviewedStack {
  return reviewedStack({
    name: plan.stack,
    changes: [...reviewedChangesOf(plan)].map((change) => ({ ...change, unknown: [...change.unknown] })),
  });
}
