/** The place of a value in the configuration: record keys and list indexes from the top. */
export type ConfigPath = readonly (string | number)[];

/**
 * One thing that is wrong with what the user wrote.
 *
 * Problems are values: every check returns all of them, and only the edge of the program prints them.
 */
export interface Problem {
  /** The id of the rule that found it, for example `account-email-unique`. */
  readonly rule: string;
  readonly path: ConfigPath;
  /** What is wrong, in one sentence without a full stop. */
  readonly message: string;
  /** What to do about it, in one sentence. */
  readonly remedy: string;
}

const IDENTIFIER = /^[A-Za-z_$][\w$]*$/;

/** Writes a path as a TypeScript user would: `organizationalUnits.prod.accounts["shop-prod"].email`. */
export function formatPath(path: ConfigPath): string {
  let text = "";
  for (const step of path) {
    if (typeof step === "number") text += `[${step}]`;
    else if (IDENTIFIER.test(step)) text += text === "" ? step : `.${step}`;
    else text += `[${JSON.stringify(step)}]`;
  }
  return text === "" ? "(configuration)" : text;
}
