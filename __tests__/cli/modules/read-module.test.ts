import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import type { ModuleFile } from "../../../cli/modules/module-files";
import { type ParsedFile, parsedFiles } from "../../../cli/modules/parsed-files";
import { readModule } from "../../../cli/modules/read-module";

type Files = Readonly<Record<string, string>>;

const VARIABLE = 'variable "a" {\n  type = string\n}\n';

/** Modules that cannot be used: their files, and what is said of them. */
const BROKEN: readonly (readonly [name: string, files: Files, message: RegExp])[] = [
  ["no Terraform at all", { "README.md": "# x" }, /^the module "m" has no Terraform files$/],
  ["HCL that is torn", { "main.tf": 'variable "a" {\n  type =\n}' }, /^the module "m" cannot be read: .*main\.tf:2/],
  ["JSON that is torn", { "main.tf.json": "{" }, /^the module "m" cannot be read: /],
  ["a provider of its own", { "main.tf": 'provider "aws" {}' }, /configures the provider "aws" itself, in main\.tf$/],
  ["a provider of its own, as JSON", { "main.tf.json": '{"provider": {"aws": {}}}' }, /itself, in main\.tf\.json$/],
  [
    "a provider of its own, in a module that it calls",
    { "main.tf": 'module "x" {\n source = "./in/x/"\n}', "in/x/main.tf": 'provider "aws" {}' },
    /itself, in in\/x\/main\.tf$/,
  ],
  [
    "another provider",
    {
      "main.tf":
        'terraform {\n  required_providers {\n    random = {\n      source = "hashicorp/random"\n    }\n  }\n}',
    },
    /^the module "m" needs the provider "random", in main\.tf$/,
  ],
  [
    "another provider that is called aws",
    { "main.tf": 'terraform {\n  required_providers {\n    aws = {\n      source = "acme/aws"\n    }\n  }\n}' },
    /needs the provider "aws"/,
  ],
  ["a resource of another provider", { "main.tf": 'resource "random_id" "x" {}' }, /needs the provider "random"/],
  ["data of another provider", { "main.tf.json": '{"data": {"http": {"x": {}}}}' }, /needs the provider "http"/],
  [
    "a call of what is outside",
    { "main.tf": 'module "x" {\n source = "./in/x"\n}', "in/x/main.tf": 'module "y" {\n source = "../../../y"\n}' },
    /^the module "m" calls \.\.\/\.\.\/\.\.\/y, which is outside its directory$/,
  ],
  ["a call of what is not there", { "main.tf": 'module "x" {\n source = "./x"\n}' }, /has no Terraform files in x$/],
  [
    "a type that is none",
    { "main.tf": 'variable "a" {\n  type = text\n}' },
    /the type of the variable "a" of the module "m"/,
  ],
];

const READABLE: Files = {
  "versions.tf": `terraform {
  required_providers {
    aws = {
      source                = "hashicorp/aws"
      version               = ">= 5.0"
      configuration_aliases = [aws.us_east_1, aws.replica]
    }
  }
}
`,
  "variables.tf": `${VARIABLE}
variable "b" {
  type        = object({ x = number, y = optional(string, "}") })
  description = "What it is for."
  default     = null
  nullable    = false
}
variable "c" {
  sensitive = true
}
variable "old" {
  type = "string"
}
`,
  "more.tf.json": '{"variable": {"json": {"type": "list(string)", "default": []}}}',
  "main.tf":
    'resource "aws_iam_role" "x" {}\nresource "terraform_data" "x" {}\nmodule "in" {\n  source = "./in"\n}\nmodule "r" {\n  source = "acme/x/aws"\n}\n',
  "in/main.tf": 'data "aws_region" "x" {}\nmodule "loop" {\n  source = "./"\n}\n',
  "examples/all/main.tf": 'provider "random" {}\n',
};

let project = "";
let parsed: readonly Readonly<Record<string, ParsedFile>>[] = [];

const filesOf = (files: Files): readonly ModuleFile[] =>
  Object.entries(files).map(([name, text]) => ({ name, contents: Buffer.from(text) }));

beforeAll(() => {
  project = mkdtempSync(path.join(tmpdir(), "rootstock-read-module-"));
  parsed = parsedFiles(project, [READABLE, ...BROKEN.map(([, files]) => files)].map(filesOf));
}, 120_000);
afterAll(() => rmSync(project, { recursive: true, force: true }));

describe("a module that can be used", () => {
  test("says its variables and the providers that it asks for", () => {
    expect(readModule("m", parsed[0] ?? {})).toEqual({
      providerAliases: ["replica", "us_east_1"],
      variables: {
        a: variable({}),
        b: variable({
          type: {
            kind: "object",
            attributes: {
              x: { type: { kind: "number" }, isOptional: false },
              y: { type: { kind: "string" }, isOptional: true },
            },
          },
          isRequired: false,
          isNullable: false,
          description: "What it is for.",
        }),
        c: variable({ type: { kind: "any" }, isSensitive: true }),
        json: variable({ type: { kind: "list", element: { kind: "string" } }, isRequired: false }),
        old: variable({}),
      },
    });
  });

  const variable = (more: object): object => ({
    type: { kind: "string" },
    isRequired: true,
    isNullable: true,
    isSensitive: false,
    description: undefined,
    ...more,
  });
});

describe("a module is refused that has", () => {
  test.each(BROKEN.map(([name, , message], index) => ({ name, message, index })))("$name", ({ message, index }) => {
    const read = readModule("m", parsed[index + 1] ?? {});
    expect(read).toMatchObject({ kind: "broken", message: expect.stringMatching(message) });
    expect(Reflect.get(read, "remedy")).toMatch(/^[A-Z].*\.$/);
  });
});

test("what was parsed before is not parsed again", () => {
  const cache = JSON.parse(readFileSync(path.join(project, ".gen", "parsed-modules.json"), "utf8"));
  expect(Object.keys(cache.modules)).toHaveLength(BROKEN.length + 1);
  const started = process.hrtime.bigint();
  const again = parsedFiles(project, [READABLE, ...BROKEN.map(([, files]) => files)].map(filesOf));
  // A process that starts the parser takes several times as long.
  expect(Number(process.hrtime.bigint() - started) / 1e6).toBeLessThan(200);
  expect(again).toEqual(parsed);
});
