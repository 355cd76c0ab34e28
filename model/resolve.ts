import { QUOTAS, type QuotaId } from "../catalogue/quotas";
import { GLOBAL_EVENTS_REGION, type Region } from "../catalogue/regions";
import { type DepartedAccount, departedAccounts, forgottenAccounts, type PresentState } from "./account-lifecycle";
import { settingTags } from "./account-tags";
import { resolveBaselines } from "./baseline";
import type {
  AccountConfig,
  LandingZoneConfig,
  OrganizationalUnitsConfig,
  RecipientConfig,
  ReservedPolicySlotsConfig,
  TagsConfig,
} from "./config";
import { configTree } from "./config-tree";
import { furtherPolicyTypes, policyTypes, trustedServices } from "./foundation-families";
import { resolveGuardrailOptions } from "./guardrail-options";
import { KEY_TAG } from "./key-tag";
import type {
  Account,
  AccountModule,
  Alerting,
  LandingZone,
  OrganizationalUnit,
  RecoveryEntry,
  ReservedSlots,
  Trail,
} from "./landing-zone";
import type { Identity, Ledger } from "./ledger";
import { modulesOf } from "./module-uses";
import { compareKeys, identitiesByStack, nextLedger } from "./next-ledger";
import { optInRegions } from "./opt-in-regions";
import { carriedPolicies } from "./policy-records";
import type { ConfigPath } from "./problem";
import { RECOVERY_TAG } from "./recovery-tag";
import { contactsOf, resolveExternalPolicies } from "./resolve-adoption";
import { resolveDetection } from "./resolve-detection";
import { resolveGuardrails } from "./resolve-guardrails";
import { resolveIdentity } from "./resolve-identity";
import { pipelineRoles, resolvePipeline } from "./resolve-pipeline";
import { resolveReview } from "./resolve-review";
import { resolveRollout } from "./rollout";
import { ROOT_NODE } from "./root-node";

/** A landing zone and the ledger that goes with it. */
export interface Resolution {
  readonly zone: LandingZone;
  readonly ledger: Ledger;
}

/**
 * Resolves a configuration that has passed every rule that blocks resolution.
 *
 * The result does not depend on the order of keys in the configuration. Throws on a configuration that has not passed
 * those rules: that is a bug of the caller.
 */
export function resolve(config: LandingZoneConfig, ledger: Ledger | undefined): Resolution {
  const next = nextLedger(config, ledger);
  const organizationalUnits = resolveUnits(config);
  const accounts = resolveAccounts(config, organizationalUnits, next);
  const guardrails = resolveGuardrails(config, organizationalUnits);
  const departed = departedAccounts(config, next);
  const zone: LandingZone = {
    name: config.name,
    partition: "aws",
    homeRegion: config.homeRegion,
    governedRegions: resolveRegions(config),
    managementAccount: config.managementAccount,
    contacts: config.contacts,
    organizationalUnits,
    accounts,
    logArchive: find(accounts, config.services.logArchive),
    security: find(accounts, config.services.security),
    recoveryUnit: organizationalUnits.find(({ purpose }) => purpose === "recovery"),
    suspendedUnit: organizationalUnits.find(({ purpose }) => purpose === "suspended"),
    accountAccessRole: config.accountAccessRole ?? "OrganizationAccountAccessRole",
    rootAccess: config.rootAccess?.mode ?? "enforce",
    trustedServices: trustedServices(config),
    policyTypes: policyTypes(config),
    furtherPolicyTypes: furtherPolicyTypes(config),
    managementContacts: contactsOf(config.managementAccount, config),
    tagging: config.tagging?.mode ?? "enforce",
    externalPolicies: resolveExternalPolicies(config),
    adoption: next.adoption,
    delegations: {
      centralRootAccess: config.rootAccess?.delegateToSecurityAccount ?? false,
      trail: config.trail?.delegatedAdministrator ?? false,
    },
    guardrails,
    policyRecords: carriedPolicies(ledger, next, {
      renamed: config.moved ?? [],
      guardrails,
      targets: ["root", ...organizationalUnits.map(({ key }) => key), ...accounts.map(({ key }) => key)],
    }),
    guardrailOptions: resolveGuardrailOptions(config),
    trail: resolveTrail(config),
    alerting: resolveAlerting(config),
    review: resolveReview(config.review),
    custody: config.custody,
    recovery: resolveRecovery(config, accounts),
    baselines: resolveBaselines(config, pipelineRoles(config)),
    modules: resolveModules(config),
    detection: resolveDetection(config),
    proofs: config.proofs ?? [],
    identity: resolveIdentity(config, accounts, organizationalUnits),
    tags: sortedRecord({ "managed-by": "rootstock", ...config.tags }),
    quotas: resolveQuotas(config),
    reservedPolicySlots: resolveReservedSlots(config),
    pipeline: resolvePipeline(config),
    backend: config.backend ?? { type: "local" },
    teardown: [...(config.teardown?.stacks ?? [])].sort(compareKeys),
    approvals: config.approvals ?? [],
    planLimits: config.planLimits ?? {},
    rollout: resolveRollout(config.rollout),
    moved: [...(config.moved ?? [])]
      .map(({ from, to }) => ({ from, to, identity: identityOf(next, to) }))
      .sort((a, b) => compareKeys(a.from, b.from)),
    departedAccounts: departed,
    forgotten: forgottenIdentities(next, departed),
    identitiesByStack: identitiesByStack(next),
  };
  return { zone, ledger: next };
}

/**
 * What Terraform must forget without destroying: whatever was released, and of accounts those that the table names.
 *
 * Anything else in `closing` is destroyed by Terraform: AWS deletes a unit only when it is empty.
 */
function forgottenIdentities(ledger: Ledger, departed: readonly DepartedAccount[]): LandingZone["forgotten"] {
  const accounts = new Set(forgottenAccounts(departed, "accounts").map(({ key }) => key));
  return Object.entries(ledger.identities)
    .filter(([key, { state, kind }]) => (kind === "account" ? accounts.has(key) : state === "released"))
    .map(([key, identity]) => ({ key, identity }));
}

function resolveRegions({ homeRegion, governedRegions }: LandingZoneConfig): readonly Region[] {
  return [...new Set<Region>([homeRegion, GLOBAL_EVENTS_REGION, ...(governedRegions ?? [])])].sort(compareKeys);
}

function resolveUnits(config: LandingZoneConfig): readonly OrganizationalUnit[] {
  const visit = (
    units: OrganizationalUnitsConfig,
    parent: OrganizationalUnit | undefined,
    at: ConfigPath,
  ): OrganizationalUnit[] =>
    sortedEntries(units).flatMap(([key, unit]) => {
      const path = [...at, key];
      const resolved: OrganizationalUnit = {
        key,
        name: unit.name,
        purpose: unit.purpose,
        parent: parent?.key,
        lineage: [...(parent?.lineage ?? []), key],
        tags: sortedRecord({ ...parent?.tags, ...unit.tags, [KEY_TAG]: key }),
        path,
      };
      return [resolved, ...visit(unit.organizationalUnits ?? {}, resolved, [...path, "organizationalUnits"])];
    });
  return visit(config.organizationalUnits, undefined, ["organizationalUnits"]);
}

function resolveAccounts(
  config: LandingZoneConfig,
  organizationalUnits: readonly OrganizationalUnit[],
  ledger: Ledger,
): readonly Account[] {
  const recovering = new Set((config.recovery ?? []).map(({ account }) => account));
  const recoveryUnit = organizationalUnits.find(({ purpose }) => purpose === "recovery");
  const below = (
    parent: string,
    accounts: Readonly<Record<string, AccountConfig>>,
    inherited: Inherited,
    at: ConfigPath,
  ): Account[] =>
    Object.entries(accounts).map(
      ([key, account]): Account => ({
        key,
        name: account.name ?? key,
        email: account.email,
        owner: account.owner,
        expires: account.expires,
        optInRegions: optInRegions([...inherited.optInRegions, ...(account.optInRegions ?? [])]),
        organizationalUnit: recovering.has(key) && recoveryUnit !== undefined ? recoveryUnit.key : parent,
        homeUnit: parent,
        state: inherited.state,
        accountId: identityOf(ledger, key).accountId,
        shard: identityOf(ledger, key).shard ?? 1,
        alternateContacts: contactsOf(account, config),
        tags: sortedRecord({
          ...inherited.tags,
          ...kindTags(config, account),
          ...settingTags(account),
          ...account.tags,
          [KEY_TAG]: key,
          ...(recovering.has(key) ? { [RECOVERY_TAG]: "declared" } : {}),
        }),
        path: [...at, key],
      }),
    );
  const visit = (units: OrganizationalUnitsConfig, inherited: Inherited, at: ConfigPath): Account[] =>
    Object.entries(units).flatMap(([unitKey, unit]) => {
      const passedOn: Inherited = {
        tags: { ...inherited.tags, ...unit.tags },
        optInRegions: [...inherited.optInRegions, ...(unit.optInRegions ?? [])],
        state: unit.purpose === "suspended" ? "suspended" : inherited.state,
      };
      const accounts = below(unitKey, unit.accounts ?? {}, passedOn, [...at, unitKey, "accounts"]);
      return [...accounts, ...visit(unit.organizationalUnits ?? {}, passedOn, [...at, unitKey, "organizationalUnits"])];
    });
  const inherited: Inherited = { tags: {}, optInRegions: resolveRegions(config), state: "active" };
  return [
    ...below(ROOT_NODE, config.rootAccounts ?? {}, inherited, ["rootAccounts"]),
    ...visit(config.organizationalUnits, inherited, ["organizationalUnits"]),
  ].sort((a, b) => compareKeys(a.key, b.key));
}

/** What an account gets from the units that it is in. */
interface Inherited {
  readonly tags: Readonly<Record<string, string>>;
  readonly optInRegions: readonly Region[];
  readonly state: PresentState;
}

function kindTags({ accountKinds = {} }: LandingZoneConfig, { kind }: AccountConfig): TagsConfig {
  return kind === undefined ? {} : (accountKinds[kind]?.tags ?? {});
}

function resolveModules(config: LandingZoneConfig): LandingZone["modules"] {
  const ofAccounts = configTree(config).accounts.map((account): [string, readonly AccountModule[]] => [
    account.key,
    modulesOf(config, account).map(({ key, module, inputs }) => ({
      key,
      module,
      inputs: sortedRecord(Object.fromEntries([...inputs].map(([name, { value }]) => [name, value]))),
    })),
  ]);
  return new Map(ofAccounts.filter(([, modules]) => modules.length > 0).sort(([a], [b]) => compareKeys(a, b)));
}

function resolveTrail({ trail }: LandingZoneConfig): Trail {
  return {
    mode: trail?.mode ?? "enforce",
    objectLock: { mode: trail?.objectLock?.mode ?? "governance", days: trail?.objectLock?.days ?? 365 },
    expireAfterDays: trail?.expireAfterDays ?? 2555,
    logGroupRetentionDays: trail?.logGroupRetentionDays ?? 90,
  };
}

function resolveAlerting({ alerting, contacts }: LandingZoneConfig): Alerting {
  const told = (email: string): readonly RecipientConfig[] => [{ email }];
  return {
    mode: alerting?.mode ?? "enforce",
    recipients: {
      page: alerting?.recipients?.page ?? told(contacts.security.email),
      ticket: alerting?.recipients?.ticket ?? told(contacts.operations.email),
      digest: alerting?.recipients?.digest ?? told(contacts.operations.email),
    },
    chat:
      alerting?.chat === undefined
        ? undefined
        : { ...alerting.chat, severities: alerting.chat.severities ?? ["page", "ticket"] },
    runbookUrl: alerting?.runbookUrl ?? "docs/runbooks.md",
  };
}

function resolveRecovery(config: LandingZoneConfig, accounts: readonly Account[]): readonly RecoveryEntry[] {
  return [...(config.recovery ?? [])]
    .map(({ account, reason, until }) => ({ account: find(accounts, account), reason, until }))
    .sort((a, b) => compareKeys(a.account.key, b.account.key));
}

function resolveQuotas({ quotas }: LandingZoneConfig): Readonly<Record<QuotaId, number>> {
  const value = (id: QuotaId): number => quotas?.[id]?.value ?? QUOTAS[id].value;
  return {
    "scp-size": value("scp-size"),
    "scp-attachments": value("scp-attachments"),
    "rcp-size": value("rcp-size"),
    "rcp-attachments": value("rcp-attachments"),
    "tag-size": value("tag-size"),
    "tag-attachments": value("tag-attachments"),
    "ai-opt-out-size": value("ai-opt-out-size"),
    "ai-opt-out-attachments": value("ai-opt-out-attachments"),
    "declarative-ec2-size": value("declarative-ec2-size"),
    "declarative-ec2-attachments": value("declarative-ec2-attachments"),
    "organizational-unit-depth": value("organizational-unit-depth"),
    "organizational-unit-count": value("organizational-unit-count"),
    "tags-per-resource": value("tags-per-resource"),
  };
}

function resolveReservedSlots(config: LandingZoneConfig): LandingZone["reservedPolicySlots"] {
  const slots = (declared: ReservedPolicySlotsConfig | undefined): ReservedSlots => ({
    scp: declared?.scp ?? 0,
    rcp: declared?.rcp ?? 0,
  });
  const byUnit: Record<string, ReservedSlots> = {};
  const visit = (units: OrganizationalUnitsConfig): void => {
    for (const [key, unit] of sortedEntries(units)) {
      if (unit.reservedPolicySlots !== undefined)
        byUnit[key] = slots({ ...config.reservedPolicySlots, ...unit.reservedPolicySlots });
      visit(unit.organizationalUnits ?? {});
    }
  };
  visit(config.organizationalUnits);
  return { everywhere: slots(config.reservedPolicySlots), byUnit };
}

function identityOf(ledger: Ledger, key: string): Identity {
  const identity = ledger.identities[key];
  if (identity === undefined) throw new Error(`no identity ${key} in the ledger`);
  return identity;
}

function find(accounts: readonly Account[], key: string): Account {
  const account = accounts.find((candidate) => candidate.key === key);
  if (account === undefined) throw new Error(`no account ${key} in the configuration`);
  return account;
}

function sortedEntries<V>(record: Readonly<Record<string, V>>): [string, V][] {
  return Object.entries(record).sort(([a], [b]) => compareKeys(a, b));
}

function sortedRecord<V>(record: Readonly<Record<string, V>>): Readonly<Record<string, V>> {
  return Object.fromEntries(sortedEntries(record));
}
