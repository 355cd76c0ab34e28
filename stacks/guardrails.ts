import { OrganizationsPolicy } from "@cdktf/provider-aws/lib/organizations-policy";
import { OrganizationsPolicyAttachment } from "@cdktf/provider-aws/lib/organizations-policy-attachment";
import { Construct } from "constructs";
import { AccountIds } from "../constructs/account-ids";
import { AccountProviders } from "../constructs/account-providers";
import { AttachedPolicy } from "../constructs/attached-policy";
import { LandingZoneStack, MAIN_CHILD } from "../constructs/landing-zone-stack";
import { Lanes } from "../constructs/lanes";
import { PublishedValues } from "../constructs/published-values";
import {
  declareForgotten,
  declareMoved,
  type RenamedResource,
  type ResourceAddress,
} from "../constructs/state-changes";
import { forgottenAccounts } from "../model/account-lifecycle";
import type { LandingZone } from "../model/landing-zone";
import type { IdentityKind } from "../model/ledger";
import { compareKeys } from "../model/next-ledger";
import { isSharedPolicy, sharedPolicyNumber } from "../model/policy-records";
import { targetKey } from "../model/policy-target";
import { formerKeys } from "../model/renames";
import { type GuardrailPolicy, guardrailPolicies } from "../policies/guardrail-policies";
import type { PolicyIds } from "../policies/policy-ids";
import type { AccountsStack } from "./accounts";
import { ORGANIZATION_ID_OUTPUT, type OrganizationStack, ROOT_ID_OUTPUT, unitIdOutput } from "./organization";

/** The stacks that know the ids. */
export interface GuardrailsStackProps {
  readonly organization: OrganizationStack;
  readonly accounts: readonly AccountsStack[];
}

/** AWS Organizations takes two policy writes a second. */
const POLICY_LANES = 2;

/** The policies of the guardrails with their attachments. */
export class GuardrailsStack extends LandingZoneStack {
  constructor(scope: Construct, zone: LandingZone, { organization, accounts }: GuardrailsStackProps) {
    super(scope, "guardrails", zone);
    new AccountProviders(this, { accountId: zone.managementAccount.id });
    const ids = this.policyIds(organization, accounts);
    const policies = inOrderOfNeed(guardrailPolicies(zone));
    const lanes = new Lanes(
      POLICY_LANES,
      policies.map(({ id }) => id),
    );
    // A scope without a name of its own, so that no key can be equal to the id of another construct of the stack.
    const policiesScope = new Construct(this, MAIN_CHILD);
    const attached = new Map<string, AttachedPolicy>();
    for (const policy of policies) {
      const after = policy.after.flatMap((id) => attached.get(id) ?? []);
      attached.set(policy.id, new AttachedPolicy(policiesScope, { policy, ids, lanes, after }));
    }
    declareMoved(
      this,
      guardrailPolicies(zone).flatMap((policy) => renamedResources(zone, policy)),
    );
    declareForgotten(this, forgottenResources(zone));
  }

  private policyIds(organization: OrganizationStack, shards: readonly AccountsStack[]): PolicyIds {
    const published = new PublishedValues(this, organization);
    const accountIds = new AccountIds(this, shards);
    const accounts = new Map(this.zone.accounts.map((account) => [account.key, account]));
    return {
      organizationId: published.get(ORGANIZATION_ID_OUTPUT),
      rootId: published.get(ROOT_ID_OUTPUT),
      unitId: (key) => published.get(unitIdOutput(key)),
      accountId: (key) => {
        const account = accounts.get(key);
        if (account === undefined) throw new Error(`no account ${key}`);
        return accountIds.of(account);
      },
    };
  }
}

/**
 * What AWS may refuse comes last, so that it holds up nothing that must not wait.
 *
 * Of the shared policies the youngest come first: an older one may have to wait for one that took a guardrail from it.
 */
function inOrderOfNeed(policies: readonly GuardrailPolicy[]): readonly GuardrailPolicy[] {
  const isNeededFirst = ({ critical, guardrails }: GuardrailPolicy): boolean =>
    critical && guardrails.every(({ body }) => body.kind === "built-in");
  const own = policies.filter(({ id }) => !isSharedPolicy(id));
  const shared = policies.filter(({ id }) => isSharedPolicy(id));
  return [
    ...own.filter(isNeededFirst),
    ...own.filter((policy) => !isNeededFirst(policy)),
    ...shared.sort((a, b) => sharedPolicyNumber(b.id) - sharedPolicyNumber(a.id) || compareKeys(a.id, b.id)),
  ];
}

const POLICY = OrganizationsPolicy.tfResourceType;
const ATTACHMENT = OrganizationsPolicyAttachment.tfResourceType;

/**
 * A policy and its attachments under every name they had.
 *
 * An attachment's name is made of two ids. When both were renamed, the guardrail is taken to have been renamed first;
 * the other way round Terraform attaches anew and detaches the old one. A shared policy's id never changes.
 */
function renamedResources(zone: LandingZone, { id, attachments }: GuardrailPolicy): readonly RenamedResource[] {
  const ids = formerKeys(zone, id);
  return [
    { type: POLICY, names: ids },
    ...attachments.map(({ target }) => {
      const [oldest = "root", ...later] = formerKeys(zone, targetKey(target));
      const names = [...ids.map((name) => `${name}_${oldest}`), ...later.map((name) => `${id}_${name}`)];
      return { type: ATTACHMENT, names };
    }),
  ];
}

/**
 * What belongs to guardrails, units and accounts that Terraform forgets.
 *
 * The ledger does not say where a guardrail with a policy of its own was attached before records were kept, so every
 * possible attachment is named; Terraform passes over those that are in no state.
 */
function forgottenResources(zone: LandingZone): readonly ResourceAddress[] {
  const forgottenOf = (kind: IdentityKind) => zone.forgotten.filter(({ identity }) => identity.kind === kind);
  const keysOf = (gone: readonly { readonly key: string }[]) => gone.flatMap(({ key }) => formerKeys(zone, key));
  const policies = keysOf(forgottenOf("guardrail"));
  const units = forgottenOf("organizational-unit");
  const accounts = forgottenAccounts(zone.departedAccounts, "guardrails");
  const nodes = keysOf([...units, ...accounts].sort((a, b) => compareKeys(a.key, b.key)));
  const present = [...zone.organizationalUnits, ...zone.accounts].map(({ key }) => key);
  const shared = Object.entries(zone.policyRecords).filter(([, { state }]) => state === "released");
  const attachments = [
    ...policies.flatMap((policy) => ["root", ...present, ...nodes].map((node) => `${policy}_${node}`)),
    ...shared.flatMap(([id, { targets }]) => targets.map((target) => `${id}_${target}`)),
    ...guardrailPolicies(zone).flatMap(({ id }) => nodes.map((node) => `${id}_${node}`)),
  ];
  return [
    ...[...policies, ...shared.map(([id]) => id)].map((name) => ({ type: POLICY, name })),
    ...attachments.map((name) => ({ type: ATTACHMENT, name })),
  ];
}
