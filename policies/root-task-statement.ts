import type { RootTask } from "../catalogue/root-task-policies";
import type { LandingZone } from "../model/landing-zone";
import type { Statement } from "./policy-document";

/**
 * Allows to start root sessions in member accounts, for these tasks and nothing else.
 *
 * There is no condition on MFA: sessions of Identity Center carry no `aws:MultiFactorAuthPresent`, so it would lock
 * everybody out.
 *
 * @param regions the Regions whose endpoint of STS may be used; without them any
 */
export function rootTaskStatement(
  { partition }: Pick<LandingZone, "partition">,
  tasks: readonly RootTask[],
  regions: readonly string[] = [],
): Statement {
  return {
    Sid: "StartRootSessions",
    Effect: "Allow",
    Action: "sts:AssumeRoot",
    Resource: `arn:${partition}:iam::*:root`,
    Condition: {
      ArnEquals: { "sts:TaskPolicyArn": tasks.map((task) => `arn:${partition}:iam::aws:policy/root-task/${task}`) },
      ...(regions.length === 0 ? {} : { StringEquals: { "aws:RequestedRegion": regions } }),
    },
  };
}
