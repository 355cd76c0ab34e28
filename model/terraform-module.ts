import type { ModuleUseConfig } from "./modules-config";

/** The inputs of the modules that `cdktf.json` lists, by their names: `npm run modules` writes what merges into it. */
// biome-ignore lint/suspicious/noEmptyInterface: without listed modules there is nothing to merge
export interface ModuleInputs {}

/** The name of a listed module; any name as long as no types are written. */
export type ModuleName = keyof ModuleInputs extends never ? string : keyof ModuleInputs & string;

/** The inputs of one module, which may all be left out: other places may have them. */
export type InputsOf<M extends string> = M extends keyof ModuleInputs
  ? Partial<ModuleInputs[M]>
  : Readonly<Record<string, unknown>>;

/**
 * A use of a module whose name and inputs the compiler checks, once `npm run modules` has written their types.
 *
 * The same as the plain `{ module, inputs }`; `validate` checks either.
 */
export function terraformModule<const M extends ModuleName>(module: M, inputs: InputsOf<M>): ModuleUseConfig {
  return { module, inputs: { ...inputs } };
}
