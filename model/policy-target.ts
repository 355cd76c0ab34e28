import type { PolicyTarget } from "./landing-zone";
import { ROOT_NODE } from "./root-node";

/** A text that names a policy target uniquely: `root`, or the key of a unit or account, which never are equal. */
export function targetKey(target: PolicyTarget): string {
  return target.kind === "root" ? ROOT_NODE : target.key;
}
