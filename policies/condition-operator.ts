/** What a condition operator consists of. */
export interface ConditionOperator {
  /** Without prefix and `IfExists`, in lower case, for example `stringlike`. */
  readonly base: string;
  readonly qualifier: "single" | "for-all-values" | "for-any-value";
  readonly ifExists: boolean;
  /** Whether it holds where its positive twin does not, and also where the request lacks the key. */
  readonly isNegated: boolean;
  readonly family: OperatorFamily;
}

/** The kind of value that an operator compares; `other` for an operator that does not exist. */
export type OperatorFamily = "string" | "numeric" | "date" | "bool" | "binary" | "ip" | "arn" | "null" | "other";

const FAMILIES: readonly (readonly [pattern: RegExp, family: OperatorFamily])[] = [
  [/^string/, "string"],
  [/^numeric/, "numeric"],
  [/^date/, "date"],
  [/^bool$/, "bool"],
  [/^binary/, "binary"],
  [/ipaddress$/, "ip"],
  [/^arn/, "arn"],
  [/^null$/, "null"],
];

/** Takes an operator such as `ForAnyValue:StringNotLikeIfExists` apart; case does not count. */
export function conditionOperator(text: string): ConditionOperator {
  const lower = text.toLowerCase();
  const base = lower.replace(/^for(?:any|all)values?:/, "").replace(/ifexists$/, "");
  return {
    base,
    qualifier: qualifierOf(lower),
    ifExists: lower.endsWith("ifexists"),
    isNegated: /^(?:string|numeric|date|arn)?not/.test(base),
    family: FAMILIES.find(([pattern]) => pattern.test(base))?.[1] ?? "other",
  };
}

function qualifierOf(lower: string): ConditionOperator["qualifier"] {
  if (lower.startsWith("forallvalues:")) return "for-all-values";
  return lower.startsWith("foranyvalue:") ? "for-any-value" : "single";
}
