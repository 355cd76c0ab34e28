import type { App, TerraformStack } from "cdktf";
import { accountIdOutput } from "../constructs/account-ids";
import { accountModuleBlocks, withModules } from "../constructs/account-modules";
import { consequence } from "../model/account-lifecycle";
import { type Baseline, baselineStackName } from "../model/baseline";
import type { LandingZone } from "../model/landing-zone";
import { type ModuleCatalogue, NO_MODULES } from "../model/module-catalogue";
import { hasRecorder } from "../model/resolve-detection";
import { type BaselineUpstream, ManagementBaselineStack, type MemberBaseline, MemberBaselineStack } from "./baseline";
import { RepeatedStack, type StackTemplate, stackTemplate } from "./repeated-stack";

/**
 * How the baselines of member accounts are rendered; the JSON is the same, byte for byte.
 *
 * `once` builds one stack for all accounts of a shard with equal settings; `each` builds a stack for every account.
 */
export type BaselineRendering = "once" | "each";

/** How baselines are made. */
export interface BaselineOptions {
  /** @default "once" */
  readonly rendering?: BaselineRendering;
  /** The modules that accounts may use. @default none */
  readonly modules?: ModuleCatalogue;
}

/** No key or name of a configuration can contain it, and no text of a stack does. */
const STACK_NAME = "baseline-<account>";

/** Adds the state of every account whose baseline holds anything; returns those that have a recorder of AWS Config. */
export function addBaselines(
  app: App,
  zone: LandingZone,
  upstream: BaselineUpstream,
  { rendering = "once", modules: catalogue = NO_MODULES }: BaselineOptions = {},
): readonly TerraformStack[] {
  const { management, members, pipeline } = zone.baselines;
  const recorded: TerraformStack[] = [];
  const add = (stack: TerraformStack, baseline: Baseline): void => {
    if (hasRecorder(zone.detection, baseline)) recorded.push(stack);
  };
  if (setsDefaults(management) || hasRecorder(zone.detection, management)) {
    add(new ManagementBaselineStack(app, zone, upstream), management);
  }
  const templates = new Map<string, { readonly template: StackTemplate; readonly key: string }>();
  for (const account of zone.accounts) {
    const baseline = members.get(account.key);
    if (baseline === undefined) throw new Error(`no baseline for ${account.key}`);
    const extent = consequence(account.state, "baseline");
    if (extent === "left-alone" || baseline.mode.value === "off") continue;
    const isEmpty = !setsDefaults(baseline) && !hasRecorder(zone.detection, baseline);
    const modules = accountModuleBlocks(zone, account, catalogue);
    const hasModules = Object.keys(modules.blocks).length > 0;
    if (isEmpty && !hasModules && upstream.security === undefined && pipeline === undefined) continue;
    const stackName = baselineStackName(account.key);
    const member: MemberBaseline = {
      account,
      baseline,
      stackName,
      modules,
      extent,
      duties: { administersRootAccess: zone.delegations.centralRootAccess && account.key === zone.security.key },
    };
    if (rendering === "each") {
      add(new MemberBaselineStack(app, zone, member, upstream), baseline);
      continue;
    }
    const kind = kindOf(member);
    const known = templates.get(kind) ?? {
      template: stackTemplate(new MemberBaselineStack(app, zone, withoutOwn(member), upstream)),
      key: account.key,
    };
    templates.set(kind, known);
    const repeated = new RepeatedStack(app, stackName, {
      template: known.template,
      replacements: [
        [STACK_NAME, stackName],
        [idReference(known.key), idReference(account.key)],
      ],
      complete: (rendered) => withModules(rendered, modules),
    });
    add(repeated, baseline);
  }
  return recorded;
}

/** Whether a baseline has any resource that does not depend on the organization's other settings. */
function setsDefaults({ mode, accessAnalyzer }: Baseline): boolean {
  return mode.value === "enforce" || (mode.value === "observe" && accessAnalyzer.value);
}

/** Equal for two accounts whose stacks differ in nothing but their own key. */
function kindOf({ account, baseline, extent, duties, modules }: MemberBaseline): string {
  const settings = Object.values(baseline).map(({ value }) => value);
  return JSON.stringify([account.shard, extent, duties.administersRootAccess, modules.regions, ...settings]);
}

/** Modules stay out of the template: their inputs may be any text, also one that would be replaced. */
function withoutOwn(member: MemberBaseline): MemberBaseline {
  return { ...member, stackName: STACK_NAME, modules: { ...member.modules, blocks: {} } };
}

/** The end of the one expression in a stack that names the account: the brace makes it unambiguous. */
function idReference(key: string): string {
  return `.outputs.${accountIdOutput(key)}}`;
}
