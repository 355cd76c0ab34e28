/** Environment variables, as of a process. */
export type Environment = Readonly<Record<string, string | undefined>>;

const TERRAFORM_SETTING =
  /^(TF_(CLI_ARGS.*|VAR_.*|WORKSPACE|DATA_DIR|LOG.*|INPUT|REATTACH_PROVIDERS|IN_AUTOMATION|CLOUD_.*)|TFE_.*)$/;

/**
 * The environment for Terraform that no setting of the caller's shell can lead elsewhere.
 *
 * Arguments, variables and workspaces that a shell carries for other work would change what these runs do. Tokens stay:
 * they open what a stack's own backend names.
 *
 * @param variables the names of the Terraform variables that are meant to come from the shell. @default none
 */
export function terraformEnvironment(own: Environment, variables: readonly string[] = []): Environment {
  const meant = new Set(variables.map((name) => `TF_VAR_${name}`));
  const kept = Object.entries(own).filter(([name]) => meant.has(name) || !TERRAFORM_SETTING.test(name));
  return { ...Object.fromEntries(kept), CHECKPOINT_DISABLE: "1", TF_IN_AUTOMATION: "1" };
}
