import { readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, test } from "@jest/globals";
import { configurationPage } from "../../scripts/reference/configuration-page";
import { referenceFiles } from "../../scripts/reference/files";

const ROOT = path.resolve(__dirname, "../..");

describe("the generated reference", () => {
  test.each(Object.entries(referenceFiles()))("%s is up to date; otherwise run npm run docs", (file, text) => {
    expect(readFileSync(path.join(ROOT, file), "utf8")).toBe(text);
  });
});

describe("configurationPage", () => {
  const fields = (source: string): readonly string[] =>
    configurationPage(`export interface LandingZoneConfig<G> {\n${source}\n}`)
      .split("\n")
      .filter((line) => line.startsWith("| `"));

  test.each<[name: string, source: string, row: string]>([
    ["a required text", "/** Its name. */ readonly name: string;", "| `name` | text | required | Its name. |"],
    ["a literal default", '/** @default "a" */ readonly a?: string;', '| `a` | text | `"a"` |  |'],
    ["a default in words", "/** @default the name */ readonly a?: string;", "| `a` | text | the name |  |"],
    ["an option without default", "readonly a?: number;", "| `a` | number | none |  |"],
    ["a list", "readonly a: readonly string[];", "| `a` | list of text | required |  |"],
    ["a list of keys", "readonly a: readonly G[];", "| `a` | list of guardrail keys | required |  |"],
    ["a choice", 'readonly a: "x" | "y";', '| `a` | `"x"` or `"y"` | required |  |'],
    ["a record", "readonly a: Readonly<Record<string, boolean>>;", "| `a` | by key: `true` or `false` | required |  |"],
    ["a named choice", "readonly a: readonly Severity[];", "| `a` | list of [Severity](#severity) | required |  |"],
    [
      "what Markdown would take for markup",
      "/** `*` is *. */ readonly a: string;",
      "| `a` | text | required | `*` is \\*. |",
    ],
    ["a bar in a text", "/** One | other. */ readonly a: string;", "| `a` | text | required | One \\| other. |"],
  ])("writes %s", (_, source, row) => {
    expect(fields(source)).toEqual([row]);
  });

  test("gives every type that is mentioned a section, once", () => {
    const page = configurationPage(
      "export interface LandingZoneConfig { readonly a: Part; readonly b: readonly Part[]; readonly c: Mode }\n" +
        "/** A part. */ export interface Part { readonly parts: readonly Part[] }",
    );
    expect(page.match(/^## .+$/gm)).toEqual(["## LandingZoneConfig", "## Part", "## Mode"]);
    expect(page).toContain("One of `off`, `observe`, `enforce`.");
    expect(page).toContain("| `a` | [Part](#part) | required | A part. |");
  });

  test("refuses a type that is declared nowhere", () => {
    expect(() => configurationPage("export interface LandingZoneConfig { readonly a: Nowhere }")).toThrow(
      "model/config.ts declares no type Nowhere",
    );
  });
});
