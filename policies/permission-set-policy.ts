import type { LandingZone } from "../model/landing-zone";
import type { PermissionSet } from "../model/workforce-identity";
import { inCanonicalOrder, type PolicyDocument } from "./policy-document";
import { rootTaskStatement } from "./root-task-statement";

/** The inline policy of a permission set, if it has one. It does not depend on the order of keys in the configuration. */
export function permissionSetPolicy(
  zone: Pick<LandingZone, "partition" | "homeRegion">,
  { inlinePolicy }: PermissionSet,
): PolicyDocument | undefined {
  switch (inlinePolicy.kind) {
    case "none":
      return undefined;
    case "custom":
      return { Version: "2012-10-17", Statement: inlinePolicy.statements.map(inCanonicalOrder) };
    case "root-tasks":
      return {
        Version: "2012-10-17",
        Statement: [rootTaskStatement(zone, inlinePolicy.tasks, [zone.homeRegion])],
      };
    default:
      return inlinePolicy satisfies never;
  }
}
