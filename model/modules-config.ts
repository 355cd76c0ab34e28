/** One use of a Terraform module in an account; what is left out is inherited from the place above. */
export interface ModuleUseConfig {
  /**
   * The name of a module that `cdktf.json` lists.
   *
   * @default the module that the place above names under the same key, otherwise the key itself
   */
  readonly module?: string;
  /**
   * Values of the module's variables, by name; each is taken from the most specific place that has it.
   *
   * In a text, `${account.id}`, `${account.key}`, `${account.name}`, `${account.email}`, `${account.owner}` and
   * `${account.tags.<key>}` stand for the account's own. Any other `${` is text, and reaches the module as it is.
   *
   * @default those of the places above
   */
  readonly inputs?: Readonly<Record<string, unknown>>;
}

/** Uses of modules by a key of one's own, which becomes a Terraform address; `false` takes out what is inherited. */
export type ModulesConfig = Readonly<Record<string, ModuleUseConfig | false>>;
