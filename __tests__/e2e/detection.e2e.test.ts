import type { IncomingMessage } from "node:http";
import { request } from "node:https";
import { text } from "node:stream/consumers";
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { CONFIG_RULE_IDS, CONFIG_RULES } from "../../catalogue/detection";
import { applyAll, planAll } from "../../cli/terraform/apply-all";
import { validate } from "../../cli/terraform/terraform-run";
import type { LandingZoneConfig } from "../../model/config";
import { namesOf } from "../../model/names";
import { minimalConfig } from "../support/example-config";
import {
  applyToEmulator,
  type EmulatedOrganization,
  MINUTES,
  synthesizeAgain,
  writeConfig,
} from "./emulated-organization";

const MANAGEMENT = "111111111111";
const STACKS = ["config-rules", "delegations", "detection", "detectors"];
const RULES = CONFIG_RULE_IDS.filter((id) => CONFIG_RULES[id].isDefault);

/** Everything on, in two Regions; one account is left out by its unit, another comes later. */
function organizationWith(accounts: readonly string[]): LandingZoneConfig {
  const base = minimalConfig({
    trail: { mode: "observe" },
    companionGuardrails: { "protect-detection": { mode: "enforce" } },
    detection: {
      unusedAccess: { ageInDays: 60 },
      guardDuty: { features: ["S3_DATA_EVENTS"] },
      securityHub: { standards: ["cis-5.0.0", "foundational-best-practices"], disabledControls: ["IAM.6"] },
      config: {},
    },
  });
  return {
    ...base,
    organizationalUnits: {
      ...base.organizationalUnits,
      apps: {
        name: "Apps",
        accounts: Object.fromEntries(accounts.map((key) => [key, { email: `aws+${key}@acme.example` }])),
      },
      labs: {
        name: "Labs",
        baseline: { configRecorder: false },
        accounts: { lab: { email: "aws+lab@acme.example" } },
      },
    },
  };
}

let organization: EmulatedOrganization;
let ids: Readonly<Record<string, unknown>> = {};
beforeAll(async () => {
  organization = await applyToEmulator(organizationWith([]));
  ids = await organization.outputs("accounts-1");
}, 12 * MINUTES);
afterAll(() => organization?.stop(), MINUTES);

const accountId = (key: string): string => (key === "management" ? MANAGEMENT : String(ids[`account_id_${key}`]));

/** Who made the successful calls of an action: `account Region`, each once. */
function placesOf(service: string, action: string): readonly string[] {
  const calls = organization.emulator
    .calls()
    .filter((call) => call.service === service && call.action === action && call.status === 200);
  for (const { account, principal } of calls) {
    if (account !== MANAGEMENT) expect(principal).toContain("assumed-role/OrganizationAccountAccessRole/");
  }
  const keyOf = new Map(
    ["log-archive", "security-tooling", "lab", "shop", "management"].map((key) => [accountId(key), key]),
  );
  return [...new Set(calls.map(({ account, region }) => `${keyOf.get(account)} ${region}`))].sort();
}

const inBothRegions = (...keys: readonly string[]): readonly string[] =>
  keys.flatMap((key) => [`${key} eu-central-1`, `${key} us-east-1`]).sort();

/** Asks a REST-JSON service in the name of the security account: there is no SDK client of it here. */
async function ask(service: string, method: string, path: string, body?: object): Promise<unknown> {
  const { accessKeyId, sessionToken } = await organization.assumeRole(accountId("security-tooling"));
  const hostname = `${service}.eu-central-1.amazonaws.com`;
  const scope = `${accessKeyId}/20260701/eu-central-1/${service}/aws4_request`;
  const response = await new Promise<IncomingMessage>((resolve, reject) => {
    const headers = {
      "content-type": "application/json",
      "x-amz-security-token": sessionToken ?? "",
      // The emulator reads the key and checks no signature.
      authorization: `AWS4-HMAC-SHA256 Credential=${scope}, SignedHeaders=host, Signature=00`,
    };
    const agent = organization.clientSettings().requestHandler.httpsAgent;
    const asking = request({ hostname, method, path, headers, agent }, resolve);
    asking.on("error", reject);
    asking.end(body === undefined ? undefined : JSON.stringify(body));
  });
  return JSON.parse(await text(response));
}

describe("with every detective service on", () => {
  test.each(STACKS)(
    "the stack %s is valid against the provider's schema",
    async (name) => {
      expect(await validate(organization.terraform, organization.stack(name))).toEqual([]);
    },
    MINUTES,
  );

  test(
    "no stack has anything left to change",
    async () => {
      const plans = await planAll(organization.rollout);
      expect([...plans.keys()]).toEqual(expect.arrayContaining(STACKS));
      expect([...plans].filter(([, { hasChanges }]) => hasChanges).map(([name]) => name)).toEqual([]);
    },
    6 * MINUTES,
  );

  test.each<[service: string, action: string, places: readonly string[]]>([
    ["guardduty", "CreateDetector", inBothRegions("management", "security-tooling")],
    ["guardduty", "EnableOrganizationAdminAccount", inBothRegions("management")],
    ["guardduty", "UpdateOrganizationConfiguration", inBothRegions("security-tooling")],
    ["securityhub", "EnableSecurityHub", ["management eu-central-1", "security-tooling eu-central-1"]],
    ["securityhub", "EnableOrganizationAdminAccount", ["management eu-central-1"]],
    ["securityhub", "UpdateOrganizationConfiguration", ["security-tooling eu-central-1"]],
    ["securityhub", "StartConfigurationPolicyAssociation", ["security-tooling eu-central-1"]],
    ["access-analyzer", "CreateAnalyzer", inBothRegions("security-tooling")],
    ["config", "PutConfigurationAggregator", ["security-tooling eu-central-1"]],
    ["config", "PutOrganizationConfigRule", ["security-tooling eu-central-1"]],
    ["config", "StartConfigurationRecorder", inBothRegions("log-archive", "management", "security-tooling")],
    ["config", "PutDeliveryChannel", inBothRegions("log-archive", "management", "security-tooling")],
  ])("%s:%s was called where it should, by the role that Terraform assumes there", (service, action, places) => {
    expect(placesOf(service, action)).toEqual(places);
  });

  test("administrators have their own detectors before they become administrators, and configure afterwards", () => {
    const calls = organization.emulator
      .calls()
      .filter(({ service, status }) => service === "guardduty" && status === 200);
    const indexOf = (action: string, account: string): number =>
      calls.findIndex((call) => call.action === action && call.account === account && call.region === "us-east-1");
    const security = accountId("security-tooling");
    const order = [
      indexOf("CreateDetector", security),
      indexOf("EnableOrganizationAdminAccount", MANAGEMENT),
      indexOf("UpdateOrganizationConfiguration", security),
    ];
    expect(order[0]).toBeGreaterThanOrEqual(0);
    expect(order).toEqual([...order].sort((a, b) => a - b));
    expect(indexOf("CreateDetector", MANAGEMENT)).toBeLessThan(order[1] ?? 0);
  });

  test("rules of the organization come after every recorder", () => {
    const calls = organization.emulator.calls().filter(({ service }) => service === "config");
    const lastRecorder = calls.findLastIndex(({ action }) => action === "StartConfigurationRecorder");
    const firstRule = calls.findIndex(({ action }) => action === "PutOrganizationConfigRule");
    expect(lastRecorder).toBeGreaterThan(0);
    expect(firstRule).toBeGreaterThan(lastRecorder);
    const made = calls.filter(({ action, status }) => action === "PutOrganizationConfigRule" && status === 200);
    expect(made).toHaveLength(RULES.length);
  });

  test(
    "an account that comes later is enrolled, and the one that is left out stays out",
    async () => {
      const config = writeConfig(organization.work.path, "second", organizationWith(["shop"]));
      const synthesis = synthesizeAgain(organization, config);
      if (synthesis.kind !== "written") throw new Error("the configuration was refused");
      const rollout = { ...organization.rollout, zone: synthesis.zone, stacks: synthesis.stacks };
      await applyAll(rollout);
      ids = await organization.outputs("accounts-1");
      expect(placesOf("config", "StartConfigurationRecorder")).toEqual(
        inBothRegions("log-archive", "management", "security-tooling", "shop"),
      );
      const detector = (await organization.outputs("detectors"))["detector_id_eu-central-1"];
      const listed = await ask("guardduty", "GET", `/detector/${String(detector)}/member`);
      const enrolled = ["lab", "log-archive", "management", "shop"].map(accountId);
      const accounts = (listed as { members: { accountId: string }[] }).members.map(({ accountId: id }) => id);
      expect([...accounts].sort()).toEqual([...enrolled].sort());
      const target = { Target: { AccountId: accountId("shop") } };
      expect(await ask("securityhub", "POST", "/configurationPolicyAssociation/get", target)).toMatchObject({
        AssociationType: "INHERITED",
        AssociationStatus: "SUCCESS",
      });
      const plans = await planAll(rollout);
      expect([...plans].filter(([, { hasChanges }]) => hasChanges).map(([name]) => name)).toEqual([]);
    },
    12 * MINUTES,
  );

  test("the history of every account goes to the archive's bucket", async () => {
    const { configBucket } = namesOf(organization.zone);
    const created = organization.emulator
      .calls()
      .filter(
        ({ service, action, account }) =>
          service === "s3" && action === "CreateBucket" && account === accountId("log-archive"),
      );
    expect(created.length).toBe(3);
    expect(configBucket).toBe(`acme-config-${MANAGEMENT}-eu-central-1`);
  });
});
