import { ConfigOrganizationManagedRule } from "@cdktf/provider-aws/lib/config-organization-managed-rule";
import type { TerraformStack } from "cdktf";
import type { Construct } from "constructs";
import { CONFIG_RULES, type ConfigRuleEntry } from "../catalogue/detection";
import { AccountIds } from "../constructs/account-ids";
import { AccountProviders } from "../constructs/account-providers";
import { LandingZoneStack } from "../constructs/landing-zone-stack";
import { consequence } from "../model/account-lifecycle";
import type { Account, LandingZone } from "../model/landing-zone";
import { namesOf } from "../model/names";
import { hasRecorder } from "../model/resolve-detection";

/** The states that must be there first. */
export interface ConfigRulesUpstream {
  readonly accounts: readonly LandingZoneStack[];
  readonly delegations: LandingZoneStack;
  /** Every baseline that has a recorder. */
  readonly recorded: readonly TerraformStack[];
}

/**
 * The rules of AWS Config on root users and IAM, in every account with a recorder.
 *
 * Apart from `detection`, because AWS refuses a rule as long as one account in its scope has no recorder: it comes after
 * the baselines. It is in the home Region alone, where what has no Region is recorded.
 */
export class ConfigRulesStack extends LandingZoneStack {
  constructor(scope: Construct, zone: LandingZone, { accounts, delegations, recorded }: ConfigRulesUpstream) {
    super(scope, "config-rules", zone);
    const ids = new AccountIds(this, accounts);
    const accountId = ids.of(zone.security);
    const provider = new AccountProviders(this, { accountId, isMember: true }).home;
    for (const stack of [delegations, ...recorded]) this.addDependency(stack);
    const excluded = excludedAccounts(zone, (account) => ids.of(account));
    for (const id of zone.detection.config?.rules ?? []) {
      const { title, identifier, parameters }: ConfigRuleEntry = CONFIG_RULES[id];
      new ConfigOrganizationManagedRule(this, id, {
        provider,
        name: namesOf(zone).organizationRule(id),
        description: title,
        ruleIdentifier: identifier,
        ...(parameters === undefined ? {} : { inputParameters: JSON.stringify(parameters) }),
        ...(excluded.length === 0 ? {} : { excludedAccounts: [...excluded] }),
      });
    }
  }
}

/** The ids of the accounts that have no recorder. */
function excludedAccounts(zone: LandingZone, idOf: (account: Account) => string): readonly string[] {
  const { management, members } = zone.baselines;
  const withoutRecorder = zone.accounts.filter(({ key, state }) => {
    if (consequence(state, "config-rules") !== "by-baseline") return false;
    const baseline = members.get(key);
    if (baseline === undefined) throw new Error(`no baseline for ${key}`);
    return !hasRecorder(zone.detection, baseline);
  });
  return [
    ...(hasRecorder(zone.detection, management) ? [] : [zone.managementAccount.id]),
    ...withoutRecorder.map(idOf),
  ];
}
