import { describe, expect, test } from "@jest/globals";
import { type InputType, inWords, parseInputType, typeMistakes } from "../../model/input-type";
import { formatPath } from "../../model/problem";

const STRING: InputType = { kind: "string" };
const NUMBER: InputType = { kind: "number" };

describe("a type constraint", () => {
  test.each<[string, InputType]>([
    ["string", STRING],
    [" any ", { kind: "any" }],
    ["list(string)", { kind: "list", element: STRING }],
    ["set( number )", { kind: "set", element: NUMBER }],
    ["map(list(bool))", { kind: "map", element: { kind: "list", element: { kind: "bool" } } }],
    ["tuple([string, number])", { kind: "tuple", elements: [STRING, NUMBER] }],
    ["tuple([])", { kind: "tuple", elements: [] }],
    ["tuple([string,])", { kind: "tuple", elements: [STRING] }],
    ["object({})", { kind: "object", attributes: {} }],
    [
      'object({\n  a = string # of "b\n  "b-c": number, // }\n /* d = any */ e = optional(string)\n})',
      {
        kind: "object",
        attributes: {
          a: { type: STRING, isOptional: false },
          "b-c": { type: NUMBER, isOptional: false },
          e: { type: STRING, isOptional: true },
        },
      },
    ],
    [
      'object({ a = optional(map(string), { "x)" = ")", y = max(1, [2][0]) }), b = number })',
      {
        kind: "object",
        attributes: {
          a: { type: { kind: "map", element: STRING }, isOptional: true },
          b: { type: NUMBER, isOptional: false },
        },
      },
    ],
  ])("%s is read", (text, type) => {
    expect(parseInputType(text)).toEqual(type);
  });

  test.each([
    "",
    "text",
    "list",
    "list(string",
    "list(string))",
    "list(string, number)",
    "object(a = string)",
    "object({ a })",
    "tuple([string number])",
    "optional(string)",
    "map()",
    "object({ a = optional(string })",
  ])("%j is none", (text) => {
    expect(parseInputType(text)).toBeUndefined();
  });
});

describe("a value", () => {
  const mistakes = (type: string, value: unknown): readonly string[] => {
    const parsed = parseInputType(type);
    if (parsed === undefined) throw new Error(`${type} is no type`);
    return typeMistakes(parsed, value).map(({ path, message }) => `${formatPath(path)}: ${message}`);
  };

  test.each<[string, unknown]>([
    ["any", { a: [1, null, "x", true] }],
    ["string", ""],
    ["number", -1.5],
    ["bool", false],
    ["list(string)", []],
    ["set(number)", [1, 1]],
    ["map(string)", { constructor: "x" }],
    ["tuple([string, number])", ["x", 1]],
    ["object({ a = string, b = optional(number) })", { a: "x" }],
    ["object({ a = string, b = optional(number) })", { a: "x", b: null }],
  ])("of %s may be %j", (type, value) => {
    expect(mistakes(type, value)).toEqual([]);
  });

  test.each<[string, unknown, readonly string[]]>([
    ["any", () => 1, ["(configuration): a value of type function is not a JSON value"]],
    ["any", { a: new Date(0) }, ["(configuration): an object is not a JSON value"]],
    ["string", 5, ["(configuration): 5 is not a text"]],
    ["number", "5", ['(configuration): "5" is not a number']],
    ["number", Number.POSITIVE_INFINITY, ["(configuration): a number that JSON does not have is not a number"]],
    ["bool", "true", ['(configuration): "true" is not true or false']],
    ["list(string)", "a", ['(configuration): "a" is not a list, each element of it a text']],
    ["list(string)", ["a", null, 3], ["[1]: null is not a text", "[2]: 3 is not a text"]],
    ["map(number)", ["a"], ["(configuration): a list is not an object, each value of it a number"]],
    ["map(number)", { a: { b: 1 } }, ["a: an object is not a number"]],
    ["tuple([string, number])", ["x"], ["(configuration): a list is not a list of 2: a text, a number"]],
    ["tuple([string, number])", [1, "x"], ["[0]: 1 is not a text", '[1]: "x" is not a number']],
    [
      "list(object({ name = string, size = optional(number) }))",
      [{ name: "x", sise: 1 }, {}, { name: 1, size: "x" }, "x"],
      [
        '[0].sise: there is no attribute "sise" in this object',
        '[1]: the attribute "name" is missing',
        "[2].name: 1 is not a text",
        '[2].size: "x" is not a number',
        '[3]: "x" is not an object with name, size',
      ],
    ],
    ["object({ a = string })", { a: null }, ["a: null is not a text"]],
  ])("of %s may not be %j", (type, value, expected) => {
    expect(mistakes(type, value)).toEqual(expected);
  });
});

test("an object without attributes is in words, too", () => {
  expect(inWords({ kind: "object", attributes: {} })).toBe("an object with nothing in it");
});
