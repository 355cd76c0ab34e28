import { BUILT_IN_GUARDRAIL_IDS } from "./mechanisms";

/** Keys that already name something that is not written in the configuration, with what that is. */
export const RESERVED_KEYS: ReadonlyMap<string, string> = new Map([
  ["root", "names the organization root"],
  ["management", "names the management account, which is not a member"],
  ["constructor", "is the name of something that every object of JavaScript has"],
  ...BUILT_IN_GUARDRAIL_IDS.map((id) => [id, "is a built-in guardrail"] as const),
]);
