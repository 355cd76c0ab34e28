import { namesOf } from "../../model/names";
import type { GuardrailBody } from "./guardrail-body";

/**
 * Denies every change of the organization trail and of its shadow in a member account, to everyone.
 *
 * The pattern leaves the account id open, because a shadow trail has the member's and the trail a delegated
 * administrator would touch has the management account's. The trail itself, its log group, metric filters and alarms
 * are in the management account, which no service control policy binds: the event rules of the other alert path watch
 * over them.
 */
export const protectTrail: GuardrailBody = (zone) => [
  {
    Sid: "ProtectOrganizationTrail",
    Effect: "Deny",
    Action: [
      "cloudtrail:AddTags",
      "cloudtrail:CreateTrail",
      "cloudtrail:DeleteTrail",
      "cloudtrail:PutEventConfiguration",
      "cloudtrail:PutEventSelectors",
      "cloudtrail:PutInsightSelectors",
      "cloudtrail:RemoveTags",
      "cloudtrail:StartLogging",
      "cloudtrail:StopLogging",
      "cloudtrail:UpdateTrail",
    ],
    Resource: `arn:*:cloudtrail:*:*:trail/${namesOf(zone).trail}`,
  },
];
