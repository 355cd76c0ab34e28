import type { App } from "cdktf";
import { accountIdOutput } from "../constructs/account-ids";
import { type Baseline, baselineStackName } from "../model/baseline";
import type { Account, LandingZone } from "../model/landing-zone";
import { type BaselineUpstream, isSuspended, ManagementBaselineStack, MemberBaselineStack } from "./baseline";
import { RepeatedStack, type StackTemplate, stackTemplate } from "./repeated-stack";

/**
 * How the baselines of member accounts are rendered; the JSON is the same, byte for byte.
 *
 * `once` builds one stack for all accounts of a shard with equal settings; `each` builds a stack for every account.
 */
export type BaselineRendering = "once" | "each";

/** No key or name of a configuration can contain it, and no text of a stack does. */
const STACK_NAME = "baseline-<account>";

/** Adds the state of every account whose baseline holds anything. */
export function addBaselines(
  app: App,
  zone: LandingZone,
  upstream: BaselineUpstream,
  rendering: BaselineRendering,
): void {
  const { management, members, pipeline } = zone.baselines;
  if (setsDefaults(management)) new ManagementBaselineStack(app, zone);
  const templates = new Map<string, { readonly template: StackTemplate; readonly key: string }>();
  for (const account of zone.accounts) {
    const baseline = members.get(account.key);
    if (baseline === undefined) throw new Error(`no baseline for ${account.key}`);
    if (baseline.mode.value === "off") continue;
    if (!setsDefaults(baseline) && upstream.security === undefined && pipeline === undefined) continue;
    const stackName = baselineStackName(account.key);
    if (rendering === "each") {
      new MemberBaselineStack(app, zone, { account, baseline, stackName }, upstream);
      continue;
    }
    const kind = kindOf(zone, account, baseline);
    const known = templates.get(kind) ?? {
      template: stackTemplate(
        new MemberBaselineStack(app, zone, { account, baseline, stackName: STACK_NAME }, upstream),
      ),
      key: account.key,
    };
    templates.set(kind, known);
    new RepeatedStack(app, stackName, known.template, [
      [STACK_NAME, stackName],
      [idReference(known.key), idReference(account.key)],
    ]);
  }
}

/** Whether a baseline has any resource that does not depend on the organization's other settings. */
function setsDefaults({ mode, accessAnalyzer }: Baseline): boolean {
  return mode.value === "enforce" || (mode.value === "observe" && accessAnalyzer.value);
}

/** Equal for two accounts whose stacks differ in nothing but their own key. */
function kindOf(zone: LandingZone, account: Account, baseline: Baseline): string {
  const settings = Object.values(baseline).map(({ value }) => value);
  return JSON.stringify([account.shard, isSuspended(zone, account), ...settings]);
}

/** The end of the one expression in a stack that names the account: the brace makes it unambiguous. */
function idReference(key: string): string {
  return `.outputs.${accountIdOutput(key)}}`;
}
