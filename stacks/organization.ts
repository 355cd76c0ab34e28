import { IamOrganizationsFeatures } from "@cdktf/provider-aws/lib/iam-organizations-features";
import { OrganizationsOrganization } from "@cdktf/provider-aws/lib/organizations-organization";
import { OrganizationsOrganizationalUnit } from "@cdktf/provider-aws/lib/organizations-organizational-unit";
import { Construct } from "constructs";
import { AccountProviders } from "../constructs/account-providers";
import { setAlternateContacts } from "../constructs/alternate-contacts";
import { enabledPolicyTypes } from "../constructs/attached-policy";
import { EnabledRegions } from "../constructs/enabled-regions";
import { LandingZoneStack, MAIN_CHILD } from "../constructs/landing-zone-stack";
import { Lanes } from "../constructs/lanes";
import { protectedLifecycle } from "../constructs/protection";
import { declareForgotten, declareMoved, type ResourceAddress } from "../constructs/state-changes";
import type { LandingZone, OrganizationalUnit } from "../model/landing-zone";
import { optInRegions } from "../model/opt-in-regions";
import { formerKeys } from "../model/renames";

/** The name under which this stack publishes the id of an organizational unit. */
export function unitIdOutput(key: string): string {
  return `ou_id_${key}`;
}

/** The names under which this stack publishes the ids of the organization and of its root. */
export const ORGANIZATION_ID_OUTPUT = "organization_id";
export const ROOT_ID_OUTPUT = "root_id";

const CENTRAL_ROOT_ACCESS = "central_root_access";

/** The organization with its units, central root access and the management account's contacts. */
export class OrganizationStack extends LandingZoneStack {
  constructor(scope: Construct, zone: LandingZone) {
    super(scope, "organization", zone);
    new AccountProviders(this, { accountId: zone.managementAccount.id });
    const organization = this.createOrganization(zone);
    if (zone.rootAccess === "enforce") this.createCentralRootAccess(organization);
    const rootId = organization.roots.get(0).id;
    this.createUnits(rootId);
    setAlternateContacts(new Construct(this, "management"), {
      key: "management",
      contacts: zone.contacts,
      lanes: new Lanes(1, ["management"]),
    });
    new EnabledRegions(this, "regions", { regions: optInRegions(zone.governedRegions) });
    this.publish(ORGANIZATION_ID_OUTPUT, organization.id);
    this.publish(ROOT_ID_OUTPUT, rootId);
    declareMoved(
      this,
      zone.organizationalUnits.map(({ key }) => ({ type: UNIT, names: formerKeys(zone, key) })),
    );
    declareForgotten(this, forgottenResources(zone));
  }

  private createOrganization(zone: LandingZone): OrganizationsOrganization {
    return new OrganizationsOrganization(this, "organization", {
      featureSet: "ALL",
      awsServiceAccessPrincipals: [...zone.trustedServices],
      enabledPolicyTypes: [...enabledPolicyTypes(zone)],
      lifecycle: protectedLifecycle(this),
    });
  }

  /** With one feature alone, root credentials could be deleted but never recovered. */
  private createCentralRootAccess(organization: OrganizationsOrganization): void {
    new IamOrganizationsFeatures(this, CENTRAL_ROOT_ACCESS, {
      enabledFeatures: ["RootCredentialsManagement", "RootSessions"],
      lifecycle: protectedLifecycle(this),
      dependsOn: [organization],
    });
  }

  private createUnits(rootId: string): void {
    // A scope without a name of its own, so that no key can be equal to the id of another construct of the stack.
    const scope = new Construct(this, MAIN_CHILD);
    const ids = new Map<string, string>();
    for (const unit of this.zone.organizationalUnits) {
      const resource = new OrganizationsOrganizationalUnit(scope, unit.key, {
        name: unit.name,
        parentId: parentId(unit, ids, rootId),
        tags: { ...unit.tags },
        lifecycle: protectedLifecycle(scope),
      });
      ids.set(unit.key, resource.id);
      this.publish(unitIdOutput(unit.key), resource.id);
    }
  }
}

const UNIT = OrganizationsOrganizationalUnit.tfResourceType;

function parentId({ parent, key }: OrganizationalUnit, ids: ReadonlyMap<string, string>, rootId: string): string {
  if (parent === undefined) return rootId;
  const id = ids.get(parent);
  if (id === undefined) throw new Error(`unit ${key} comes before its parent ${parent}`);
  return id;
}

function forgottenResources(zone: LandingZone): readonly ResourceAddress[] {
  return zone.forgotten.flatMap(({ key, identity }): readonly ResourceAddress[] => {
    if (identity.kind === "organizational-unit") return formerKeys(zone, key).map((name) => ({ type: UNIT, name }));
    if (key === "foundation:central-root-access")
      return [{ type: IamOrganizationsFeatures.tfResourceType, name: CENTRAL_ROOT_ACCESS }];
    return [];
  });
}
