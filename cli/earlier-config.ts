import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import type { Ledger } from "../model/ledger";
import { Failure } from "./failure";
import { loadConfig } from "./load-config";
import { ledgerFile, readLedger } from "./load-ledger";

/** A configuration as it was, with its ledger. */
export interface EarlierConfig {
  readonly config: object;
  readonly ledger: Ledger | undefined;
}

/**
 * Loads another configuration to compare with: a file, or what a commit of the repository has in its place.
 *
 * Of a commit, everything beside the configuration is taken from there, too; what it imports from further up is today's.
 *
 * @param named a path, or anything that git understands as a commit
 * @param file the absolute path of the configuration of today
 * @throws Failure when it is neither, or cannot be loaded
 */
export function loadEarlierConfig(named: string, file: string): EarlierConfig {
  const other = path.resolve(named);
  return existsSync(other) ? loaded(other) : loadCommitted(named, file);
}

function loaded(file: string): EarlierConfig {
  return { config: loadConfig(file), ledger: readLedger(ledgerFile(file)) };
}

function loadCommitted(commit: string, file: string): EarlierConfig {
  const directory = path.dirname(file);
  // Beside the directory of today, so that `../model` means the same from there.
  const copy = `${directory}.${process.pid}.before`;
  try {
    writeCommitted(commit, directory, copy);
    return loaded(path.join(copy, path.basename(file)));
  } finally {
    rmSync(copy, { recursive: true, force: true });
  }
}

function writeCommitted(commit: string, directory: string, copy: string): void {
  const prefix = git(commit, directory, ["rev-parse", "--show-prefix"]).trim();
  const names = git(commit, directory, ["ls-tree", "-r", "-z", "--name-only", commit, "."]).split("\0");
  for (const name of names) {
    if (name === "") continue;
    const target = path.join(copy, name);
    mkdirSync(path.dirname(target), { recursive: true });
    writeFileSync(target, git(commit, directory, ["show", `${commit}:${prefix}${name}`]));
  }
}

function git(commit: string, directory: string, words: readonly string[]): string {
  const { status, stdout, stderr, error } = spawnSync("git", words, {
    cwd: directory,
    encoding: "utf8",
    maxBuffer: 64 * 1024 * 1024,
  });
  if (status === 0) return stdout;
  throw new Failure(
    `${JSON.stringify(commit)} is neither a file nor a commit here: ${(error?.message ?? stderr).trim().split("\n", 1)[0]}`,
    "Give --before the path of another configuration, or a commit, branch or tag of this repository.",
    { exitCode: 2, cause: error },
  );
}
