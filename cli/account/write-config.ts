import { readFileSync, realpathSync, statSync } from "node:fs";
import { Failure, messageOf } from "../failure";
import { writeWhole } from "../write-whole";

/**
 * Writes the configuration whole or not at all, and only over the text that was read.
 *
 * @throws Failure when somebody else changed it meanwhile, or it cannot be written
 */
export function writeConfig(file: string, read: string, text: string): void {
  // A link stays a link.
  const target = realpathSync(file);
  try {
    if (readFileSync(target, "utf8") !== read) throw changedMeanwhile(file);
    writeWhole(target, text, { flush: true, mode: statSync(target).mode });
  } catch (error) {
    if (error instanceof Failure) throw error;
    throw new Failure(
      `The configuration ${file} cannot be written: ${messageOf(error)}`,
      "Make the file and its directory writable; nothing was changed.",
      { cause: error },
    );
  }
}

function changedMeanwhile(file: string): Failure {
  return new Failure(
    `The configuration ${file} was changed by somebody else in the meantime`,
    "Run the same command again; nothing was changed.",
  );
}
