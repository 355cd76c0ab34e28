import { cpSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { CloudTrailClient, DescribeTrailsCommand, GetTrailStatusCommand } from "@aws-sdk/client-cloudtrail";
import { CloudWatchClient, paginateDescribeAlarms } from "@aws-sdk/client-cloudwatch";
import { CloudWatchLogsClient, paginateDescribeMetricFilters } from "@aws-sdk/client-cloudwatch-logs";
import { EventBridgeClient, ListRulesCommand, ListTargetsByRuleCommand } from "@aws-sdk/client-eventbridge";
import { OrganizationsClient } from "@aws-sdk/client-organizations";
import { GetObjectLockConfigurationCommand, HeadBucketCommand, S3Client } from "@aws-sdk/client-s3";
import { AssumeRootCommand, GetCallerIdentityCommand, STSClient } from "@aws-sdk/client-sts";
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { EVENT_ALERT_IDS, EVENT_ALERTS, METRIC_ALERT_IDS, METRIC_ALERTS } from "../../catalogue/alerts";
import { BUS_ALERT_IDS, BUS_ALERTS } from "../../catalogue/bus-alerts";
import { FINDING_ALERTS } from "../../catalogue/finding-alerts";
import { readOrganization } from "../../cli/demo/read-organization";
import { planAll } from "../../cli/terraform/apply-all";
import { plan, validate } from "../../cli/terraform/terraform-run";
import { findingAlerts } from "../../model/finding-alerts";
import { namesOf } from "../../model/names";
import type { LiveOrganization, LiveUnit } from "../../reports/live-organization";
import { applyToEmulator, type EmulatedOrganization, MINUTES, ROOT } from "./emulated-organization";

let organization: EmulatedOrganization;
let live: LiveOrganization;

beforeAll(async () => {
  organization = await applyToEmulator(path.join(ROOT, "config", "organization.ts"));
  live = await readOrganization(new OrganizationsClient(organization.clientSettings()));
}, 12 * MINUTES);
afterAll(() => organization?.stop());

const accountId = async (key: string): Promise<string> =>
  String((await organization.outputs("accounts-1"))[`account_id_${key}`]);

describe("Terraform", () => {
  test(
    "finds every stack valid against the provider's schema",
    async () => {
      for (const stack of organization.stacks) {
        expect({ stack: stack.name, errors: await validate(organization.terraform, stack) }).toEqual({
          stack: stack.name,
          errors: [],
        });
      }
    },
    4 * MINUTES,
  );

  test(
    "has nothing left to change in any stack",
    async () => {
      const plans = await planAll(organization.rollout);
      expect([...plans.keys()].sort()).toEqual(organization.stacks.map(({ name }) => name).sort());
      expect([...plans].filter(([, { hasChanges }]) => hasChanges)).toEqual([]);
    },
    6 * MINUTES,
  );
});

describe("the organization", () => {
  /** Every account by its name, with the names of the units that lead to it. */
  function placesBelow(unit: LiveUnit, lineage: readonly string[] = []): Readonly<Record<string, string>> {
    return Object.assign(
      Object.fromEntries(unit.accounts.map(({ name }) => [name, lineage.join("/")])),
      ...unit.units.map((child) => placesBelow(child, [...lineage, child.name])),
    );
  }

  test("has every account in its unit", () => {
    const { zone } = organization;
    const unitNames = new Map(zone.organizationalUnits.map(({ key, name }) => [key, name]));
    const expected = zone.accounts.map(({ name, organizationalUnit }) => {
      const lineage = zone.organizationalUnits.find(({ key }) => key === organizationalUnit)?.lineage ?? [];
      return [name, lineage.map((key) => unitNames.get(key)).join("/")] as const;
    });
    expect(expected.length).toBeGreaterThanOrEqual(10);
    expect(placesBelow(live.root)).toMatchObject(Object.fromEntries(expected));
  });

  test("has deny-root at its root, alone in its policy, with the path of the real Recovery OU", () => {
    const recovery = live.root.units.find(({ name }) => name === organization.zone.recoveryUnit?.name);
    const denyRoot = live.root.policies.find(
      ({ name }) => name === namesOf(organization.zone).guardrailPolicy("deny-root"),
    );
    expect(recovery?.id).toMatch(/^ou-/);
    expect(JSON.parse(denyRoot?.document ?? "{}").Statement).toEqual([
      {
        Sid: "DenyLongTermRoot",
        Effect: "Deny",
        Action: "*",
        Resource: "*",
        Condition: {
          ArnLike: { "aws:PrincipalArn": "arn:*:iam::*:root" },
          Null: { "aws:AssumedRoot": "true" },
          "ForAllValues:StringNotLike": { "aws:PrincipalOrgPaths": `${live.id}/${live.root.id}/${recovery?.id}/*` },
        },
      },
    ]);
  });

  test("has central root access switched on before the first account is created", () => {
    const calls = organization.emulator.calls().filter(({ status }) => status === 200);
    const at = (action: string): number => calls.findIndex((call) => call.action === action);
    const created = at("CreateAccount");
    expect(created).toBeGreaterThan(0);
    for (const action of ["EnableOrganizationsRootCredentialsManagement", "EnableOrganizationsRootSessions"]) {
      expect({ action, isBefore: at(action) >= 0 && at(action) < created }).toEqual({ action, isBefore: true });
    }
  });

  test("grants a root session in a member account, which central root access is for", async () => {
    const sts = new STSClient(organization.clientSettings());
    const member = await accountId("shop-prod");
    const { Credentials: given } = await sts.send(
      new AssumeRootCommand({
        TargetPrincipal: member,
        TaskPolicyArn: { arn: "arn:aws:iam::aws:policy/root-task/IAMAuditRootUserCredentials" },
        DurationSeconds: 900,
      }),
    );
    const credentials = {
      accessKeyId: given?.AccessKeyId ?? "",
      secretAccessKey: given?.SecretAccessKey ?? "",
      sessionToken: given?.SessionToken ?? "",
    };
    const identity = await new STSClient(organization.clientSettings(undefined, credentials)).send(
      new GetCallerIdentityCommand({}),
    );
    expect(identity.Arn).toBe(`arn:aws:iam::${member}:root`);
  });
});

test("people get every assignment, and no break-glass user a credential", () => {
  const done = organization.emulator.calls().filter(({ status }) => status === 200);
  const count = (action: string): number => done.filter((call) => call.action === action).length;
  const { identity } = organization.zone;
  expect(count("CreateAccountAssignment")).toBe(identity?.assignments.length);
  expect(count("CreateUser")).toBe(identity?.breakGlassUsers.length);
  expect(["CreateLoginProfile", "CreateAccessKey", "EnableMFADevice"].map(count)).toEqual([0, 0, 0]);
});

describe("the trail", () => {
  test("logs the whole organization in every Region, validated and encrypted", async () => {
    const cloudTrail = new CloudTrailClient(organization.clientSettings());
    const names = namesOf(organization.zone);
    const { trailList = [] } = await cloudTrail.send(new DescribeTrailsCommand({}));
    expect(trailList).toHaveLength(1);
    expect(trailList[0]).toMatchObject({
      TrailARN: names.trailArn,
      IsMultiRegionTrail: true,
      IsOrganizationTrail: true,
      IncludeGlobalServiceEvents: true,
      LogFileValidationEnabled: true,
      S3BucketName: names.archiveBucket,
      KmsKeyId: expect.stringContaining(`:${await accountId("log-archive")}:key/`),
      CloudWatchLogsLogGroupArn: expect.stringContaining(names.trailLogGroup),
    });
    const status = await cloudTrail.send(new GetTrailStatusCommand({ Name: names.trailArn }));
    expect(status.IsLogging).toBe(true);
  });

  test("has a metric filter for each control, with an alarm that names a topic", async () => {
    const names = namesOf(organization.zone);
    const logs = new CloudWatchLogsClient(organization.clientSettings());
    const metrics: string[] = [];
    const query = { logGroupName: names.trailLogGroup };
    for await (const { metricFilters = [] } of paginateDescribeMetricFilters({ client: logs }, query)) {
      metrics.push(
        ...metricFilters.flatMap(({ metricTransformations = [] }) =>
          metricTransformations.map(({ metricNamespace, metricName }) => `${metricNamespace} ${metricName}`),
        ),
      );
    }
    const alarms = new Map<string, readonly string[]>();
    const cloudWatch = new CloudWatchClient(organization.clientSettings());
    for await (const { MetricAlarms = [] } of paginateDescribeAlarms({ client: cloudWatch }, {})) {
      for (const { Namespace, MetricName, AlarmActions = [] } of MetricAlarms) {
        alarms.set(`${Namespace} ${MetricName}`, AlarmActions);
      }
    }
    expect(metrics).toHaveLength(METRIC_ALERT_IDS.length);
    const topics = new Set(Object.values(METRIC_ALERTS).map(({ severity }) => names.topic(severity)));
    for (const metric of metrics) {
      const [action = "no action", ...others] = alarms.get(metric) ?? [];
      expect({ metric, others, topic: topics.has(action.split(":").at(-1) ?? "") }).toEqual({
        metric,
        others: [],
        topic: true,
      });
    }
  });
});

describe("the rules", () => {
  const rulesOf = async (client: EventBridgeClient, EventBusName?: string) => {
    const { Rules = [] } = await client.send(new ListRulesCommand(EventBusName === undefined ? {} : { EventBusName }));
    return Promise.all(
      Rules.map(async ({ Name = "", State }) => {
        const query = { Rule: Name, ...(EventBusName === undefined ? {} : { EventBusName }) };
        const { Targets = [] } = await client.send(new ListTargetsByRuleCommand(query));
        return { name: Name, state: State ?? "", targets: Targets.map(({ Arn = "" }) => Arn) };
      }),
    );
  };

  test("forward the management account's events from every governed Region to the security account's bus", async () => {
    const { zone } = organization;
    const busArn = namesOf(zone).eventBusArn(await accountId("security-tooling"));
    expect(zone.governedRegions).toContain("us-east-1");
    for (const region of zone.governedRegions) {
      const rules = await rulesOf(new EventBridgeClient(organization.clientSettings(region)));
      expect({ region, hasRules: rules.length > 0 }).toEqual({ region, hasRules: true });
      for (const rule of rules) {
        expect({ ...rule, region }).toMatchObject({
          region,
          targets: [busArn],
          state: expect.stringMatching(/^ENABLED/),
        });
      }
    }
  });

  test("on the bus tell the topic of the alert's severity", async () => {
    const names = namesOf(organization.zone);
    const security = await accountId("security-tooling");
    const credentials = await organization.assumeRole(security);
    const client = new EventBridgeClient(organization.clientSettings(undefined, credentials));
    const rules = await rulesOf(client, names.eventBus);
    const told = Object.fromEntries(rules.map(({ name, targets }) => [name, targets]));
    const ids = [...EVENT_ALERT_IDS, ...BUS_ALERT_IDS, ...findingAlerts(organization.zone)];
    const expected = ids.map((alert) => {
      const topic = names.topic({ ...EVENT_ALERTS, ...BUS_ALERTS, ...FINDING_ALERTS }[alert].severity);
      return [names.eventRule(alert), [`arn:aws:sns:${organization.zone.homeRegion}:${security}:${topic}`]];
    });
    expect(told).toEqual(Object.fromEntries(expected));
  });
});

describe("the archive", () => {
  test("lives in the log archive account, with Object Lock", async () => {
    const Bucket = namesOf(organization.zone).archiveBucket;
    const owner = await accountId("log-archive");
    const archive = new S3Client(organization.clientSettings(undefined, await organization.assumeRole(owner)));
    await archive.send(new HeadBucketCommand({ Bucket, ExpectedBucketOwner: owner }));
    const { ObjectLockConfiguration: lock } = await archive.send(new GetObjectLockConfigurationCommand({ Bucket }));
    expect(lock).toMatchObject({
      ObjectLockEnabled: "Enabled",
      Rule: { DefaultRetention: { Mode: "GOVERNANCE", Days: organization.zone.trail.objectLock.days } },
    });
  });

  test("was made by the deployment role of the log archive account, and by nobody else", async () => {
    const owner = await accountId("log-archive");
    const creators = organization.emulator
      .calls()
      .filter(({ service, action, status }) => service === "s3" && action === "CreateBucket" && status === 200)
      .map(({ account, principal }) => ({ account, principal }));
    expect(creators).toHaveLength(2);
    for (const creator of creators) {
      expect(creator).toEqual({
        account: owner,
        principal: expect.stringContaining(`assumed-role/${organization.zone.accountAccessRole}/`),
      });
    }
  });
});

describe("a provider pointed at the wrong account is refused", () => {
  /** Plans a copy of a stack beside the original, which is left as it is. */
  async function planCopy(name: string, edit: (json: string) => string, env: Readonly<Record<string, string>> = {}) {
    const original = organization.stack(name);
    const directory = `${original.directory}.copy`;
    cpSync(original.directory, directory, { recursive: true, verbatimSymlinks: true });
    const file = path.join(directory, "cdk.tf.json");
    const edited = edit(readFileSync(file, "utf8"));
    writeFileSync(file, edited);
    const { terraform } = organization;
    const pointed = { ...terraform, environment: { ...terraform.environment, ...env } };
    return plan(pointed, { name: `${name}.copy`, directory });
  }

  test(
    "because the stack's account is another one than the role's",
    async () => {
      const wrong = (json: string): string => {
        const stack = JSON.parse(json);
        for (const provider of stack.provider.aws) provider.allowed_account_ids = ["999999999999"];
        return JSON.stringify(stack);
      };
      await expect(planCopy("log-archive", wrong)).rejects.toThrow(/AWS account ID not allowed/i);
    },
    MINUTES,
  );

  test(
    "because the credentials belong to another account",
    async () => {
      const other = await organization.assumeRole(await accountId("log-archive"));
      const env = {
        AWS_ACCESS_KEY_ID: other.accessKeyId,
        AWS_SECRET_ACCESS_KEY: other.secretAccessKey,
        AWS_SESSION_TOKEN: other.sessionToken ?? "",
      };
      await expect(planCopy("organization", (json) => json, env)).rejects.toThrow(/AWS account ID not allowed/i);
    },
    MINUTES,
  );
});
