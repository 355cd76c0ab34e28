import { AUTHORIZATION_POLICY_TYPES, type AuthorizationPolicyType, type PolicyType } from "../../catalogue/guardrails";
import type { ExternalPolicyOwner, PolicyContentConfig } from "../../model/adoption-config";
import type {
  Account,
  ExternalPolicy,
  Guardrail,
  LandingZone,
  OrganizationalUnit,
  PolicyTarget,
} from "../../model/landing-zone";
import { statementsIn } from "../../model/policy-content";
import { targetKey } from "../../model/policy-target";
import { ROOT_NODE } from "../../model/root-node";
import { ownPolicy } from "../evaluator/own-policy";
import { parsePolicy } from "../evaluator/parse-policy";
import type { ParsedPolicy } from "../evaluator/parsed-policy";
import type { AttachedOrganizationPolicy, PolicyLevel } from "../evaluator/policy-level";
import { policyOfGuardrail } from "../guardrail-policies";
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
  private readonly external: ReadonlyMap<string, readonly ReadExternalPolicy[]>;
  private readonly levels = new Map<string, PolicyLevel>();
  private readonly chains = new Map<string, readonly PolicyLevel[]>();

  constructor(readonly zone: LandingZone) {
    this.ids = standInIds(zone);
    this.units = new Map(zone.organizationalUnits.map((unit) => [unit.key, unit]));
    const guardrails = zone.guardrails.filter(isAuthorization);
    this.parsed = new Map(guardrails.map((guardrail) => [guardrail.key, this.parse(guardrail)]));
    this.attached = attachedByNode(guardrails);
    this.external = externalByNode(zone.externalPolicies);
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

  /** Every policy attached to a node itself, AWS's own left out: of guardrails, then of others. */
  policiesAt(node: PolicyTarget): readonly (Guardrail | ExternalPolicy)[] {
    const external = AUTHORIZATION_POLICY_TYPES.flatMap((type) => this.external.get(levelId(node, type)) ?? []);
    return [...this.guardrailsAt(node), ...external.map(({ source }) => source)];
  }

  /** What requests of an account's principals say of it. */
  principalAccount({ account, unit }: Place): PrincipalAccount {
    const { organizationId } = this.ids;
    return { accountId: this.ids.accountId(account.key), organizationId, organizationPath: this.pathOf(unit) };
  }

  /** A unit's place as in `aws:PrincipalOrgPaths`. */
  pathOf(unit: string): string {
    const { organizationId, rootId } = this.ids;
    const units = this.lineageOf(unit).map((key) => this.ids.unitId(key));
    return `${[organizationId, rootId, ...units].join("/")}/`;
  }

  /** A unit by its key; throws when there is none. */
  unit(key: string): OrganizationalUnit {
    const unit = this.units.get(key);
    if (unit === undefined) throw new Error(`no unit ${key}`);
    return unit;
  }

  /** The keys from the top down to a unit, itself included; of `root` none. */
  lineageOf(unit: string): readonly string[] {
    return unit === ROOT_NODE ? [] : this.unit(unit).lineage;
  }

  /** The policy of a guardrail, with the ids that it is evaluated with. */
  documentOf(guardrail: Guardrail): PolicyDocument {
    return guardrailDocument(this.zone, guardrail, this.ids);
  }

  /** The statements of every policy that has statements, whoever manages it. */
  get policies(): Iterable<ParsedPolicy> {
    return [...this.parsed.values(), ...[...this.external.values()].flat().map(({ attached }) => attached.policy)];
  }

  private levelsAbove(unit: string, type: AuthorizationPolicyType): readonly PolicyLevel[] {
    const id = `${type} ${unit}`;
    const known = this.chains.get(id);
    if (known !== undefined) return known;
    const nodes: readonly PolicyTarget[] = [
      { kind: "root" },
      ...this.lineageOf(unit).map((key): PolicyTarget => ({ kind: "organizational-unit", key })),
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
      policies: [
        FULL_ACCESS[type],
        ...guardrails.map((guardrail) => this.attachedPolicy(guardrail)),
        ...(this.external.get(id) ?? []).map(({ attached }) => attached),
      ],
    };
    this.levels.set(id, level);
    return level;
  }

  /** It decides as if it were alone; where it shares a policy, its name says which. */
  private attachedPolicy({ key, name: own }: Guardrail): AttachedOrganizationPolicy {
    const policy = this.parsed.get(key);
    if (policy === undefined) throw new Error(`no policy ${key}`);
    const shared = policyOfGuardrail(this.zone, key);
    const name = shared === undefined || shared.id === key ? own : `guardrail ${key} in ${shared.name}`;
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
    const { body, key } = guardrail;
    if (body.kind === "custom" && body.content !== undefined) return foreignPolicy(body.content, key);
    return ownPolicy(this.documentOf(guardrail).Statement, () => key);
  }
}

const KNOWN = new WeakMap<LandingZone, OrganizationPolicies>();

/** The policies of a landing zone; made once for each. */
export function organizationPoliciesOf(zone: LandingZone): OrganizationPolicies {
  const known = KNOWN.get(zone) ?? new OrganizationPolicies(zone);
  KNOWN.set(zone, known);
  return known;
}

/** What cannot be understood of a policy that AWS accepted is taken to deny nothing. */
function foreignPolicy(content: PolicyContentConfig, guardrail?: string): ParsedPolicy {
  const parsed = parsePolicy(content, { guardrailOf: () => guardrail });
  return parsed.kind === "policy" ? parsed.policy : ownPolicy(statementsIn(content), () => guardrail);
}

interface ReadExternalPolicy {
  readonly source: ExternalPolicy;
  readonly attached: AttachedOrganizationPolicy;
}

function externalByNode(policies: readonly ExternalPolicy[]): ReadonlyMap<string, readonly ReadExternalPolicy[]> {
  const byNode = new Map<string, ReadExternalPolicy[]>();
  for (const source of policies) {
    const { name, owner, policyType, content, targets } = source;
    if (content === undefined || (policyType !== "scp" && policyType !== "rcp")) continue;
    const attached = {
      name,
      origin: { kind: "foreign", owner: OWNERS[owner] } as const,
      policy: foreignPolicy(content),
    };
    for (const target of targets) {
      const id = levelId(target, policyType);
      byNode.set(id, [...(byNode.get(id) ?? []), { source, attached }]);
    }
  }
  return byNode;
}

const OWNERS: Readonly<Record<ExternalPolicyOwner, string>> = {
  aws: "AWS",
  "control-tower": "Control Tower",
  "stack-sets": "StackSets",
  "account-factory": "Account Factory",
  other: "others",
};

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
