import type { Region } from "../catalogue/regions";
import { forTerraform } from "../model/account-values";
import type { Account, LandingZone } from "../model/landing-zone";
import type { ModuleCatalogue, ReadableModule } from "../model/module-catalogue";
import { aliasRegion } from "../model/provider-alias";
import { accountIdExpression } from "./account-ids";

/** The modules of one account as they stand in the JSON of its stack. */
export interface AccountModuleBlocks {
  /** By the key of the use; values are text of the JSON and hold nothing that CDKTF has to resolve. */
  readonly blocks: Readonly<Record<string, unknown>>;
  /** The Regions in which the stack must have a provider, sorted. */
  readonly regions: readonly Region[];
}

const DEFAULT_PROVIDER = "aws";

/**
 * The directory of a local module beside a stack's JSON, which Terraform calls `./modules/<this>`.
 *
 * It names the module's contents: where they change, the JSON does, and so `plan` knows which stacks are affected.
 */
export function localModuleFolder(name: string, digest: string): string {
  return `${name}-${digest.slice(0, 12)}`;
}

/**
 * Writes the modules of an account.
 *
 * Each gets the account's provider and, by the alias that it asks for, that of another governed Region; it has none of
 * its own.
 *
 * @throws Error for a module that the catalogue cannot read: the rules have let it through
 */
export function accountModuleBlocks(
  zone: LandingZone,
  account: Account,
  catalogue: ModuleCatalogue,
): AccountModuleBlocks {
  const values = { ...account, tags: { ...zone.tags, ...account.tags } };
  const blocks: Record<string, unknown> = {};
  const regions = new Set<Region>();
  for (const { key, module: name, inputs } of zone.modules.get(account.key) ?? []) {
    const module = catalogue.find(name);
    if (module?.kind !== "readable") throw new Error(`the module ${name} of ${account.key} cannot be read`);
    const aliases = module.providerAliases.map((alias): [string, Region] => [alias, regionOf(alias, zone)]);
    for (const [, region] of aliases) regions.add(region);
    blocks[key] = {
      ...source(name, module),
      providers: {
        [DEFAULT_PROVIDER]: DEFAULT_PROVIDER,
        ...Object.fromEntries(aliases.map(([alias, region]) => [`aws.${alias}`, providerOf(region, zone)])),
      },
      ...Object(forTerraform(inputs, values, accountIdExpression(account))),
    };
  }
  return { blocks, regions: [...regions].sort() };
}

function source(name: string, { source: from }: ReadableModule): Readonly<Record<string, unknown>> {
  switch (from.kind) {
    case "local":
      return { source: `./modules/${localModuleFolder(name, from.digest)}` };
    case "remote":
      return { source: from.address, ...(from.version === undefined ? {} : { version: from.version }) };
    default:
      return from satisfies never;
  }
}

function regionOf(alias: string, { governedRegions }: LandingZone): Region {
  const region = aliasRegion(alias, governedRegions);
  if (region === undefined) throw new Error(`no governed Region for the provider aws.${alias}`);
  return region;
}

function providerOf(region: Region, { homeRegion }: LandingZone): string {
  return region === homeRegion ? DEFAULT_PROVIDER : `${DEFAULT_PROVIDER}.${region}`;
}

/** The JSON of a stack with modules in it. */
export function withModules(rendered: unknown, { blocks }: AccountModuleBlocks): unknown {
  return Object.keys(blocks).length === 0 ? rendered : { ...Object(rendered), module: blocks };
}
