import { readFileSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { REVIEW_QUERY_IDS } from "../../catalogue/review-queries";
import { planAll } from "../../cli/terraform/apply-all";
import { apply, plan, validate } from "../../cli/terraform/terraform-run";
import type { LandingZoneConfig } from "../../model/config";
import type { ReviewConfig } from "../../model/review-config";
import { minimalConfig } from "../support/example-config";
import {
  applyToEmulator,
  type EmulatedOrganization,
  MINUTES,
  synthesizeAgain,
  writeConfig,
} from "./emulated-organization";

/** Nothing but what the queries need: the trail, its archive, what both stand on, and somebody who may ask. */
const CONFIG = minimalConfig({
  alerting: { mode: "off" },
  detection: { externalAccess: { mode: "off" } },
  baseline: { mode: "off" },
  identity: {
    groups: { investigators: {} },
    permissionSets: {
      "trail-review": {
        description: "Asks the trail's archive",
        customerManagedPolicies: [{ name: "acme-trail-review" }],
      },
    },
    assignments: [{ group: "investigators", permissionSet: "trail-review", accounts: ["log-archive"] }],
  },
});

/** The same people and the same access under other keys. */
const RENAMED: Partial<LandingZoneConfig> = {
  identity: {
    groups: { responders: { name: "investigators" } },
    permissionSets: {
      archive: {
        name: "trail-review",
        description: "Asks the trail's archive",
        customerManagedPolicies: [{ name: "acme-trail-review" }],
      },
    },
    assignments: [{ group: "responders", permissionSet: "archive", accounts: ["log-archive"] }],
  },
  moved: [
    { from: "foundation:identity-group:investigators", to: "foundation:identity-group:responders" },
    { from: "foundation:permission-set:trail-review", to: "foundation:permission-set:archive" },
  ],
};

/** What changes nothing; `GenerateDataKey` and the like are not made by Terraform. */
const READING = /^(Get|List|Describe|Head|Batch|Lookup)/;

let organization: EmulatedOrganization;

beforeAll(async () => {
  organization = await applyToEmulator({ ...CONFIG, review: { athena: {} } });
}, 6 * MINUTES);
afterAll(() => organization?.stop(), MINUTES);

describe("the queries over the archive", () => {
  test(
    "are valid against the provider's schema",
    async () => {
      expect(await validate(organization.terraform, organization.stack("log-archive"))).toEqual([]);
    },
    MINUTES,
  );

  test(
    "have nothing left to change, and neither has what they stand beside",
    async () => {
      const plans = await planAll(organization.rollout);
      expect([...plans].filter(([, { hasChanges }]) => hasChanges)).toEqual([]);
      expect(plans.has("log-archive") && plans.has("monitoring")).toBe(true);
    },
    2 * MINUTES,
  );

  test("are made in the log archive account alone, by the role that Terraform assumes there", async () => {
    const { "account_id_log-archive": archive } = await organization.outputs("accounts-1");
    const calls = organization.emulator.calls().filter(({ service }) => service === "athena" || service === "glue");
    const made = (action: string) => calls.filter((call) => call.action === action && call.status === 200);
    expect(made("CreateNamedQuery")).toHaveLength(REVIEW_QUERY_IDS.length);
    for (const action of ["CreateWorkGroup", "CreateDatabase", "CreateTable"]) expect(made(action)).toHaveLength(1);
    for (const { account, principal } of calls) {
      expect(account).toBe(archive);
      expect(principal).toContain("OrganizationAccountAccessRole");
    }
  });

  test.each<[string, string, ReviewConfig]>([
    ["change with their limits", "limits", { athena: { maxScannedGigabytes: 5, keepResultsDays: 3 } }],
    ["are gone when they are switched off", "without", {}],
  ])(
    "%s",
    async (_, name, review) => {
      synthesizeAgain(organization, writeConfig(organization.work.path, name, { ...CONFIG, review }));
      const { terraform } = organization;
      const stack = organization.stack("log-archive");
      expect((await plan(terraform, stack)).hasChanges).toBe(true);
      await apply(terraform, stack);
      expect((await plan(terraform, stack)).hasChanges).toBe(false);
    },
    3 * MINUTES,
  );
});

test("every change was made in the account that it belongs to, by the role that acts there", () => {
  const { zone, emulator } = organization;
  const deploying = `:assumed-role/${zone.accountAccessRole}/`;
  const changes = emulator.calls().filter(({ action, status }) => status === 200 && !READING.test(action));
  const misplaced = changes.filter(({ account, principal }) =>
    account === zone.managementAccount.id ? principal.includes(":assumed-role/") : !principal.includes(deploying),
  );
  expect(misplaced.map(({ service, action, account, principal }) => [service, action, account, principal])).toEqual([]);
  expect(new Set(changes.map(({ account }) => account)).size).toBe(2);
});

describe("a group and a permission set that are renamed", () => {
  test(
    "stay what they are, and nobody loses access",
    async () => {
      const { work, terraform, emulator } = organization;
      const known = JSON.parse(readFileSync(work.ledgerFile, "utf8"));
      expect(known.identities).toHaveProperty(["foundation:permission-set:trail-review"]);
      synthesizeAgain(organization, writeConfig(work.path, "renamed", { ...CONFIG, ...RENAMED }));
      const stack = organization.stack("identity");
      const { counts } = await plan(terraform, stack);
      expect(counts).toMatchObject({ add: 2, destroy: 0 });
      const before = emulator.calls().length;
      await apply(terraform, stack);
      const made = emulator.calls().slice(before);
      expect(made.filter(({ action }) => /^(Create|Delete|Attach|Detach)/.test(action))).toEqual([]);
      expect((await plan(terraform, stack)).hasChanges).toBe(false);
    },
    3 * MINUTES,
  );
});
