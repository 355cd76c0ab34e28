import { parseInputType } from "../../model/input-type";
import type { BrokenModule, ModuleCatalogue, ModuleVariable, ReadableModule } from "../../model/module-catalogue";

/** A variable as a test writes it: its type, with `?` behind it where it has a default. */
export type WrittenVariable = string | Partial<ModuleVariable>;

/** A catalogue of modules that exist in a test alone. */
export function catalogueOf(modules: Readonly<Record<string, ReadableModule | BrokenModule>>): ModuleCatalogue {
  return {
    names: Object.keys(modules),
    find: (name) => (Object.hasOwn(modules, name) ? modules[name] : undefined),
  };
}

/** A local module with some variables. */
export function readableModule(
  variables: Readonly<Record<string, WrittenVariable>>,
  providerAliases: readonly string[] = [],
): ReadableModule {
  return {
    kind: "readable",
    source: { kind: "local", directory: "/nowhere", digest: "0".repeat(64) },
    variables: Object.fromEntries(Object.entries(variables).map(([name, written]) => [name, variable(written)])),
    providerAliases,
  };
}

function variable(written: WrittenVariable): ModuleVariable {
  const text = typeof written === "string" ? written : "string";
  const type = parseInputType(text.replace(/\?$/, ""));
  if (type === undefined) throw new Error(`${text} is no type`);
  return {
    type,
    isRequired: !text.endsWith("?"),
    isNullable: true,
    isSensitive: false,
    description: undefined,
    ...(typeof written === "string" ? {} : written),
  };
}
