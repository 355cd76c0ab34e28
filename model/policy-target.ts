import type { PolicyTarget } from "./landing-zone";

/** A text that names a policy target uniquely: `root`, or the key of a unit or account, which never are equal. */
export function targetKey(target: PolicyTarget): string {
  return target.kind === "root" ? "root" : target.key;
}
