import type { InputType } from "./input-type";

/** One variable of a module. */
export interface ModuleVariable {
  readonly type: InputType;
  /** Whether it has no default value. */
  readonly isRequired: boolean;
  /** Whether `null` may be given. */
  readonly isNullable: boolean;
  /** Whether Terraform hides its value: a secret, which has no place in a configuration. */
  readonly isSensitive: boolean;
  readonly description: string | undefined;
}

/** Where Terraform gets a module from. */
export type ModuleSource =
  | {
      readonly kind: "local";
      /** Its directory, absolute. */
      readonly directory: string;
      /** The SHA-256 of all of its files. */
      readonly digest: string;
    }
  | { readonly kind: "remote"; readonly address: string; readonly version: string | undefined };

/** What is known of a module that can be used. */
export interface ReadableModule {
  readonly kind: "readable";
  readonly source: ModuleSource;
  readonly variables: Readonly<Record<string, ModuleVariable>>;
  /** The names after `aws.` of the providers that it asks for beside the default one, sorted. */
  readonly providerAliases: readonly string[];
}

/** Why a module that is listed cannot be used. */
export interface BrokenModule {
  readonly kind: "broken";
  readonly message: string;
  readonly remedy: string;
}

/** The modules that `cdktf.json` lists. */
export interface ModuleCatalogue {
  readonly names: readonly string[];
  /** A module that is listed; `undefined` for any other name. */
  find(name: string): ReadableModule | BrokenModule | undefined;
}

/** The catalogue of a project that lists no modules. */
export const NO_MODULES: ModuleCatalogue = { names: [], find: () => undefined };
