import { describe, expect, test } from "@jest/globals";
import type { LandingZoneConfig } from "../../model/config";
import type { DetectionConfig } from "../../model/detection-config";
import { resolve } from "../../model/resolve";
import { GUARDRAIL_BODIES } from "../../policies/guardrails";
import { protectDetection } from "../../policies/guardrails/protect-detection";
import { matches } from "../../policies/pattern";
import { listed } from "../../policies/policy-document";
import { WORST_CASE_IDS } from "../../policies/policy-ids";
import { validateConfiguration } from "../../policies/validate";
import { TODAY } from "../support/checked";
import { exampleConfig, minimalConfig } from "../support/example-config";

const EVERYTHING: DetectionConfig = { unusedAccess: {}, guardDuty: {}, securityHub: {}, config: {} };
const ROLES = ["arn:*:iam::*:role/OrganizationAccountAccessRole", "arn:*:iam::*:role/rootstock-deploy"];
const ANALYZERS = "arn:aws:access-analyzer:eu-central-1:222222222222:analyzer";

function zoneWith(detection: DetectionConfig, more: Partial<LandingZoneConfig> = {}) {
  return resolve(minimalConfig({ detection, ...more }), undefined).zone;
}

function denies(detection: DetectionConfig, action: string, resource = "*"): boolean {
  return protectDetection(zoneWith(detection), WORST_CASE_IDS).some(
    ({ Action, Resource }) => listed(Action).includes(action) && listed(Resource).some((arn) => matches(arn, resource)),
  );
}

describe("protect-detection", () => {
  test.each<[DetectionConfig, action: string, resource: string, denied: boolean]>([
    [EVERYTHING, "guardduty:DeleteDetector", "*", true],
    [EVERYTHING, "guardduty:DisassociateFromMasterAccount", "*", true],
    [EVERYTHING, "guardduty:DisassociateFromAdministratorAccount", "*", true],
    [EVERYTHING, "guardduty:UpdateDetector", "*", true],
    [EVERYTHING, "guardduty:ArchiveFindings", "*", false],
    [EVERYTHING, "guardduty:CreateFilter", "*", false],
    [EVERYTHING, "securityhub:DisableSecurityHub", "*", true],
    [EVERYTHING, "securityhub:BatchDisableStandards", "*", true],
    [EVERYTHING, "securityhub:BatchUpdateFindings", "*", false],
    [EVERYTHING, "config:StopConfigurationRecorder", "*", true],
    [EVERYTHING, "config:DeleteConfigurationRecorder", "*", true],
    [EVERYTHING, "config:DeleteDeliveryChannel", "*", true],
    [EVERYTHING, "config:PutConfigRule", "*", false],
    [EVERYTHING, "access-analyzer:DeleteAnalyzer", `${ANALYZERS}/acme-organization-external-access`, true],
    [EVERYTHING, "access-analyzer:DeleteAnalyzer", `${ANALYZERS}/acme-organization-unused-access`, true],
    [EVERYTHING, "access-analyzer:DeleteAnalyzer", `${ANALYZERS}/team`, false],
    [EVERYTHING, "access-analyzer:CreateArchiveRule", `${ANALYZERS}/acme-organization-external-access`, false],
    [{}, "access-analyzer:DeleteAnalyzer", `${ANALYZERS}/acme-organization-external-access`, true],
    [{}, "access-analyzer:DeleteAnalyzer", `${ANALYZERS}/acme-organization-unused-access`, false],
    [{}, "guardduty:DeleteDetector", "*", false],
    [{ guardDuty: { mode: "observe" } }, "guardduty:DeleteDetector", "*", false],
    [{ guardDuty: {}, config: { mode: "observe" } }, "config:StopConfigurationRecorder", "*", false],
  ])("of %j: %s on %s is denied: %s", (detection, action, resource, denied) => {
    expect(denies(detection, action, resource)).toBe(denied);
  });

  test("spares the landing zone's roles alone", () => {
    for (const { Condition } of protectDetection(zoneWith(EVERYTHING), WORST_CASE_IDS)) {
      expect(Condition).toEqual({ ArnNotLike: { "aws:PrincipalArn": ROLES } });
    }
  });

  test.each<[DetectionConfig, Partial<LandingZoneConfig>, targets: readonly unknown[] | undefined]>([
    [{}, {}, [{ kind: "account", key: "security-tooling" }]],
    [{ unusedAccess: {} }, {}, [{ kind: "account", key: "security-tooling" }]],
    [{ guardDuty: {} }, {}, [{ kind: "root" }]],
    [{ securityHub: { mode: "observe" } }, {}, [{ kind: "account", key: "security-tooling" }]],
    [{ externalAccess: { mode: "off" } }, {}, undefined],
    [{ externalAccess: { mode: "observe" }, config: { mode: "observe" } }, {}, undefined],
    [{ config: {} }, { companionGuardrails: { "protect-detection": { mode: "off" } } }, undefined],
    [{}, { companionGuardrails: { "protect-detection": { attachTo: "root" } } }, [{ kind: "root" }]],
  ])("with %j and %j it is attached to %j", (detection, more, targets) => {
    const guardrail = zoneWith(detection, more).guardrails.find(({ key }) => key === "protect-detection");
    expect(guardrail?.attachments.map(({ target }) => target)).toEqual(targets);
  });

  test("has a slot left at the root of the example", () => {
    const config = exampleConfig({ detection: EVERYTHING });
    const { problems } = validateConfiguration({ config, ledger: undefined, today: TODAY });
    expect(problems).toEqual([]);
  });

  test("the bucket of AWS Config is protected with the archive, where there is one", () => {
    const { zone } = resolve(minimalConfig({ detection: { config: {} } }), undefined);
    const statements = GUARDRAIL_BODIES["protect-archive"](zone, WORST_CASE_IDS);
    expect(JSON.stringify(statements)).toContain("arn:*:s3:::acme-config-111111111111-eu-central-1");
    const without = GUARDRAIL_BODIES["protect-archive"](zoneWith({}), WORST_CASE_IDS);
    expect(JSON.stringify(without)).not.toContain("acme-config");
  });
});
