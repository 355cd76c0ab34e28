import "../../cli/quiet-stack-traces.cjs";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { TerraformDataSource } from "cdktf";
import type { IConstruct } from "constructs";
import type { LandingZoneConfig } from "../../model/config";
import type { LandingZone } from "../../model/landing-zone";
import type { Ledger } from "../../model/ledger";
import { type ModuleCatalogue, NO_MODULES } from "../../model/module-catalogue";
import { resolve } from "../../model/resolve";
import { policyRecords } from "../../policies/guardrail-policies";
import type { BaselineRendering } from "../../stacks/baselines";
import { landingZoneApp } from "../../stacks/landing-zone-app";

/** A block of Terraform JSON. */
export type Block = Readonly<Record<string, unknown>>;

/** Blocks by type and name. */
export type Blocks = Readonly<Record<string, Readonly<Record<string, Block>>>>;

/** The Terraform JSON of one stack, as far as tests look into it. */
export interface StackJson {
  readonly provider?: Readonly<Record<string, readonly Block[]>>;
  readonly resource?: Blocks;
  readonly data?: Blocks;
  readonly locals?: Block;
  readonly variable?: Readonly<Record<string, Block>>;
  readonly output?: Readonly<Record<string, Block>>;
  readonly terraform?: Block;
  readonly moved?: readonly { readonly from: string; readonly to: string }[];
  readonly removed?: readonly { readonly from: string; readonly lifecycle: { readonly destroy: boolean } }[];
}

/** One stack in CDKTF's manifest. */
export interface ManifestEntry {
  readonly name: string;
  readonly dependencies: readonly string[];
}

/** What a configuration becomes. */
export interface Synthesized {
  readonly zone: LandingZone;
  readonly ledger: Ledger;
  readonly stacks: Readonly<Record<string, StackJson>>;
  readonly manifest: { readonly stacks: Readonly<Record<string, ManifestEntry>> };
  /** The bytes of each stack's `cdk.tf.json`. */
  readonly texts: Readonly<Record<string, string>>;
  /** How many constructs of each stack are resources. */
  readonly resourceConstructs: Readonly<Record<string, number>>;
}

/** Synthesizes a valid configuration as the program does, into a directory that is gone afterwards. */
export function synthesize(
  config: LandingZoneConfig,
  ledger?: Ledger,
  baselines?: BaselineRendering,
  modules?: ModuleCatalogue,
): Synthesized {
  const outdir = mkdtempSync(path.join(tmpdir(), "rootstock-test-"));
  try {
    return synthesizeInto(outdir, config, ledger, baselines, modules);
  } finally {
    rmSync(outdir, { recursive: true });
  }
}

/** Synthesizes a valid configuration into a directory that stays. */
export function synthesizeInto(
  outdir: string,
  config: LandingZoneConfig,
  ledger?: Ledger,
  baselines: BaselineRendering = "once",
  modules: ModuleCatalogue = NO_MODULES,
): Synthesized {
  const resolution = resolve(config, ledger);
  const app = landingZoneApp(resolution.zone, outdir, { rendering: baselines, modules });
  const resourceConstructs = Object.fromEntries(
    app.node.children.map((stack) => [stack.node.id, countResources(stack)]),
  );
  app.synth();
  const manifest: Synthesized["manifest"] = JSON.parse(readFileSync(path.join(outdir, "manifest.json"), "utf8"));
  const texts = Object.fromEntries(
    Object.keys(manifest.stacks).map((name) => [
      name,
      readFileSync(path.join(outdir, "stacks", name, "cdk.tf.json"), "utf8"),
    ]),
  );
  const stacks = Object.fromEntries(
    Object.entries(texts).map(([name, text]): [string, StackJson] => [name, JSON.parse(text)]),
  );
  const next = { ...resolution.ledger, policies: policyRecords(resolution.zone) };
  return { zone: resolution.zone, ledger: next, stacks, manifest, texts, resourceConstructs };
}

/** How many resources are in the JSON of a stack. */
export function resourcesIn({ resource = {} }: StackJson): number {
  return Object.values(resource).reduce((sum, byName) => sum + Object.keys(byName).length, 0);
}

/** The one resource of a type and name; throws when there is none. */
export function resourceOf(stack: StackJson | undefined, type: string, name: string): Block {
  const found = stack?.resource?.[type]?.[name];
  if (found === undefined) throw new Error(`no ${type}.${name}`);
  return found;
}

function countResources(stack: IConstruct): number {
  return stack.node.findAll().filter((node) => {
    const type: unknown = Reflect.get(node, "terraformResourceType");
    return typeof type === "string" && !TerraformDataSource.isTerraformDataSource(node) && !isProvider(node);
  }).length;
}

function isProvider(node: IConstruct): boolean {
  return Reflect.has(node, "terraformProviderSource");
}
