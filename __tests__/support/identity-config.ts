import type { LandingZoneConfig } from "../../model/config";
import type { IdentityConfig, PermissionSetConfig } from "../../model/identity-config";
import { minimalConfig } from "./example-config";

/** The smallest identities that use everything, with changes to their top level. */
export function identityConfig(changes: Partial<IdentityConfig> = {}): IdentityConfig {
  return {
    groups: { platform: {}, auditors: { name: "Auditors", description: "Look at everything" } },
    permissionSets: {
      administrator: {
        description: "Everything",
        managedPolicies: ["arn:aws:iam::aws:policy/AdministratorAccess"],
      },
      "read-only": {
        description: "Looking",
        sessionDuration: "PT8H",
        managedPolicies: ["arn:aws:iam::aws:policy/ReadOnlyAccess"],
      },
    },
    assignments: [{ group: "platform", permissionSet: "administrator", organizationalUnits: ["security"] }],
    rootTasks: { groups: ["platform"] },
    breakGlass: { users: ["blue", "red"] },
    ...changes,
  };
}

/** The minimal configuration with identities. */
export function withIdentity(
  identity: Partial<IdentityConfig> = {},
  changes: Partial<LandingZoneConfig> = {},
): LandingZoneConfig {
  return minimalConfig({ identity: identityConfig(identity), ...changes });
}

/** Identities in which only the permission set `mine` differs from a sound one; nobody is assigned it. */
export function withPermissionSet(permissionSet: Partial<PermissionSetConfig>, key = "mine"): LandingZoneConfig {
  const sound = { description: "Mine", managedPolicies: ["arn:aws:iam::aws:policy/ReadOnlyAccess"] };
  return minimalConfig({ identity: { permissionSets: { [key]: { ...sound, ...permissionSet } } } });
}
