import type { LandingZone } from "../../model/landing-zone";
import type { Rule } from "../../model/rule";
import { assumeRootElsewhereRule } from "./assume-root-elsewhere";
import { guardrailLocksOutRule } from "./guardrail-locks-out";
import { policyAttachmentsRule } from "./policy-attachments";
import { policyCharactersRule } from "./policy-characters";
import { policyConditionOperatorRule } from "./policy-condition-operator";
import { policySizeRule } from "./policy-size";
import { rootDenyWithoutNullRule } from "./root-deny-without-null";

/** Every rule that needs the resolved landing zone and its policies. */
export const POLICY_RULES: readonly Rule<LandingZone>[] = [
  policyCharactersRule,
  policyConditionOperatorRule,
  rootDenyWithoutNullRule,
  guardrailLocksOutRule,
  policySizeRule,
  policyAttachmentsRule,
  assumeRootElsewhereRule,
];
