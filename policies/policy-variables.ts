/**
 * A value with something else in place of its policy variables, such as `${aws:username}` or `${*}`.
 *
 * Source: IAM user guide, "IAM policy elements: Variables and tags", read 2026-11.
 */
export function withoutVariables(value: string, replacement: string): string {
  return value.replace(/\$\{[^}]*\}/g, () => replacement);
}
