import { expect, test } from "@jest/globals";
import { parse } from "yaml";
import { type YamlValue, yamlText } from "../../../cli/ci-config/yaml-text";

test.each<readonly [string, YamlValue]>([
  ["a text", "plain"],
  [
    "texts that look like something else",
    ["true", "No", "null", "12", "1e3", "", " x", "a: b", "# c", "- d", "*e", "~"],
  ],
  ["texts that need quotes", ['"', "'", "\\", "a\nb", "${x}", "ü", "@", "a#b", "0x1", "a/b.c-d_e"]],
  ["numbers and truth values", { a: 1, b: -2.5, c: true, d: false }],
  ["nothing in a list and an object", { list: [], object: {}, both: [[], {}] }],
  ["lists in objects in lists", [{ a: [1, { b: ["x"] }], c: { d: [] } }, ["y", ["z"]]]],
  ["keys that need quotes", { "a b": 1, true: 2, "x:y": 3, "": 4 }],
])("%s is read back as it was", (_, value) => {
  expect(parse(yamlText(value))).toEqual(value);
});

test("what a person reads is block style", () => {
  expect(yamlText({ version: 3, projects: [{ name: "a", depends_on: ["b"] }] })).toBe(
    "version: 3\nprojects:\n  - name: a\n    depends_on:\n      - b\n",
  );
});
