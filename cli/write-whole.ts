import { renameSync, rmSync, writeFileSync } from "node:fs";

/** How a file is written. */
export interface WholeFileOptions {
  /** @default what the process gives to new files */
  readonly mode?: number;
  /** Whether the bytes are on the disk before the file takes its place. @default false */
  readonly flush?: boolean;
}

/**
 * Writes a file whole or not at all: what was there stays until everything is written.
 *
 * @throws the system's error, when nothing was changed
 */
export function writeWhole(file: string, text: string, options: WholeFileOptions = {}): void {
  const temporary = `${file}.${process.pid}.tmp`;
  try {
    writeFileSync(temporary, text, options);
    renameSync(temporary, file);
  } catch (error) {
    rmSync(temporary, { force: true });
    throw error;
  }
}
