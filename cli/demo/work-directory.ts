import { copyFileSync, existsSync, mkdirSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { Failure, messageOf } from "../failure";

/** Says that a directory is a demo's and may be emptied. */
const MARKER = ".rootstock-demo";

/** Where one demo keeps everything; all paths absolute. */
export interface WorkDirectory {
  readonly path: string;
  readonly outdir: string;
  readonly ledgerFile: string;
  readonly environmentFile: string;
}

/**
 * Makes an empty directory for a demo, with a copy of the ledger; what an earlier demo left there is removed.
 *
 * @throws Failure when it cannot be written, or holds something that is not a demo's
 */
export function prepareWorkDirectory(directory: string, ledgerFile: string): WorkDirectory {
  try {
    mkdirSync(directory, { recursive: true });
    checkOwnership(directory);
    for (const name of readdirSync(directory)) rmSync(path.join(directory, name), { recursive: true });
    writeFileSync(path.join(directory, MARKER), "");
    const ledger = path.join(directory, "identities.lock.json");
    if (existsSync(ledgerFile)) copyFileSync(ledgerFile, ledger);
    return {
      path: directory,
      outdir: path.join(directory, "cdktf.out"),
      ledgerFile: ledger,
      environmentFile: path.join(directory, "environment.sh"),
    };
  } catch (error) {
    if (error instanceof Failure) throw error;
    throw new Failure(
      `The work directory ${directory} cannot be written: ${messageOf(error)}`,
      "Make it a writable directory, or name another one with --directory.",
      { cause: error },
    );
  }
}

function checkOwnership(directory: string): void {
  const names = readdirSync(directory);
  if (names.length === 0 || names.includes(MARKER)) return;
  throw new Failure(
    `The work directory ${directory} holds files that are not a demo's`,
    "Name an empty or a new directory with --directory; the demo empties its directory at the start.",
  );
}
