import { KmsAlias } from "@cdktf/provider-aws/lib/kms-alias";
import { KmsKey } from "@cdktf/provider-aws/lib/kms-key";
import type { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import { Construct } from "constructs";
import { MAIN_CHILD, stackOf } from "./landing-zone-stack";
import { protectedLifecycle } from "./protection";
import { type ResourceStatement, resourcePolicy } from "./resource-policy";

/** What an encryption key is for. */
export interface EncryptionKeyProps {
  readonly provider: AwsProvider;
  /** The account of the key: a literal or an expression. */
  readonly accountId: string;
  /** With `alias/` before it. */
  readonly alias: string;
  readonly description: string;
  /** Who may use the key; the account itself may administer it. */
  readonly users: readonly ResourceStatement[];
  /**
   * Whether policies in the account may allow their principals to use the key, and not only to administer it.
   *
   * @default true
   */
  readonly usableByAccount?: boolean;
}

/** Everything but encrypting and decrypting; source: KMS developer guide, default key policy, key administrators. */
const ADMINISTRATION = [
  "kms:Create*",
  "kms:Describe*",
  "kms:Enable*",
  "kms:List*",
  "kms:Put*",
  "kms:Update*",
  "kms:Revoke*",
  "kms:Disable*",
  "kms:Get*",
  "kms:Delete*",
  "kms:TagResource",
  "kms:UntagResource",
  "kms:ScheduleKeyDeletion",
  "kms:CancelKeyDeletion",
  "kms:RotateKeyOnDemand",
];

/** A symmetric key with yearly rotation, an alias and 30 days of grace before a deletion. */
export class EncryptionKey extends Construct {
  readonly arn: string;

  constructor(scope: Construct, id: string, props: EncryptionKeyProps) {
    super(scope, id);
    const { provider, accountId, alias, description, users, usableByAccount = true } = props;
    const { zone } = stackOf(this);
    const account: ResourceStatement = {
      Sid: usableByAccount ? "AccountAccess" : "AccountAdministration",
      Effect: "Allow",
      Principal: { AWS: `arn:${zone.partition}:iam::${accountId}:root` },
      Action: usableByAccount ? "kms:*" : ADMINISTRATION,
      Resource: "*",
    };
    const key = new KmsKey(this, MAIN_CHILD, {
      provider,
      description,
      enableKeyRotation: true,
      deletionWindowInDays: 30,
      policy: resourcePolicy([account, ...users]),
      lifecycle: protectedLifecycle(this),
    });
    new KmsAlias(this, "alias", { provider, name: alias, targetKeyId: key.keyId });
    this.arn = key.arn;
  }
}
