import { TerraformResource, type TerraformStack } from "cdktf";
import type { StackIdentity } from "../model/ledger";

/**
 * Makes Terraform refuse a plan that has lost an identity, even when the ledger itself was lost.
 *
 * `prevent_destroy` protects nothing once a resource's own block is gone. Of a block with `for_each` it protects every
 * instance, also one whose key is gone. So one such block lists every identity ever synthesized in this stack: a
 * configuration that forgot one would have to destroy its instance here, and the whole plan fails before anything is
 * changed. Identities taken out on purpose stay in the ledger and so in this list.
 *
 * While an organization is being adopted it lists nothing: nothing is added before everything is imported, and Terraform
 * can import every resource but this.
 */
export function ledgerTripwire(
  stack: TerraformStack,
  identities: readonly StackIdentity[],
  isProtected: boolean,
): void {
  // CDKTF's own class for terraform_data runs `terraform version` on every synthesis, which must work without Terraform.
  const tripwire = new TerraformResource(stack, "ledger", {
    terraformResourceType: "terraform_data",
    lifecycle: { preventDestroy: isProtected },
  });
  const entries = identities.map(({ key, kind }) => `${kind}/${key}`);
  tripwire.addOverride("for_each", `\${toset(${JSON.stringify(entries)})}`);
  tripwire.addOverride("input", "${each.key}");
}
