import type { Guardrail } from "../../model/landing-zone";
import type { ConfigPath } from "../../model/problem";

/** The place of a statement in the configuration; of a built-in guardrail, the place that sets it. */
export function statementPath({ body, path }: Guardrail, index: number): ConfigPath {
  return body.kind === "custom" ? [...path, "statements", index] : path;
}
