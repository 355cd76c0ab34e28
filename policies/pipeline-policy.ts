import { DATA_READING_ACTIONS } from "../catalogue/data-reading-actions";
import { PLAN_ROLE } from "../model/deployment-roles";
import { KEY_TAG } from "../model/key-tag";
import type { LandingZone } from "../model/landing-zone";
import { namesOf, roleArn } from "../model/names";
import { ownStateBucket } from "../model/state-bucket";
import type { PolicyDocument, Statement } from "./policy-document";

/** The host of GitHub's tokens: the identity provider's name, and the prefix of the condition keys of its claims. */
export const GITHUB_TOKENS = "token.actions.githubusercontent.com";

/** The deny-root guardrail's key, which its policy is tagged with. */
const DENY_ROOT = "deny-root";

/** What changes who may do what: no plan needs any of it. */
const IDENTITY_CHANGES = [
  "iam:Add*",
  "iam:Attach*",
  "iam:Change*",
  "iam:Create*",
  "iam:Deactivate*",
  "iam:Delete*",
  "iam:Detach*",
  "iam:Enable*",
  "iam:Disable*",
  "iam:PassRole",
  "iam:Put*",
  "iam:Remove*",
  "iam:Reset*",
  "iam:Resync*",
  "iam:Set*",
  "iam:Tag*",
  "iam:Untag*",
  "iam:Update*",
  "iam:Upload*",
] as const;

const ORGANIZATION_CHANGES = [
  "organizations:Accept*",
  "organizations:Attach*",
  "organizations:Cancel*",
  "organizations:Close*",
  "organizations:Create*",
  "organizations:Decline*",
  "organizations:Delete*",
  "organizations:Deregister*",
  "organizations:Detach*",
  "organizations:Disable*",
  "organizations:Enable*",
  "organizations:Invite*",
  "organizations:Leave*",
  "organizations:Move*",
  "organizations:Put*",
  "organizations:Register*",
  "organizations:Remove*",
  "organizations:Tag*",
  "organizations:Terminate*",
  "organizations:Untag*",
  "organizations:Update*",
] as const;

/** What must never be lost to a merged mistake: only people who break the glass may do it. */
const IRREVOCABLE = [
  "organizations:CloseAccount",
  "organizations:DeleteOrganization",
  "organizations:DeleteOrganizationalUnit",
  "organizations:DisablePolicyType",
  "organizations:LeaveOrganization",
  "organizations:RemoveAccountFromOrganization",
] as const;

/** Where the states are, as the pipeline's policies name it; `undefined` where they are in no bucket. */
interface StateStore {
  readonly bucketArn: string;
  /** One of the two, where the states have a key that a role must be allowed to use. */
  readonly keyAlias: string | undefined;
  readonly keyArn: string | undefined;
}

function stateStore({ backend, partition, ...zone }: LandingZone): StateStore | undefined {
  if (backend.type !== "s3") return undefined;
  const { bucket, kmsKeyId } = backend;
  const isOwn = ownStateBucket(backend) !== undefined;
  return {
    bucketArn: `arn:${partition}:s3:::${bucket}`,
    keyAlias: isOwn ? namesOf({ ...zone, partition }).stateKeyAlias : undefined,
    keyArn: kmsKeyId?.startsWith("arn:") ? kmsKeyId : undefined,
  };
}

/** What the role that plans may do beside reading how the management account is set up. */
export function planPolicy(zone: LandingZone): PolicyDocument {
  const states = stateStore(zone);
  return document([
    allow("AssumePlanRoles", "sts:AssumeRole", roleArn(zone.partition, "*", PLAN_ROLE)),
    ...(states === undefined ? [] : readStates(states)),
  ]);
}

function readStates({ bucketArn, keyAlias, keyArn }: StateStore): readonly Statement[] {
  const useKey = ["kms:Decrypt", "kms:GenerateDataKey"];
  return [
    allow("ListStates", "s3:ListBucket", bucketArn),
    allow("ReadStates", "s3:GetObject", `${bucketArn}/*.tfstate`),
    allow("LockStates", ["s3:GetObject", "s3:PutObject", "s3:DeleteObject"], `${bucketArn}/*.tflock`),
    ...(keyArn === undefined ? [] : [allow("UseKeyOfStates", useKey, keyArn)]),
    ...(keyAlias === undefined
      ? []
      : [
          {
            ...allow("UseKeyOfStates", useKey, "*"),
            Condition: { "ForAnyValue:StringEquals": { "kms:ResourceAliases": keyAlias } },
          },
        ]),
  ];
}

/**
 * The most that the role that plans could ever do, whatever it were given: nothing that changes identities or the
 * organization, no other role, no object but the locks of states, and no data of customers.
 */
export function planBoundary(zone: LandingZone): PolicyDocument {
  const states = stateStore(zone);
  const locks = states === undefined ? [] : [`${states.bucketArn}/*.tflock`];
  const stateObjects = states === undefined ? [] : [`${states.bucketArn}/*`];
  return document([
    allow("Boundary", "*", "*"),
    deny("NoIdentityChanges", IDENTITY_CHANGES, "*"),
    deny("NoOrganizationChanges", ORGANIZATION_CHANGES, "*"),
    except("NoOtherRole", ["sts:AssumeRole"], [roleArn(zone.partition, "*", PLAN_ROLE)]),
    except("NoOtherObject", ["s3:DeleteObject*", "s3:PutObject*"], locks),
    except("NoOtherData", ["s3:GetObject", "s3:GetObjectTorrent", "s3:GetObjectVersion"], stateObjects),
    decryptOnly(states),
    deny(
      "NoData",
      DATA_READING_ACTIONS.filter((action) => !action.startsWith("s3:") && action !== "kms:Decrypt"),
      "*",
    ),
  ]);
}

/** Denies to decrypt with any key but that of the states. */
function decryptOnly(states: StateStore | undefined): Statement {
  const action = ["kms:Decrypt"];
  if (states?.keyAlias !== undefined) {
    return {
      ...deny("NoOtherKey", action, "*"),
      Condition: { "ForAllValues:StringNotEquals": { "kms:ResourceAliases": states.keyAlias } },
    };
  }
  return except("NoOtherKey", action, states?.keyArn === undefined ? [] : [states.keyArn]);
}

/**
 * The most that the role that deploys could ever do: everything but what cannot be undone, weakens deny-root, changes
 * the pipeline itself or loses the states.
 *
 * It stops mistakes and a plan that slipped through review. It does not stop somebody who may merge and approve what
 * they like: such a person can give another role what this one lacks.
 *
 * Source: AWS Organizations user guide, attribute-based access control with tags, read 2026-11.
 */
export function deployBoundary(zone: LandingZone): PolicyDocument {
  const { partition, managementAccount } = zone;
  const names = namesOf(zone);
  const iam = `arn:${partition}:iam::${managementAccount.id}`;
  const isDenyRoot = { [`aws:ResourceTag/${KEY_TAG}`]: DENY_ROOT };
  const states = stateStore(zone);
  return document([
    allow("Boundary", "*", "*"),
    deny("NothingIrrevocable", IRREVOCABLE, "*"),
    {
      ...deny(
        "KeepDenyRoot",
        ["organizations:DeletePolicy", "organizations:DetachPolicy", "organizations:UpdatePolicy"],
        "*",
      ),
      Condition: { StringEquals: isDenyRoot },
    },
    {
      ...deny("KeepTagOfDenyRoot", ["organizations:TagResource", "organizations:UntagResource"], "*"),
      Condition: { "ForAnyValue:StringEquals": { "aws:TagKeys": KEY_TAG }, StringEquals: isDenyRoot },
    },
    deny("KeepPipeline", IDENTITY_CHANGES, [
      `${iam}:role/${names.pipelineRole("plan")}`,
      `${iam}:role/${names.pipelineRole("deploy")}`,
      `${iam}:policy/${names.pipelineBoundary("plan")}`,
      `${iam}:policy/${names.pipelineBoundary("deploy")}`,
      `${iam}:oidc-provider/${GITHUB_TOKENS}`,
    ]),
    ...(states === undefined ? [] : keepStates(states)),
  ]);
}

function keepStates({ bucketArn, keyAlias }: StateStore): readonly Statement[] {
  const lossOfKey = ["kms:DisableKey", "kms:PutKeyPolicy", "kms:ScheduleKeyDeletion"];
  return [
    deny(
      "KeepStates",
      [
        "s3:DeleteBucket",
        "s3:DeleteBucketPolicy",
        "s3:DeleteObjectVersion",
        "s3:PutBucketPolicy",
        "s3:PutBucketVersioning",
        "s3:PutLifecycleConfiguration",
      ],
      [bucketArn, `${bucketArn}/*`],
    ),
    ...(keyAlias === undefined
      ? []
      : [
          {
            ...deny("KeepKeyOfStates", lossOfKey, "*"),
            Condition: { "ForAnyValue:StringEquals": { "kms:ResourceAliases": keyAlias } },
          },
        ]),
  ];
}

function document(Statement: readonly Statement[]): PolicyDocument {
  return { Version: "2012-10-17", Statement };
}

function allow(Sid: string, Action: string | readonly string[], Resource: string | readonly string[]): Statement {
  return { Sid, Effect: "Allow", Action, Resource };
}

function deny(Sid: string, Action: readonly string[], Resource: string | readonly string[]): Statement {
  return { Sid, Effect: "Deny", Action, Resource };
}

/** Denies actions on everything but some resources. */
function except(Sid: string, Action: readonly string[], resources: readonly string[]): Statement {
  return resources.length === 0 ? deny(Sid, Action, "*") : { Sid, Effect: "Deny", Action, NotResource: resources };
}
