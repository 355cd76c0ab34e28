import { SEVERITIES } from "../../catalogue/alerts";
import { CONFIG_RULES, FINDING_FREQUENCIES, GUARDDUTY_FEATURES, SECURITY_STANDARDS } from "../../catalogue/detection";
import { AUTHORIZATION_POLICY_TYPES, GUARDRAILS, MANAGEMENT_POLICY_TYPES } from "../../catalogue/guardrails";
import { QUOTAS } from "../../catalogue/quotas";
import { REGIONS } from "../../catalogue/regions";
import { ROOT_TASKS } from "../../catalogue/root-task-policies";
import { SESSION_DURATIONS } from "../../catalogue/session-durations";
import { PRINCIPAL_KINDS } from "../../catalogue/standing-questions";
import { TEARDOWN_STACKS, type UnitPurpose } from "../../model/config";
import { MODES } from "../../model/mode";

const UNIT_PURPOSES: Readonly<Record<UnitPurpose, true>> = { recovery: true, suspended: true };

/** The types of the configuration that are a choice of texts, with what may be chosen. */
export const NAMED_VALUES: Readonly<Record<string, readonly string[]>> = {
  Mode: MODES,
  Severity: SEVERITIES,
  PolicyType: [...AUTHORIZATION_POLICY_TYPES, ...MANAGEMENT_POLICY_TYPES],
  AuthorizationPolicyType: AUTHORIZATION_POLICY_TYPES,
  UnitPurpose: Object.keys(UNIT_PURPOSES),
  TeardownStack: TEARDOWN_STACKS,
  CompanionGuardrailId: Object.keys(GUARDRAILS).filter((id) => id !== "deny-root"),
  ConfigRuleId: Object.keys(CONFIG_RULES),
  FindingFrequency: FINDING_FREQUENCIES,
  GuardDutyFeature: Object.keys(GUARDDUTY_FEATURES),
  SecurityStandardId: Object.keys(SECURITY_STANDARDS),
  PrincipalKind: Object.keys(PRINCIPAL_KINDS),
  SessionDuration: SESSION_DURATIONS,
  RootTask: ROOT_TASKS,
  QuotaId: Object.keys(QUOTAS),
  Region: Object.keys(REGIONS),
};
