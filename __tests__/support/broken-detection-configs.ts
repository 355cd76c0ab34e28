import type { DetectionConfig } from "../../model/detection-config";
import type { BrokenConfig } from "./broken-configs";
import { minimalConfig } from "./example-config";

function broken(name: string, detection: object, ...problems: readonly string[]): BrokenConfig {
  return { name, config: { ...minimalConfig(), detection }, problems };
}

const days = (ageInDays: number): DetectionConfig => ({ unusedAccess: { ageInDays } });

/** Mistakes in the detective services. */
export const DETECTION_CASES: readonly BrokenConfig[] = [
  broken("access unused for no day", days(0), "detection.unusedAccess.ageInDays: unused-access-age"),
  broken("access unused for more than a year", days(366), "detection.unusedAccess.ageInDays: unused-access-age"),
  broken("access unused for half a day", days(0.5), "detection.unusedAccess.ageInDays: unused-access-age"),
  broken(
    "history that expires at once",
    { config: { expireAfterDays: 0 } },
    "detection.config.expireAfterDays: config-history-expiry",
  ),
  {
    name: "AWS Config without the archive",
    config: minimalConfig({ trail: { mode: "off" }, detection: { config: {} } }),
    problems: ["detection.config: config-needs-archive"],
    notices: ["trail.mode: not-enforced"],
  },
  broken("Security Hub without AWS Config", { securityHub: {} }, "detection.securityHub: security-hub-needs-config"),
  broken(
    "no standard and no rule",
    { securityHub: { standards: [] }, config: { rules: [] } },
    "detection.securityHub.standards: detection-checks-nothing",
    "detection.config.rules: detection-checks-nothing",
  ),
  broken(
    "a control that is named in words",
    { securityHub: { disabledControls: ["IAM.6", "hardware MFA"] }, config: {} },
    "detection.securityHub.disabledControls[1]: control-id-form",
  ),
  broken(
    "lists that repeat themselves",
    {
      guardDuty: { features: ["S3_DATA_EVENTS", "S3_DATA_EVENTS"] },
      securityHub: { standards: ["cis-5.0.0", "cis-5.0.0"], disabledControls: ["IAM.6", "IAM.6"] },
      config: { rules: ["user-mfa", "user-mfa"] },
    },
    "detection.guardDuty.features[1]: list-repeats",
    "detection.securityHub.standards[1]: list-repeats",
    "detection.securityHub.disabledControls[1]: list-repeats",
    "detection.config.rules[1]: list-repeats",
  ),
];
