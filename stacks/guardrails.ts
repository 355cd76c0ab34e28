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
import type { Guardrail, LandingZone } from "../model/landing-zone";
import { targetKey } from "../model/policy-target";
import { formerKeys } from "../model/renames";
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

/** Every guardrail's policy with its attachments. */
export class GuardrailsStack extends LandingZoneStack {
  constructor(scope: Construct, zone: LandingZone, { organization, accounts }: GuardrailsStackProps) {
    super(scope, "guardrails", zone);
    new AccountProviders(this, { accountId: zone.managementAccount.id });
    const ids = this.policyIds(organization, accounts);
    const guardrails = inOrderOfNeed(zone.guardrails);
    const lanes = new Lanes(
      POLICY_LANES,
      guardrails.map(({ key }) => key),
    );
    // A scope without a name of its own, so that no key can be equal to the id of another construct of the stack.
    const guardrailsScope = new Construct(this, MAIN_CHILD);
    for (const guardrail of guardrails) {
      new AttachedPolicy(guardrailsScope, guardrail.key, { guardrail, ids, lanes });
    }
    declareMoved(
      this,
      zone.guardrails.flatMap((guardrail) => renamedResources(zone, guardrail)),
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

/** What AWS may refuse comes last, so that it holds up nothing that must not wait. */
function inOrderOfNeed(guardrails: readonly Guardrail[]): readonly Guardrail[] {
  const isNeededFirst = ({ critical, body }: Guardrail): boolean => critical && body.kind === "built-in";
  return [...guardrails.filter(isNeededFirst), ...guardrails.filter((guardrail) => !isNeededFirst(guardrail))];
}

const POLICY = OrganizationsPolicy.tfResourceType;
const ATTACHMENT = OrganizationsPolicyAttachment.tfResourceType;

/**
 * The policy and the attachments of a guardrail under every name they had.
 *
 * An attachment's name is made of two keys. When both were renamed, the guardrail is taken to have been renamed first;
 * the other way round Terraform attaches anew and detaches the old one.
 */
function renamedResources(zone: LandingZone, { key, attachments }: Guardrail): readonly RenamedResource[] {
  const keys = formerKeys(zone, key);
  return [
    { type: POLICY, names: keys },
    ...attachments.map(({ target }) => {
      const [oldest = "root", ...later] = formerKeys(zone, targetKey(target));
      const names = [...keys.map((name) => `${name}_${oldest}`), ...later.map((name) => `${key}_${name}`)];
      return { type: ATTACHMENT, names };
    }),
  ];
}

/**
 * What belongs to guardrails, units and accounts that Terraform forgets.
 *
 * The ledger does not say where a forgotten guardrail was attached, so every possible attachment is named; Terraform
 * passes over those that are in no state.
 */
function forgottenResources(zone: LandingZone): readonly ResourceAddress[] {
  const forgotten = zone.forgotten.map(({ key, identity }) => ({ kind: identity.kind, keys: formerKeys(zone, key) }));
  const policies = forgotten.filter(({ kind }) => kind === "guardrail").flatMap(({ keys }) => keys);
  const nodes = forgotten
    .filter(({ kind }) => kind === "organizational-unit" || kind === "account")
    .flatMap(({ keys }) => keys);
  const present = [...zone.organizationalUnits, ...zone.accounts].map(({ key }) => key);
  const attachments = [
    ...policies.flatMap((policy) => ["root", ...present, ...nodes].map((node) => `${policy}_${node}`)),
    ...zone.guardrails.flatMap(({ key }) => nodes.map((node) => `${key}_${node}`)),
  ];
  return [
    ...policies.map((name) => ({ type: POLICY, name })),
    ...attachments.map((name) => ({ type: ATTACHMENT, name })),
  ];
}
