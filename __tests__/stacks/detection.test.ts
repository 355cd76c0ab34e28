import { describe, expect, test } from "@jest/globals";
import { CONFIG_RULE_IDS, CONFIG_RULES, GUARDDUTY_FEATURE_IDS } from "../../catalogue/detection";
import type { LandingZoneConfig } from "../../model/config";
import type { DetectionConfig } from "../../model/detection-config";
import { at, jsonAt, resourcesOf } from "../support/blocks";
import { minimalConfig } from "../support/example-config";
import { resourceOf, resourcesIn, synthesize } from "../support/synthesize";

const EVERYTHING: DetectionConfig = {
  unusedAccess: { ageInDays: 60 },
  guardDuty: { features: ["S3_DATA_EVENTS"], findingPublishingFrequency: "ONE_HOUR" },
  securityHub: { standards: ["foundational-best-practices", "cis-5.0.0"], disabledControls: ["IAM.6"] },
  config: {},
};
const OFF: DetectionConfig = { externalAccess: { mode: "off" } };
const ACCOUNT = "${data.terraform_remote_state.accounts-1.outputs.account_id_security-tooling}";
const REGIONS = ["eu-central-1", "us-east-1"] as const;
const DEFAULT_RULES = CONFIG_RULE_IDS.filter((id) => CONFIG_RULES[id].isDefault).sort();

/** One account more, whose unit is not recorded, and one that is on its own. */
function withUnrecorded(changes: Partial<LandingZoneConfig> = {}): LandingZoneConfig {
  const base = minimalConfig({ detection: EVERYTHING, ...changes });
  return {
    ...base,
    organizationalUnits: {
      ...base.organizationalUnits,
      labs: {
        name: "Labs",
        baseline: { configRecorder: false },
        accounts: {
          lab: { email: "aws+lab@acme.example" },
          kept: { email: "aws+kept@acme.example", baseline: { configRecorder: true } },
        },
      },
      old: {
        name: "Old",
        baseline: { mode: "off" },
        accounts: { legacy: { email: "aws+legacy@acme.example" } },
      },
    },
  };
}

const everything = synthesize(minimalConfig({ detection: EVERYTHING }));
const { detection, detectors, delegations, ...stacks } = everything.stacks;
const rules = stacks["config-rules"];

describe("which stacks there are", () => {
  test.each<[string, DetectionConfig | undefined, readonly string[]]>([
    ["by default", undefined, ["delegations", "detection"]],
    ["nothing", OFF, []],
    ["unused access alone", { ...OFF, unusedAccess: {} }, ["delegations", "detection"]],
    ["GuardDuty alone", { ...OFF, guardDuty: {} }, ["delegations", "detection", "detectors"]],
    ["Config alone", { ...OFF, config: {} }, ["config-rules", "delegations", "detection"]],
    ["everything", EVERYTHING, ["config-rules", "delegations", "detection", "detectors"]],
    ["everything switched off again", { ...OFF, guardDuty: { mode: "off" }, config: { mode: "off" } }, []],
  ])("with %s", (_, declared, expected) => {
    const { stacks: emitted } = synthesize(minimalConfig(declared === undefined ? {} : { detection: declared }));
    const known = ["config-rules", "delegations", "detection", "detectors"];
    expect(Object.keys(emitted).filter((name) => known.includes(name))).toEqual(expected);
  });

  test.each(["config-rules", "delegations", "detection", "detectors"])(
    "%s has a resource in its JSON for every one constructed",
    (name) => {
      expect(resourcesIn(everything.stacks[name] ?? {})).toBe(everything.resourceConstructs[name]);
    },
  );
});

describe("the order", () => {
  const dependencies = (name: string): readonly string[] => everything.manifest.stacks[name]?.dependencies ?? [];

  test("own detectors, delegation, organization settings, recorders, rules", () => {
    expect(dependencies("detectors")).toEqual(["accounts-1"]);
    expect(dependencies("delegations")).toContain("detectors");
    expect(dependencies("detection")).toEqual(expect.arrayContaining(["delegations", "detectors", "security"]));
    expect(dependencies("baseline-log-archive")).toContain("log-archive");
    expect(dependencies("baseline-management")).toEqual(["organization", "log-archive"]);
    expect(dependencies("config-rules")).toEqual(
      expect.arrayContaining([
        "delegations",
        "baseline-log-archive",
        "baseline-management",
        "baseline-security-tooling",
      ]),
    );
  });

  test("an account without a recorder holds up no rule", () => {
    const { manifest } = synthesize(withUnrecorded());
    const names = manifest.stacks["config-rules"]?.dependencies ?? [];
    expect(names).toContain("baseline-kept");
    expect(names).not.toContain("baseline-lab");
  });

  test("in the management account one delegation comes after the other, each after its own detectors", () => {
    const guardDuty = "aws_guardduty_organization_admin_account";
    const own = ["aws_guardduty_detector.eu-central-1_detector", "aws_securityhub_account.eu-central-1_hub"];
    expect(resourceOf(delegations, guardDuty, "guardduty_eu-central-1")).toMatchObject({
      admin_account_id: ACCOUNT,
      depends_on: own,
    });
    expect(resourceOf(delegations, "aws_securityhub_organization_admin_account", "securityhub")).toMatchObject({
      admin_account_id: ACCOUNT,
      depends_on: [...own, `${guardDuty}.guardduty_eu-central-1`],
    });
    expect(resourceOf(delegations, guardDuty, "guardduty_us-east-1").depends_on).toEqual([
      "aws_guardduty_detector.us-east-1_detector",
      "aws_securityhub_organization_admin_account.securityhub",
    ]);
  });

  test("Security Hub is switched on and delegated in the home Region alone", () => {
    for (const stack of [detectors, delegations]) {
      expect(resourcesOf(stack, "aws_securityhub_account").map(([name]) => name)).toEqual(["eu-central-1_hub"]);
    }
  });
});

describe("analyzers", () => {
  test("look for access from outside in every Region, and for unused access once", () => {
    const analyzers = resourcesOf(detection, "aws_accessanalyzer_analyzer");
    expect(Object.fromEntries(analyzers)).toMatchObject({
      "analyzer_external_eu-central-1": { type: "ORGANIZATION", provider: "aws" },
      "analyzer_external_us-east-1": { type: "ORGANIZATION", provider: "aws.us-east-1" },
      analyzer_unused: {
        type: "ORGANIZATION_UNUSED_ACCESS",
        provider: "aws",
        configuration: { unused_access: { unused_access_age: 60 } },
      },
    });
    expect(analyzers).toHaveLength(3);
    expect(new Set(analyzers.map(([, { analyzer_name }]) => analyzer_name)).size).toBe(2);
  });
});

describe("GuardDuty", () => {
  const status = (name: string): boolean => name === "S3_DATA_EVENTS";

  test.each(REGIONS)("runs in %s in both accounts that must have it of their own, with the same plans", (region) => {
    for (const stack of [detectors, delegations]) {
      expect(resourceOf(stack, "aws_guardduty_detector", `${region}_detector`)).toMatchObject({
        enable: true,
        finding_publishing_frequency: "ONE_HOUR",
        provider: region === "us-east-1" ? "aws.us-east-1" : "aws",
      });
      for (const name of GUARDDUTY_FEATURE_IDS) {
        expect(resourceOf(stack, "aws_guardduty_detector_feature", `${region}_${name}`)).toMatchObject({
          name,
          status: status(name) ? "ENABLED" : "DISABLED",
        });
      }
    }
  });

  test.each(REGIONS)("enrols every account in %s, with the plans that were asked for and no others", (region) => {
    const detectorId = `\${data.terraform_remote_state.detectors.outputs.detector_id_${region}}`;
    expect(at(detectors, "output", `detector_id_${region}`, "value")).toBe(
      `\${aws_guardduty_detector.${region}_detector.id}`,
    );
    expect(
      resourceOf(detection, "aws_guardduty_organization_configuration", `guardduty_${region}_members`),
    ).toMatchObject({ detector_id: detectorId, auto_enable_organization_members: "ALL" });
    for (const name of GUARDDUTY_FEATURE_IDS) {
      const feature = resourceOf(
        detection,
        "aws_guardduty_organization_configuration_feature",
        `guardduty_${region}_${name}`,
      );
      expect(feature).toMatchObject({ detector_id: detectorId, name, auto_enable: status(name) ? "ALL" : "NONE" });
    }
  });
});

describe("Security Hub", () => {
  test("is configured centrally, for the whole organization", () => {
    expect(
      resourceOf(detection, "aws_securityhub_organization_configuration", "securityhub_organization"),
    ).toMatchObject({
      auto_enable: false,
      auto_enable_standards: "NONE",
      organization_configuration: { configuration_type: "CENTRAL" },
      depends_on: ["aws_securityhub_finding_aggregator.securityhub_aggregator"],
    });
    const policy = resourceOf(detection, "aws_securityhub_configuration_policy", "securityhub_policy");
    expect(policy.configuration_policy).toEqual({
      service_enabled: true,
      enabled_standard_arns: [
        "arn:aws:securityhub:eu-central-1::standards/cis-aws-foundations-benchmark/v/5.0.0",
        "arn:aws:securityhub:eu-central-1::standards/aws-foundational-security-best-practices/v/1.0.0",
      ],
      security_controls_configuration: { disabled_control_identifiers: ["IAM.6"] },
    });
    const association = "aws_securityhub_configuration_policy_association";
    expect(resourceOf(detection, association, "securityhub_everywhere").target_id).toBe(
      "${data.terraform_remote_state.organization.outputs.root_id}",
    );
  });

  test("says that every control is checked where none is named: the provider refuses silence", () => {
    const { stacks: emitted } = synthesize(minimalConfig({ detection: { securityHub: {}, config: {} } }));
    const policy = resourceOf(emitted.detection, "aws_securityhub_configuration_policy", "securityhub_policy");
    expect(at(policy, "configuration_policy", "security_controls_configuration")).toEqual({
      disabled_control_identifiers: [],
    });
  });

  test.each<[string, Partial<LandingZoneConfig>, object]>([
    ["the linked Regions", {}, { linking_mode: "SPECIFIED_REGIONS", specified_regions: ["us-east-1"] }],
    ["none, where there is one", { homeRegion: "us-east-1" }, { linking_mode: "NO_REGIONS" }],
  ])("gathers findings from %s", (_, changes, expected) => {
    const { stacks: emitted } = synthesize(minimalConfig({ ...changes, detection: EVERYTHING }));
    const aggregator = resourceOf(emitted.detection, "aws_securityhub_finding_aggregator", "securityhub_aggregator");
    expect(aggregator).toMatchObject(expected);
  });
});

describe("AWS Config", () => {
  test.each(["baseline-log-archive", "baseline-management", "baseline-security-tooling"])(
    "records in every Region by %s, what is global in the home Region alone",
    (name) => {
      const stack = everything.stacks[name];
      expect(resourceOf(stack, "aws_iam_service_linked_role", "config_role")).toMatchObject({
        aws_service_name: "config.amazonaws.com",
      });
      for (const region of REGIONS) {
        const id = `recorder_${region}`;
        expect(resourceOf(stack, "aws_config_configuration_recorder", id)).toMatchObject({
          role_arn: "${aws_iam_service_linked_role.config_role.arn}",
          recording_group: { all_supported: true, include_global_resource_types: region === "eu-central-1" },
        });
        expect(resourceOf(stack, "aws_config_delivery_channel", `${id}_channel`)).toMatchObject({
          s3_bucket_name: "acme-config-111111111111-eu-central-1",
          depends_on: [`aws_config_configuration_recorder.${id}`],
        });
        expect(resourceOf(stack, "aws_config_configuration_recorder_status", `${id}_status`)).toMatchObject({
          is_enabled: true,
          depends_on: [`aws_config_delivery_channel.${id}_channel`],
        });
      }
    },
  );

  test("delivers to a bucket that takes it from recorders of the organization alone", () => {
    const archive = everything.stacks["log-archive"];
    const bucket = resourceOf(archive, "aws_s3_bucket", "config_history");
    expect(bucket).toMatchObject({ bucket: "acme-config-111111111111-eu-central-1", object_lock_enabled: false });
    const policy = jsonAt(resourceOf(archive, "aws_s3_bucket_policy", "config_history_policy"), "policy");
    const ofOrganization = {
      "aws:SourceOrgID": "${data.terraform_remote_state.organization.outputs.organization_id}",
    };
    expect(at(policy, "Statement", 0)).toMatchObject({
      Principal: { Service: "config.amazonaws.com" },
      Action: ["s3:GetBucketAcl", "s3:ListBucket"],
    });
    expect(at(policy, "Statement", 1)).toMatchObject({
      Action: "s3:PutObject",
      Resource: "arn:aws:s3:::acme-config-111111111111-eu-central-1/AWSLogs/*/Config/*",
      Condition: { StringEquals: ofOrganization },
    });
    expect(at(policy, "Statement", 2, "Sid")).toBe("DenyInsecureTransport");
    expect(synthesize(minimalConfig()).stacks["log-archive"]?.resource?.aws_s3_bucket).not.toHaveProperty(
      "config_history",
    );
  });

  test("evaluates the default rules in every account", () => {
    const managed = resourcesOf(rules, "aws_config_organization_managed_rule");
    expect(managed.map(([id]) => id)).toEqual(DEFAULT_RULES);
    for (const [id, rule] of managed) {
      expect([id, rule.excluded_accounts]).toEqual([id, undefined]);
      expect([id, rule.provider]).toEqual([id, "aws"]);
    }
    expect(
      jsonAt(resourceOf(rules, "aws_config_organization_managed_rule", "access-keys-rotated"), "input_parameters"),
    ).toEqual({ maxAccessKeyAge: "90" });
  });

  test("leaves out of its rules the accounts that are not recorded, by unit, account and mode", () => {
    const management = { ...minimalConfig().managementAccount, baseline: { configRecorder: false } };
    const { stacks: emitted } = synthesize(withUnrecorded({ managementAccount: management }));
    const excluded = ["lab", "legacy"].map(
      (key) => `\${data.terraform_remote_state.accounts-1.outputs.account_id_${key}}`,
    );
    for (const [, rule] of resourcesOf(emitted["config-rules"], "aws_config_organization_managed_rule")) {
      expect(rule.excluded_accounts).toEqual(["111111111111", ...excluded]);
    }
    const recorded = Object.entries(emitted)
      .filter(([, stack]) => resourcesOf(stack, "aws_config_configuration_recorder").length > 0)
      .map(([name]) => name);
    expect(recorded).toEqual(["baseline-kept", "baseline-log-archive", "baseline-security-tooling"]);
  });

  test("has no rules where no account is recorded", () => {
    const { stacks: emitted } = synthesize(
      minimalConfig({ detection: { config: {} }, baseline: { configRecorder: false } }),
    );
    expect(Object.keys(emitted)).not.toContain("config-rules");
  });

  test("gathers what it knows of all accounts and Regions", () => {
    expect(resourceOf(detection, "aws_config_configuration_aggregator", "config_aggregator")).toMatchObject({
      organization_aggregation_source: {
        all_regions: true,
        role_arn: "${aws_iam_role.config_aggregator_role.arn}",
      },
    });
  });

  test("renders equal baselines once, recorders included, with the bytes of stacks that were built", () => {
    const [once, each] = [synthesize(withUnrecorded()), synthesize(withUnrecorded(), undefined, "each")];
    expect(once.texts).toEqual(each.texts);
    expect(once.manifest).toEqual(each.manifest);
  });
});

describe("findings", () => {
  test.each<[string, DetectionConfig, readonly (readonly [string, readonly string[]])[]]>([
    [
      "Access Analyzer",
      {},
      [
        ["eu-central-1", ["aws.access-analyzer"]],
        ["us-east-1", ["aws.access-analyzer"]],
      ],
    ],
    [
      "everything",
      EVERYTHING,
      [
        ["eu-central-1", ["aws.guardduty", "aws.guardduty", "aws.securityhub", "aws.access-analyzer"]],
        ["us-east-1", ["aws.guardduty", "aws.guardduty", "aws.access-analyzer"]],
      ],
    ],
  ])("of %s go to the bus from every Region in which they arise", (_, declared, expected) => {
    const { stacks: emitted } = synthesize(minimalConfig({ detection: declared }));
    for (const [region, sources] of expected) {
      const rule = resourceOf(emitted.detection, "aws_cloudwatch_event_rule", `${region}_findings`);
      expect(rule).toMatchObject({ name: "acme-alerts-findings" });
      const { $or } = jsonAt(rule, "event_pattern") as { $or: { source: string[] }[] };
      expect($or.flatMap(({ source }) => source)).toEqual(sources);
      const target = resourceOf(emitted.detection, "aws_cloudwatch_event_target", `${region}_findings_security-bus`);
      expect(target).toMatchObject({
        arn: "${data.terraform_remote_state.security.outputs.event_bus_arn}",
        role_arn: "${aws_iam_role.forwarding_role.arn}",
        dead_letter_config: { arn: `arn:aws:sqs:${region}:111111111111:acme-alerts-events-dead-letters` },
      });
    }
    expect(resourceOf(emitted.detection, "aws_iam_role", "forwarding_role").name).toBe(
      "acme-alerts-finding-forwarding",
    );
  });

  test.each([
    ["root-use-finding", "page"],
    ["guardduty-finding", "ticket"],
    ["security-hub-finding", "ticket"],
    ["public-access-finding", "ticket"],
  ])("that are %s go to people by the topic %s", (alert, severity) => {
    const { security } = everything.stacks;
    expect(resourceOf(security, "aws_cloudwatch_event_rule", alert)).toMatchObject({
      name: `acme-alerts-${alert}`,
      event_bus_name: "${aws_cloudwatch_event_bus.bus.name}",
      state: "ENABLED",
    });
    expect(resourceOf(security, "aws_cloudwatch_event_target", `${alert}_people`)).toMatchObject({
      arn: `\${aws_sns_topic.alerts_${severity}.arn}`,
      dead_letter_config: { arn: "${aws_sqs_queue.events.arn}" },
      input_transformer: { input_template: expect.stringContaining(`"[${severity}] `) },
    });
    resourceOf(security, "aws_cloudwatch_metric_alarm", `${alert}_failed-invocations-alarm`);
  });

  test("go nowhere without alerting, or where no service is on that makes them", () => {
    for (const changes of [{ alerting: { mode: "off" } }, { detection: { ...OFF, config: {} } }] as const) {
      const { stacks: emitted } = synthesize(minimalConfig(changes));
      expect(resourcesOf(emitted.detection, "aws_cloudwatch_event_rule")).toEqual([]);
      expect(emitted.security?.resource?.aws_cloudwatch_event_rule ?? {}).not.toHaveProperty("public-access-finding");
    }
  });
});

describe("every provider", () => {
  test.each(["config-rules", "detection", "detectors"])("of %s is bound to the security account", (name) => {
    for (const provider of everything.stacks[name]?.provider?.aws ?? []) {
      expect(provider).toMatchObject({
        allowed_account_ids: [ACCOUNT],
        assume_role: [{ role_arn: `arn:aws:iam::${ACCOUNT}:role/\${var.account_role}` }],
      });
    }
  });
});
