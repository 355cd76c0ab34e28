import { type App, TerraformStack } from "cdktf";
import { stackOrder } from "../terraform/stack-order";

/** One step of the first apply. */
export interface Step {
  readonly stack: string;
  readonly does: string;
}

/** The stacks of an app in the order in which they are applied, with what each one does. */
export function applyOrder(app: App): readonly Step[] {
  const stacks = app.node.children.filter((child): child is TerraformStack => TerraformStack.isStack(child));
  const ordered = stackOrder(
    stacks.map((stack) => ({
      name: stack.node.id,
      dependencies: stack.dependencies.map(({ node }) => node.id),
    })),
  );
  return ordered.map(({ name }) => ({ stack: name, does: purposeOf(name) }));
}

const PURPOSES: Readonly<Record<string, string>> = {
  organization: "organization, policy types, trusted access, central root access, organizational units",
  accounts: "member accounts with their contacts",
  detectors: "GuardDuty and Security Hub of the security account's own",
  delegations: "the security account as delegated administrator of services",
  detection: "analyzers and the organization's settings of the detective services, in the security account",
  "config-rules": "rules of AWS Config in every account that is recorded",
  identity: "groups, permission sets and their assignments, root-task and break-glass principals",
  guardrails: "policies and their attachments, deny-root among them",
  "log-archive": "buckets of the archive with Object Lock, in the log archive account",
  security: "event bus, rules and alert topics, in the security account",
  monitoring: "organization trail, metric filters, alarms and rules, in the management account",
  "state-backend": "bucket and key of the states, in the management account: by npm run bootstrap",
  pipeline: "GitHub's identity provider, the plan role and the deploy role: by npm run bootstrap",
  baseline: "defaults, forwarding of alert events and pipeline roles, in the account that it is named after",
};

/** `accounts-2` is the second of the stacks that do what `accounts` does; `baseline-shop` is the one of an account. */
function purposeOf(stack: string): string {
  const purpose = PURPOSES[stack.startsWith("baseline-") ? "baseline" : stack.replace(/-\d+$/, "")];
  if (purpose === undefined) throw new Error(`no description of the stack ${stack}`);
  return purpose;
}
