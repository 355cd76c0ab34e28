import type { LandingZone } from "../../model/landing-zone";
import type { Rule } from "../../model/rule";
import { assumeRootElsewhereRule } from "./assume-root-elsewhere";
import { guardrailLocksOutRule } from "./guardrail-locks-out";
import { policyAttachmentsRule } from "./policy-attachments";
import { policyCharactersRule } from "./policy-characters";
import { policyConditionOperatorRule } from "./policy-condition-operator";
import { policySizeRule } from "./policy-size";
import { proofFailsRule } from "./proof-fails";
import { proofNamesRule } from "./proof-names";
import { rootDenyWithoutNullRule } from "./root-deny-without-null";
import { rootNotDeniedRule, rootNotYetDeniedRule } from "./root-not-denied";
import { rootSessionHinderedRule } from "./root-session-hindered";
import { tamperingPossibleRule } from "./tampering-possible";

/** Every rule that needs the resolved landing zone and its policies. */
export const POLICY_RULES: readonly Rule<LandingZone>[] = [
  policyCharactersRule,
  policyConditionOperatorRule,
  rootDenyWithoutNullRule,
  guardrailLocksOutRule,
  rootNotDeniedRule,
  rootNotYetDeniedRule,
  rootSessionHinderedRule,
  tamperingPossibleRule,
  proofNamesRule,
  proofFailsRule,
  policySizeRule,
  policyAttachmentsRule,
  assumeRootElsewhereRule,
];
