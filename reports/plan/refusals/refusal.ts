import { PLAN_REFUSALS, type PlanRefusalId } from "../../../catalogue/plan-refusals";
import type { AccountPlaces } from "../account-places";
import type { PlacementChange } from "../guardrail-placement";
import type { Evidence, OrganizationChange } from "../organization-change";
import type { PlanFacts } from "../plan-facts";

/** What refusals are found in. */
export interface JudgedPlan {
  readonly facts: PlanFacts;
  readonly changes: readonly OrganizationChange[];
  readonly placement: PlacementChange;
  readonly places: AccountPlaces;
}

/** One thing that a plan may not do without an approval. */
export interface Refusal {
  /** Its stable id, which an approval names: the id of the catalogue, a colon and the subject. */
  readonly change: string;
  readonly refusal: PlanRefusalId;
  /** What it is about: a name, a key or an address. */
  readonly subject: string;
  /** The resource in the plan; `undefined` of what follows from several. */
  readonly resource: Evidence | undefined;
  /** What would follow, in one sentence. */
  readonly consequence: string;
  /** The accounts that it reaches, sorted. */
  readonly accounts: readonly string[];
}

/** What a refusal is made from. */
export interface RefusalDetails {
  readonly resource?: Evidence | undefined;
  /** @default what the catalogue says */
  readonly consequence?: string;
  readonly accounts?: readonly string[];
}

/** Makes a refusal; a blank in a subject would make its id hard to copy. */
export function refuse(refusal: PlanRefusalId, subject: string, details: RefusalDetails = {}): Refusal {
  const { resource, consequence = PLAN_REFUSALS[refusal].consequence, accounts = [] } = details;
  return { change: `${refusal}:${subject.replaceAll(/\s+/g, "_")}`, refusal, subject, resource, consequence, accounts };
}
