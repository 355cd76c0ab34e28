import { IamGroup } from "@cdktf/provider-aws/lib/iam-group";
import { IamGroupPolicy } from "@cdktf/provider-aws/lib/iam-group-policy";
import { IamRole } from "@cdktf/provider-aws/lib/iam-role";
import { IamRolePolicy } from "@cdktf/provider-aws/lib/iam-role-policy";
import { IamUser } from "@cdktf/provider-aws/lib/iam-user";
import { IamUserGroupMembership } from "@cdktf/provider-aws/lib/iam-user-group-membership";
import type { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import { Construct } from "constructs";
import { KEY_TAG } from "../model/key-tag";
import { namesOf } from "../model/names";
import { breakGlassPolicy } from "../policies/break-glass-policy";
import { MAIN_CHILD, stackOf } from "./landing-zone-stack";
import { protectedLifecycle } from "./protection";
import { renderReferences, resourcePolicy } from "./resource-policy";
import type { ResourceAddress } from "./state-changes";

/** Who may break the glass, and in what account. */
export interface BreakGlassProps {
  readonly provider: AwsProvider;
  /** The keys of the users. */
  readonly users: readonly string[];
}

const SESSION_SECONDS = 3600;

/**
 * The way in when nobody can sign in otherwise: users that may only assume one role, and only with MFA.
 *
 * They are IAM users, so that no identity provider is needed. No state ever holds a credential of theirs: password and
 * security keys are enrolled by hand, and a user with a password cannot be destroyed by Terraform.
 */
export class BreakGlass extends Construct {
  constructor(scope: Construct, id: string, { provider, users }: BreakGlassProps) {
    super(scope, id);
    const { zone } = stackOf(this);
    const names = namesOf(zone);
    const group = this.group(provider);
    // A scope of their own, so that no key can be equal to the id of another construct.
    const usersScope = new Construct(this, "user");
    const created = users.map((key) => {
      const user = new IamUser(usersScope, key, {
        provider,
        name: names.breakGlassUser(key),
        tags: { [KEY_TAG]: key },
        lifecycle: protectedLifecycle(this),
      });
      new IamUserGroupMembership(usersScope, `${key}_membership`, { provider, user: user.name, groups: [group.name] });
      return user;
    });
    this.role(
      provider,
      created.map(({ arn }) => arn),
    );
  }

  private group(provider: AwsProvider): IamGroup {
    const names = namesOf(stackOf(this).zone);
    const group = new IamGroup(this, MAIN_CHILD, { provider, name: names.breakGlass });
    new IamGroupPolicy(this, "group_policy", {
      provider,
      name: "assume-break-glass-role",
      group: group.name,
      policy: resourcePolicy([
        {
          Sid: "AssumeBreakGlassRole",
          Effect: "Allow",
          Action: "sts:AssumeRole",
          Resource: names.breakGlassRoleArn,
        },
      ]),
    });
    return group;
  }

  private role(provider: AwsProvider, userArns: readonly string[]): void {
    const { zone } = stackOf(this);
    const role = new IamRole(this, "role", {
      provider,
      name: namesOf(zone).breakGlass,
      description: "For emergencies: detaches service control policies and starts root sessions. Every use pages.",
      maxSessionDuration: SESSION_SECONDS,
      assumeRolePolicy: resourcePolicy([
        {
          Sid: "BreakGlassUsersWithMfa",
          Effect: "Allow",
          Principal: { AWS: userArns },
          Action: "sts:AssumeRole",
          Condition: { Bool: { "aws:MultiFactorAuthPresent": "true" } },
        },
      ]),
      tags: { [KEY_TAG]: "break-glass" },
      lifecycle: protectedLifecycle(this),
    });
    new IamRolePolicy(this, "role_policy", {
      provider,
      name: "break-glass",
      role: role.name,
      policy: renderReferences(breakGlassPolicy(zone)),
    });
  }
}

/** The Terraform names of a break-glass user and what belongs to it. */
export function breakGlassUserAddresses(id: string, key: string): readonly ResourceAddress[] {
  return [
    { type: IamUser.tfResourceType, name: `${id}_user_${key}` },
    { type: IamUserGroupMembership.tfResourceType, name: `${id}_user_${key}_membership` },
  ];
}

/** The Terraform names of what all break-glass users share. */
export function breakGlassSharedAddresses(id: string): readonly ResourceAddress[] {
  return [
    { type: IamGroup.tfResourceType, name: id },
    { type: IamGroupPolicy.tfResourceType, name: `${id}_group_policy` },
    { type: IamRole.tfResourceType, name: `${id}_role` },
    { type: IamRolePolicy.tfResourceType, name: `${id}_role_policy` },
  ];
}
