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

/** Where the states are, as the pipeline's policies name it. */
interface StateStore {
  readonly bucketArn: string;
  /** `undefined` where no key is named: S3 manages one, or the bucket's default encryption is not known. */
  readonly key: StateKey | undefined;
}

/** The key of the states. A policy allows the use of a key by its own ARN or by a condition, never by an alias's ARN. */
type StateKey =
  | { readonly kind: "arn"; readonly arn: string }
  | { readonly kind: "alias"; readonly alias: string; readonly aliasArn: string };

/** Where the states are; `undefined` where they are in no bucket. */
function stateStore(zone: LandingZone): StateStore | undefined {
  const { backend, partition } = zone;
  if (backend.type !== "s3") return undefined;
  return { bucketArn: `arn:${partition}:s3:::${backend.bucket}`, key: stateKey(zone, backend) };
}

type S3Backend = Extract<LandingZone["backend"], { readonly type: "s3" }>;

function stateKey(zone: LandingZone, backend: S3Backend): StateKey | undefined {
  const { kmsKeyId, region } = backend;
  const keys = `arn:${zone.partition}:kms:${region}:${zone.managementAccount.id}:`;
  if (ownStateBucket(backend) !== undefined) {
    const alias = namesOf(zone).stateKeyAlias;
    return { kind: "alias", alias, aliasArn: `${keys}${alias}` };
  }
  if (kmsKeyId === undefined) return undefined;
  // Terraform looks an id up in the account that it acts in.
  if (!kmsKeyId.startsWith("arn:")) return { kind: "arn", arn: `${keys}key/${kmsKeyId}` };
  const alias = /:(alias\/.+)$/.exec(kmsKeyId)?.[1];
  return alias === undefined ? { kind: "arn", arn: kmsKeyId } : { kind: "alias", alias, aliasArn: kmsKeyId };
}

/** What the role that plans may do beside reading how the management account is set up. */
export function planPolicy(zone: LandingZone): PolicyDocument {
  const states = stateStore(zone);
  return document([
    allow("AssumePlanRoles", "sts:AssumeRole", roleArn(zone.partition, "*", PLAN_ROLE)),
    ...(states === undefined ? [] : readStates(states)),
  ]);
}

function readStates({ bucketArn, key }: StateStore): readonly Statement[] {
  return [
    allow("ListStates", "s3:ListBucket", bucketArn),
    allow("ReadStates", "s3:GetObject", `${bucketArn}/*.tfstate`),
    allow("LockStates", ["s3:GetObject", "s3:PutObject", "s3:DeleteObject"], `${bucketArn}/*.tflock`),
    ...(key === undefined
      ? []
      : [onKey(key, (Resource) => allow("UseKeyOfStates", ["kms:Decrypt", "kms:GenerateDataKey"], Resource))]),
  ];
}

/** A statement about the key of the states alone. */
function onKey(key: StateKey, about: (resource: string) => Statement): Statement {
  if (key.kind === "arn") return about(key.arn);
  return { ...about("*"), Condition: { "ForAnyValue:StringEquals": { "kms:ResourceAliases": key.alias } } };
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
  const key = states?.key;
  if (key?.kind === "alias") {
    return {
      ...deny("NoOtherKey", action, "*"),
      Condition: { "ForAllValues:StringNotEquals": { "kms:ResourceAliases": key.alias } },
    };
  }
  return except("NoOtherKey", action, key === undefined ? [] : [key.arn]);
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

function keepStates({ bucketArn, key }: StateStore): readonly Statement[] {
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
    ...(key === undefined ? [] : keepKey(key)),
  ];
}

/** A key that is known by its alias is protected as long as that cannot be moved to another. */
function keepKey(key: StateKey): readonly Statement[] {
  const lossOfKey = ["kms:DisableKey", "kms:PutKeyPolicy", "kms:ScheduleKeyDeletion"];
  return [
    onKey(key, (Resource) => deny("KeepKeyOfStates", lossOfKey, Resource)),
    ...(key.kind === "alias" ? [deny("KeepAliasOfKey", ["kms:DeleteAlias", "kms:UpdateAlias"], key.aliasArn)] : []),
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
