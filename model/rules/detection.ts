import { CONFIG_RULE_IDS } from "../../catalogue/detection";
import { detectionMode } from "../resolve-detection";
import { type ConfigFacts, defineRule } from "../rule";

const MAX_UNUSED_DAYS = 365;

/** IAM Access Analyzer API reference, UnusedAccessConfiguration, unusedAccessAge. */
export const unusedAccessAge = defineRule<ConfigFacts>({
  id: "unused-access-age",
  doc: "Access counts as unused after 1 to 365 whole days.",
  waivable: false,
  *breaches({ config: { detection } }) {
    const days = detection?.unusedAccess?.ageInDays;
    if (days === undefined || (Number.isInteger(days) && days >= 1 && days <= MAX_UNUSED_DAYS)) return;
    yield {
      path: ["detection", "unusedAccess", "ageInDays"],
      message: `Access Analyzer cannot look back ${days} days`,
      remedy: `Write a whole number from 1 to ${MAX_UNUSED_DAYS}.`,
    };
  },
});

/** S3 expires objects by whole days. */
export const configHistoryExpiry = defineRule<ConfigFacts>({
  id: "config-history-expiry",
  doc: "The history that AWS Config delivers expires after a whole number of days, 1 or more.",
  waivable: false,
  *breaches({ config: { detection } }) {
    const days = detection?.config?.expireAfterDays;
    if (days === undefined || (Number.isInteger(days) && days >= 1)) return;
    yield {
      path: ["detection", "config", "expireAfterDays"],
      message: `the history cannot expire after ${days} days`,
      remedy: "Write a whole number of days.",
    };
  },
});

/** Recorders deliver to a bucket of the log archive, which is made with the trail's. */
export const configNeedsArchive = defineRule<ConfigFacts>({
  id: "config-needs-archive",
  doc: "AWS Config delivers to the log archive, which there is only with the trail.",
  waivable: false,
  *breaches({ config }) {
    if (detectionMode(config, "config") === "off" || config.trail?.mode !== "off") return;
    yield {
      path: ["detection", "config"],
      message: "AWS Config is on, but the log archive that it delivers to is off with the trail",
      remedy: 'Set trail.mode to "observe" or "enforce", or take detection.config out.',
    };
  },
});

/** Security Hub user guide, "Enabling and configuring AWS Config for Security Hub CSPM". */
export const securityHubNeedsConfig = defineRule<ConfigFacts>({
  id: "security-hub-needs-config",
  doc: "Security Hub checks most controls of its standards with AWS Config, so it comes with it.",
  waivable: true,
  *breaches({ config }) {
    if (detectionMode(config, "securityHub") === "off" || detectionMode(config, "config") !== "off") return;
    yield {
      path: ["detection", "securityHub"],
      message: "Security Hub is on, but without AWS Config it cannot check most controls of its standards",
      remedy: "Add detection.config, or waive this rule where recorders are switched on by somebody else.",
    };
  },
});

/** Without a standard Security Hub only gathers findings, which is worth having, but not by an empty list. */
export const emptyDetectionList = defineRule<ConfigFacts>({
  id: "detection-checks-nothing",
  doc: "AWS Config evaluates a rule at least, and Security Hub checks a standard at least.",
  waivable: true,
  *breaches({ config: { detection } }) {
    const lists = [
      [detection?.securityHub?.standards, "securityHub", "standards", '"foundational-best-practices"'],
      [detection?.config?.rules, "config", "rules", CONFIG_RULE_IDS.map((id) => `"${id}"`).join(", ")],
    ] as const;
    for (const [list, service, name, choice] of lists) {
      if (list === undefined || list.length > 0) continue;
      yield {
        path: ["detection", service, name],
        message: `the list of ${name} is empty, so nothing is checked`,
        remedy: `Leave ${name} out for the default, or name some, for example ${choice}.`,
      };
    }
  },
});

/** Security Hub user guide, "Security control IDs": a service and a number. */
export const controlIdForm = defineRule<ConfigFacts>({
  id: "control-id-form",
  doc: "A control of Security Hub is named like `IAM.6`.",
  waivable: false,
  *breaches({ config: { detection } }) {
    for (const [index, control] of (detection?.securityHub?.disabledControls ?? []).entries()) {
      if (/^[A-Za-z0-9]+\.[0-9]+$/.test(control)) continue;
      yield {
        path: ["detection", "securityHub", "disabledControls", index],
        message: `"${control}" is not the id of a control`,
        remedy: 'Write it like "IAM.6", as the Security Hub controls reference does.',
      };
    }
  },
});
