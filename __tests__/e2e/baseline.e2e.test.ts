import { AccountClient, GetRegionOptStatusCommand } from "@aws-sdk/client-account";
import { EventBridgeClient, ListTargetsByRuleCommand } from "@aws-sdk/client-eventbridge";
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { forwardedEvents } from "../../alerts/forwarded-events";
import { planAll } from "../../cli/terraform/apply-all";
import { validate } from "../../cli/terraform/terraform-run";
import { namesOf } from "../../model/names";
import { minimalConfig } from "../support/example-config";
import { applyToEmulator, type EmulatedOrganization, MINUTES } from "./emulated-organization";

const OPT_IN_REGION = "eu-south-1";

let organization: EmulatedOrganization;
let accountIds: Readonly<Record<string, unknown>> = {};

beforeAll(async () => {
  const { security, ...units } = minimalConfig().organizationalUnits;
  if (security === undefined) throw new Error("the smallest configuration has the unit security");
  organization = await applyToEmulator(
    minimalConfig({
      organizationalUnits: { ...units, security: { ...security, optInRegions: [OPT_IN_REGION] } },
      baseline: {
        accessAnalyzer: true,
        passwordMaxAgeDays: 90,
        pipeline: {
          planRoleArn: "arn:aws:iam::111111111111:role/pipeline-plan",
          deployRoleArn: "arn:aws:iam::111111111111:role/pipeline-deploy",
        },
      },
    }),
  );
  accountIds = await organization.outputs("accounts-1");
}, 8 * MINUTES);
afterAll(() => organization?.stop());

const BASELINES = ["baseline-log-archive", "baseline-management", "baseline-security-tooling"];
const MEMBERS = ["log-archive", "security-tooling"];

const accountId = (key: string): string => String(accountIds[`account_id_${key}`]);

test.each(MEMBERS)("the opt-in Region is enabled in %s", async (key) => {
  const account = new AccountClient(organization.clientSettings());
  const command = new GetRegionOptStatusCommand({ AccountId: accountId(key), RegionName: OPT_IN_REGION });
  expect(await account.send(command)).toMatchObject({ RegionOptStatus: "ENABLED" });
});

describe("the baselines of two members and the management account", () => {
  test.each(BASELINES)(
    "%s is valid against the provider's schema",
    async (name) => {
      expect(await validate(organization.terraform, organization.stack(name))).toEqual([]);
    },
    MINUTES,
  );

  test(
    "have nothing left to change",
    async () => {
      const stacks = organization.stacks.filter(({ name }) => BASELINES.includes(name));
      expect(stacks.map(({ name }) => name).sort()).toEqual(BASELINES);
      const independent = stacks.map((stack) => ({ ...stack, dependencies: [] }));
      const plans = await planAll({ ...organization.rollout, stacks: independent });
      expect([...plans].filter(([, { hasChanges }]) => hasChanges)).toEqual([]);
    },
    2 * MINUTES,
  );

  test.each(MEMBERS)("%s got everything in its own account, by the role that Terraform assumes there", (key) => {
    const id = accountId(key);
    const calls = organization.emulator.calls().filter(({ account, status }) => account === id && status === 200);
    const byAction = (action: string) => calls.filter((call) => call.action === action);
    for (const action of [
      "UpdateAccountPasswordPolicy",
      "PutPublicAccessBlock",
      "EnableEbsEncryptionByDefault",
      "PutRule",
      "CreateAnalyzer",
      "CreateRole",
    ]) {
      expect({ action, made: byAction(action).length > 0 }).toEqual({ action, made: true });
      for (const { principal } of byAction(action)) expect(principal).toContain("OrganizationAccountAccessRole");
    }
  });

  test.each(MEMBERS)(
    "%s forwards to the bus, with the management account's queue behind it",
    async (key) => {
      const { zone } = organization;
      const names = namesOf(zone);
      const credentials = await organization.assumeRole(accountId(key));
      for (const region of zone.governedRegions) {
        const events = new EventBridgeClient(organization.clientSettings(region, credentials));
        for (const { id } of forwardedEvents(zone, region, { administersRootAccess: false })) {
          const { Targets = [] } = await events.send(new ListTargetsByRuleCommand({ Rule: names.eventRule(id) }));
          expect(Targets).toMatchObject([
            {
              Arn: names.eventBusArn(accountId("security-tooling")),
              DeadLetterConfig: { Arn: `arn:aws:sqs:${region}:111111111111:${names.deadLetterQueue("events")}` },
            },
          ]);
        }
      }
    },
    MINUTES,
  );
});
