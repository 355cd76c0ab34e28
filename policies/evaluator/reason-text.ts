import type { MissingAllow, Reason } from "./answer";
import type { Exemption } from "./policy-level";

const POLICY_TYPES = { scp: "service control policy", rcp: "resource control policy" } as const;

/** One statement's part in a decision, in one sentence. */
export function reasonSentence(reason: Reason): string {
  const { effect, policyType, policy, guardrail, statement, levelTitle, conditions } = reason;
  const verb = effect === "Deny" ? "denies" : "allows";
  const source = guardrail === undefined ? originText(reason) : ` (guardrail ${guardrail})`;
  const where = conditions.length === 0 ? "" : `, where ${conditions.join("; ")}`;
  return `Statement ${statement} of the ${POLICY_TYPES[policyType]} ${policy}${source} at ${theNode(levelTitle)} ${verb} it${where}.`;
}

/** A missing Allow, in one sentence. */
export function missingSentence({ policyType, levelTitle }: MissingAllow): string {
  return `No ${POLICY_TYPES[policyType]} at ${theNode(levelTitle)} allows it.`;
}

const EXEMPTIONS: Readonly<Record<Exemption, string>> = {
  "management-account":
    "Service control policies bind no principal of the management account, and resource control policies none of its resources.",
  "service-linked-role": "Organization policies do not bind service-linked roles.",
  "aws-service-principal": "Service control policies do not bind AWS services.",
  "outside-the-organization": "Service control policies bind principals of the organization only.",
  "service-without-rcp-support": "Resource control policies do not bind resources of this service.",
  "not-restrictable-action": "AWS documents that organization policies cannot restrict this action.",
};

/** Why organization policies say nothing of a request, in one sentence. */
export function exemptionSentence(exemption: Exemption): string {
  return EXEMPTIONS[exemption];
}

function originText({ origin }: Reason): string {
  switch (origin.kind) {
    case "landing-zone":
      return "";
    case "aws":
      return " of AWS";
    case "foreign":
      return ` of ${origin.owner}`;
    default:
      return origin satisfies never;
  }
}

/** `organization root` takes an article; `OU Workloads` and `account shop` do not. */
function theNode(title: string): string {
  return title === "organization root" ? `the ${title}` : title;
}
