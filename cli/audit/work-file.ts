import { mkdirSync, rmSync } from "node:fs";
import path from "node:path";
import type { z } from "zod";
import { Failure, messageOf } from "../failure";
import { readIfThere } from "../read-if-there";
import { writeWhole } from "../write-whole";

/** A small JSON file that remembers work in progress, so that another run can finish what this one began. */
export interface WorkFile<T> {
  readonly path: string;
  /**
   * What is in it; `undefined` when nothing is in progress.
   *
   * @throws Failure when it cannot be read
   */
  read(): T | undefined;
  /** Replaces it whole, and is on disk before it returns. */
  write(value: T): void;
  /** Nothing is in progress any more. */
  remove(): void;
}

/** The work file of a name in a directory, which is made when it is needed. */
export function workFile<T>(directory: string, name: string, schema: z.ZodType<T>): WorkFile<T> {
  const file = path.join(directory, name);
  return {
    path: file,
    read: () => {
      const text = readIfThere(file);
      return text === undefined ? undefined : parse(text, file, schema);
    },
    write: (value) => {
      mkdirSync(directory, { recursive: true });
      writeWhole(file, `${JSON.stringify(value, undefined, 2)}\n`, { flush: true });
    },
    remove: () => rmSync(file, { force: true }),
  };
}

function parse<T>(text: string, file: string, schema: z.ZodType<T>): T {
  try {
    return schema.parse(JSON.parse(text));
  } catch (error) {
    throw new Failure(
      `The file ${file}, which remembers work in progress, is damaged: ${messageOf(error)}`,
      "Look into it for what was begun, finish that by hand, then delete the file.",
      { cause: error },
    );
  }
}
