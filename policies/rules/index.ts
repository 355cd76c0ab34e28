import type { LandingZone } from "../../model/landing-zone";
import type { Rule } from "../../model/rule";
import { assumeRootElsewhereRule } from "./assume-root-elsewhere";
import { guardrailLocksOutRule } from "./guardrail-locks-out";
import { organizationIdAssumedRule } from "./organization-id-assumed";
import { policyAttachmentsRule } from "./policy-attachments";
import { policySizeRule } from "./policy-size";
import { policyStatementShadowedRule } from "./policy-statement-shadowed";
import { proofFailsRule } from "./proof-fails";
import { proofNamesRule } from "./proof-names";
import { regionExemptionUnknownRule } from "./region-exemption-unknown";
import { rootDenyInRecoveryRule } from "./root-deny-in-recovery";
import { rootDenyWithoutNullRule } from "./root-deny-without-null";
import { rootNotDeniedRule, rootNotYetDeniedRule } from "./root-not-denied";
import { rootSessionHinderedRule } from "./root-session-hindered";
import { STATEMENT_RULES } from "./statement-rules";
import { tamperingPossibleRule } from "./tampering-possible";

/** Every rule that needs the resolved landing zone and its policies. */
export const POLICY_RULES: readonly Rule<LandingZone>[] = [
  ...STATEMENT_RULES,
  regionExemptionUnknownRule,
  rootDenyWithoutNullRule,
  rootDenyInRecoveryRule,
  guardrailLocksOutRule,
  policyStatementShadowedRule,
  rootNotDeniedRule,
  rootNotYetDeniedRule,
  rootSessionHinderedRule,
  tamperingPossibleRule,
  proofNamesRule,
  proofFailsRule,
  policySizeRule,
  policyAttachmentsRule,
  assumeRootElsewhereRule,
  organizationIdAssumedRule,
];
