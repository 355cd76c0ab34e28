import { AUTHORIZATION_POLICY_TYPES, type AuthorizationPolicyType, type PolicyType } from "../../catalogue/guardrails";
import type { Account, Guardrail, LandingZone, OrganizationalUnit, PolicyTarget } from "../../model/landing-zone";
import { targetKey } from "../../model/policy-target";
import { ownPolicy } from "../evaluator/own-policy";
import type { ParsedPolicy } from "../evaluator/parsed-policy";
import type { AttachedOrganizationPolicy, PolicyLevel } from "../evaluator/policy-level";
import type { PolicyDocument } from "../policy-document";
import type { PolicyIds } from "../policy-ids";
import { guardrailDocument } from "../render-policy";
import type { Place, PrincipalAccount } from "./principals";
import { standInIds } from "./stand-in-ids";

/** AWS's own policies, which are attached to every node as soon as a policy type is enabled. */
const FULL_ACCESS: Readonly<Record<AuthorizationPolicyType, AttachedOrganizationPolicy>> = {
  scp: fullAccess("FullAWSAccess"),
  rcp: fullAccess("RCPFullAWSAccess"),
};

function fullAccess(name: string): AttachedOrganizationPolicy {
  const policy = ownPolicy([{ Effect: "Allow", Action: "*", Resource: "*" }], () => undefined);
  return { name, origin: { kind: "aws" }, policy };
}

/**
 * The service control policies and resource control policies of a landing zone, as they are attached, ready to be
 * evaluated.
 *
 * Each guardrail is parsed once, and each node's level is made once: accounts of one unit share the levels above them.
 */
export class OrganizationPolicies {
  readonly ids: PolicyIds;
  private readonly units: ReadonlyMap<string, OrganizationalUnit>;
  private readonly parsed: ReadonlyMap<string, ParsedPolicy>;
  private readonly attached: ReadonlyMap<string, readonly Guardrail[]>;
  private readonly levels = new Map<string, PolicyLevel>();
  private readonly chains = new Map<string, readonly PolicyLevel[]>();

  constructor(readonly zone: LandingZone) {
    this.ids = standInIds(zone);
    this.units = new Map(zone.organizationalUnits.map((unit) => [unit.key, unit]));
    const guardrails = zone.guardrails.filter(isAuthorization);
    this.parsed = new Map(guardrails.map((guardrail) => [guardrail.key, this.parse(guardrail)]));
    this.attached = attachedByNode(guardrails);
  }

  /** Where an account is: while a `recovery` entry holds, the Recovery OU. */
  placeOf(account: Account): Place {
    return { account, unit: account.organizationalUnit };
  }

  /** The levels of a policy type that bind an account, from the root down. */
  levelsOf(place: Place, type: AuthorizationPolicyType): readonly PolicyLevel[] {
    return [...this.levelsAbove(place.unit, type), this.level({ kind: "account", key: place.account.key }, type)];
  }

  /** The guardrails attached to a node itself, by key. */
  guardrailsAt(node: PolicyTarget): readonly Guardrail[] {
    return AUTHORIZATION_POLICY_TYPES.flatMap((type) => this.attached.get(levelId(node, type)) ?? []);
  }

  /** What requests of an account's principals say of it. */
  principalAccount({ account, unit }: Place): PrincipalAccount {
    const { organizationId } = this.ids;
    return { accountId: this.ids.accountId(account.key), organizationId, organizationPath: this.pathOf(unit) };
  }

  /** A unit's place as in `aws:PrincipalOrgPaths`. */
  pathOf(unit: string): string {
    const { organizationId, rootId } = this.ids;
    const units = this.unit(unit).lineage.map((key) => this.ids.unitId(key));
    return `${[organizationId, rootId, ...units].join("/")}/`;
  }

  /** A unit by its key; throws when there is none. */
  unit(key: string): OrganizationalUnit {
    const unit = this.units.get(key);
    if (unit === undefined) throw new Error(`no unit ${key}`);
    return unit;
  }

  /** The policy of a guardrail, with the ids that it is evaluated with. */
  documentOf(guardrail: Guardrail): PolicyDocument {
    return guardrailDocument(this.zone, guardrail, this.ids);
  }

  /** The statements of every guardrail that is a policy of statements. */
  get policies(): Iterable<ParsedPolicy> {
    return this.parsed.values();
  }

  private levelsAbove(unit: string, type: AuthorizationPolicyType): readonly PolicyLevel[] {
    const id = `${type} ${unit}`;
    const known = this.chains.get(id);
    if (known !== undefined) return known;
    const nodes: readonly PolicyTarget[] = [
      { kind: "root" },
      ...this.unit(unit).lineage.map((key): PolicyTarget => ({ kind: "organizational-unit", key })),
    ];
    const chain = nodes.map((node) => this.level(node, type));
    this.chains.set(id, chain);
    return chain;
  }

  private level(node: PolicyTarget, type: AuthorizationPolicyType): PolicyLevel {
    const id = levelId(node, type);
    const known = this.levels.get(id);
    if (known !== undefined) return known;
    const guardrails = this.attached.get(id) ?? [];
    const level: PolicyLevel = {
      node,
      title: this.titleOf(node),
      policies: [FULL_ACCESS[type], ...guardrails.map((guardrail) => this.attachedPolicy(guardrail))],
    };
    this.levels.set(id, level);
    return level;
  }

  private attachedPolicy({ key, name }: Guardrail): AttachedOrganizationPolicy {
    const policy = this.parsed.get(key);
    if (policy === undefined) throw new Error(`no policy ${key}`);
    return { name, origin: { kind: "landing-zone" }, policy };
  }

  private titleOf(node: PolicyTarget): string {
    switch (node.kind) {
      case "root":
        return "organization root";
      case "organizational-unit":
        return `OU ${this.unit(node.key).name} (${node.key})`;
      case "account":
        return `account ${node.key}`;
      default:
        return node satisfies never;
    }
  }

  private parse(guardrail: Guardrail): ParsedPolicy {
    return ownPolicy(this.documentOf(guardrail).Statement, () => guardrail.key);
  }
}

const KNOWN = new WeakMap<LandingZone, OrganizationPolicies>();

/** The policies of a landing zone; made once for each. */
export function organizationPoliciesOf(zone: LandingZone): OrganizationPolicies {
  const known = KNOWN.get(zone) ?? new OrganizationPolicies(zone);
  KNOWN.set(zone, known);
  return known;
}

function isAuthorization({ policyType }: Guardrail): boolean {
  return policyType === "scp" || policyType === "rcp";
}

function attachedByNode(guardrails: readonly Guardrail[]): ReadonlyMap<string, readonly Guardrail[]> {
  const byNode = new Map<string, Guardrail[]>();
  for (const guardrail of guardrails) {
    for (const { target } of guardrail.attachments) {
      const id = levelId(target, guardrail.policyType);
      byNode.set(id, [...(byNode.get(id) ?? []), guardrail]);
    }
  }
  return byNode;
}

/** The keys of units and accounts are never equal, and never `root`. */
function levelId(node: PolicyTarget, type: PolicyType): string {
  return `${type} ${targetKey(node)}`;
}
