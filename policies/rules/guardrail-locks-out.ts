import type { Attachment, Guardrail, LandingZone } from "../../model/landing-zone";
import { defineRule } from "../../model/rule";
import { matches } from "../pattern";
import { listed, type Statement } from "../policy-document";
import { statementPath } from "./statement-path";

/** One action a service that the landing zone must go on using in the accounts that hold the archive and the alerts. */
const DEPLOYMENT_ACTIONS = [
  "cloudwatch:PutMetricAlarm",
  "events:PutRule",
  "iam:CreateRole",
  "kms:PutKeyPolicy",
  "s3:PutBucketPolicy",
  "sns:SetTopicAttributes",
  "sqs:SetQueueAttributes",
] as const;

/** No guardrail of your own locks the landing zone out of its own accounts. */
export const guardrailLocksOutRule = defineRule<LandingZone>({
  id: "guardrail-locks-out",
  doc: "No guardrail of your own denies the landing zone's roles, without any condition, what they need in the log archive and security accounts.",
  waivable: true,
  *breaches(zone) {
    for (const guardrail of zone.guardrails) {
      if (guardrail.policyType !== "scp" || guardrail.body.kind !== "custom") continue;
      const account = boundServiceAccount(zone, guardrail.attachments);
      if (account === undefined) continue;
      for (const [index, statement] of guardrail.body.statements.entries()) {
        const action = DEPLOYMENT_ACTIONS.find((candidate) => deniesEverywhere(statement, candidate));
        if (action === undefined) continue;
        yield {
          path: statementPath(guardrail, index),
          message: `guardrail "${guardrail.key}" denies ${action} to everyone in account "${account}", the landing zone's own roles included`,
          remedy: `Exempt them: add "ArnNotLike": {"aws:PrincipalArn": ["arn:*:iam::*:role/${zone.accountAccessRole}", ...]} to its Condition, or attach it further down.`,
        };
      }
    }
  },
});

/** The first of the landing zone's own accounts that one of the attachments binds. */
function boundServiceAccount(zone: LandingZone, attachments: Guardrail["attachments"]): string | undefined {
  return [zone.logArchive, zone.security].find((account) => {
    const unit = zone.organizationalUnits.find(({ key }) => key === account.organizationalUnit);
    return attachments.some((attachment) => binds(attachment, account.key, unit?.lineage ?? []));
  })?.key;
}

function binds({ target }: Attachment, account: string, lineage: readonly string[]): boolean {
  switch (target.kind) {
    case "root":
      return true;
    case "organizational-unit":
      return lineage.includes(target.key);
    case "account":
      return target.key === account;
    default:
      return target satisfies never;
  }
}

function deniesEverywhere(statement: Statement, action: string): boolean {
  const { Effect, Action, NotAction, Resource, NotResource, Condition = {} } = statement;
  if (Effect !== "Deny" || Object.keys(Condition).length > 0) return false;
  if (NotResource === undefined && !listed(Resource).includes("*")) return false;
  const isNamed = listed(Action ?? NotAction).some((pattern) => matches(pattern.toLowerCase(), action.toLowerCase()));
  return Action === undefined ? !isNamed : isNamed;
}
