import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import type { InputType } from "../../model/input-type";
import type { BrokenModule, ModuleVariable, ReadableModule } from "../../model/module-catalogue";

/** Where the types of inputs are, relative to the project. */
export const TYPES_FILE = path.join(".gen", "module-inputs.d.ts");

/** Writes the types of the modules' inputs, or takes them away when there are no modules; answers whether any changed. */
export function writeInputTypes(project: string, modules: ReadonlyMap<string, ReadableModule | BrokenModule>): boolean {
  const file = path.join(project, TYPES_FILE);
  const before = existsSync(file) ? readFileSync(file, "utf8") : undefined;
  const text = modules.size === 0 ? undefined : inputTypes(modules);
  if (text === before) return false;
  if (text === undefined) rmSync(file);
  else {
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(file, text);
  }
  return true;
}

/** The declarations that merge into `ModuleInputs`; a module that cannot be read has inputs of any type. */
export function inputTypes(modules: ReadonlyMap<string, ReadableModule | BrokenModule>): string {
  const declared = [...modules].map(([name, module]) => `    ${JSON.stringify(name)}: ${inputsType(module)};`);
  return [
    "// Written by `npm run modules` from the variables of the modules in cdktf.json.",
    "export {};",
    'declare module "../model/terraform-module" {',
    "  interface ModuleInputs {",
    ...declared,
    "  }",
    "}",
    "",
  ].join("\n");
}

function inputsType(module: ReadableModule | BrokenModule): string {
  if (module.kind === "broken") return "Readonly<Record<string, unknown>>";
  const properties = Object.entries(module.variables).map(([name, variable]) => property(name, variable));
  return properties.length === 0 ? "Readonly<Record<never, never>>" : `{\n${properties.join("\n")}\n    }`;
}

function property(name: string, { type, isRequired, isNullable, description }: ModuleVariable): string {
  const comment =
    description === undefined ? "" : `      /** ${description.replaceAll("*/", "* /").replaceAll(/\s+/g, " ")} */\n`;
  const value = `${typeText(type)}${isNullable && !isRequired ? " | null" : ""}`;
  return `${comment}      readonly ${JSON.stringify(name)}${isRequired ? "" : "?"}: ${value};`;
}

function typeText(type: InputType): string {
  switch (type.kind) {
    case "any":
      return "unknown";
    case "string":
    case "number":
      return type.kind;
    case "bool":
      return "boolean";
    case "list":
    case "set":
      return `readonly (${typeText(type.element)})[]`;
    case "map":
      return `Readonly<Record<string, ${typeText(type.element)}>>`;
    case "tuple":
      return `readonly [${type.elements.map(typeText).join(", ")}]`;
    case "object": {
      const attributes = Object.entries(type.attributes).map(
        ([name, { type: of, isOptional }]) =>
          `readonly ${JSON.stringify(name)}${isOptional ? "?" : ""}: ${typeText(of)}${isOptional ? " | null" : ""}`,
      );
      return `{ ${attributes.join("; ")} }`;
    }
    default:
      return type satisfies never;
  }
}
