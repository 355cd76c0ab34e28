import { GLOBAL_EVENTS_REGION, type Region } from "../../catalogue/regions";
import { tagsOfAccount } from "../account-tags";
import { type AccountValues, missingReferences, unknownReferences } from "../account-values";
import { resolveBaselines } from "../baseline";
import type { AccountNode } from "../config-tree";
import { type TypeMistake, typeMistakes } from "../input-type";
import { KEY_TAG } from "../key-tag";
import type { ModuleVariable, ReadableModule } from "../module-catalogue";
import { type ModuleUse, modulesOf, placedModules } from "../module-uses";
import type { ConfigPath } from "../problem";
import { aliasRegion } from "../provider-alias";
import { type Breach, type ConfigFacts, defineRule } from "../rule";
import { suggestion } from "../suggestion";

interface UseInAccount {
  readonly use: ModuleUse;
  readonly account: AccountNode;
}

/** Every module in every account; nothing where nobody has looked which modules there are. */
function usesOf({ config, tree, modules }: ConfigFacts): readonly UseInAccount[] {
  if (modules === undefined) return [];
  return tree.accounts.flatMap((account) => modulesOf(config, account).map((use) => ({ use, account })));
}

/** Uses of modules that can be read. */
function* readableUses(facts: ConfigFacts): Iterable<UseInAccount & { readonly module: ReadableModule }> {
  for (const { use, account } of usesOf(facts)) {
    const module = facts.modules?.find(use.module);
    if (module?.kind === "readable") yield { use, account, module };
  }
}

/** The first use of each module, in the order written. */
function firstUses(facts: ConfigFacts): readonly ModuleUse[] {
  const first = new Map<string, ModuleUse>();
  for (const { use } of usesOf(facts)) if (!first.has(use.module)) first.set(use.module, use);
  return [...first.values()];
}

/** The key is a Terraform address. */
export const moduleKey = defineRule<ConfigFacts>({
  id: "module-key",
  doc: "The key of a module's use has lower-case letters, digits and hyphens, a letter first.",
  waivable: false,
  *breaches({ config, tree }) {
    for (const { modules, path } of placedModules(config, tree)) {
      for (const key of Object.keys(modules)) {
        if (/^[a-z][a-z0-9-]*$/.test(key)) continue;
        yield {
          path: [...path, key],
          message: `"${key}" cannot be a key`,
          remedy: "Use lower-case letters, digits and hyphens, a letter first.",
        };
      }
    }
  },
});

/** `false` under a key with a slip in it would leave the module where it is. */
export const moduleTakenOut = defineRule<ConfigFacts>({
  id: "module-taken-out",
  doc: "A module that is taken out with `false` is one that some place in the configuration uses.",
  waivable: false,
  *breaches({ config, tree }) {
    const places = placedModules(config, tree).flatMap(({ modules, path }) =>
      Object.entries(modules).map(([key, use]) => ({ key, use, path: [...path, key] })),
    );
    const used = new Set(places.filter(({ use }) => use !== false).map(({ key }) => key));
    for (const { key, use, path } of places) {
      if (use !== false || used.has(key)) continue;
      yield { path, message: `no place uses a module under "${key}"`, remedy: suggestion(key, used, "Take it out.") };
    }
  },
});

/** A module that nobody lists has neither inputs nor a source. */
export const unknownModule = defineRule<ConfigFacts>({
  id: "unknown-module",
  doc: "Every module in use is listed in cdktf.json.",
  waivable: false,
  *breaches(facts) {
    for (const { module, path } of firstUses(facts)) {
      if (facts.modules?.find(module) !== undefined) continue;
      yield {
        path,
        message: `cdktf.json lists no module "${module}"`,
        remedy: suggestion(
          module,
          facts.modules?.names ?? [],
          `Add { "name": "${module}", "source": "./modules/${module}" } to terraformModules.`,
        ),
      };
    }
  },
});

/** Terraform would say it, in every account, when it is too late. */
export const moduleReadable = defineRule<ConfigFacts>({
  id: "module-readable",
  doc: "Every module in use can be read, stays in its directory, and configures no provider of its own.",
  waivable: false,
  *breaches(facts) {
    for (const { module, path } of firstUses(facts)) {
      const found = facts.modules?.find(module);
      if (found?.kind === "broken") yield { path, message: found.message, remedy: found.remedy };
    }
  },
});

/** Providers exist in governed Regions alone. */
export const moduleProvider = defineRule<ConfigFacts>({
  id: "module-provider",
  doc: "A module that asks for a provider by an alias names a governed Region with it, for example aws.us_east_1.",
  waivable: false,
  *breaches(facts) {
    const { homeRegion, governedRegions = [] } = facts.config;
    const regions = [...new Set<Region>([homeRegion, GLOBAL_EVENTS_REGION, ...governedRegions])];
    for (const { module, path } of firstUses(facts)) {
      const found = facts.modules?.find(module);
      if (found?.kind !== "readable") continue;
      for (const alias of found.providerAliases) {
        if (aliasRegion(alias, regions) !== undefined) continue;
        yield {
          path,
          message: `the module "${module}" asks for the provider aws.${alias}, and "${alias}" is no governed Region`,
          remedy: `Name the alias after one of ${regions.join(", ")}, with underscores or hyphens.`,
        };
      }
    }
  },
});

/** What Terraform would find out in the middle of a rollout. */
export const moduleInputs = defineRule<ConfigFacts>({
  id: "module-inputs",
  doc: "A module gets every input that it requires, each of its type, and none that it does not have.",
  waivable: false,
  *breaches(facts) {
    for (const { use, module } of readableUses(facts)) {
      yield* missingInputs(use, module);
      for (const [name, { value, path }] of use.inputs) {
        const variable = ownVariable(module, name);
        if (variable === undefined) {
          const known = Object.keys(module.variables);
          yield {
            path,
            message: `the module "${use.module}" has no input "${name}"`,
            remedy: suggestion(name, known, "Take it out."),
          };
        } else yield* mistakes(variable, value).map((mistake) => placedMistake(mistake, path));
      }
    }
  },
});

function* missingInputs({ key, module: name, inputs, path }: ModuleUse, module: ReadableModule): Iterable<Breach> {
  for (const [input, { isRequired, description }] of Object.entries(module.variables)) {
    if (!isRequired || (inputs.has(input) && inputs.get(input)?.value !== undefined)) continue;
    yield {
      path,
      message: `the module "${name}" requires the input "${input}"${description === undefined ? "" : ` (${description})`}`,
      remedy: `Add it to inputs here, or under "${key}" in a place above.`,
    };
  }
}

function ownVariable({ variables }: ReadableModule, name: string): ModuleVariable | undefined {
  return Object.hasOwn(variables, name) ? variables[name] : undefined;
}

function mistakes({ type, isNullable }: ModuleVariable, value: unknown): readonly TypeMistake[] {
  return value === undefined || (value === null && isNullable) ? [] : typeMistakes(type, value);
}

function placedMistake({ path, message, remedy }: TypeMistake, at: ConfigPath): Breach {
  return { path: [...at, ...path], message, remedy };
}

/** The configuration, the emitted JSON and the plan are read by many. */
export const moduleSecret = defineRule<ConfigFacts>({
  id: "module-secret",
  doc: "No input of a module that its variable marks as sensitive is written in the configuration.",
  waivable: true,
  *breaches(facts) {
    for (const { use, module } of readableUses(facts)) {
      for (const [name, { path }] of use.inputs) {
        if (ownVariable(module, name)?.isSensitive !== true) continue;
        yield {
          path,
          message: `the input "${name}" of the module "${use.module}" is a secret, and everybody can read it here`,
          remedy: "Have the module read it from a parameter or a secret in the account, and give the name of that.",
        };
      }
    }
  },
});

/** A slip in a reference would reach AWS as text. */
export const moduleReference = defineRule<ConfigFacts>({
  id: "module-reference",
  doc: "A ${account. reference in an input names something that the account has.",
  waivable: false,
  *breaches(facts) {
    for (const { use, account } of usesOf(facts)) {
      for (const { value, path } of use.inputs.values()) {
        const unknown = unknownReferences(value);
        for (const name of unknown) {
          yield {
            path,
            message: `there is nothing called "account.${name}"`,
            remedy: suggestion(name, ["id", "key", "name", "email", "owner", "tags.<key>"], "Use one that there is."),
          };
        }
        if (unknown.length > 0) continue;
        for (const name of missingReferences(value, valuesOf(facts, account))) {
          yield {
            path,
            message: `the account "${account.key}" has no ${name}, which this input refers to`,
            remedy: "Give it to the account, or the input another value there.",
          };
        }
      }
    }
  },
});

function valuesOf({ config }: ConfigFacts, account: AccountNode): AccountValues {
  const { key, config: written } = account;
  const tags = [...tagsOfAccount(config, account)].map(([tag, { value }]) => [tag, value]);
  return {
    key,
    name: written.name ?? key,
    email: written.email,
    owner: written.owner,
    tags: { "managed-by": "rootstock", ...Object.fromEntries(tags), [KEY_TAG]: key },
  };
}

/** Without a state there is nowhere to put it. */
export const moduleWithoutBaseline = defineRule<ConfigFacts>({
  id: "module-without-baseline",
  doc: "No account whose baseline is off has a module.",
  waivable: false,
  *breaches(facts) {
    const uses = usesOf(facts);
    if (uses.length === 0) return;
    const { members } = resolveBaselines(facts.config, undefined);
    for (const { use, account } of uses) {
      if (members.get(account.key)?.mode.value !== "off") continue;
      yield {
        path: account.path,
        message: `the module "${use.key}" is for this account, whose baseline is off`,
        remedy: `Set the account's baseline to "observe", or write modules: { ${JSON.stringify(use.key)}: false } here.`,
      };
    }
  },
});
