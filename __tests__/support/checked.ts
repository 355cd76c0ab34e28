import { checkConfiguration } from "../../model/check";
import type { Ledger } from "../../model/ledger";
import { formatPath, type Problem } from "../../model/problem";

/** The day on which the tests judge dates. */
export const TODAY = "2026-07-01";

/** A day on which something is past. */
export const PAST = "2026-06-30";

/** `path: rule` of each problem of a configuration, in order. */
export function problemsOf(config: unknown, ledger?: Ledger): readonly string[] {
  return inShort(checkConfiguration({ config, ledger, today: TODAY }).problems);
}

/** `path: rule` of each notice of a configuration, in order. */
export function noticesOf(config: unknown, ledger?: Ledger): readonly string[] {
  return inShort(checkConfiguration({ config, ledger, today: TODAY }).notices);
}

/** `path: rule` of each. */
export function inShort(problems: readonly Problem[]): readonly string[] {
  return problems.map(({ rule, path }) => `${formatPath(path)}: ${rule}`);
}
