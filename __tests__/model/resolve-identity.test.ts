import { describe, expect, test } from "@jest/globals";
import type { LandingZoneConfig } from "../../model/config";
import type { AssignmentConfig, IdentityConfig } from "../../model/identity-config";
import { resolve } from "../../model/resolve";
import { assignmentId } from "../../model/resolve-identity";
import type { WorkforceIdentity } from "../../model/workforce-identity";
import { exampleConfig, minimalConfig } from "../support/example-config";
import { withIdentity } from "../support/identity-config";

const identityOf = (config: LandingZoneConfig): WorkforceIdentity | undefined =>
  resolve(config, undefined).zone.identity;

/** The accounts in which `platform` gets `administrator` in the example organization. */
function accountsOf(targets: Partial<AssignmentConfig>, changes: Partial<LandingZoneConfig> = {}): readonly string[] {
  const identity: IdentityConfig = {
    groups: { platform: {} },
    permissionSets: { administrator: { description: "x", managedPolicies: [] } },
    assignments: [{ group: "platform", permissionSet: "administrator", ...targets }],
  };
  return identityOf(exampleConfig({ identity, ...changes }))?.assignments.map(({ account }) => account) ?? [];
}

describe("an assignment", () => {
  const members = [
    "log-archive",
    "network",
    "payments-prod",
    "sandbox-alice",
    "sandbox-bob",
    "security-tooling",
    "shared-services",
    "shop-dev",
    "shop-prod",
    "warehouse-dev",
    "warehouse-prod",
  ];

  test.each<[string, Partial<AssignmentConfig>, readonly string[]]>([
    ["names accounts", { accounts: ["shop-prod", "network"] }, ["network", "shop-prod"]],
    ["names a unit", { organizationalUnits: ["sandboxes"] }, ["sandbox-alice", "sandbox-bob"]],
    [
      "names a unit with units below it",
      { organizationalUnits: ["production"] },
      ["payments-prod", "shop-prod", "warehouse-prod"],
    ],
    [
      "names an account and its unit",
      { accounts: ["sandbox-bob"], organizationalUnits: ["sandboxes"] },
      ["sandbox-alice", "sandbox-bob"],
    ],
    ["names a unit without accounts", { organizationalUnits: ["recovery"] }, []],
    ["is for every account, which the management account is not", { everyAccount: true }, members],
    ["is for the management account", { managementAccount: true }, ["management"]],
    [
      "is for all of them",
      { everyAccount: true, managementAccount: true },
      [...members.slice(0, 1), "management", ...members.slice(1)],
    ],
  ])("that %s", (_, targets, expected) => {
    expect(accountsOf(targets)).toEqual(expected);
  });

  test("holds for an account that is in the Recovery OU for a while", () => {
    const recovery = [{ account: "sandbox-bob", reason: "drill", until: "2026-07-01" }];
    expect(accountsOf({ organizationalUnits: ["sandboxes"] }, { recovery })).toContain("sandbox-bob");
  });

  test("has an id that is made of keys", () => {
    const identity = identityOf(exampleConfig());
    expect(identity?.assignments.map(assignmentId)).toContain("developers_developer_shop-dev");
    expect(new Set(identity?.assignments.map(assignmentId)).size).toBe(identity?.assignments.length);
  });
});

describe("root tasks", () => {
  test("are a permission set of one hour in the management account", () => {
    const { permissionSets, assignments } = identityOf(withIdentity({ assignments: [] })) ?? {};
    expect(permissionSets?.find(({ key }) => key === "root-tasks")).toMatchObject({
      name: "acme-root-tasks",
      sessionDuration: "PT1H",
      managedPolicies: [],
      inlinePolicy: { kind: "root-tasks", tasks: ["IAMAuditRootUserCredentials"] },
    });
    expect(assignments).toEqual([
      expect.objectContaining({ group: "platform", permissionSet: "root-tasks", account: "management" }),
    ]);
  });

  test("fit into the 32 characters of a permission set's name with the longest name of an organization", () => {
    const { permissionSets = [] } = identityOf({ ...withIdentity(), name: "a".repeat(20) }) ?? {};
    expect(Math.max(...permissionSets.map(({ name }) => name.length))).toBeLessThanOrEqual(32);
  });
});

describe("identities", () => {
  test.each<[string, LandingZoneConfig]>([
    ["not configured", minimalConfig()],
    ["off", withIdentity({ mode: "off" })],
    ["only observed", withIdentity({ mode: "observe" })],
  ])("are not there when they are %s", (_, config) => {
    expect(identityOf(config)).toBeUndefined();
  });

  test("have their defaults", () => {
    const identity = identityOf(
      minimalConfig({ identity: { groups: { a: {} }, permissionSets: { b: { description: "B" } } } }),
    );
    expect(identity).toEqual({
      region: "eu-central-1",
      groups: [{ key: "a", name: "a", description: undefined }],
      permissionSets: [
        {
          key: "b",
          name: "b",
          description: "B",
          sessionDuration: "PT1H",
          managedPolicies: [],
          customerManagedPolicies: [],
          inlinePolicy: { kind: "none" },
          permissionsBoundary: undefined,
        },
      ],
      assignments: [],
      breakGlassUsers: [],
    });
  });
});
