import type { EventPattern } from "../event-pattern";

/** A resource that anybody in the world may use; source: IAM user guide, monitoring Access Analyzer with EventBridge. */
export const publicAccessFinding: EventPattern = {
  source: ["aws.access-analyzer"],
  "detail-type": ["Access Analyzer Finding"],
  detail: { status: ["ACTIVE"], isPublic: [true] },
};
