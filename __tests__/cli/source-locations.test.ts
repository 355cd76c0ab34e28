import { describe, expect, test } from "@jest/globals";
import { sourceLocator } from "../../cli/source-locations";
import type { ConfigPath } from "../../model/problem";

/** The text that starts at the place found, up to the mark that each case gives. */
function found(source: string, path: ConfigPath, fileName = "organization.ts"): string {
  const { line, column } = sourceLocator(source, fileName)(path);
  const text = source.split(/\r?\n/)[line - 1] ?? "";
  return text.slice(column - 1);
}

describe("sourceLocator", () => {
  test.each<[name: string, source: string, path: ConfigPath, starts: string]>([
    ["a property of the argument of a call", "export default define({\n  name: 1,\n});", ["name"], "name: 1"],
    ["a property of an exported object", "export default { name: 1 };", ["name"], "name: 1"],
    ["a quoted property", 'export default { "shop-prod": 1 };', ["shop-prod"], '"shop-prod": 1'],
    ["a computed property", 'export default { ["shop-prod"]: 1 };', ["shop-prod"], '["shop-prod"]: 1'],
    ["a nested property", "export default { a: { b: {\n c: 1 } } };", ["a", "b", "c"], "c: 1"],
    ["a constant", "const c = { a: 1 };\nexport default c;", ["a"], "a: 1"],
    ["a constant given to a call", "const c = { a: 1 };\nexport default define(c);", ["a"], "a: 1"],
    ["a constant declared below", "export default define(c);\nconst c = { a: 1 };", ["a"], "a: 1"],
    ["an exported constant", "export const c = { a: 1 };\nexport default c;", ["a"], "a: 1"],
    ["an export clause", "const c = { a: 1 };\nexport { c as default };", ["a"], "a: 1"],
    ["as const", "export default { a: 1 } as const;", ["a"], "a: 1"],
    ["satisfies", "export default { a: 1 } satisfies Config;", ["a"], "a: 1"],
    ["parentheses and assertions", "export default (<Config>{ a: 1 })!;", ["a"], "a: 1"],
    ["a shorthand property", "const a = { b: 1 };\nexport default { a };", ["a", "b"], "b: 1"],
    ["a list element", "export default { a: [1,\n 2] };", ["a", 1], "2]"],
    ["a property in a list element", "export default { a: [{ b: 1 }] };", ["a", 0, "b"], "b: 1"],
    ["a list element after a spread", "const x = [1, 2];\nexport default { a: [...x, 3] };", ["a", 2], "3]"],
    ["a list element inside a spread", "const x = [1, 2];\nexport default { a: [...x, 3] };", ["a", 1], "2];"],
    ["a spread", "const x = { b: 1 };\nexport default { a: { ...x, c: 2 } };", ["a", "b"], "b: 1"],
    ["a property over a spread", "const x = { b: 1 };\nexport default { ...x, b: 2 };", ["b"], "b: 2"],
    ["a spread over a property", "const x = { b: 1 };\nexport default { b: 2, ...x };", ["b"], "b: 1"],
    ["a member of a constant", "const x = { y: { b: 1 } };\nexport default { a: x.y };", ["a", "b"], "b: 1"],
    ["a quoted member of a constant", 'const x = { y: { b: 1 } };\nexport default { a: x["y"] };', ["a", "b"], "b: 1"],
    ["a call that builds a part", "export default { a: account({ b: 1 }) };", ["a", "b"], "b: 1"],
    ["module.exports", "module.exports = { a: 1 };", ["a"], "a: 1"],
    ["export =", "export = { a: 1 };", ["a"], "a: 1"],
    ["lines that end in CRLF", "export default {\r\n  a: 1,\r\n};", ["a"], "a: 1"],
  ])("finds %s", (_, source, path, starts) => {
    expect(found(source, path).startsWith(starts)).toBe(true);
  });

  test.each<[name: string, source: string, path: ConfigPath, starts: string]>([
    ["a missing property: its object's name", "export default { a: {} };", ["a", "b"], "a: {}"],
    ["a missing property at the top: the export", "export default define({});", ["a"], "define({})"],
    ["a list index past the end: the list's name", "export default { a: [1] };", ["a", 7, "b"], "a: [1]"],
    ["a part from another file: its name", 'import x from "./x";\nexport default { a: x };', ["a", "b"], "a: x"],
    ["a part from a function: its name", "export default { a: f(1) };", ["a", "b"], "a: f(1)"],
    ["a list after an unknown spread: the list's name", "export default { a: [...f(), 1] };", ["a", 0], "a: [...f()"],
    ["a constant that is itself: the export", "const a = a;\nexport default a;", ["b"], "a;"],
    ["a list spread into itself: its name", "const a = [...a];\nexport default { a };", ["a", 0], "a }"],
    ["an object spread into itself: the export", "const a = { ...a };\nexport default a;", ["b"], "a;"],
    ["the empty path: the export", "export default { a: 1 };", [], "{ a: 1 }"],
    ["no export: the first statement", "const a = 1;", ["b"], "const a"],
  ])("falls back, %s", (_, source, path, starts) => {
    expect(found(source, path).startsWith(starts)).toBe(true);
  });

  test("finds properties in JSON", () => {
    expect(found('{\n  "a": { "b": 1 }\n}', ["a", "b"], "organization.json")).toBe('"b": 1 }');
  });

  test("counts lines and columns from 1", () => {
    expect(sourceLocator("export default {\n  a: 1,\n};", "organization.ts")(["a"])).toEqual({ line: 2, column: 3 });
  });

  test("finds each of 10,000 accounts without reading the file again and again", () => {
    const count = 10_000;
    const accounts = Array.from({ length: count }, (_, index) => `"a${index}": { email: "a${index}@acme.example" },`);
    const locate = sourceLocator(`export default {\naccounts: {\n${accounts.join("\n")}\n} };`, "organization.ts");
    const lines = accounts.map((_, index) => locate(["accounts", `a${index}`, "email"]).line);
    expect(lines).toEqual(accounts.map((_, index) => index + 3));
  });
});
