import type { Construct } from "constructs";
import type { MemberDuties } from "../alerts/forwarded-events";
import type { StackConsequence } from "../catalogue/account-lifecycle";
import { setAccountDefaults } from "../constructs/account-defaults";
import { AccountIds } from "../constructs/account-ids";
import { type AccountModuleBlocks, withModules } from "../constructs/account-modules";
import { AccountProviders } from "../constructs/account-providers";
import { recordConfiguration } from "../constructs/config-recorder";
import { deployRole, planRole } from "../constructs/deployment-roles";
import { forwardingRole } from "../constructs/forwarding-role";
import { LandingZoneStack } from "../constructs/landing-zone-stack";
import { MemberEventForwarding } from "../constructs/member-event-forwarding";
import { PublishedValues } from "../constructs/published-values";
import { type Baseline, MANAGEMENT_BASELINE_STACK } from "../model/baseline";
import type { Account, LandingZone } from "../model/landing-zone";
import { hasRecorder } from "../model/resolve-detection";

/** The states that baselines read or must wait for; without security there are no alerts. */
export interface BaselineUpstream {
  readonly organization: LandingZoneStack;
  readonly accounts: readonly LandingZoneStack[];
  readonly security: LandingZoneStack | undefined;
  /** It holds the queues that take what cannot be forwarded. */
  readonly monitoring: LandingZoneStack | undefined;
  /** It holds the bucket that recorders deliver to. */
  readonly logArchive: LandingZoneStack | undefined;
}

/** How much of a baseline an account has in its state. */
export type BaselineExtent = Exclude<StackConsequence<"baseline">, "left-alone">;

/** Which member account a baseline is for. */
export interface MemberBaseline {
  readonly account: Account;
  readonly baseline: Baseline;
  readonly extent: BaselineExtent;
  readonly duties: MemberDuties;
  readonly modules: AccountModuleBlocks;
  readonly stackName: string;
}

/** The baseline of one member account: defaults, recording, forwarding of alert events, the pipeline's roles, modules. */
export class MemberBaselineStack extends LandingZoneStack {
  private readonly modules: AccountModuleBlocks;

  constructor(scope: Construct, zone: LandingZone, member: MemberBaseline, upstream: BaselineUpstream) {
    super(scope, member.stackName, zone);
    this.modules = member.modules;
    const accountId = new AccountIds(this, upstream.accounts).of(member.account);
    const providers = new AccountProviders(this, { accountId, isMember: true });
    setAccountDefaults(this, member.baseline, providers);
    record(this, member.baseline, providers, upstream);
    this.forward(providers, accountId, member.duties, upstream);
    this.pipelineRoles(providers, member.extent);
    for (const region of member.modules.regions) providers.in(region);
  }

  /** Modules are no constructs: what their inputs are of is the module's own, and there is nothing to resolve. */
  override toTerraform(): unknown {
    return withModules(super.toTerraform(), this.modules);
  }

  private forward(
    providers: AccountProviders,
    accountId: string,
    duties: MemberDuties,
    { security, monitoring }: BaselineUpstream,
  ): void {
    if (security === undefined) return;
    const busArn = new PublishedValues(this, security).get("event_bus_arn");
    if (monitoring !== undefined) this.addDependency(monitoring);
    const roleArn = forwardingRole(this, { provider: providers.home, accountId, busArn });
    for (const region of this.zone.governedRegions) {
      new MemberEventForwarding(this, region, { provider: providers.in(region), region, busArn, roleArn, duties });
    }
  }

  private pipelineRoles(providers: AccountProviders, extent: BaselineExtent): void {
    const { pipeline } = this.zone.baselines;
    if (pipeline === undefined) return;
    const provider = providers.home;
    if (extent === "full") planRole(this, { provider, trustedRoleArn: pipeline.planRoleArn });
    deployRole(this, { provider, trustedRoleArn: pipeline.deployRoleArn });
  }
}

/**
 * The baseline of the management account: its defaults, and the recorder of AWS Config where that is on.
 *
 * Its events are forwarded by the stack `monitoring`, with a rule an alert; the pipeline's own roles are at home here.
 */
export class ManagementBaselineStack extends LandingZoneStack {
  constructor(scope: Construct, zone: LandingZone, upstream: BaselineUpstream) {
    super(scope, MANAGEMENT_BASELINE_STACK, zone);
    // It reads nothing there; but a first apply that stops early has begun with what everything else needs.
    this.addDependency(upstream.organization);
    const providers = new AccountProviders(this, { accountId: zone.managementAccount.id });
    setAccountDefaults(this, zone.baselines.management, providers);
    record(this, zone.baselines.management, providers, upstream);
  }
}

function record(
  stack: LandingZoneStack,
  baseline: Baseline,
  providers: AccountProviders,
  { logArchive }: BaselineUpstream,
): void {
  if (!hasRecorder(stack.zone.detection, baseline) || logArchive === undefined) return;
  // The name of the bucket is known; but AWS Config tries to write to it when the channel is made.
  stack.addDependency(logArchive);
  recordConfiguration(stack, providers);
}
