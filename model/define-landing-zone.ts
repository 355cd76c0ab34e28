import type { AccountConfig, LandingZoneConfig, OrganizationalUnitConfig, OrganizationalUnitsConfig } from "./config";

export { terraformModule } from "./terraform-module";

/** Every account key in a tree of organizational units; `string` when the keys of the tree are computed. */
export type AccountKey<T> = string extends keyof T
  ? string
  : {
      [K in keyof T]:
        | (T[K] extends { readonly accounts: infer A } ? keyof A & string : never)
        | (T[K] extends { readonly organizationalUnits: infer O } ? AccountKey<O> : never);
    }[keyof T];

/** Every organizational unit key in a tree; `string` when the keys of the tree are computed. */
export type OrganizationalUnitKey<T> = string extends keyof T
  ? string
  :
      | (keyof T & string)
      | {
          [K in keyof T]: T[K] extends { readonly organizationalUnits: infer O } ? OrganizationalUnitKey<O> : never;
        }[keyof T];

type Without<T, Known extends PropertyKey> = { readonly [Unknown in Exclude<keyof T, Known>]: never };

/** Inference of literal keys switches off the check for unknown properties inside the tree; this puts it back. */
type ExactUnits<T> = string extends keyof T
  ? unknown
  : {
      readonly [K in keyof T]: Without<T[K], keyof OrganizationalUnitConfig> &
        (T[K] extends { readonly accounts: infer A } ? { readonly accounts: ExactAccounts<A> } : unknown) &
        (T[K] extends { readonly organizationalUnits: infer O }
          ? { readonly organizationalUnits: ExactUnits<O> }
          : unknown);
    };

type ExactAccounts<A> = string extends keyof A
  ? unknown
  : { readonly [K in keyof A]: Without<A[K], keyof AccountConfig> };

/**
 * Types the configuration of a landing zone, and returns it as it is.
 *
 * The keys of accounts, organizational units, guardrails, kinds of accounts, permission sets and groups are inferred,
 * so that a reference to one that does not exist is a compile error with a suggestion. Nothing is checked here at run time: `validate` does that.
 */
export function defineLandingZone<
  const O extends OrganizationalUnitsConfig<NoInfer<G>, NoInfer<N>>,
  const G extends string = never,
  const P extends string = never,
  const K extends string = never,
  const R extends Readonly<
    Record<string, AccountConfig & { readonly guardrails?: readonly NoInfer<G>[]; readonly kind?: NoInfer<N> }>
  > = Record<never, never>,
  const N extends string = never,
>(
  config: LandingZoneConfig<
    O & ExactUnits<O>,
    NoInfer<AccountKey<O> | (keyof R & string)>,
    NoInfer<OrganizationalUnitKey<O>>,
    G,
    P,
    K,
    R & ExactAccounts<R>,
    N
  >,
): LandingZoneConfig {
  return config as unknown as LandingZoneConfig;
}
