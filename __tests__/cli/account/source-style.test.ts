import { describe, expect, test } from "@jest/globals";
import ts from "typescript";
import { keyInStyle, stringInStyle, styleOf } from "../../../cli/account/source-style";

function parsed(text: string): ts.SourceFile {
  return ts.createSourceFile("organization.ts", text, ts.ScriptTarget.ES2023, true);
}

/** The one string that a statement consists of; anything else fails the test. */
function onlyString(text: string): string {
  const [statement, ...others] = parsed(text).statements;
  const expression = statement !== undefined && ts.isExpressionStatement(statement) ? statement.expression : undefined;
  if (others.length > 0 || expression === undefined || !ts.isStringLiteral(expression))
    throw new Error(`no string: ${text}`);
  expect(expression.isUnterminated ?? false).toBe(false);
  return expression.text;
}

describe("stringInStyle", () => {
  test.each([
    "plain",
    "",
    '"};process.exit(1);//',
    "'+(process.exit(1))+'",
    "`${process.exit(1)}`",
    "${process.exit(1)}",
    "\\u0022+process.exit(1)+\\u0022",
    "\\",
    "\\\\'",
    '\\"',
    "*/ process.exit(1) /*",
    "</script>",
    "line\nbreak\r\n",
    "line\u2028separator\u2029",
    "\u0000\u001b[2J",
    "é ß 漢字 😀",
  ])("keeps %j between its quotes", (value) => {
    for (const quote of ['"', "'"] as const) {
      const written = stringInStyle(value, { quote });
      expect(onlyString(written)).toBe(value);
      expect(written).toMatch(/^[^\n\r\u2028\u2029]*$/);
    }
  });
});

describe("keyInStyle", () => {
  const style = styleOf(parsed('export default { a: "b" };'));
  test.each([
    ["shop", "shop"],
    ["shop-prod", '"shop-prod"'],
    ["1st", '"1st"'],
    ["__proto__", '"__proto__"'],
    ['"]: 1, [process.exit(1) + "', '"\\"]: 1, [process.exit(1) + \\""'],
  ])("writes %s as %s", (key, written) => {
    expect(keyInStyle(key, style)).toBe(written);
  });
});

describe("styleOf", () => {
  test.each<[name: string, text: string, style: Partial<ReturnType<typeof styleOf>>]>([
    [
      "an empty file",
      "",
      { newline: "\n", indent: "  ", quote: '"', hasTrailingCommas: true, hasQuotedKeys: false, isOneLine: true },
    ],
    ["tabs", "export default {\n\ta: {\n\t\tb: 'c',\n\t},\n};", { indent: "\t", quote: "'", hasLongObjects: true }],
    [
      "CRLF and no commas",
      "export default {\r\n  a: [\r\n    1\r\n  ]\r\n};",
      { newline: "\r\n", hasTrailingCommas: false },
    ],
    [
      "quoted keys and tight braces",
      'export default {"a": {"b": "c"}, "d": "e"};',
      { hasQuotedKeys: true, hasSpacedBraces: false },
    ],
    ["a long line", `// ${"x".repeat(200)}`, { width: 120 }],
    ["short lines", "export default {\n};", { width: 80, isOneLine: false }],
  ])("reads %s", (_, text, style) => {
    expect(styleOf(parsed(text))).toMatchObject(style);
  });
});
