import { copyFileSync, existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { LOCK_FILE } from "./terraform/terraform-run";

/** The version of the provider that was tested, and its checksums on every platform: one file for all stacks. */
export const PROVIDER_LOCK_FILE = path.join(__dirname, "..", LOCK_FILE);

/**
 * Puts the repository's provider lock into a stack's directory.
 *
 * Terraform completes it there with the checksum of the unpacked provider on this platform. A lock that says the same
 * and more is therefore left alone; one with another version, or without one of the checksums, is replaced.
 */
export function lockProviders(directory: string, lockFile = PROVIDER_LOCK_FILE): void {
  const target = path.join(directory, LOCK_FILE);
  if (existsSync(target) && saysAsMuch(readFileSync(target, "utf8"), readFileSync(lockFile, "utf8"))) return;
  copyFileSync(lockFile, target);
}

function saysAsMuch(lock: string, expected: string): boolean {
  const lines = new Set(statements(lock));
  return statements(expected).every((line) => lines.has(line));
}

function statements(lock: string): readonly string[] {
  return lock.split("\n").filter((line) => line.trim() !== "" && !line.startsWith("#"));
}
