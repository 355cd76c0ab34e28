import { accountIdOutput } from "../../constructs/account-ids";
import { KEY_TAG } from "../../model/key-tag";
import type { LandingZone, PolicyTarget } from "../../model/landing-zone";
import { accountsStackName } from "../../model/ledger";
import { isList, isValues, type StackPlan, tagOf, textOf, UNKNOWN, type Values } from "../../reports/plan/stack-plan";
import { ROOT_ID_OUTPUT, unitIdOutput } from "../../stacks/organization";

/** The root, units and accounts by the ids that AWS gave them, as far as the plans show them. */
export function nodeIds(
  stacks: readonly StackPlan[],
  zones: readonly LandingZone[],
): ReadonlyMap<string, PolicyTarget> {
  const nodes = new Map<string, PolicyTarget>();
  const add = (id: string | undefined, target: PolicyTarget): void => {
    if (id !== undefined && id !== UNKNOWN) nodes.set(id, target);
  };
  for (const zone of zones) {
    add(zone.managementAccount.id, { kind: "account", key: "management" });
    for (const { published } of stacks) addPublished(zone, published, add);
  }
  for (const { resources } of stacks) {
    for (const { type, before } of resources) addResource(type, before, add);
  }
  return nodes;
}

type Add = (id: string | undefined, target: PolicyTarget) => void;

function addPublished(zone: LandingZone, published: StackPlan["published"], add: Add): void {
  const { organization } = published;
  add(textOf(organization, ROOT_ID_OUTPUT), { kind: "root" });
  for (const { key } of zone.organizationalUnits) {
    add(textOf(organization, unitIdOutput(key)), { kind: "organizational-unit", key });
  }
  for (const { key, shard, accountId } of zone.accounts) {
    add(accountId, { kind: "account", key });
    add(textOf(published[accountsStackName(shard)], accountIdOutput(key)), { kind: "account", key });
  }
}

function addResource(type: string, before: Values | undefined, add: Add): void {
  const key = tagOf(before, KEY_TAG);
  const id = textOf(before, "id");
  if (type === "aws_organizations_organizational_unit" && key !== undefined)
    add(id, { kind: "organizational-unit", key });
  if (type === "aws_organizations_account" && key !== undefined) add(id, { kind: "account", key });
  if (type !== "aws_organizations_organization") return;
  const roots = before?.roots;
  const root = isList(roots) ? roots[0] : undefined;
  if (isValues(root)) add(textOf(root, "id"), { kind: "root" });
}
