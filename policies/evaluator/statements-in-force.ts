import type { ParsedStatement } from "./parsed-policy";
import type { AttachedOrganizationPolicy, PolicyLevel } from "./policy-level";
import type { Question } from "./question";

/** A statement where it is attached. */
export interface StandingStatement {
  readonly statement: ParsedStatement;
  readonly policy: AttachedOrganizationPolicy;
  readonly level: StandingLevel;
}

/** One level that binds a request, of one type of policy. */
export interface StandingLevel {
  readonly policyType: "scp" | "rcp";
  readonly level: PolicyLevel;
  readonly denying: readonly StandingStatement[];
  readonly allowing: readonly StandingStatement[];
}

/** The levels that bind the request of a question: those of service control policies first, from the root down. */
export function levelsInForce({ scps, rcps }: Question): readonly StandingLevel[] {
  return [
    ...(scps.kind === "bound" ? scps.levels.map((level) => standing(level, "scp")) : []),
    ...(rcps.kind === "bound" ? rcps.levels.map((level) => standing(level, "rcp")) : []),
  ];
}

const STANDING = { scp: new WeakMap<PolicyLevel, StandingLevel>(), rcp: new WeakMap<PolicyLevel, StandingLevel>() };

function standing(level: PolicyLevel, policyType: "scp" | "rcp"): StandingLevel {
  const known = STANDING[policyType].get(level);
  if (known !== undefined) return known;
  const denying: StandingStatement[] = [];
  const allowing: StandingStatement[] = [];
  const result: StandingLevel = { policyType, level, denying, allowing };
  for (const policy of level.policies) {
    for (const statement of policy.policy.statements) {
      (statement.effect === "Deny" ? denying : allowing).push({ statement, policy, level: result });
    }
  }
  STANDING[policyType].set(level, result);
  return result;
}
