import { readdirSync, statSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { Failure } from "../failure";
import type { Environment } from "./environment";
import type { TerraformProduct } from "./terraform-binary";

/** The versions of the AWS provider that the emitted JSON accepts: at least the first, before the second. */
const SUPPORTED_PROVIDER = { from: [5, 100, 0], before: [7, 0, 0] } as const;

/** The registry that `hashicorp/aws` means to each program. */
const REGISTRIES = {
  terraform: "registry.terraform.io",
  opentofu: "registry.opentofu.org",
} as const satisfies Record<TerraformProduct, string>;

/** The full address of the AWS provider. */
export function awsProviderAddress(product: TerraformProduct): string {
  return `${REGISTRIES[product]}/hashicorp/aws`;
}

/** The machine as far as the search for a mirror goes. */
export interface MirrorSearch {
  readonly environment: Environment;
  readonly product: TerraformProduct;
  /** @default this user's home directory */
  readonly home?: string;
  /** As in the names of provider packages, for example `linux_amd64`. @default this machine's */
  readonly platform?: string;
  /** Directories below which mirrors are looked for. @default `/opt` */
  readonly roots?: readonly string[];
}

/**
 * Finds a directory that holds the AWS provider for this machine, so that `init` needs no network.
 *
 * The one that `TF_PLUGIN_MIRROR_DIR` names; else Terraform's implied mirror directories; else one below `/opt`.
 *
 * @returns its absolute path, or `undefined` when there is none
 * @throws Failure when `TF_PLUGIN_MIRROR_DIR` names a directory without a usable provider
 */
export function findProviderMirror(search: MirrorSearch): string | undefined {
  const named = search.environment.TF_PLUGIN_MIRROR_DIR;
  const holdsProvider = (directory: string): boolean => supportedVersions(directory, search).length > 0;
  if (named) {
    if (holdsProvider(path.resolve(named))) return path.resolve(named);
    throw new Failure(
      `TF_PLUGIN_MIRROR_DIR names ${named}, which holds no version >= 5.100.0, < 7.0.0 of ${awsProviderAddress(search.product)} for ${platformOf(search)}`,
      "Fill it on a machine with a network: terraform providers mirror DIRECTORY, in a folder with the emitted cdk.tf.json.",
    );
  }
  return (
    impliedMirrors(search).find(holdsProvider) ??
    (search.roots ?? ["/opt"]).flatMap((root) => directoriesBelow(root, 3)).find(holdsProvider)
  );
}

/** The directories that Terraform itself searches when no CLI configuration says where providers come from. */
function impliedMirrors({ environment, product, home = os.homedir() }: MirrorSearch): readonly string[] {
  const dataHome = environment.XDG_DATA_HOME || path.join(home, ".local", "share");
  const dataDirectories = (environment.XDG_DATA_DIRS || "/usr/local/share:/usr/share").split(":").filter(Boolean);
  return [
    path.join(home, ".terraform.d", "plugins"),
    path.join(home, "Library", "Application Support", "io.terraform", "plugins"),
    ...[dataHome, ...dataDirectories].map((directory) => path.join(directory, product, "plugins")),
  ];
}

function supportedVersions(mirror: string, search: MirrorSearch): readonly string[] {
  const directory = path.join(mirror, ...awsProviderAddress(search.product).split("/"));
  const platform = platformOf(search);
  return namesIn(directory)
    .flatMap((name) => {
      const packed = /^terraform-provider-aws_(\d+\.\d+\.\d+)_(\w+)\.zip$/.exec(name);
      if (packed !== null) return packed[2] === platform ? [packed[1] ?? ""] : [];
      return isDirectory(path.join(directory, name, platform)) ? [name] : [];
    })
    .filter(isSupported);
}

function isSupported(version: string): boolean {
  const parts = /^(\d+)\.(\d+)\.(\d+)$/.exec(version)?.slice(1).map(Number);
  return (
    parts !== undefined &&
    compareVersions(parts, SUPPORTED_PROVIDER.from) >= 0 &&
    compareVersions(parts, SUPPORTED_PROVIDER.before) < 0
  );
}

function compareVersions(left: readonly number[], right: readonly number[]): number {
  const index = left.findIndex((number, position) => number !== right[position]);
  return index === -1 ? 0 : (left[index] ?? 0) - (right[index] ?? 0);
}

function platformOf({ platform }: MirrorSearch): string {
  if (platform !== undefined) return platform;
  const system = process.platform === "win32" ? "windows" : process.platform;
  const processors: Readonly<Record<string, string>> = { x64: "amd64", ia32: "386" };
  return `${system}_${processors[process.arch] ?? process.arch}`;
}

/** A directory and those below it, nearest first, each level in the order of names. */
function directoriesBelow(root: string, depth: number): readonly string[] {
  const found: string[] = [];
  let level = [root];
  for (let step = 0; step <= depth && level.length > 0; step += 1) {
    found.push(...level);
    level = level.flatMap((directory) => [...namesIn(directory)].sort().map((name) => path.join(directory, name)));
    level = level.filter(isDirectory);
  }
  return found;
}

function namesIn(directory: string): readonly string[] {
  try {
    return readdirSync(directory);
  } catch {
    return [];
  }
}

function isDirectory(file: string): boolean {
  return statSync(file, { throwIfNoEntry: false })?.isDirectory() ?? false;
}
