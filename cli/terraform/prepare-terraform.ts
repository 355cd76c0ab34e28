import { mkdirSync } from "node:fs";
import path from "node:path";
import { chooseProviderSource } from "./cli-configuration";
import { type Environment, terraformEnvironment } from "./environment";
import type { TerraformBinary } from "./terraform-binary";
import type { Terraform } from "./terraform-run";

/** What Terraform is prepared for. */
export interface TerraformOptions {
  readonly binary: TerraformBinary;
  /** Of the caller. */
  readonly environment: Environment;
  /** The whole environment that leads to AWS. @default the caller's */
  readonly awsEnvironment?: Environment;
  /** Where logs and a CLI configuration may be written; made when it is not there. */
  readonly directory: string;
  /** Where a plugin cache may be kept. */
  readonly cacheDirectory: string;
  /** The names of the Terraform variables that the caller's environment sets. @default none */
  readonly variables?: readonly string[];
  readonly signal?: AbortSignal;
  readonly graceMilliseconds: number;
}

/**
 * Settles the provider's source and the environments that Terraform runs with.
 *
 * Without a mirror all stacks share one plugin cache, since the provider takes 700 MB.
 *
 * @throws Failure when the mirror that was named is unusable
 */
export function prepareTerraform(options: TerraformOptions): Terraform {
  const { binary, environment, awsEnvironment = environment, directory, signal, graceMilliseconds } = options;
  mkdirSync(directory, { recursive: true });
  const source = chooseProviderSource({ environment, product: binary.product, directory });
  const own = { ...environment, ...source.environment };
  return {
    binary,
    environment: terraformEnvironment({ ...awsEnvironment, ...source.environment }, options.variables),
    initEnvironment: terraformEnvironment(source.mirror === undefined ? withPluginCache(own, options) : own),
    logDirectory: path.join(directory, "logs"),
    graceMilliseconds,
    ...(signal === undefined ? {} : { signal }),
  };
}

function withPluginCache(environment: Environment, { cacheDirectory }: TerraformOptions): Environment {
  const cache = environment.TF_PLUGIN_CACHE_DIR || path.join(cacheDirectory, "terraform-plugins");
  mkdirSync(cache, { recursive: true });
  return { ...environment, TF_PLUGIN_CACHE_DIR: cache };
}
