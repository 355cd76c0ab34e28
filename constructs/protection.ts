import type { TerraformResourceLifecycle } from "cdktf";
import type { Construct } from "constructs";
import { stackOf } from "./landing-zone-stack";

/** The arguments to leave alone where tags are not Terraform's to write. */
export function untouchedTags(scope: Construct): readonly string[] {
  return stackOf(scope).zone.tagging === "enforce" ? [] : ["tags", "tags_all"];
}

/**
 * The lifecycle of what must not be lost: Terraform refuses a plan that would destroy or replace it.
 *
 * Only a declared teardown of its stack lifts this. It protects nothing once the resource's block is gone: that is what
 * the ledger and its tripwire are for.
 *
 * @param ignoreChanges arguments whose changes Terraform leaves alone, because it cannot read them or must not act
 */
export function protectedLifecycle(
  scope: Construct,
  ignoreChanges: readonly string[] = [],
): TerraformResourceLifecycle {
  return {
    preventDestroy: stackOf(scope).isProtected,
    ...(ignoreChanges.length === 0 ? {} : { ignoreChanges: [...ignoreChanges] }),
  };
}
