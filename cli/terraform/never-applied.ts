import type { Diagnostic } from "./terraform-events";

/**
 * The stacks that errors name as not yet applied; none when any error says something else.
 *
 * Terraform 1.11 and OpenTofu 1.10 say `Unable to find remote state` where there is no state, and `Unsupported attribute`
 * where a state lacks a value.
 */
export function neverApplied(errors: readonly Diagnostic[]): readonly string[] {
  const stacks = errors.map(({ summary, address = "", code = "" }) => {
    if (/Unable to find remote state/i.test(summary)) return STATE.exec(address)?.[1];
    if (/Unsupported attribute/i.test(summary)) return STATE_OUTPUTS.exec(code)?.[1];
    return undefined;
  });
  const named = stacks.filter((stack) => stack !== undefined);
  return named.length < errors.length ? [] : [...new Set(named)].sort();
}

const STATE = /\bdata\.terraform_remote_state\.([\w-]+)/;
const STATE_OUTPUTS = /\bdata\.terraform_remote_state\.([\w-]+)\.outputs\b/;
