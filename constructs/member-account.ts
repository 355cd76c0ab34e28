import { OrganizationsAccount } from "@cdktf/provider-aws/lib/organizations-account";
import { Construct } from "constructs";
import type { Account } from "../model/landing-zone";
import { setAlternateContacts } from "./alternate-contacts";
import { entryOf, importExisting } from "./existing-resource";
import { MAIN_CHILD, stackOf } from "./landing-zone-stack";
import type { Lanes } from "./lanes";
import { protectedLifecycle, untouchedTags } from "./protection";

/** One account, where it belongs, and the lanes it is made in. */
export interface MemberAccountProps {
  readonly account: Account;
  /** The id of its organizational unit. */
  readonly parentId: string;
  readonly accountLanes: Lanes;
  readonly contactLanes: Lanes;
}

/**
 * What a change of would replace the account, or what is Terraform's own and unknown of an account that was imported.
 *
 * AWS does not tell the role and the billing access back, and an address is changed by a verb with a one-time password.
 */
const UNCHANGEABLE = ["email", "role_name", "iam_user_access_to_billing", "close_on_deletion", "create_govcloud"];

/**
 * One member account with its alternate contacts.
 *
 * Its name and its unit change in place. It is never closed by Terraform.
 */
export class MemberAccount extends Construct {
  /** The account's id, as a reference. */
  readonly accountId: string;

  constructor(scope: Construct, id: string, { account, parentId, accountLanes, contactLanes }: MemberAccountProps) {
    super(scope, id);
    const { zone } = stackOf(this);
    const resource = accountLanes.append(
      account.key,
      (order) =>
        new OrganizationsAccount(this, MAIN_CHILD, {
          name: account.name,
          email: account.email,
          parentId,
          roleName: zone.accountAccessRole,
          iamUserAccessToBilling: "ALLOW",
          closeOnDeletion: false,
          tags: { ...account.tags },
          lifecycle: protectedLifecycle(this, [...UNCHANGEABLE, ...untouchedTags(this)]),
          ...order,
        }),
    );
    const existingId = entryOf(zone.adoption?.accounts, account.key);
    importExisting(resource, existingId);
    this.accountId = resource.id;
    setAlternateContacts(this, {
      key: account.key,
      accountId: resource.id,
      contacts: zone.contacts,
      kinds: account.alternateContacts,
      existing: entryOf(zone.adoption?.contacts, account.key) ?? [],
      importPrefix: `${existingId}/`,
      lanes: contactLanes,
    });
  }
}
