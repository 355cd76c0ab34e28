import { ROOT_TASKS } from "../catalogue/root-task-policies";
import type { LandingZone } from "../model/landing-zone";
import type { PolicyDocument } from "./policy-document";
import { rootTaskStatement } from "./root-task-statement";

/**
 * What the break-glass role may do: look at the organization, take a service control policy off, start root sessions.
 *
 * Root sessions may have any task and go through any Region's endpoint: in an emergency the home Region may be what
 * fails. Attaching a policy again is left to the next apply.
 */
export function breakGlassPolicy(zone: Pick<LandingZone, "partition">): PolicyDocument {
  return {
    Version: "2012-10-17",
    Statement: [
      {
        Sid: "ReadOrganization",
        Effect: "Allow",
        Action: ["iam:ListOrganizationsFeatures", "organizations:Describe*", "organizations:List*"],
        Resource: "*",
      },
      {
        Sid: "DetachServiceControlPolicies",
        Effect: "Allow",
        Action: "organizations:DetachPolicy",
        Resource: "*",
        Condition: { StringEquals: { "organizations:PolicyType": "SERVICE_CONTROL_POLICY" } },
      },
      rootTaskStatement(zone, ROOT_TASKS),
    ],
  };
}
