import type { Declared } from "../../../../cli/account/status/subject";
import type { LandingZoneConfig } from "../../../../model/config";
import { resolve } from "../../../../model/resolve";
import { minimalConfig } from "../../../support/example-config";

export const SHOP = "222222222222";

/** An organization with the account `shop` in Workloads / Production, and changes to its top level. */
export function shopConfig(changes: Partial<LandingZoneConfig> = {}): LandingZoneConfig {
  return minimalConfig({
    organizationalUnits: {
      ...minimalConfig().organizationalUnits,
      workloads: {
        name: "Workloads",
        organizationalUnits: {
          production: {
            name: "Production",
            accounts: { shop: { email: "aws+shop@acme.example", owner: "team@acme.example" } },
          },
        },
      },
    },
    companionGuardrails: { "region-restriction": { attachTo: ["workloads"] } },
    identity: {
      groups: { team: { name: "Shop team" }, auditors: { name: "Auditors" } },
      permissionSets: {
        developer: { name: "Developer", description: "Everyday work", managedPolicies: [POWER_USER] },
        reader: { name: "ReadOnly", description: "Looking", managedPolicies: [POWER_USER] },
      },
      assignments: [
        { group: "team", permissionSet: "developer", organizationalUnits: ["workloads"] },
        { group: "auditors", permissionSet: "reader", everyAccount: true },
      ],
    },
    ...changes,
  });
}

const POWER_USER = "arn:aws:iam::aws:policy/PowerUserAccess";

/** The account `shop`, declared with changes to the top level of the configuration. */
export function declaredShop(changes: Partial<LandingZoneConfig> = {}): Declared {
  const { zone } = resolve(shopConfig(changes), undefined);
  const account = zone.accounts.find(({ key }) => key === "shop");
  if (account === undefined) throw new Error("no account shop");
  return { zone, account };
}

/** The account `shop`, suspended, with or without the guardrail that denies people everything there. */
export function suspendedShop(isRestricted: boolean): Declared {
  const { zone, account } = declaredShop();
  const guardrails = zone.guardrails.filter(({ key }) => isRestricted || key !== "restrict-suspended");
  return { zone: { ...zone, guardrails }, account: { ...account, state: "suspended" } };
}

/** Roles of a pipeline that baselines trust. */
export const PIPELINE = {
  planRoleArn: "arn:aws:iam::111111111111:role/pipeline-plan",
  deployRoleArn: "arn:aws:iam::111111111111:role/pipeline-deploy",
};
