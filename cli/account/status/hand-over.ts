import type { Region } from "../../../catalogue/regions";
import type { ContactKind } from "../../../model/adoption-config";
import { compareKeys } from "../../../model/next-ledger";
import type { Observation } from "../../preflight/facts";
import { type DeclaredAccess, declaredAccess } from "./declared-access";
import type { PortalInstance } from "./facts";
import type { Declared } from "./subject";
import { isDeniedToPeople, suspension } from "./suspension";

/** One alternate contact. */
export interface HandedContact {
  readonly kind: ContactKind;
  readonly name: string;
  readonly email: string;
  readonly phone: string;
}

/** What the people who asked for an account need to know of it. */
export interface HandOver {
  readonly key: string;
  readonly name: string;
  /** `undefined`: there is no account yet. */
  readonly id: string | undefined;
  readonly owner: string | undefined;
  /** The last day, `YYYY-MM-DD`. */
  readonly expires: string | undefined;
  /** Who may act in the account, in words; `undefined`: whoever signs in, for it is in use. */
  readonly suspension: string | undefined;
  /** Where people sign in; `undefined`: nobody signs in by Identity Center, or it could not be asked. */
  readonly portal: string | undefined;
  /** Why Identity Center could not be asked for the portal; `undefined`: it could. */
  readonly portalFailure: string | undefined;
  /** Who signs in; nobody while the account is denied to everybody. */
  readonly access: readonly DeclaredAccess[];
  readonly homeRegion: Region;
  /** The Regions that may be used, as far as the landing zone governs or enables them. */
  readonly regions: readonly Region[];
  /** What the account's modules and tags say of a budget, one line each. */
  readonly budget: readonly string[];
  readonly contacts: readonly HandedContact[];
  readonly tags: Readonly<Record<string, string>>;
  /** The command that prints how the account is recovered. */
  readonly recovery: string;
}

const KINDS = ["security", "operations", "billing"] as const satisfies readonly ContactKind[];
const BUDGET = /budget/i;

/** The hand-over of an account; `portal` is what Identity Center answered. */
export function handOver(
  declared: Declared,
  id: string | undefined,
  portal: Observation<PortalInstance | undefined>,
): HandOver {
  const { zone, account } = declared;
  const access = isDeniedToPeople(declared) ? [] : declaredAccess(declared);
  const instance = portal.kind === "observed" ? portal.value : undefined;
  return {
    key: account.key,
    name: account.name,
    id,
    owner: account.owner,
    expires: account.expires,
    suspension: suspension(declared),
    portal: instance === undefined || access.length === 0 ? undefined : portalAddress(instance),
    portalFailure: access.length === 0 ? undefined : failureOf(portal),
    access,
    homeRegion: zone.homeRegion,
    regions: [...new Set([...zone.governedRegions, ...account.optInRegions])].sort(compareKeys),
    budget: budgetOf(declared),
    contacts: KINDS.filter((kind) => account.alternateContacts.includes(kind)).map((kind) => {
      const { name, email, phone } = zone.contacts[kind];
      return { kind, name, email, phone };
    }),
    tags: account.tags,
    recovery: `npm run recover -- ${account.key}`,
  };
}

/**
 * The address that every instance has.
 *
 * A team may have named the portal once, which no API tells; the address with the id goes on working. Source: AWS sign-in
 * user guide, "Signing in to the AWS access portal", and a trial in dev.classmethod.jp of 2023-03-22, read 2026-11.
 */
function portalAddress({ identityStoreId }: PortalInstance): string {
  return `https://${identityStoreId}.awsapps.com/start`;
}

function failureOf(portal: Observation<unknown>): string | undefined {
  if (portal.kind === "observed") return undefined;
  return `${portal.permission} ${portal.kind === "denied" ? "was denied" : `failed: ${portal.message}`}`;
}

/** The configuration knows no budgets of its own: teams have them as modules, or write them into tags. */
function budgetOf({ zone, account }: Declared): readonly string[] {
  const modules = (zone.modules.get(account.key) ?? []).filter(({ key, module }) => BUDGET.test(`${key} ${module}`));
  const tags = Object.entries(account.tags).filter(([key]) => BUDGET.test(key));
  return [
    ...modules.map(({ key, inputs }) => `module ${key}: ${JSON.stringify(inputs)}`),
    ...tags.map(([key, value]) => `tag ${key}: ${value}`),
  ];
}
