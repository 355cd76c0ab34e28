import { readFileSync } from "node:fs";
import { codeOf } from "./failure";

/** The text of a file; `undefined` when there is none. @throws the system's error when it cannot be read */
export function readIfThere(file: string): string | undefined {
  try {
    return readFileSync(file, "utf8");
  } catch (error) {
    if (codeOf(error) === "ENOENT") return undefined;
    throw error;
  }
}
