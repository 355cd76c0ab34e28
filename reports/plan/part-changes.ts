import { PLAN_SUBJECTS, type PlanArea, STACK_AREAS } from "../../catalogue/plan-subjects";
import { ACCOUNT } from "./account-places";
import { CONTACT } from "./contact-changes";
import { isToldAsFeature } from "./foundation-changes";
import { type MaskOptions, masked, shownValue } from "./mask";
import type { OrganizationChange, PartChange, SettingChange } from "./organization-change";
import type { PlanFacts } from "./plan-facts";
import { accountOfBaseline, accountsLike } from "./representation";
import { isTouched, type PlannedResource, textOf, UNKNOWN } from "./stack-plan";
import { UNIT } from "./unit-changes";

/** The ledger's tripwire, which mirrors what every other change says. */
const LEDGER = "terraform_data";

const POLICIES = ["aws_organizations_policy", "aws_organizations_policy_attachment"];

/** What the provider computes from other arguments. */
const DERIVED = new Set(["arn", "id", "tags_all", "owner_id", "policy_id"]);

/**
 * What happens to everything that no other kind of change tells of.
 *
 * @param tellsPolicies whether policies are among it: when no guardrail changes, they are merely arranged otherwise
 */
export function partChanges(
  facts: PlanFacts,
  tellsPolicies: boolean,
  mask: MaskOptions,
): readonly OrganizationChange[] {
  const toldElsewhere = [ACCOUNT, UNIT, CONTACT, LEDGER, ...(tellsPolicies ? [] : POLICIES)];
  return facts.stacks
    .flatMap(({ resources }) => resources)
    .filter((resource) => isTouched(resource) && !toldElsewhere.includes(resource.type))
    .filter((resource) => !isToldAsFeature(resource) && !isOnlyRenamed(resource))
    .map((resource) => partChange(facts, resource, mask));
}

function isOnlyRenamed({ action, isImported }: PlannedResource): boolean {
  return action === "no-op" && !isImported;
}

function partChange(facts: PlanFacts, resource: PlannedResource, mask: MaskOptions): OrganizationChange {
  const { stack, address, type, action, before, after, changed } = resource;
  const subject = PLAN_SUBJECTS[type];
  const values = after ?? before;
  const alike = accountsLike(facts.representations ?? [], stack);
  const change: PartChange = {
    kind: "part",
    area: subject?.area ?? areaOf(stack),
    action: action === "no-op" ? "import" : action,
    noun: subject?.noun ?? type,
    name: nameOf(resource, mask),
    account: accountOfBaseline(stack),
    ...(alike.length === 0 ? {} : { alike }),
    settings:
      before === undefined || after === undefined
        ? []
        : changed
            .filter((name) => !DERIVED.has(name) && values?.[name] !== UNKNOWN)
            .map(
              (name): SettingChange => ({
                name,
                before: shownValue(before[name], mask),
                after: shownValue(after[name], mask),
              }),
            ),
  };
  return { ...change, evidence: [{ stack, address }] };
}

function areaOf(stack: string): PlanArea {
  return STACK_AREAS.find(([prefix]) => stack.startsWith(prefix))?.[1] ?? "other";
}

function nameOf({ type, address, before, after }: PlannedResource, mask: MaskOptions): string {
  const subject = PLAN_SUBJECTS[type];
  const values = after ?? before;
  if (subject === undefined) return address.slice(address.indexOf(".") + 1);
  const { nameArgument, ofArgument } = subject;
  if (nameArgument === undefined) return "";
  const known = textOf(values, nameArgument);
  const name = known === undefined || known === UNKNOWN ? address.slice(address.indexOf(".") + 1) : masked(known, mask);
  const owner = ofArgument === undefined ? undefined : textOf(values, ofArgument)?.split(/[:/]/).at(-1);
  return owner === undefined || owner === UNKNOWN ? name : `${name} of ${owner}`;
}
