import { execFile } from "node:child_process";
import { accessSync, constants, statSync } from "node:fs";
import path from "node:path";
import { Failure } from "../failure";
import type { Environment } from "./environment";

/** The two programs that run the emitted JSON. */
export type TerraformProduct = "terraform" | "opentofu";

/** A program that was found and is new enough. */
export interface TerraformBinary {
  readonly product: TerraformProduct;
  /** `Terraform` or `OpenTofu`, for people. */
  readonly title: string;
  readonly version: string;
  /** An absolute path. */
  readonly path: string;
}

/** The oldest versions that can run the emitted JSON: S3 lock files, and `removed` blocks that destroy nothing. */
export const OLDEST_VERSIONS = { terraform: "1.11.0", opentofu: "1.10.0" } as const satisfies Record<
  TerraformProduct,
  string
>;

const TITLES = { terraform: "Terraform", opentofu: "OpenTofu" } as const satisfies Record<TerraformProduct, string>;

const INSTALL =
  "Install Terraform >= 1.11 (https://developer.hashicorp.com/terraform/install) or OpenTofu >= 1.10 (https://opentofu.org/docs/intro/install) and have it on the PATH, or name it in TERRAFORM_BINARY_NAME.";

/**
 * Finds the program that runs Terraform JSON: the one that `TERRAFORM_BINARY_NAME` names, else `terraform`, else `tofu`.
 *
 * @throws Failure when there is none, it does not run, or it is too old
 */
export async function findTerraform(environment: Environment): Promise<TerraformBinary> {
  const named = environment.TERRAFORM_BINARY_NAME;
  const names = named ? [named] : ["terraform", "tofu"];
  const found = names.map((name) => findProgram(name, environment.PATH ?? "")).find((file) => file !== undefined);
  if (found === undefined) {
    const message = named
      ? `${named}, which TERRAFORM_BINARY_NAME names, is not a program that can be run`
      : "Neither terraform nor tofu is on the PATH";
    throw new Failure(message, INSTALL);
  }
  return checkedBinary(found, await versionText(found, environment));
}

/** Understands what `terraform version` prints. @throws Failure when it is neither program, or too old */
export function checkedBinary(file: string, versionText: string): TerraformBinary {
  const [, title, version] = /^(Terraform|OpenTofu) v(\d+\.\d+\.\d+\S*)/m.exec(versionText) ?? [];
  if (version === undefined) {
    throw new Failure(`${file} does not say which version of Terraform or OpenTofu it is`, INSTALL);
  }
  const product = title === "OpenTofu" ? "opentofu" : "terraform";
  if (isOlder(version, OLDEST_VERSIONS[product])) {
    throw new Failure(
      `${TITLES[product]} ${version} at ${file} is too old: the stacks need ${OLDEST_VERSIONS[product]} or newer`,
      INSTALL,
    );
  }
  return { product, title: TITLES[product], version, path: file };
}

function isOlder(version: string, oldest: string): boolean {
  const [left, right] = [numbers(version), numbers(oldest)];
  const index = left.findIndex((number, position) => number !== right[position]);
  return index !== -1 && (left[index] ?? 0) < (right[index] ?? 0);
}

function numbers(version: string): readonly number[] {
  return (/^\d+\.\d+\.\d+/.exec(version)?.[0] ?? "0.0.0").split(".").map(Number);
}

function findProgram(name: string, searchPath: string): string | undefined {
  if (name.includes(path.sep)) return isProgram(path.resolve(name)) ? path.resolve(name) : undefined;
  const extensions = process.platform === "win32" ? [".exe", ""] : [""];
  return searchPath
    .split(path.delimiter)
    .filter((directory) => directory !== "")
    .flatMap((directory) => extensions.map((extension) => path.resolve(directory, `${name}${extension}`)))
    .find(isProgram);
}

function isProgram(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return statSync(file).isFile();
  } catch {
    return false;
  }
}

function versionText(file: string, environment: Environment): Promise<string> {
  return new Promise((resolve, reject) => {
    const options = { env: { ...environment, CHECKPOINT_DISABLE: "1" }, timeout: 30_000, cwd: path.parse(file).root };
    execFile(file, ["version"], options, (error, stdout) => {
      if (error === null) return resolve(stdout);
      reject(new Failure(`${file} cannot be run: ${error.message.split("\n", 1)[0]}`, INSTALL, { cause: error }));
    });
  });
}
