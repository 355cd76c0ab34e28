import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { codeOf, Failure, messageOf } from "../failure";

/** One file that is written from the configuration. */
export interface GeneratedFile {
  /** Relative to the top of the repository, with `/`. */
  readonly name: string;
  readonly text: string;
}

/** The names of files that are missing or say something else. @throws Failure when one cannot be read */
export function outOfDate(directory: string, files: readonly GeneratedFile[]): readonly string[] {
  return files.filter(({ name, text }) => readIfThere(path.join(directory, name)) !== text).map(({ name }) => name);
}

/** Writes files, each whole or not at all. @throws Failure when one cannot be written */
export function writeFiles(directory: string, files: readonly GeneratedFile[]): void {
  for (const { name, text } of files) writeWhole(path.join(directory, name), text);
}

function writeWhole(file: string, text: string): void {
  const temporary = `${file}.${process.pid}.tmp`;
  try {
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(temporary, text);
    renameSync(temporary, file);
  } catch (cause) {
    rmSync(temporary, { force: true });
    throw new Failure(
      `The file ${file} cannot be written: ${messageOf(cause)}`,
      "Make its directory writable, or name another one with --output.",
      { cause },
    );
  }
}

function readIfThere(file: string): string | undefined {
  try {
    return readFileSync(file, "utf8");
  } catch (cause) {
    if (codeOf(cause) === "ENOENT") return undefined;
    throw new Failure(`The file ${file} cannot be read: ${messageOf(cause)}`, "Make it readable.", { cause });
  }
}
