import type { LandingZoneConfig } from "./config";
import type { AccountNode, ConfigTree } from "./config-tree";
import type { ModulesConfig, ModuleUseConfig } from "./modules-config";
import type { ConfigPath } from "./problem";

/** One place in a configuration that has modules. */
export interface PlacedModules {
  readonly modules: ModulesConfig;
  /** The place of the setting `modules`. */
  readonly path: ConfigPath;
}

/** One input with the place that it is written at. */
export interface PlacedInput {
  readonly value: unknown;
  readonly path: ConfigPath;
}

/** One module in one account, as its places together say. */
export interface ModuleUse {
  /** The key that it is used under: its address is `module.<key>`. */
  readonly key: string;
  /** The name of the module. */
  readonly module: string;
  readonly inputs: ReadonlyMap<string, PlacedInput>;
  /** The most specific place that says anything of it. */
  readonly path: ConfigPath;
}

/** Every place that has modules: the top, units, kinds, accounts. */
export function placedModules(config: Pick<LandingZoneConfig, "modules">, tree: ConfigTree): readonly PlacedModules[] {
  const nodes = [...tree.units, ...tree.kinds, ...tree.accounts];
  return [...placed(config.modules, []), ...nodes.flatMap((node) => placed(node.config.modules, node.path))];
}

/** The modules in an account, by key: most specific wins, for the module itself and for each input. */
export function modulesOf(
  config: Pick<LandingZoneConfig, "modules">,
  { config: account, path, lineage, kind }: AccountNode,
): readonly ModuleUse[] {
  const places = [
    ...placed(config.modules, []),
    ...lineage.flatMap((unit) => placed(unit.config.modules, unit.path)),
    ...(kind === undefined ? [] : placed(kind.config.modules, kind.path)),
    ...placed(account.modules, path),
  ];
  const uses = new Map<string, ModuleUse>();
  for (const place of places) {
    for (const [key, use] of Object.entries(place.modules)) {
      if (use === false) uses.delete(key);
      else uses.set(key, overridden(uses.get(key), key, use, [...place.path, key]));
    }
  }
  return [...uses.values()].sort((a, b) => (a.key < b.key ? -1 : 1));
}

/** Inputs of another module mean nothing to the one that takes its place. */
function overridden(above: ModuleUse | undefined, key: string, use: ModuleUseConfig, path: ConfigPath): ModuleUse {
  const module = use.module ?? above?.module ?? key;
  const inherited = above?.module === module ? above.inputs : new Map<string, PlacedInput>();
  const own = Object.entries(use.inputs ?? {}).map(([name, value]): [string, PlacedInput] => [
    name,
    { value, path: [...path, "inputs", name] },
  ]);
  return { key, module, inputs: new Map([...inherited, ...own]), path };
}

function placed(modules: ModulesConfig | undefined, node: ConfigPath): readonly PlacedModules[] {
  return modules === undefined ? [] : [{ modules, path: [...node, "modules"] }];
}
