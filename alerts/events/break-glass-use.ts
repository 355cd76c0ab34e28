import { type NamingContext, namesOf } from "../../model/names";
import type { EventPattern } from "../event-pattern";
import { FROM_AWS } from "../from-aws";

/** The calls that give a user something to sign in with, or take it away; Terraform makes none of them. */
export const CREDENTIAL_CHANGES = [
  "CreateLoginProfile",
  "UpdateLoginProfile",
  "DeleteLoginProfile",
  "ChangePassword",
  "CreateAccessKey",
  "UpdateAccessKey",
  "EnableMFADevice",
  "DeactivateMFADevice",
] as const;

/** What the names of all break-glass users begin with, and of no others. */
export function breakGlassUserPrefix(zone: NamingContext): string {
  return namesOf(zone).breakGlassUser("");
}

/** What the ARNs of all sessions of the break-glass role begin with. */
export function breakGlassSessionPrefix(zone: NamingContext): string {
  const { partition, managementAccount } = zone;
  return `arn:${partition}:sts::${managementAccount.id}:assumed-role/${namesOf(zone).breakGlass}/`;
}

/**
 * A break-glass user signed in or got credentials, or the break-glass role was assumed or switched to.
 *
 * An IAM user's sign-in is recorded in the Region of the endpoint that was used, which may be one that is not governed:
 * the metric alert of the same name sees it anywhere.
 */
export function breakGlassUse(zone: NamingContext): EventPattern {
  const users = [{ prefix: breakGlassUserPrefix(zone) }];
  return {
    ...FROM_AWS,
    "detail-type": ["AWS API Call via CloudTrail", "AWS Console Sign In via CloudTrail"],
    detail: {
      $or: [
        {
          eventSource: ["sts.amazonaws.com"],
          eventName: ["AssumeRole"],
          requestParameters: { roleArn: [namesOf(zone).breakGlassRoleArn] },
        },
        {
          eventSource: ["signin.amazonaws.com"],
          eventName: ["ConsoleLogin"],
          userIdentity: { type: ["IAMUser"], userName: users },
        },
        {
          eventSource: ["signin.amazonaws.com"],
          eventName: ["SwitchRole"],
          userIdentity: { arn: [{ prefix: breakGlassSessionPrefix(zone) }] },
        },
        {
          eventSource: ["iam.amazonaws.com"],
          eventName: CREDENTIAL_CHANGES,
          requestParameters: { userName: users },
        },
      ],
    },
  };
}
