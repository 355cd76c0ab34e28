import { mkdirSync } from "node:fs";
import path from "node:path";
import { Failure, messageOf } from "../failure";
import { readIfThere } from "../read-if-there";
import { writeWhole } from "../write-whole";

/** One file that is written from the configuration. */
export interface GeneratedFile {
  /** Relative to the top of the repository, with `/`. */
  readonly name: string;
  readonly text: string;
}

/** The names of files that are missing or say something else. @throws Failure when one cannot be read */
export function outOfDate(directory: string, files: readonly GeneratedFile[]): readonly string[] {
  return files.filter(({ name, text }) => readText(path.join(directory, name)) !== text).map(({ name }) => name);
}

/** Writes files, each whole or not at all. @throws Failure when one cannot be written */
export function writeFiles(directory: string, files: readonly GeneratedFile[]): void {
  for (const { name, text } of files) writeFile(path.join(directory, name), text);
}

function writeFile(file: string, text: string): void {
  try {
    mkdirSync(path.dirname(file), { recursive: true });
    writeWhole(file, text);
  } catch (cause) {
    throw new Failure(
      `The file ${file} cannot be written: ${messageOf(cause)}`,
      "Make its directory writable, or name another one with --output.",
      { cause },
    );
  }
}

function readText(file: string): string | undefined {
  try {
    return readIfThere(file);
  } catch (cause) {
    throw new Failure(`The file ${file} cannot be read: ${messageOf(cause)}`, "Make it readable.", { cause });
  }
}
