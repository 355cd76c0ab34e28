import { type CompanionGuardrailId, GUARDRAILS, type PolicyType } from "../../catalogue/guardrails";
import { QUOTAS, type QuotaId } from "../../catalogue/quotas";
import { TRUSTED_SERVICES } from "../../catalogue/trusted-services";
import type { ContactKind, ExternalPolicyConfig, PolicyContentConfig } from "../../model/adoption-config";
import type {
  AccountConfig,
  BuiltInGuardrailConfig,
  CustomGuardrailConfig,
  LandingZoneConfig,
  OrganizationalUnitConfig,
  OrganizationalUnitsConfig,
  QuotaOverrideConfig,
  TagsConfig,
} from "../../model/config";
import { canonicalEmail, parseEmailAddress } from "../../model/email-address";
import type { AdoptedPolicy, Adoption, Identity } from "../../model/ledger";
import { BUILT_IN_GUARDRAIL_IDS } from "../../model/mechanisms";
import { compareKeys } from "../../model/next-ledger";
import { ROOT_NODE } from "../../model/root-node";
import { type AdoptedContacts, adoptContacts } from "./adopted-contacts";
import type { AdoptedTree } from "./adopted-tree";
import type { Choices } from "./choices";
import { knownType } from "./classify-policy";
import type { LiveAccount, LiveOrganization, LivePolicy } from "./live-organization";

/** A configuration that says what is live and nothing else, with what Terraform has to import. */
export interface AdoptedConfig {
  /** Without waivers. */
  readonly config: LandingZoneConfig;
  /** Without the digest of the configuration, which is not written yet. */
  readonly adoption: Omit<Adoption, "digest">;
  /** Accounts that are on their way out: their keys and addresses are never used again. */
  readonly retired: Readonly<Record<string, Identity>>;
  readonly contacts: AdoptedContacts;
  /** The content of policies, by key, as in the configuration. */
  readonly contents: ReadonlyMap<string, PolicyContentConfig>;
}

/** The features without either of which root credentials could be deleted but never recovered. */
export const ROOT_ACCESS_FEATURES: readonly string[] = ["RootCredentialsManagement", "RootSessions"];

/** Says in a configuration what an organization is. */
export function adoptedConfig(live: LiveOrganization, tree: AdoptedTree, choices: Choices, on: string): AdoptedConfig {
  return new Adopting(live, tree, choices, on).adopt();
}

class Adopting {
  private readonly contacts: AdoptedContacts;
  private readonly contents = new Map<string, PolicyContentConfig>();
  /** Keys of the nodes that the configuration has, by id. */
  private readonly nodes: ReadonlyMap<string, string>;

  constructor(
    private readonly live: LiveOrganization,
    private readonly tree: AdoptedTree,
    private readonly choices: Choices,
    private readonly on: string,
  ) {
    this.contacts = adoptContacts(live);
    const placed = [...live.units, ...tree.active].map(({ id }) => [id, this.key(id)] as const);
    this.nodes = new Map([[live.rootId, ROOT_NODE], ...placed]);
  }

  adopt(): AdoptedConfig {
    const { live, contacts } = this;
    return {
      config: this.config(),
      adoption: {
        organizationId: live.id,
        rootId: live.rootId,
        on: this.on,
        centralRootAccess: this.hasCentralRootAccess(),
        organizationalUnits: this.ids(live.units),
        accounts: this.ids(this.tree.active),
        policies: Object.fromEntries(this.foreign().map((policy) => [this.key(policy.id), this.adoptedPolicy(policy)])),
        contacts: this.setContacts(),
      },
      retired: Object.fromEntries(this.tree.inactive.map((account) => [this.key(account.id), retired(account)])),
      contacts,
      contents: this.contents,
    };
  }

  private config(): LandingZoneConfig {
    const { live, choices, contacts } = this;
    const { id, name, email } = live.managementAccount;
    const rootAccounts = this.accountsIn(live.rootId);
    const guardrails = this.guardrails();
    const external = this.externalPolicies();
    const atRoot = this.guardrailsOn(live.rootId);
    return {
      name: choices.name,
      homeRegion: choices.homeRegion,
      managementAccount: { id, name, email, ...this.ownContacts(id) },
      rootEmail: this.rootEmail(),
      contacts: contacts.contacts,
      services: { logArchive: this.key(choices.logArchive), security: this.key(choices.security) },
      organizationalUnits: this.unitsIn(live.rootId),
      ...(isEmpty(rootAccounts) ? {} : { rootAccounts }),
      ...(isEmpty(guardrails) ? {} : { guardrails }),
      ...(atRoot.length === 0 ? {} : { rootGuardrails: atRoot }),
      ...(isEmpty(external) ? {} : { externalPolicies: external }),
      ...this.quotas(),
      ...this.switches(),
      ...this.services(),
    };
  }

  /** Every mechanism that is not live is off; each is switched on by a change of its own. */
  private switches(): Partial<LandingZoneConfig> {
    const { usual } = this.contacts;
    return {
      ...(this.hasCentralRootAccess() ? {} : { rootAccess: { mode: "off" } }),
      denyRoot: { mode: "off" },
      companionGuardrails: companionsOff(),
      trail: { mode: "off" },
      alerting: { mode: "off" },
      review: { insights: { mode: "off" }, digest: { mode: "off" } },
      baseline: { mode: "off" },
      detection: { externalAccess: { mode: "off" } },
      tagging: { mode: "off" },
      ...(usual.length === 3 ? {} : { alternateContacts: usual }),
    };
  }

  private services(): Partial<LandingZoneConfig> {
    const { trustedServices: trusted, policyTypes } = this.live;
    const own = Object.keys(TRUSTED_SERVICES);
    const further = trusted.filter((service) => !own.includes(service));
    const missing = own.filter((service) => !trusted.includes(service));
    const known = policyTypes.map((type) => knownType(type) ?? type);
    const beside = known.filter((type) => type !== "scp" && type !== "rcp").sort(compareKeys);
    const absent = (["scp", "rcp"] as const).filter((type) => !known.includes(type));
    const deferred = {
      ...(missing.length === 0 ? {} : { trustedServices: missing }),
      ...(absent.length === 0 ? {} : { policyTypes: absent }),
    };
    return {
      ...(further.length === 0 ? {} : { trustedServices: further }),
      ...(beside.length === 0 ? {} : { policyTypes: beside }),
      ...(isEmpty(deferred) ? {} : { deferred }),
    };
  }

  private unitsIn(parentId: string): OrganizationalUnitsConfig {
    const units = this.live.units.filter((unit) => unit.parentId === parentId);
    return byKey(
      units.map(({ id, name }): [string, OrganizationalUnitConfig] => {
        const guardrails = this.guardrailsOn(id);
        const accounts = this.accountsIn(id);
        const below = this.unitsIn(id);
        const unit: OrganizationalUnitConfig = {
          name,
          ...this.tags(id),
          ...(guardrails.length === 0 ? {} : { guardrails }),
          ...(isEmpty(accounts) ? {} : { accounts }),
          ...(isEmpty(below) ? {} : { organizationalUnits: below }),
        };
        return [this.key(id), unit];
      }),
    );
  }

  private accountsIn(parentId: string): Readonly<Record<string, AccountConfig>> {
    const accounts = this.tree.active.filter((account) => account.parentId === parentId);
    return byKey(
      accounts.map(({ id, name, email }): [string, AccountConfig] => {
        const key = this.key(id);
        const guardrails = this.guardrailsOn(id);
        const account: AccountConfig = {
          ...(name === key ? {} : { name }),
          email,
          ...this.tags(id),
          ...this.ownContacts(id),
          ...(guardrails.length === 0 ? {} : { guardrails }),
        };
        return [key, account];
      }),
    );
  }

  /** Tags that are AWS's or Rootstock's are not a team's to write. */
  private tags(id: string): { readonly tags?: TagsConfig } {
    const tags = Object.entries(this.live.tags[id] ?? {}).filter(([key]) => !/^(?:aws|rootstock):/i.test(key));
    return tags.length === 0 ? {} : { tags: byKey(tags) };
  }

  private ownContacts(id: string): { readonly alternateContacts?: readonly ContactKind[] } {
    const own = this.contacts.set.get(id) ?? [];
    return JSON.stringify(own) === JSON.stringify(this.contacts.usual) ? {} : { alternateContacts: own };
  }

  private setContacts(): Adoption["contacts"] {
    const { managementAccount } = this.live;
    const set = [...this.contacts.set].filter(([, kinds]) => kinds.length > 0);
    return byKey(set.map(([id, kinds]) => [id === managementAccount.id ? "management" : this.key(id), kinds]));
  }

  private rootEmail(): LandingZoneConfig["rootEmail"] {
    const addresses = [this.live.managementAccount, ...this.tree.active].flatMap(
      ({ email }) => parseEmailAddress(email) ?? [],
    );
    return {
      domains: distinct(addresses.map(({ domain }) => domain)),
      mailboxes: distinct(addresses.flatMap(({ untagged }) => untagged ?? [])),
    };
  }

  private guardrails(): Readonly<Record<string, CustomGuardrailConfig>> {
    return byKey(
      this.foreign().map((policy): [string, CustomGuardrailConfig] => {
        const { id, name, description } = policy;
        const reason = description.trim() === "" ? "It was in force when the organization was adopted." : description;
        const policyType = knownType(policy.type) ?? "scp";
        const guardrail: CustomGuardrailConfig = {
          name,
          reason,
          ...(reason === description ? {} : { description }),
          ...(policyType === "scp" ? {} : { policyType }),
          content: this.content(policy),
        };
        return [this.key(id), guardrail];
      }),
    );
  }

  private externalPolicies(): Readonly<Record<string, ExternalPolicyConfig>> {
    return byKey(
      this.tree.policies.flatMap(({ policy, as }): [string, ExternalPolicyConfig][] => {
        if (as.kind !== "external") return [];
        const { owner, policyType } = as;
        const attachedTo = this.targetsOf(policy);
        const known = policyType === "scp" || policyType === "rcp" ? { content: this.content(policy) } : {};
        return [[this.key(policy.id), { name: policy.name, owner, policyType, attachedTo, ...known }]];
      }),
    );
  }

  /** One object for each policy, so that what is written out can be told by it. */
  private content(policy: LivePolicy): PolicyContentConfig {
    const key = this.key(policy.id);
    const known = this.contents.get(key);
    if (known !== undefined) return known;
    const content: PolicyContentConfig = JSON.parse(policy.content);
    this.contents.set(key, content);
    return content;
  }

  private foreign(): readonly LivePolicy[] {
    return this.tree.policies.flatMap(({ policy, as }) => (as.kind === "foreign" ? [policy] : []));
  }

  private guardrailsOn(nodeId: string): readonly string[] {
    return this.foreign()
      .filter(({ targets }) => targets.includes(nodeId))
      .map(({ id }) => this.key(id))
      .sort(compareKeys);
  }

  private adoptedPolicy(policy: LivePolicy): AdoptedPolicy {
    return { id: policy.id, targets: this.targetsOf(policy) };
  }

  private targetsOf({ targets }: LivePolicy): readonly string[] {
    return targets.flatMap((id) => this.nodes.get(id) ?? []).sort(compareKeys);
  }

  /** AWS raises quotas for an organization; where it has, what is live must fit. */
  private quotas(): Pick<LandingZoneConfig, "quotas"> {
    const raised = [...this.attachments(), ...this.sizes()].filter(([id, used]) => used > QUOTAS[id].value);
    const quotas: { [Q in QuotaId]?: QuotaOverrideConfig } = {};
    for (const [id, used] of raised) {
      quotas[id] = { value: Math.max(used, quotas[id]?.value ?? 0), reason: `So many were in use on ${this.on}.` };
    }
    return isEmpty(quotas) ? {} : { quotas };
  }

  private attachments(): readonly (readonly [QuotaId, number])[] {
    const counts = new Map<string, readonly [QuotaId, number]>();
    for (const { policy, as } of this.tree.policies) {
      if (as.kind !== "foreign" && as.kind !== "external") continue;
      const ofAws = as.policyType === "scp" || as.policyType === "rcp" ? 1 : 0;
      for (const target of this.targetsOf(policy)) {
        const node = `${as.policyType} ${target}`;
        counts.set(node, [`${as.policyType}-attachments`, (counts.get(node)?.[1] ?? ofAws) + 1]);
      }
    }
    return [...counts.values()];
  }

  private sizes(): readonly (readonly [QuotaId, number])[] {
    return this.foreign().map((policy) => {
      const policyType: PolicyType = knownType(policy.type) ?? "scp";
      return [`${policyType}-size`, JSON.stringify(this.content(policy)).length];
    });
  }

  private hasCentralRootAccess(): boolean {
    const { rootAccessFeatures, trustedServices } = this.live;
    return (
      trustedServices.includes("iam.amazonaws.com") &&
      ROOT_ACCESS_FEATURES.every((feature) => rootAccessFeatures.includes(feature))
    );
  }

  private ids(things: readonly { readonly id: string }[]): Readonly<Record<string, string>> {
    return byKey(things.map(({ id }) => [this.key(id), id]));
  }

  private key(id: string): string {
    const key = this.tree.keys.get(id);
    if (key === undefined) throw new Error(`no key for ${id}`);
    return key;
  }
}

function retired({ id, email, state }: LiveAccount): Identity {
  const reason = `It was ${state} when the organization was adopted.`;
  return { kind: "account", state: "released", reason, accountId: id, email: canonicalEmail(email) };
}

function companionsOff(): { readonly [K in CompanionGuardrailId]?: BuiltInGuardrailConfig } {
  const companions = BUILT_IN_GUARDRAIL_IDS.filter((id): id is CompanionGuardrailId => id !== "deny-root");
  const enforced = companions.filter((id) => GUARDRAILS[id].default === "enforce");
  return Object.fromEntries(enforced.map((id) => [id, { mode: "off" as const }]));
}

function distinct(values: readonly string[]): readonly string[] {
  return [...new Set(values)].sort(compareKeys);
}

function byKey<V>(entries: readonly (readonly [string, V])[]): Readonly<Record<string, V>> {
  return Object.fromEntries([...entries].sort(([a], [b]) => compareKeys(a, b)));
}

function isEmpty(record: object): boolean {
  return Object.keys(record).length === 0;
}
