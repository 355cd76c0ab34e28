import { describe, expect, test } from "@jest/globals";
import { defineLandingZone } from "../../model/define-landing-zone";
import { problemsOf } from "../support/checked";
import { minimalConfig } from "../support/example-config";

// The compiler checks this file: a mistake below that it does not find makes the expectation an error.

const { managementAccount, rootEmail, contacts } = minimalConfig();
const base = {
  name: "acme",
  homeRegion: "eu-central-1",
  managementAccount,
  rootEmail,
  contacts,
  services: { logArchive: "log-archive", security: "tooling" },
  organizationalUnits: {
    security: {
      name: "Security",
      accounts: {
        "log-archive": { email: "aws+log-archive@acme.example" },
        tooling: { email: "aws+tooling@acme.example" },
      },
    },
    recovery: { name: "Recovery", purpose: "recovery" },
  },
} as const;

const groups = { platform: {}, auditors: {} } as const;
const permissionSets = {
  reader: { description: "Looking", managedPolicies: ["arn:aws:iam::aws:policy/ReadOnlyAccess"] },
} as const;
const on = "identity.assignments[0]";

test("the compiler accepts what is accepted at run time", () => {
  const config = defineLandingZone({
    ...base,
    identity: {
      groups,
      permissionSets,
      assignments: [
        { group: "platform", permissionSet: "reader", accounts: ["tooling"], organizationalUnits: ["security"] },
        { group: "auditors", permissionSet: "reader", everyAccount: true },
      ],
      rootTasks: { groups: ["platform"], tasks: ["S3UnlockBucketPolicy"] },
    },
  });
  expect(problemsOf(config)).toEqual([]);
});

describe("what the compiler refuses is refused at run time", () => {
  test("a group that does not exist", () => {
    const assignment = { group: "plat", permissionSet: "reader", everyAccount: true } as const;
    const config = defineLandingZone({
      ...base,
      // @ts-expect-error the key is platform
      identity: { groups, permissionSets, assignments: [assignment] },
    });
    expect(problemsOf(config)).toEqual([`${on}.group: unknown-group`]);
  });

  test("a group that does not exist, for root tasks", () => {
    const config = defineLandingZone({
      ...base,
      // @ts-expect-error the key is platform
      identity: { groups, rootTasks: { groups: ["plat"] } },
    });
    expect(problemsOf(config)).toEqual(["identity.rootTasks.groups[0]: unknown-group"]);
  });

  test("a permission set that does not exist", () => {
    const assignment = { group: "platform", permissionSet: "red", everyAccount: true } as const;
    const config = defineLandingZone({
      ...base,
      // @ts-expect-error the key is reader
      identity: { groups, permissionSets, assignments: [assignment] },
    });
    expect(problemsOf(config)).toEqual([`${on}.permissionSet: unknown-permission-set`]);
  });

  test("an account that does not exist", () => {
    const assignment = { group: "platform", permissionSet: "reader", accounts: ["x"] } as const;
    const config = defineLandingZone({
      ...base,
      // @ts-expect-error the key is tooling
      identity: { groups, permissionSets, assignments: [assignment] },
    });
    expect(problemsOf(config)).toEqual([`${on}.accounts[0]: unknown-account`]);
  });

  test("an account where a unit is meant", () => {
    const assignment = { group: "platform", permissionSet: "reader", organizationalUnits: ["tooling"] } as const;
    const config = defineLandingZone({
      ...base,
      // @ts-expect-error tooling is an account
      identity: { groups, permissionSets, assignments: [assignment] },
    });
    expect(problemsOf(config)).toEqual([`${on}.organizationalUnits[0]: unknown-unit`]);
  });

  test("a session duration that does not exist", () => {
    const config = defineLandingZone({
      ...base,
      // @ts-expect-error twelve hours are the most
      identity: { permissionSets: { long: { ...permissionSets.reader, sessionDuration: "PT13H" } } },
    });
    expect(problemsOf(config)).toEqual(["identity.permissionSets.long.sessionDuration: schema"]);
  });

  test("a task that does not exist", () => {
    const config = defineLandingZone({
      ...base,
      // @ts-expect-error there is no such task policy
      identity: { groups, rootTasks: { groups: ["platform"], tasks: ["IAMFullAccess"] } },
    });
    expect(problemsOf(config)).toEqual(["identity.rootTasks.tasks[0]: schema"]);
  });

  test("a setting that does not exist", () => {
    const config = defineLandingZone({
      ...base,
      // @ts-expect-error it is called breakGlass
      identity: { groups, breakglass: { users: ["a", "b"] } },
    });
    expect(problemsOf(config)).toEqual(["identity.breakglass: unknown-key"]);
  });
});
