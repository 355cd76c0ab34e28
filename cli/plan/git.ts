import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { Failure, misuse } from "../failure";

/** The repository that a file is in. */
export interface Repository {
  readonly root: string;
  /** Of the working copy. */
  readonly commit: string;
  readonly isDirty: boolean;
}

/** The repository that a directory is in; `undefined` when it is in none, or there is no Git. */
export function findRepository(directory: string): Repository | undefined {
  const root = tryGit(directory, ["rev-parse", "--show-toplevel"]);
  const commit = tryGit(directory, ["rev-parse", "--verify", "HEAD"]);
  if (root === undefined || commit === undefined) return undefined;
  const status = tryGit(directory, ["status", "--porcelain", "--untracked-files=no"]);
  return { root: path.resolve(root), commit, isDirty: status !== "" };
}

/** The commit that a name stands for. @throws Failure with exit code 2 when there is none */
export function commitOf({ root }: Repository, name: string): string {
  const commit = tryGit(root, ["rev-parse", "--verify", "--quiet", "--end-of-options", `${name}^{commit}`]);
  if (commit !== undefined) return commit;
  throw misuse(
    `${JSON.stringify(name)} names no commit of this repository`,
    "Name a branch, tag or commit that was fetched; a shallow clone may lack it.",
  );
}

/** The first parent of the working copy's commit; `undefined` when it has none, or a shallow clone lacks it. */
export function firstParent({ root }: Repository): string | undefined {
  return tryGit(root, ["rev-parse", "--verify", "--quiet", "HEAD^1"]);
}

/** The day of a commit, `YYYY-MM-DD` in UTC. */
export function dayOfCommit({ root }: Repository, commit: string): string {
  const seconds = Number(git(root, ["show", "--no-patch", "--format=%ct", commit]));
  return new Date(seconds * 1000).toISOString().slice(0, 10);
}

/** Does work with the files of a commit, in a directory that is gone afterwards. */
export function withFilesOf<R>({ root }: Repository, commit: string, work: (directory: string) => R): R {
  const directory = mkdtempSync(path.join(tmpdir(), "rootstock-base-"));
  try {
    const archive = path.join(directory, "base.tar");
    const files = path.join(directory, "files");
    git(root, ["archive", "--format=tar", "--prefix=files/", `--output=${archive}`, commit]);
    execFileSync("tar", ["-xf", archive, "-C", directory], { stdio: ["ignore", "ignore", "pipe"] });
    rmSync(archive);
    return work(files);
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}

function tryGit(directory: string, words: readonly string[]): string | undefined {
  try {
    return git(directory, words);
  } catch {
    return undefined;
  }
}

function git(directory: string, words: readonly string[]): string {
  try {
    return execFileSync("git", ["-C", directory, ...words], {
      encoding: "utf8",
      stdio: ["ignore", "pipe", "pipe"],
    }).trim();
  } catch (cause) {
    throw new Failure(`git ${words[0]} failed in ${directory}`, "Run it by hand to see why.", { cause });
  }
}
