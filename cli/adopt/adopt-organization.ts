import { createHash } from "node:crypto";
import type { Adoption, Identity, Ledger } from "../../model/ledger";
import { nextLedger, withAccountIds } from "../../model/next-ledger";
import type { Problem } from "../../model/problem";
import { Failure } from "../failure";
import { type AdoptedConfig, adoptedConfig } from "./adopted-config";
import type { AdoptedOrganization } from "./adopted-organization";
import { adoptTree } from "./adopted-tree";
import { choose, type GivenChoices } from "./choices";
import { configSource, contentSource } from "./config-source";
import type { LiveOrganization } from "./live-organization";
import { proposalsFor } from "./proposals";
import { adoptionReport } from "./report";
import { waiveWhatIsBroken } from "./waive-what-is-broken";

/** What an adoption is made from. */
export interface AdoptionRequest {
  readonly live: LiveOrganization;
  readonly given: GivenChoices;
  /** Today, `YYYY-MM-DD`. */
  readonly today: string;
  /** How the configuration imports `defineLandingZone`. */
  readonly model: string;
  /** What an earlier run remembered of this organization. @default this is the first */
  readonly earlier?: Adoption | undefined;
}

/** The files of an adoption, by their place in the output directory. */
export interface AdoptionFiles {
  readonly config: string;
  readonly policies: ReadonlyMap<string, string>;
  readonly ledger: Ledger;
  readonly report: string;
  readonly waived: readonly Problem[];
  readonly proposals: number;
}

/**
 * An organization as files: its configuration, the ledger with what Terraform imports, and what to do next.
 *
 * Pure: the same organization gives the same files, also on a later day, when the earlier run is known.
 *
 * @throws Failure where the organization cannot be adopted
 */
export function adoptOrganization({ live, given, today, model, earlier }: AdoptionRequest): AdoptionFiles {
  if (live.featureSet !== "ALL") {
    throw new Failure(
      `The organization has the feature set ${live.featureSet}, in which there are no policies`,
      "Enable all features of AWS Organizations first; nothing was written.",
    );
  }
  const on = earlier?.on ?? today;
  const tree = adoptTree(live, knownKeys(earlier));
  const choices = choose(live, tree, given);
  const adopted = adoptedConfig(live, tree, choices, on);
  const first = ledgerOf(adopted, "0");
  const sound = waiveWhatIsBroken(adopted.config, first, on);
  const policies = new Map([...adopted.contents].map(([key, content]) => [key, contentSource(content)]));
  const config = configSource(sound.config, {
    model,
    contents: adopted.contents,
    header: [
      `The organization ${live.id}, as \`adopt\` found it on ${on}.`,
      "",
      "From here on this file is edited by hand; adoption-report.md lists what to switch on, in order.",
    ],
  });
  const ledger = sound.checked.nextLedger ?? first;
  const organization: AdoptedOrganization = { live, tree, choices, adopted, sound, on };
  const proposals = proposalsFor(organization);
  return {
    config,
    policies,
    ledger: { ...ledger, adoption: { ...adopted.adoption, digest: digestOf(config, policies) } },
    report: adoptionReport(organization, proposals),
    waived: sound.waived,
    proposals: proposals.length,
  };
}

/** The SHA-256 of what people edit. */
export function digestOf(config: string, policies: ReadonlyMap<string, string>): string {
  const hash = createHash("sha256").update(config);
  for (const [key, text] of [...policies].sort(([a], [b]) => (a < b ? -1 : 1))) hash.update(`\n${key}\n${text}`);
  return hash.digest("hex");
}

function ledgerOf({ config, adoption, retired }: AdoptedConfig, digest: string): Ledger {
  const identities: Readonly<Record<string, Identity>> = retired;
  const ledger = nextLedger(config, {
    version: 1,
    managementAccountId: config.managementAccount.id,
    identities,
    adoption: { ...adoption, digest },
  });
  return withAccountIds(ledger, { ...adoption.accounts, ...retiredIds(retired) });
}

function retiredIds(retired: Readonly<Record<string, Identity>>): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(retired).flatMap(([key, { accountId }]) => (accountId === undefined ? [] : [[key, accountId]])),
  );
}

function knownKeys(earlier: Adoption | undefined): ReadonlyMap<string, string> {
  if (earlier === undefined) return new Map();
  const { organizationalUnits, accounts, policies } = earlier;
  return new Map([
    ...Object.entries(organizationalUnits).map(([key, id]) => [id, key] as const),
    ...Object.entries(accounts).map(([key, id]) => [id, key] as const),
    ...Object.entries(policies).map(([key, { id }]) => [id, key] as const),
  ]);
}
