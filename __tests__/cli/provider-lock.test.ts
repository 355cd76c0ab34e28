import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "@jest/globals";
import { lockProviders, PROVIDER_LOCK_FILE } from "../../cli/provider-lock";
import { LOCK_FILE } from "../../cli/terraform/terraform-run";

const repositoryLock = readFileSync(PROVIDER_LOCK_FILE, "utf8");
const withOwnChecksum = repositoryLock.replace("  hashes = [\n", '  hashes = [\n    "h1:AAAA=",\n');

let directory: string;
beforeEach(() => {
  directory = mkdtempSync(path.join(tmpdir(), "rootstock-lock-"));
});
afterEach(() => rmSync(directory, { recursive: true, force: true }));

describe("lockProviders", () => {
  test.each([
    ["no lock", undefined, repositoryLock],
    ["the same lock", repositoryLock, repositoryLock],
    ["a lock that Terraform completed for this platform", withOwnChecksum, withOwnChecksum],
    ["a lock of another version", withOwnChecksum.replace('"5.100.0"', '"6.0.0"'), repositoryLock],
    ["a lock without one of the checksums", withOwnChecksum.replace(/ {4}"zh:054b.*\n/, ""), repositoryLock],
    ["something else", "", repositoryLock],
  ])("leaves a directory with %s fit for init", (_, present, expected) => {
    const file = path.join(directory, LOCK_FILE);
    if (present !== undefined) writeFileSync(file, present);
    lockProviders(directory);
    expect(readFileSync(file, "utf8")).toBe(expected);
  });
});

describe("the repository's provider lock", () => {
  const checksums = (scheme: string): readonly string[] =>
    [...repositoryLock.matchAll(new RegExp(`"${scheme}:([^"]+)"`, "g"))].map(([, checksum = ""]) => checksum);

  test("holds the AWS provider and nothing else, in the version that is tested", () => {
    expect(repositoryLock.match(/^provider .*$/gm)).toEqual(['provider "registry.terraform.io/hashicorp/aws" {']);
    expect(repositoryLock).toMatch(/version +=\s"5\.100\.0"/);
  });

  // HashiCorp publishes the provider for 14 platforms and signs the list of checksums, which makes 15 files.
  test("knows the packages of every platform", () => {
    expect(new Set(checksums("zh")).size).toBe(15);
    for (const checksum of checksums("zh")) expect(checksum).toMatch(/^[0-9a-f]{64}$/);
    for (const checksum of checksums("h1")) expect(checksum).toMatch(/^[A-Za-z0-9+/]{43}=$/);
  });
});
