import type { PolicyRecords } from "../model/ledger";
import { consolidated } from "./packing/consolidation";
import { type PackingInput, PoliciesInProgress } from "./packing/policies-in-progress";

/** What packing starts from, and what it may do. */
export interface PackingRequest extends PackingInput {
  /** Whether guardrails may leave the policy they are in so that fewer policies are needed. */
  readonly consolidate: boolean;
}

/**
 * Decides which guardrail is in which policy, and where each policy is attached.
 *
 * Pure, deterministic and sticky: a guardrail stays where it was as long as it may. What has to move is held by its old
 * policy, too, until `finishMoves` says that the new one is applied. What the old policy cannot hold any longer goes to a
 * policy that is made for it, and the old one waits for that one's attachments.
 */
export function packPolicies(input: PackingRequest): PolicyRecords {
  const packing = new PoliciesInProgress(input);
  packing.keepPlaces();
  if (input.consolidate) packing.giveUp(consolidated(packing));
  packing.evictWhatNoLongerFits();
  packing.placeNewcomers();
  packing.holdWhatIsMoving();
  return packing.records();
}
