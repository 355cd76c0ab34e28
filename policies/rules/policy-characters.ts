import { defineStatementRule } from "./statement-rule";

/** AWS's policy language knows tab, line breaks and the characters U+0020 to U+00FF (IAM API reference, PutRolePolicy). */
const STRANGE = /[^\t\n\r\u0020-\u00ff]/u;

/** A policy is written in the characters of AWS's policy language. */
export const policyCharactersRule = defineStatementRule({
  id: "policy-characters",
  doc: "The statements of a guardrail or inline policy of your own have no characters beyond Latin-1, which AWS's policy language lacks.",
  waivable: false,
  *breaches(statement) {
    const found = STRANGE.exec(JSON.stringify(statement))?.[0];
    if (found === undefined) return;
    yield {
      path: [],
      message: `the statement contains ${JSON.stringify(found)} (U+${codePoint(found)}), which no policy may contain`,
      remedy: "Replace it by a plain character.",
    };
  },
});

function codePoint(character: string): string {
  return (character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, "0");
}
