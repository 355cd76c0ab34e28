import type { LandingZone } from "../../model/landing-zone";
import type { Rule } from "../../model/rule";
import { assumeRootElsewhereRule } from "./assume-root-elsewhere";
import { guardrailLocksOutRule } from "./guardrail-locks-out";
import { policyAttachmentsRule } from "./policy-attachments";

import { policySizeRule } from "./policy-size";
import { policyStatementShadowedRule } from "./policy-statement-shadowed";
import { regionExemptionUnknownRule } from "./region-exemption-unknown";
import { rootDenyInRecoveryRule } from "./root-deny-in-recovery";
import { rootDenyWithoutNullRule } from "./root-deny-without-null";
import { STATEMENT_RULES } from "./statement-rules";

/** Every rule that needs the resolved landing zone and its policies. */
export const POLICY_RULES: readonly Rule<LandingZone>[] = [
  ...STATEMENT_RULES,
  regionExemptionUnknownRule,
  rootDenyWithoutNullRule,
  rootDenyInRecoveryRule,
  guardrailLocksOutRule,
  policyStatementShadowedRule,
  policySizeRule,
  policyAttachmentsRule,
  assumeRootElsewhereRule,
];
