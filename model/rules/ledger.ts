import type { RemovedConfig } from "../config";
import { familyKey, familyMember } from "../foundation-families";
import type { Identity, IdentityKind, IdentityState, Ledger } from "../ledger";
import { BUILT_IN_GUARDRAIL_IDS, guardrailSettingPath } from "../mechanisms";
import { activeIdentities, type DeclaredIdentity, type FOUNDATIONS } from "../next-ledger";
import { ownLedger } from "../own-ledger";
import { heldGuardrails } from "../policy-records";
import type { ConfigPath } from "../problem";
import { type Breach, type ConfigFacts, defineRule } from "../rule";
import { suggestion } from "../suggestion";

const KIND_NAMES: Readonly<Record<IdentityKind, string>> = {
  account: "account",
  "organizational-unit": "unit",
  guardrail: "guardrail",
  foundation: "foundation",
};

/** Built-in guardrails and foundations have keys that nobody chose: they can be switched off and on again. */
function isBuiltIn(key: string, kind: IdentityKind): boolean {
  return kind === "foundation" || BUILT_IN_GUARDRAIL_IDS.some((id) => id === key);
}

/** A key that people chose is theirs to change. */
function canBeRenamed(key: string, kind: IdentityKind): boolean {
  return !isBuiltIn(key, kind) || familyMember(key)?.family.renamedAs !== undefined;
}

function called(key: string, kind: IdentityKind): string {
  const member = familyMember(key)?.family.renamedAs;
  return member === undefined ? withArticle(kind) : `a ${member}`;
}

/** Another organization's ledger knows nothing of what this one has. */
export const ledgerOrganization = defineRule<ConfigFacts>({
  id: "ledger-organization",
  doc: "The ledger belongs to this organization.",
  waivable: false,
  blocksResolution: true,
  *breaches({ config: { managementAccount }, ledger }) {
    if (ledger === undefined || ledger.managementAccountId === managementAccount.id) return;
    yield {
      path: ["managementAccount", "id"],
      message: `the ledger is that of the organization of ${ledger.managementAccountId}, not of ${managementAccount.id}`,
      remedy: "Correct the id; only when you start a new organization from this configuration, delete the ledger file.",
    };
  },
});

/** `prevent_destroy` protects nothing once its block is gone. */
export const keyVanished = defineRule<ConfigFacts>({
  id: "key-vanished",
  doc: "What was synthesized once is in the configuration, or moved, closing or released says what became of it.",
  waivable: false,
  blocksResolution: true,
  *breaches(facts) {
    const { config, tree } = facts;
    const declared = activeIdentities(config);
    const explained = new Set([
      ...(config.moved ?? []).map(({ from }) => from),
      ...(config.closing ?? []).map(({ key }) => key),
      ...(config.released ?? []).map(({ key }) => key),
    ]);
    for (const [key, identity] of Object.entries(ownLedger(facts)?.identities ?? {})) {
      const { state, kind } = identity;
      const now = declared.get(key);
      if (state !== "active" || explained.has(key) || now?.kind === kind || tree.unreadAccounts.includes(key)) continue;
      // Where deny-root is off altogether, that is the thing to say; its place at the root goes with it.
      if (key === "foundation:deny-root-at-root" && !declared.has("deny-root")) continue;
      yield now === undefined ? vanished(key, identity) : changedKind(key, kind, now);
    }
  },
});

function vanished(key: string, identity: Identity): Breach {
  const { kind } = identity;
  const named = familyMember(key);
  const said = `${KIND_NAMES[kind]} "${key}"`;
  const closing = `closing: [{ key: "${key}", reason: "..." }] (${named?.family.closingMeans ?? closingMeans(identity)})`;
  const released = `released: [{ key: "${key}", reason: "..." }] (Terraform forgets it and leaves it as it is)`;
  if (named?.family.renamedAs !== undefined) {
    return {
      path: placeOf(key, kind),
      message: `the ${named.family.renamedAs} "${named.member}" is gone from the configuration, but exists`,
      remedy: `Put it back, or add moved: [{ from: "${key}", to: "${familyKey(named.name, "<new key>")}" }] (it has another key now) or ${closing}.`,
    };
  }
  if (named?.family.unreleasable !== undefined) {
    return {
      path: placeOf(key, kind),
      message: `the ${said} was in force and is gone without a word`,
      remedy: `Put it back, or add ${closing}.`,
    };
  }
  if (isBuiltIn(key, kind)) {
    return {
      path: placeOf(key, kind),
      message: `the ${said} was in force and is switched off without a word`,
      remedy: `Switch it on again, or add ${closing} or ${released}.`,
    };
  }
  return {
    path: placeOf(key, kind),
    message: `the ${said} is gone from the configuration, but exists`,
    remedy: `Put it back, or add moved: [{ from: "${key}", to: "<new key>" }] (it has another key now), ${closing} or ${released}.`,
  };
}

/** An account is closed in two steps, and `account-closes-suspended` refuses the second before the first. */
function closingMeans({ kind, suspended }: Identity): string {
  if (kind !== "account" || suspended === true) return CLOSING_MEANS[kind];
  return `${CLOSING_MEANS[kind]}, once it was in the Suspended unit: put it back and suspend it first`;
}

const CLOSING_MEANS: Readonly<Record<IdentityKind, string>> = {
  account: "the account is being closed",
  "organizational-unit": "the empty unit is deleted",
  guardrail: "the policy is deleted",
  foundation: "it is given up on purpose",
};

function changedKind(key: string, was: IdentityKind, { kind, path }: DeclaredIdentity): Breach {
  return {
    path,
    message: `the key "${key}" is that of ${withArticle(was)}, and names ${withArticle(kind)} now`,
    remedy: `Choose another key here, and put the ${KIND_NAMES[was]} back or say what became of it.`,
  };
}

function withArticle(kind: IdentityKind): string {
  return `${kind === "account" ? "an" : "a"} ${KIND_NAMES[kind]}`;
}

const PATHS_OF_FOUNDATIONS: Readonly<Record<keyof typeof FOUNDATIONS, ConfigPath>> = {
  "foundation:organization": [],
  "foundation:central-root-access": ["rootAccess", "mode"],
  "foundation:log-archive": ["trail", "mode"],
  "foundation:trail": ["trail", "mode"],
  "foundation:alert-bus": ["alerting", "mode"],
  "foundation:deny-root-at-root": ["denyRoot", "attachTo"],
  "foundation:state-bucket": ["backend", "createBucket"],
  "foundation:pipeline": ["pipeline"],
};

const FOUNDATION_PATHS: ReadonlyMap<string, ConfigPath> = new Map(Object.entries(PATHS_OF_FOUNDATIONS));

/** Where something would be, had it not gone. */
function placeOf(key: string, kind: IdentityKind): ConfigPath {
  switch (kind) {
    case "account":
    case "organizational-unit":
      return ["organizationalUnits"];
    case "guardrail": {
      const builtIn = BUILT_IN_GUARDRAIL_IDS.find((id) => id === key);
      return builtIn === undefined ? ["guardrails"] : guardrailSettingPath(builtIn);
    }
    case "foundation":
      return FOUNDATION_PATHS.get(key) ?? familyMember(key)?.family.path ?? [];
    default:
      return kind satisfies never;
  }
}

/** An old plan, runbook or log line must not lead to something new. */
export const keyRetired = defineRule<ConfigFacts>({
  id: "key-retired",
  doc: "A key that was renamed, closed or released is not used again.",
  waivable: false,
  blocksResolution: true,
  *breaches(facts) {
    const known = ownLedger(facts)?.identities ?? {};
    for (const [key, { kind, path }] of activeIdentities(facts.config)) {
      const identity = known[key];
      if (identity === undefined || identity.state === "active" || isBuiltIn(key, kind)) continue;
      yield {
        path,
        message: `the key "${key}" was that of ${withArticle(identity.kind)} that ${becameOf(identity)}`,
        remedy: "Choose a key that was never used.",
      };
    }
  },
});

function becameOf({ state, successor }: Identity): string {
  switch (state) {
    case "active":
      return "is in use";
    case "moved":
      return `is called "${successor}" now`;
    case "closing":
      return "was closed";
    case "released":
      return "was released";
    default:
      return state satisfies never;
  }
}

/** A `moved` entry that does not fit would rename the wrong thing or nothing. */
export const movedEntry = defineRule<ConfigFacts>({
  id: "moved-entry",
  doc: "A moved entry leads from one key that is gone to one that is there, of the same kind, once and without a detour.",
  waivable: false,
  blocksResolution: true,
  *breaches(facts) {
    const moved = facts.config.moved ?? [];
    const declared = activeIdentities(facts.config);
    for (const [index, { from, to }] of moved.entries()) {
      const earlier = moved.slice(0, index);
      const wrongFrom = wrongOrigin(
        from,
        facts,
        declared,
        earlier.some((entry) => entry.from === from),
      );
      if (wrongFrom !== undefined) yield { path: ["moved", index, "from"], ...wrongFrom };
      const wrongTo = wrongTarget(
        { from, to },
        facts,
        declared,
        earlier.some((entry) => entry.to === to),
      );
      if (wrongTo !== undefined) yield { path: ["moved", index, "to"], ...wrongTo };
    }
  },
});

type Fault = Omit<Breach, "path">;
type Declared = ReadonlyMap<string, DeclaredIdentity>;

function wrongOrigin(from: string, facts: ConfigFacts, declared: Declared, isRepeated: boolean): Fault | undefined {
  if (declared.has(from) || facts.tree.unreadAccounts.includes(from)) {
    return {
      message: `"${from}" is still in the configuration`,
      remedy: "Take the old key out: one thing has one key.",
    };
  }
  if (isRepeated) return { message: `"${from}" already has an entry`, remedy: "Keep one of them." };
  const ledger = ownLedger(facts);
  if (ledger === undefined) return undefined;
  const identity = ledger.identities[from];
  if (identity === undefined) return unknownToLedger(from, ledger);
  if (!canBeRenamed(from, identity.kind)) {
    return { message: `"${from}" is built in and cannot be renamed`, remedy: "Take the entry out." };
  }
  if (identity.state !== "closing" && identity.state !== "released") return undefined;
  return { message: `"${from}" ${becameOf(identity)}`, remedy: "Take the entry out." };
}

function wrongTarget(
  { from, to }: { readonly from: string; readonly to: string },
  facts: ConfigFacts,
  declared: Declared,
  isRepeated: boolean,
): Fault | undefined {
  if (facts.tree.unreadAccounts.includes(to)) return undefined;
  const target = declared.get(to);
  const next = facts.config.moved?.find((entry) => entry.from === to);
  if (target === undefined && next !== undefined) {
    return {
      message: `"${to}" is renamed again, to "${next.to}"`,
      remedy: `Write one entry from "${from}" to "${next.to}"; take an entry out once it has been applied.`,
    };
  }
  if (target === undefined) {
    return {
      message: `there is no "${to}" in the configuration`,
      remedy: suggestion(to, declared.keys(), "Write the new key."),
    };
  }
  if (isRepeated) return { message: `"${to}" already has an entry`, remedy: "Keep one of them." };
  const identities = ownLedger(facts)?.identities ?? {};
  const origin = identities[from];
  if (origin === undefined) return undefined;
  const isSame = origin.kind === target.kind && familyMember(from)?.name === familyMember(to)?.name;
  if (!isSame || !canBeRenamed(to, target.kind)) {
    return {
      message: `"${from}" is ${called(from, origin.kind)}, and "${to}" ${canBeRenamed(to, target.kind) ? called(to, target.kind) : "is built in"}`,
      remedy: "A thing is renamed to a thing of the same kind.",
    };
  }
  if (origin.state === "moved" && origin.successor !== to) {
    return { message: `"${from}" is called "${origin.successor}" already`, remedy: "Take the entry out." };
  }
  if (origin.state === "active" && identities[to]?.state === "active") {
    return {
      message: `"${to}" is ${withArticle(target.kind)} of its own, which exists beside "${from}"`,
      remedy: `Say with closing or released what became of "${from}", or choose a new key.`,
    };
  }
  return undefined;
}

function unknownToLedger(key: string, { identities }: Ledger): Fault {
  return {
    message: `nothing was ever called "${key}"`,
    remedy: suggestion(key, Object.keys(identities), "Write the key as it was."),
  };
}

/** A `closing` or `released` entry that does not fit hides that something else is gone. */
export const removedEntry = defineRule<ConfigFacts>({
  id: "removed-entry",
  doc: "A closing or released entry names a key that is gone, once, and that was there.",
  waivable: false,
  blocksResolution: true,
  *breaches(facts) {
    const declared = activeIdentities(facts.config);
    const seen = new Set((facts.config.moved ?? []).map(({ from }) => from));
    for (const state of ["closing", "released"] as const) {
      const entries: readonly RemovedConfig[] = facts.config[state] ?? [];
      for (const [index, { key }] of entries.entries()) {
        const fault = wrongRemoval(key, state, facts, declared, seen);
        if (fault !== undefined) yield { path: [state, index, "key"], ...fault };
        seen.add(key);
      }
    }
  },
});

function wrongRemoval(
  key: string,
  state: IdentityState,
  facts: ConfigFacts,
  declared: Declared,
  seen: ReadonlySet<string>,
): Fault | undefined {
  if (declared.has(key) || facts.tree.unreadAccounts.includes(key)) {
    return { message: `"${key}" is still in the configuration`, remedy: "Take it out there, or take this entry out." };
  }
  if (seen.has(key)) {
    return {
      message: `"${key}" already has an entry`,
      remedy: "Keep one: it is renamed, is closed or is released.",
    };
  }
  const unreleasable = familyMember(key)?.family.unreleasable;
  if (state === "released" && unreleasable !== undefined) {
    return {
      message: `"${key}" ${unreleasable}`,
      remedy: "Put it back, or give it up with a closing entry.",
    };
  }
  const ledger = ownLedger(facts);
  if (ledger === undefined) return undefined;
  const identity = ledger.identities[key];
  if (identity === undefined) return unknownToLedger(key, ledger);
  if (identity.state === "active" && state === "released") return sharedRelease(key, facts, ledger);
  if (identity.state === "active" || identity.state === state) return undefined;
  return { message: `"${key}" ${becameOf(identity)}`, remedy: "Take the entry out." };
}

/** Terraform forgets whole policies: nothing can be left behind in one that goes on changing. */
function sharedRelease(key: string, { config }: ConfigFacts, { policies = {} }: Ledger): Fault | undefined {
  const released = new Set(config.released?.map((entry) => entry.key));
  for (const [id, record] of Object.entries(policies)) {
    const held = heldGuardrails(record);
    const others = held.filter((other) => !released.has(other));
    if (record.state !== "active" || !held.includes(key) || others.length === 0) continue;
    return {
      message: `"${key}" shares the policy ${id} with ${others.join(", ")}, and Terraform cannot forget a part of it`,
      remedy: `Take it out with closing, or put it back and give it a policy of its own first: a name or critical: true, an apply, synth --finish-moves, and another apply.`,
    };
  }
  return undefined;
}

/** AWS cannot move a unit: Terraform would delete it and create another. */
export const unitParent = defineRule<ConfigFacts>({
  id: "unit-parent",
  doc: "A unit stays below the parent under which it was created.",
  waivable: false,
  blocksResolution: true,
  *breaches(facts) {
    const ledger = ownLedger(facts);
    if (ledger === undefined) return;
    const renamed = new Map((facts.config.moved ?? []).map(({ from, to }) => [from, to]));
    const origins = new Map((facts.config.moved ?? []).map(({ from, to }) => [to, from]));
    for (const [key, { kind, parent, path }] of activeIdentities(facts.config)) {
      const known = ledger.identities[key] ?? ledger.identities[origins.get(key) ?? key];
      if (kind !== "organizational-unit" || known?.kind !== kind || known.parent === undefined) continue;
      const expected = presentKey(known.parent, renamed, ledger);
      if (expected === parent) continue;
      yield {
        path,
        message: `the unit "${key}" is below "${expected}", and AWS cannot move a unit to "${parent}"`,
        remedy: `Two steps: declare a new unit with a new key here, move the accounts of "${key}" into it, and apply; then take the empty "${key}" out with closing: [{ key: "${key}", reason: "..." }].`,
      };
    }
  },
});

/** What a key of the ledger is called after all renamings, those in the configuration included. */
function presentKey(key: string, renamed: ReadonlyMap<string, string>, { identities }: Ledger): string {
  let present = key;
  const passed = new Set<string>();
  while (!passed.has(present)) {
    passed.add(present);
    present = identities[present]?.successor ?? renamed.get(present) ?? present;
  }
  return present;
}
