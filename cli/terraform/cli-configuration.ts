import { readFileSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import type { Environment } from "./environment";
import { awsProviderAddress, findProviderMirror } from "./provider-mirror";
import type { TerraformProduct } from "./terraform-binary";

/** Where `init` gets the AWS provider from. */
export interface ProviderSource {
  /** What a child process needs to see. */
  readonly environment: Environment;
  /** The mirror in use; `undefined` when Terraform's own configuration, or the registry, decides. */
  readonly mirror: string | undefined;
}

/** What the choice of a provider source depends on. */
export interface ProviderSourceOptions {
  readonly environment: Environment;
  readonly product: TerraformProduct;
  /** Where a CLI configuration may be written. */
  readonly directory: string;
  /** @default this user's home directory */
  readonly home?: string;
  /** Directories below which mirrors are looked for. @default `/opt` */
  readonly roots?: readonly string[];
}

/**
 * Chooses where `init` gets the AWS provider from, and writes the CLI configuration that says so if one is needed.
 *
 * `TF_PLUGIN_MIRROR_DIR` comes first. A CLI configuration with a `provider_installation` of its own is left alone.
 * Otherwise a mirror that is found is used for the AWS provider, and the registries for everything else. A
 * `TF_CLI_CONFIG_FILE` that names no file is replaced, since Terraform warns about it on every call.
 *
 * @throws Failure when `TF_PLUGIN_MIRROR_DIR` names a directory without a usable provider
 */
export function chooseProviderSource(options: ProviderSourceOptions): ProviderSource {
  const { environment, product, directory } = options;
  const own = readCliConfiguration(options);
  const isDecided = own.text !== undefined && /\bprovider_installation\b/.test(own.text);
  const mirror =
    isDecided && !environment.TF_PLUGIN_MIRROR_DIR ? undefined : findProviderMirror({ ...options, environment });
  if (mirror === undefined && !own.isMissing) return { environment: own.environment, mirror };
  const file = path.join(directory, "terraform.tfrc");
  const kept = isDecided ? "" : (own.text ?? "");
  writeFileSync(file, [kept, mirror === undefined ? "" : installation(mirror, product)].filter(Boolean).join("\n"));
  return { environment: { TF_CLI_CONFIG_FILE: file }, mirror };
}

/** The block that takes the AWS provider from a mirror and everything else from where it always comes. */
function installation(mirror: string, product: TerraformProduct): string {
  const address = JSON.stringify(awsProviderAddress(product));
  const directory = JSON.stringify(mirror).replaceAll("${", "$${").replaceAll("%{", "%%{");
  return `provider_installation {
  filesystem_mirror {
    path    = ${directory}
    include = [${address}]
  }
  direct {
    exclude = [${address}]
  }
}
`;
}

interface CliConfiguration {
  /** `undefined` when there is none. */
  readonly text: string | undefined;
  /** Whether the environment names one that cannot be read. */
  readonly isMissing: boolean;
  /** What names it to a child process with another working directory. */
  readonly environment: Environment;
}

function readCliConfiguration({ environment, product, home = os.homedir() }: ProviderSourceOptions): CliConfiguration {
  const named = environment.TF_CLI_CONFIG_FILE || environment.TERRAFORM_CONFIG;
  if (named) {
    const text = readText(named);
    return { text, isMissing: text === undefined, environment: { TF_CLI_CONFIG_FILE: path.resolve(named) } };
  }
  const usual = product === "opentofu" ? [".tofurc", ".terraformrc"] : [".terraformrc"];
  const text = usual.map((name) => readText(path.join(home, name))).find((found) => found !== undefined);
  return { text, isMissing: false, environment: {} };
}

function readText(file: string): string | undefined {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return undefined;
  }
}
