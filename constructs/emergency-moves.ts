import { DataAwsOrganizationsOrganizationalUnitChildAccounts } from "@cdktf/provider-aws/lib/data-aws-organizations-organizational-unit-child-accounts";
import { DataAwsOrganizationsResourceTags } from "@cdktf/provider-aws/lib/data-aws-organizations-resource-tags";
import { conditional, Fn, Op, type TerraformDataSource, TerraformLocal, Token } from "cdktf";
import { Construct } from "constructs";
import { canonicalEmail } from "../model/email-address";
import type { Account } from "../model/landing-zone";
import { RECOVERY_TAG } from "../model/recovery-tag";
import { stackOf } from "./landing-zone-stack";

/** Where accounts are moved to in an emergency. */
export interface EmergencyMovesProps {
  /** The id of the Recovery OU. */
  readonly recoveryUnitId: string;
}

/**
 * The accounts that were moved into the Recovery OU by hand, as Terraform finds them when it plans.
 *
 * An account there without the tag of a `recovery` entry stays where it is: an apply in the middle of an emergency must
 * not take long-term root away again. It costs one call for each plan of a shard, and one for each account in the unit.
 */
export class EmergencyMoves extends Construct {
  private readonly recoveryUnitId: string;
  /** Ids and e-mail addresses, in lower case. */
  private readonly moved: TerraformLocal;

  constructor(scope: Construct, id: string, { recoveryUnitId }: EmergencyMovesProps) {
    super(scope, id);
    this.recoveryUnitId = recoveryUnitId;
    const present = new DataAwsOrganizationsOrganizationalUnitChildAccounts(this, "accounts", {
      parentId: recoveryUnitId,
    });
    const tags = new DataAwsOrganizationsResourceTags(this, "tags", { resourceId: "${each.key}" });
    tags.addOverride("for_each", `\${toset(${addressOf(present)}.accounts[*].id)}`);
    const isDeclared = `contains(keys(${addressOf(tags)}[account.id].tags), ${JSON.stringify(RECOVERY_TAG)})`;
    this.moved = new TerraformLocal(
      this,
      "by_hand",
      `\${flatten([for account in ${addressOf(present)}.accounts : [account.id, lower(account.email)] if !${isDeclared}])}`,
    );
  }

  /**
   * Where an account belongs: in the Recovery OU if somebody moved it there by hand, otherwise in its unit.
   *
   * It is looked up by its id in the ledger or its address, because a reference to the account itself would be a cycle.
   *
   * @param unitId the id of the unit that the configuration puts the account into
   */
  parentOf(account: Account, unitId: string): string {
    if (account.organizationalUnit === stackOf(this).zone.recoveryUnit?.key) return unitId;
    const known = [canonicalEmail(account.email), ...(account.accountId === undefined ? [] : [account.accountId])];
    const isMoved = known.map((name) => Fn.contains(this.moved.expression, name)).reduce((a, b) => Op.or(a, b));
    return Token.asString(conditional(isMoved, this.recoveryUnitId, unitId));
  }
}

/** The address of a data source for an expression written out: `fqn` is an expression of its own. */
function addressOf(data: TerraformDataSource): string {
  return `data.${data.terraformResourceType}.${data.friendlyUniqueId}`;
}
