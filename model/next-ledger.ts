import { renamedAdoption } from "./adoption";
import type { AccountConfig, LandingZoneConfig, OrganizationalUnitsConfig } from "./config";
import { canonicalEmail } from "./email-address";
import { familyFoundations, familyMember } from "./foundation-families";
import { isGuardrailInForce } from "./guardrails-in-force";
import {
  ACCOUNTS_PER_SHARD,
  accountsStackName,
  type Identity,
  type IdentityKind,
  type Ledger,
  type StackIdentity,
} from "./ledger";
import { BUILT_IN_GUARDRAIL_IDS, guardrailSetting, guardrailSettingPath } from "./mechanisms";
import type { ConfigPath } from "./problem";
import { ownStateBucket } from "./state-bucket";

/** One identity that a configuration declares. */
export interface DeclaredIdentity {
  readonly kind: IdentityKind;
  /** Of an organizational unit: the key of its parent, or `root`. */
  readonly parent?: string;
  /** Of an account: its root e-mail address in its canonical form. */
  readonly email?: string;
  /** Of an account: whether it is in the Suspended unit, or below it. */
  readonly isSuspended?: boolean;
  readonly path: ConfigPath;
}

/** The parts of the landing zone that exist once and must not vanish, with the stack that holds each. */
export const FOUNDATIONS = {
  "foundation:organization": "organization",
  "foundation:central-root-access": "organization",
  "foundation:log-archive": "log-archive",
  "foundation:trail": "monitoring",
  "foundation:alert-bus": "security",
  "foundation:deny-root-at-root": "guardrails",
  "foundation:state-bucket": "state-backend",
  "foundation:pipeline": "pipeline",
} as const;

type FoundationKey = keyof typeof FOUNDATIONS;

/** Every identity that a configuration declares, by key. Total: of two that share a key, the later one is kept. */
export function activeIdentities(config: LandingZoneConfig): ReadonlyMap<string, DeclaredIdentity> {
  const declared = new Map<string, DeclaredIdentity>();
  const account = (key: string, { email }: AccountConfig, isSuspended: boolean, path: ConfigPath): void => {
    declared.set(key, { kind: "account", email: canonicalEmail(email), isSuspended, path });
  };
  const visit = (units: OrganizationalUnitsConfig, parent: string, isSuspended: boolean, at: ConfigPath): void => {
    for (const [key, unit] of Object.entries(units)) {
      const path = [...at, key];
      const isLeaving = isSuspended || unit.purpose === "suspended";
      declared.set(key, { kind: "organizational-unit", parent, path });
      for (const [accountKey, child] of Object.entries(unit.accounts ?? {})) {
        account(accountKey, child, isLeaving, [...path, "accounts", accountKey]);
      }
      visit(unit.organizationalUnits ?? {}, key, isLeaving, [...path, "organizationalUnits"]);
    }
  };
  visit(config.organizationalUnits, "root", false, ["organizationalUnits"]);
  for (const [key, rootAccount] of Object.entries(config.rootAccounts ?? {})) {
    account(key, rootAccount, false, ["rootAccounts", key]);
  }
  for (const key of Object.keys(config.guardrails ?? {}))
    declared.set(key, { kind: "guardrail", path: ["guardrails", key] });
  for (const id of BUILT_IN_GUARDRAIL_IDS) {
    if (isGuardrailInForce(config, id)) declared.set(id, { kind: "guardrail", path: guardrailSettingPath(id) });
  }
  for (const [key, path] of foundationsInForce(config)) declared.set(key, { kind: "foundation", path });
  return declared;
}

function foundationsInForce(config: LandingZoneConfig): readonly (readonly [string, ConfigPath])[] {
  const hasTrail = (config.trail?.mode ?? "enforce") !== "off";
  const hasAlerting = (config.alerting?.mode ?? "enforce") !== "off";
  return [
    ["foundation:organization", []],
    ...((config.rootAccess?.mode ?? "enforce") === "enforce"
      ? [["foundation:central-root-access", ["rootAccess", "mode"]] as const]
      : []),
    ...(hasTrail
      ? [["foundation:log-archive", ["trail", "mode"]] as const, ["foundation:trail", ["trail", "mode"]] as const]
      : []),
    ...(isDenyRootAtRoot(config) ? [["foundation:deny-root-at-root", ["denyRoot", "attachTo"]] as const] : []),
    ...(hasAlerting ? [["foundation:alert-bus", ["alerting", "mode"]] as const] : []),
    ...(ownStateBucket(config.backend) !== undefined
      ? [["foundation:state-bucket", ["backend", "createBucket"]] as const]
      : []),
    ...(config.pipeline === undefined ? [] : [["foundation:pipeline", ["pipeline"]] as const]),
    ...familyFoundations(config),
  ];
}

/** Whether no account can be outside deny-root; a rollout attaches it to units first. */
function isDenyRootAtRoot(config: LandingZoneConfig): boolean {
  const { attachTo = "root" } = guardrailSetting(config, "deny-root");
  return isGuardrailInForce(config, "deny-root") && attachTo === "root";
}

/**
 * The ledger after this configuration: new keys are added, keys taken out on purpose get their final state.
 *
 * Pure and deterministic; the configuration must have passed the ledger rules. Nothing is ever removed, and the shard
 * of a known account never changes. New accounts, by key, fill the first shard that has room.
 */
export function nextLedger(config: LandingZoneConfig, ledger: Ledger | undefined): Ledger {
  const identities = new Map<string, Identity>(Object.entries(ledger?.identities ?? {}));
  for (const { from, to } of config.moved ?? []) rename(identities, from, to);
  for (const { key, reason } of config.closing ?? []) finish(identities, key, "closing", reason);
  for (const { key, reason } of config.released ?? []) finish(identities, key, "released", reason);
  const declared = [...activeIdentities(config)].sort(([a], [b]) => compareKeys(a, b));
  const allocateShard = shardAllocator(identities.values());
  for (const [key, identity] of declared) identities.set(key, renewed(identities.get(key), identity, allocateShard));
  return {
    version: 1,
    managementAccountId: config.managementAccount.id,
    identities: Object.fromEntries([...identities].sort(([a], [b]) => compareKeys(a, b))),
    ...(ledger?.policies === undefined ? {} : { policies: ledger.policies }),
    ...(ledger?.adoption === undefined ? {} : { adoption: renamedAdoption(ledger.adoption, config.moved ?? []) }),
  };
}

/** The ledger with the ids that AWS gave to accounts; keys that are no accounts of the ledger are left out. */
export function withAccountIds(ledger: Ledger, accountIds: Readonly<Record<string, string>>): Ledger {
  const identities = Object.entries(ledger.identities).map(([key, identity]): [string, Identity] => {
    const accountId = accountIds[key];
    return [key, identity.kind === "account" && accountId !== undefined ? { ...identity, accountId } : identity];
  });
  return { ...ledger, identities: Object.fromEntries(identities) };
}

/** Every identity of a ledger by the stack whose tripwire remembers it. */
export function identitiesByStack(ledger: Ledger): Readonly<Record<string, readonly StackIdentity[]>> {
  const byStack: Record<string, StackIdentity[]> = {};
  for (const [key, identity] of Object.entries(ledger.identities)) {
    const stack = stackOf(key, identity);
    byStack[stack] ??= [];
    byStack[stack].push({ key, kind: identity.kind });
  }
  return byStack;
}

function stackOf(key: string, identity: Identity): string {
  switch (identity.kind) {
    case "account":
      return accountsStackName(identity.shard ?? 1);
    case "guardrail":
      return "guardrails";
    case "organizational-unit":
      return "organization";
    case "foundation":
      return familyMember(key)?.family.stack ?? FOUNDATIONS[key as FoundationKey];
    default:
      return identity.kind satisfies never;
  }
}

/** Compares keys by code unit, so that no locale changes the order. */
export function compareKeys(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function rename(identities: Map<string, Identity>, from: string, to: string): void {
  const old = identities.get(from);
  if (old === undefined || old.state === "moved") return;
  identities.set(to, { ...old, state: "active" });
  identities.set(from, { ...old, state: "moved", successor: to });
}

function finish(identities: Map<string, Identity>, key: string, state: "closing" | "released", reason: string): void {
  const old = identities.get(key);
  if (old !== undefined) identities.set(key, { ...old, state, reason });
}

function renewed(known: Identity | undefined, declared: DeclaredIdentity, allocateShard: () => number): Identity {
  const shard = declared.kind === "account" ? { shard: known?.shard ?? allocateShard() } : {};
  return {
    kind: declared.kind,
    state: "active",
    ...shard,
    ...(known?.accountId === undefined ? {} : { accountId: known.accountId }),
    ...(declared.email === undefined ? {} : { email: declared.email }),
    ...(declared.email === undefined ? {} : formerEmails(known, declared.email)),
    ...(declared.isSuspended === true ? { suspended: true } : {}),
    ...(declared.parent === undefined ? {} : { parent: declared.parent }),
  };
}

/** An address that the account has again is no former one. */
function formerEmails(known: Identity | undefined, present: string): Pick<Identity, "formerEmails"> {
  const earlier = [
    ...(known?.formerEmails ?? []),
    ...(known?.email === undefined ? [] : [canonicalEmail(known.email)]),
  ];
  const former = [...new Set(earlier)].filter((email) => email !== present);
  return former.length === 0 ? {} : { formerEmails: former };
}

/** Gives out places in the first shard that has room, shard after shard. */
function shardAllocator(identities: Iterable<Identity>): () => number {
  const sizes = new Map<number, number>();
  for (const { kind, state, shard } of identities) {
    if (kind === "account" && state === "active" && shard !== undefined) sizes.set(shard, (sizes.get(shard) ?? 0) + 1);
  }
  let shard = 1;
  return () => {
    while ((sizes.get(shard) ?? 0) >= ACCOUNTS_PER_SHARD) shard += 1;
    sizes.set(shard, (sizes.get(shard) ?? 0) + 1);
    return shard;
  };
}
