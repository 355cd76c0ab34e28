import type { LandingZone } from "../../model/landing-zone";
import type { Statement } from "../policy-document";
import { allButDeployingRoles } from "./principals";

/**
 * Protects keys by a pattern of their aliases.
 *
 * The id of a key is in no policy before the key exists, so AWS documents two ways to name it: `kms:ResourceAliases`
 * and a tag. The alias is taken, because one name belongs to one key in an account and Region, while anyone who may tag
 * keys may put the tag on others; and because moving the alias away needs a permission on the alias itself, which the
 * second statement denies.
 *
 * Source: AWS KMS developer guide, "Use aliases to control access to KMS keys" and "Controlling access to aliases".
 */
export function denyKeyChanges(zone: LandingZone, sid: string, aliasPattern: string): readonly Statement[] {
  return [
    {
      Sid: sid,
      Effect: "Deny",
      Action: [
        "kms:CancelKeyDeletion",
        "kms:CreateGrant",
        "kms:DeleteImportedKeyMaterial",
        "kms:DisableKey",
        "kms:DisableKeyRotation",
        "kms:EnableKey",
        "kms:PutKeyPolicy",
        "kms:RevokeGrant",
        "kms:ScheduleKeyDeletion",
        "kms:UpdateKeyDescription",
        "kms:UpdatePrimaryRegion",
      ],
      Resource: "*",
      Condition: { ...allButDeployingRoles(zone), "ForAnyValue:StringLike": { "kms:ResourceAliases": aliasPattern } },
    },
    {
      Sid: `${sid}Alias`,
      Effect: "Deny",
      Action: ["kms:CreateAlias", "kms:DeleteAlias", "kms:UpdateAlias"],
      Resource: `arn:*:kms:*:*:${aliasPattern}`,
      Condition: allButDeployingRoles(zone),
    },
  ];
}
