import path from "node:path";
import { z } from "zod";
import { AUTHORIZATION_POLICY_TYPES, MANAGEMENT_POLICY_TYPES } from "../catalogue/guardrails";
import type {
  AdoptedPolicy,
  Adoption,
  Identity,
  Ledger,
  PolicyParts,
  PolicyRecord,
  PolicyRecords,
} from "../model/ledger";
import { compareKeys } from "../model/next-ledger";
import { Failure, messageOf } from "./failure";
import { readIfThere } from "./read-if-there";
import { writeWhole } from "./write-whole";

/** The name of the ledger beside the configuration. */
export const LEDGER_NAME = "identities.lock.json";

/**
 * The absolute path of the ledger.
 *
 * @param option the value of `--ledger`; without it `LANDING_ZONE_LEDGER` counts, then the place beside the configuration
 */
export function ledgerFile(configFile: string, option?: string): string {
  const named = option ?? process.env.LANDING_ZONE_LEDGER;
  return named ? path.resolve(named) : path.join(path.dirname(configFile), LEDGER_NAME);
}

/**
 * Reads the ledger; `undefined` when there is none yet.
 *
 * @throws Failure when it cannot be read or is no ledger
 */
export function readLedger(file: string): Ledger | undefined {
  const text = readText(file);
  return text === undefined ? undefined : parseLedger(text, file);
}

/**
 * Writes the ledger whole or not at all, and only when it changed; answers whether it did.
 *
 * The same ledger is the same bytes: identities by key, fields in a fixed order, a newline at the end.
 */
export function writeLedger(file: string, ledger: Ledger): boolean {
  const text = formatLedger(ledger);
  if (readText(file) === text) return false;
  try {
    writeWhole(file, text);
  } catch (error) {
    throw new Failure(
      `The ledger ${file} cannot be written: ${messageOf(error)}`,
      "Make the file and its directory writable; nothing was changed.",
      { cause: error },
    );
  }
  return true;
}

/** The bytes of the ledger file. */
export function formatLedger(ledger: Ledger): string {
  const keys = Object.keys(ledger.identities).sort();
  const identities = Object.fromEntries(keys.map((key) => [key, ordered(ledger.identities[key])]));
  const { version, managementAccountId, policies, adoption } = ledger;
  const shown = {
    version,
    managementAccountId,
    identities,
    policies: policies && orderedPolicies(policies),
    adoption: adoption && orderedAdoption(adoption),
  };
  return `${JSON.stringify(shown, undefined, 2)}\n`;
}

/** Policies by id, fields in a fixed order; what a guardrail takes in it by its key. */
function orderedPolicies(policies: PolicyRecords): object {
  const records = Object.entries(policies).sort(([a], [b]) => compareKeys(a, b));
  return Object.fromEntries(records.map(([id, record]) => [id, orderedPolicy(record)]));
}

function orderedPolicy({ policyType, state, targets, guardrails, arriving, leaving, after }: PolicyRecord): object {
  const sizes = Object.entries(guardrails).sort(([a], [b]) => compareKeys(a, b));
  return {
    policyType,
    state,
    targets,
    guardrails: Object.fromEntries(sizes),
    arriving: arriving && orderedParts(arriving),
    leaving: leaving && orderedParts(leaving),
    after,
  };
}

function orderedAdoption(adoption: Adoption): Adoption {
  const { organizationId, rootId, on, digest, centralRootAccess } = adoption;
  const policies = Object.entries(adoption.policies).map(([key, { id, targets }]): [string, AdoptedPolicy] => [
    key,
    { id, targets },
  ]);
  return {
    organizationId,
    rootId,
    on,
    digest,
    centralRootAccess,
    organizationalUnits: byKey(adoption.organizationalUnits),
    accounts: byKey(adoption.accounts),
    policies: byKey(Object.fromEntries(policies)),
    contacts: byKey(adoption.contacts),
  };
}

function byKey<V>(record: Readonly<Record<string, V>>): Readonly<Record<string, V>> {
  return Object.fromEntries(Object.entries(record).sort(([a], [b]) => compareKeys(a, b)));
}

function orderedParts({ guardrails, targets }: PolicyParts): PolicyParts {
  return { ...(guardrails === undefined ? {} : { guardrails }), ...(targets === undefined ? {} : { targets }) };
}

/** Every field, in the order in which it is written. */
const FIELDS: Readonly<Record<keyof Identity, true>> = {
  kind: true,
  state: true,
  successor: true,
  reason: true,
  shard: true,
  accountId: true,
  email: true,
  formerEmails: true,
  suspended: true,
  parent: true,
};

function ordered(identity: Identity | undefined): object {
  return Object.fromEntries(Object.keys(FIELDS).map((field) => [field, Reflect.get(identity ?? {}, field)]));
}

/** A key of the configuration, `foundation:` and a name, or `foundation:`, a family and a member of it. */
const KEY = /^(?:(?:foundation:)?[a-z][a-z0-9-]*|foundation:[a-z][a-z-]*:[a-z][a-z0-9.-]*)$/;

const identitySchema = z.strictObject({
  kind: z.enum(["account", "organizational-unit", "guardrail", "foundation"]),
  state: z.enum(["active", "moved", "closing", "released"]),
  successor: z.string().regex(KEY).exactOptional(),
  reason: z.string().exactOptional(),
  shard: z.int().nonnegative().exactOptional(),
  accountId: z
    .string()
    .regex(/^\d{12}$/, "expected 12 digits")
    .exactOptional(),
  email: z.string().exactOptional(),
  formerEmails: z.array(z.string().lowercase("expected lower case")).min(1).exactOptional(),
  suspended: z.literal(true).exactOptional(),
  parent: z.string().exactOptional(),
});

const NODE_OR_GUARDRAIL = z.string().regex(/^[a-z][a-z0-9-]*$/);
const POLICY_ID = z.string().regex(/^(?:[a-z][a-z0-9-]*|(?:scp|rcp)_[1-9]\d*)$/);

const partsSchema = z.strictObject({
  guardrails: z.array(NODE_OR_GUARDRAIL).exactOptional(),
  targets: z.array(NODE_OR_GUARDRAIL).exactOptional(),
});

const policySchema = z.strictObject({
  policyType: z.enum([...AUTHORIZATION_POLICY_TYPES, ...MANAGEMENT_POLICY_TYPES]),
  state: z.enum(["active", "deleted", "released"]),
  targets: z.array(NODE_OR_GUARDRAIL),
  guardrails: z.record(NODE_OR_GUARDRAIL, z.int().nonnegative()),
  arriving: partsSchema.exactOptional(),
  leaving: partsSchema.exactOptional(),
  after: z.array(POLICY_ID).exactOptional(),
});

const adoptionSchema = z.strictObject({
  organizationId: z.string(),
  rootId: z.string(),
  on: z.string(),
  digest: z.string(),
  centralRootAccess: z.boolean(),
  organizationalUnits: z.record(NODE_OR_GUARDRAIL, z.string()),
  accounts: z.record(NODE_OR_GUARDRAIL, z.string()),
  policies: z.record(NODE_OR_GUARDRAIL, z.strictObject({ id: z.string(), targets: z.array(NODE_OR_GUARDRAIL) })),
  contacts: z.record(NODE_OR_GUARDRAIL, z.array(z.enum(["billing", "operations", "security"]))),
});

const ledgerSchema = z.strictObject({
  version: z.literal(1),
  managementAccountId: z.string().regex(/^\d{12}$/, "expected 12 digits"),
  identities: z.record(z.string().regex(KEY), identitySchema),
  policies: z.record(POLICY_ID, policySchema).exactOptional(),
  adoption: adoptionSchema.exactOptional(),
}) satisfies z.ZodType<Ledger>;

function readText(file: string): string | undefined {
  try {
    return readIfThere(file);
  } catch (error) {
    throw new Failure(
      `The ledger ${file} cannot be read: ${messageOf(error)}`,
      "Make it a readable file, or name another one with --ledger or LANDING_ZONE_LEDGER.",
      { cause: error },
    );
  }
}

function parseLedger(text: string, file: string): Ledger {
  if (/^(<{7}|>{7}) /m.test(text)) {
    throw new Failure(
      `The ledger ${file} has unresolved merge conflicts`,
      "Keep the identities of both sides, remove the conflict markers and run the verb again.",
    );
  }
  const parsed = ledgerSchema.safeParse(parseJson(text, file));
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw new Failure(
    `The ledger ${file} is damaged at ${issue?.path.join(".") || "its top level"}: ${issue?.message}`,
    RESTORE,
    { cause: parsed.error },
  );
}

const RESTORE = "Restore it from version control; it is written by synth and never by hand.";

function parseJson(text: string, file: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new Failure(`The ledger ${file} is not valid JSON: ${messageOf(error)}`, RESTORE, { cause: error });
  }
}
