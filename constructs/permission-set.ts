import type { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import { SsoadminCustomerManagedPolicyAttachment } from "@cdktf/provider-aws/lib/ssoadmin-customer-managed-policy-attachment";
import { SsoadminManagedPolicyAttachment } from "@cdktf/provider-aws/lib/ssoadmin-managed-policy-attachment";
import { SsoadminPermissionSet } from "@cdktf/provider-aws/lib/ssoadmin-permission-set";
import { SsoadminPermissionSetInlinePolicy } from "@cdktf/provider-aws/lib/ssoadmin-permission-set-inline-policy";
import { SsoadminPermissionsBoundaryAttachment } from "@cdktf/provider-aws/lib/ssoadmin-permissions-boundary-attachment";
import type { TerraformResource } from "cdktf";
import { Construct } from "constructs";
import type { PermissionsBoundaryConfig } from "../model/identity-config";
import { KEY_TAG } from "../model/key-tag";
import type { LandingZone } from "../model/landing-zone";
import type { PermissionSet } from "../model/workforce-identity";
import { permissionSetPolicy } from "../policies/permission-set-policy";
import { MAIN_CHILD, stackOf } from "./landing-zone-stack";
import { renderReferences } from "./resource-policy";

/** One permission set and the instance of IAM Identity Center that it belongs to. */
export interface ProvisionedPermissionSetProps {
  readonly provider: AwsProvider;
  readonly instanceArn: string;
  readonly permissionSet: PermissionSet;
}

/**
 * A permission set with its policies: `<key>`, `<key>_managed_<policy>`, `<key>_customer_<policy>`, `<key>_inline` and
 * `<key>_boundary`.
 *
 * The boundary comes first, and one follows the other: Identity Center refuses two changes of one permission set at the
 * same time, and no moment may come in which the policies are there without their boundary.
 */
export class ProvisionedPermissionSet extends Construct {
  readonly arn: string;
  /** What an assignment waits for, so that nobody gets a role that may do nothing, or too much. */
  readonly complete: TerraformResource;

  constructor(scope: Construct, id: string, { provider, instanceArn, permissionSet }: ProvisionedPermissionSetProps) {
    super(scope, id);
    const { key, name, description, sessionDuration, permissionsBoundary } = permissionSet;
    const set = new SsoadminPermissionSet(this, MAIN_CHILD, {
      provider,
      instanceArn,
      name,
      description,
      sessionDuration,
      tags: { [KEY_TAG]: key },
    });
    this.arn = set.arn;
    const common = { provider, instanceArn, permissionSetArn: set.arn };
    let last: TerraformResource = set;
    if (permissionsBoundary !== undefined) {
      last = new SsoadminPermissionsBoundaryAttachment(this, "boundary", {
        ...common,
        permissionsBoundary: boundary(permissionsBoundary),
      });
    }
    for (const managedPolicyArn of permissionSet.managedPolicies) {
      last = new SsoadminManagedPolicyAttachment(this, `managed_${policyName(managedPolicyArn)}`, {
        ...common,
        managedPolicyArn,
        dependsOn: [last],
      });
    }
    for (const reference of permissionSet.customerManagedPolicies) {
      last = new SsoadminCustomerManagedPolicyAttachment(this, `customer_${referenceName(reference)}`, {
        ...common,
        customerManagedPolicyReference: reference,
        dependsOn: [last],
      });
    }
    const policy = permissionSetPolicy(stackOf(this).zone, permissionSet);
    if (policy !== undefined) {
      last = new SsoadminPermissionSetInlinePolicy(this, "inline", {
        ...common,
        inlinePolicy: renderReferences(policy),
        dependsOn: [last],
      });
    }
    this.complete = last;
  }
}

function boundary(config: PermissionsBoundaryConfig) {
  if ("managedPolicy" in config) return { managedPolicyArn: config.managedPolicy };
  const { customerManagedPolicy: name, path = "/" } = config;
  return { customerManagedPolicyReference: { name, path } };
}

/** The path and the name of an AWS-managed policy as a part of a Terraform name. */
function policyName(arn: string): string {
  return arn.slice(arn.indexOf("/") + 1).replaceAll("/", "-");
}

/** The path and the name of a policy of one's own as a part of a Terraform name; no two have the same. */
function referenceName({ path, name }: PermissionSet["customerManagedPolicies"][number]): string {
  return `${path.slice(1)}${name}`.replace(
    /[^A-Za-z0-9-]/g,
    (character) => `_${character.charCodeAt(0).toString(16).padStart(2, "0")}`,
  );
}

/** Every resource of a permission set, by the Terraform name that it has under a key. */
export function permissionSetResources(
  zone: LandingZone,
  permissionSet: PermissionSet,
): readonly { readonly type: string; readonly nameOf: (key: string) => string }[] {
  const { managedPolicies, customerManagedPolicies, permissionsBoundary } = permissionSet;
  const child = (type: string, id: string) => ({ type, nameOf: (key: string) => `${key}_${id}` });
  return [
    { type: SsoadminPermissionSet.tfResourceType, nameOf: (key) => key },
    ...(permissionsBoundary === undefined
      ? []
      : [child(SsoadminPermissionsBoundaryAttachment.tfResourceType, "boundary")]),
    ...managedPolicies.map((arn) =>
      child(SsoadminManagedPolicyAttachment.tfResourceType, `managed_${policyName(arn)}`),
    ),
    ...customerManagedPolicies.map((reference) =>
      child(SsoadminCustomerManagedPolicyAttachment.tfResourceType, `customer_${referenceName(reference)}`),
    ),
    ...(permissionSetPolicy(zone, permissionSet) === undefined
      ? []
      : [child(SsoadminPermissionSetInlinePolicy.tfResourceType, "inline")]),
  ];
}
