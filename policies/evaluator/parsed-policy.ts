/** One test of a condition: an operator, a key, and the values it is compared with. */
export interface ParsedTest {
  /** The operator without qualifier and `IfExists`, in lower case, for example `stringlike`. */
  readonly operator: string;
  readonly qualifier: "single" | "for-all-values" | "for-any-value";
  readonly ifExists: boolean;
  /** The condition key in lower case. */
  readonly key: string;
  /** The condition key as written, for people to read. @default as `key` */
  readonly writtenKey?: string;
  /** As written, policy variables included. */
  readonly values: readonly string[];
}

/** One statement of a policy, checked and ready to be evaluated. */
export interface ParsedStatement {
  /** The `Sid`, or `number <n>` counted from 1. */
  readonly name: string;
  readonly effect: "Allow" | "Deny";
  /** Patterns as written; `negated` for `NotAction`. */
  readonly action: { readonly negated: boolean; readonly patterns: readonly string[] };
  /** Patterns as written; `negated` for `NotResource`. */
  readonly resource: { readonly negated: boolean; readonly patterns: readonly string[] };
  readonly tests: readonly ParsedTest[];
  /** The guardrail that it came from; `undefined` in policies that are not ours. */
  readonly guardrail: string | undefined;
  /** `literal` in policies of a version that knows no policy variables. @default variables are filled in */
  readonly variables?: "literal";
}

/** A service control policy or resource control policy, checked and ready to be evaluated. */
export interface ParsedPolicy {
  readonly statements: readonly ParsedStatement[];
}
