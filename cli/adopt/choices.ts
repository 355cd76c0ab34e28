import { REGIONS, type Region } from "../../catalogue/regions";
import { BUILT_IN_GUARDRAIL_IDS } from "../../model/mechanisms";
import { Failure, misuse } from "../failure";
import type { AdoptedTree } from "./adopted-tree";
import { kebabCase } from "./derived-keys";
import type { LiveOrganization } from "./live-organization";

/** What the caller may say about an organization that AWS does not. */
export interface GivenChoices {
  readonly name?: string | undefined;
  readonly homeRegion?: string | undefined;
  /** The id or the key of an account. */
  readonly logArchive?: string | undefined;
  /** The id or the key of an account. */
  readonly security?: string | undefined;
  /** The Region of the environment. */
  readonly environmentRegion?: string | undefined;
}

/** What a configuration needs beside what is live. */
export interface Choices {
  readonly name: string;
  readonly homeRegion: Region;
  /** The ids of the accounts. */
  readonly logArchive: string;
  readonly security: string;
  /** The services for which nothing but a guess speaks. */
  readonly guessed: readonly ("logArchive" | "security")[];
}

/**
 * What was given, or else what the organization's names, delegations and trails suggest.
 *
 * @throws Failure when there are not two accounts for the two services, or what was given does not exist
 */
export function choose(live: LiveOrganization, tree: AdoptedTree, given: GivenChoices): Choices {
  if (tree.active.length < 2) {
    throw new Failure(
      `The organization has ${tree.active.length} active member accounts, and a landing zone needs two: for the log archive and for the security tooling`,
      "Create them first, or start from the example configuration; nothing was written.",
    );
  }
  const archive = pick(tree, given.logArchive, [LOG_ARCHIVE], []);
  const administrators = live.delegatedAdministrators.map(({ accountId }) => accountId);
  const security = pick(tree, given.security, SECURITY, [archive.id], administrators);
  // The archive is guessed before it is known which account is the security tooling's.
  const settled = archive.isGuess ? pick(tree, given.logArchive, [LOG_ARCHIVE], [security.id]) : archive;
  return {
    name: given.name ?? organizationName(live),
    homeRegion: homeRegion(live, given),
    logArchive: settled.id,
    security: security.id,
    guessed: [
      ...(settled.isGuess ? (["logArchive"] as const) : []),
      ...(security.isGuess ? (["security"] as const) : []),
    ],
  };
}

const LOG_ARCHIVE = /\blog(?:s|ging)?-?(?:archive)?\b/;
const SECURITY: readonly RegExp[] = [/\bsecurity-(?:tooling|tools)\b/, /\baudit\b/, /\bsecurity\b/];

interface Picked {
  readonly id: string;
  readonly isGuess: boolean;
}

function pick(
  { active, keys }: AdoptedTree,
  named: string | undefined,
  patterns: readonly RegExp[],
  excluded: readonly string[],
  preferred: readonly string[] = [],
): Picked {
  if (named !== undefined) {
    const account = active.find(({ id }) => id === named || keys.get(id) === named);
    if (account !== undefined) return { id: account.id, isGuess: false };
    throw misuse(`There is no active account ${named} in the organization`, "Give the id of an account.");
  }
  const candidates = active.filter(({ id }) => !excluded.includes(id));
  for (const pattern of patterns) {
    const account = candidates.find(({ name }) => pattern.test(kebabCase(name)));
    if (account !== undefined) return { id: account.id, isGuess: false };
  }
  const administrator = candidates.find(({ id }) => preferred.includes(id));
  if (administrator !== undefined) return { id: administrator.id, isGuess: false };
  return { id: candidates[0]?.id ?? "", isGuess: true };
}

const LONGEST_NAME = 20;

/** What is left of the management account's name, such that no policy that exists has a name of the landing zone's. */
function organizationName({ managementAccount, policies }: LiveOrganization): string {
  const own = kebabCase(managementAccount.name).replace(
    /-?(?:management|master|payer|root|org(?:anization)?)\b.*$/,
    "",
  );
  const name = shortened(own, LONGEST_NAME);
  const base = name.length < 2 ? "organization" : name;
  const isTaken = policies.some(
    (policy) =>
      BUILT_IN_GUARDRAIL_IDS.some((id) => policy.name === `${base}-${id}`) ||
      (policy.name.startsWith(`${base}-`) && /^(?:scp|rcp)_\d+$/.test(policy.name.slice(base.length + 1))),
  );
  return isTaken ? `${shortened(base, LONGEST_NAME - 3)}-lz` : base;
}

function shortened(name: string, length: number): string {
  return name.slice(0, length).replace(/-+$/, "");
}

function homeRegion({ trails }: LiveOrganization, { homeRegion: named, environmentRegion }: GivenChoices): Region {
  if (named !== undefined) {
    if (isHome(named)) return named;
    throw misuse(`${named} cannot be the home Region`, "Name a Region that every account has, such as eu-central-1.");
  }
  const ofTrail = trails.find(({ isOrganizationTrail }) => isOrganizationTrail)?.homeRegion;
  return (
    [ofTrail, environmentRegion].find((region): region is Region => region !== undefined && isHome(region)) ??
    "us-east-1"
  );
}

function isHome(region: string): region is Region {
  return Object.entries(REGIONS).some(([known, kind]) => known === region && kind === "default");
}
