import type { OptionDefinitions } from "./arguments";

/** What the module of a verb exports. */
export interface VerbModule {
  /** The options that `--help` lists. @default the common options only */
  readonly options?: OptionDefinitions;
  /**
   * Does the verb's work: understands its own arguments, prints, and answers with the exit code.
   *
   * When it has answered, the process ends. It throws a `Failure` for what the user has to put right; any other error
   * counts as a bug.
   *
   * @param argv the command line after the verb
   */
  run(argv: readonly string[]): Promise<number>;
}

/** One verb of the command line. */
export interface Verb {
  readonly name: string;
  /** What it does, in one line. */
  readonly summary: string;
  /** The command line without `rootstock`. */
  readonly usage: string;
  /** Loads the module; only then is what the verb needs read from disk. */
  readonly load: () => VerbModule;
}

// `require`, not `import()`: under tsx/cjs Node.js resolves `import()` itself and knows no TypeScript.
/** Every verb, in the order in which a team meets them. */
export const VERBS: readonly Verb[] = [
  {
    name: "validate",
    summary: "Check the configuration: every problem at once, without network or credentials.",
    usage: "validate [--format FORMAT | --json] [--config FILE] [--ledger FILE] [--today YYYY-MM-DD]",
    load: (): typeof import("./validate") => require("./validate"),
  },
  {
    name: "preflight",
    summary: "Check, read-only, whether the management account is ready (needs AWS credentials).",
    usage: "preflight [OPTIONS]",
    load: (): typeof import("./preflight") => require("./preflight"),
  },
  {
    name: "adopt",
    summary: "Write a configuration of the live organization that changes nothing (needs AWS credentials).",
    usage: "adopt [--output DIRECTORY] [--finish] [OPTIONS]",
    load: (): typeof import("./adopt") => require("./adopt"),
  },
  {
    name: "synth",
    summary: "Write the Terraform JSON of every stack, without network or credentials.",
    usage: "synth [OPTIONS]",
    load: (): typeof import("./synth") => require("./synth"),
  },
  {
    name: "bootstrap",
    summary: "Create the bucket of the states and the pipeline's roles, before anything else (needs AWS credentials).",
    usage: "bootstrap [--yes] [OPTIONS]",
    load: (): typeof import("./bootstrap") => require("./bootstrap"),
  },
  {
    name: "plan",
    summary: "Plan the affected stacks, say what would change, and refuse what must not (needs AWS credentials).",
    usage: "plan [--base REVISION | --stack NAME ...] [OPTIONS]",
    load: (): typeof import("./plan") => require("./plan"),
  },
  {
    name: "apply",
    summary:
      "Apply a reviewed plan and nothing else, in order, and go on where it was cut short (needs AWS credentials).",
    usage: "apply [--reviewed DIRECTORY] [--resume] [--yes] [OPTIONS]",
    load: (): typeof import("./apply") => require("./apply"),
  },
  {
    name: "drift",
    summary: "Say what was changed outside since the last apply, and what follows from it (needs AWS credentials).",
    usage: "drift [--stack NAME ...] [OPTIONS]",
    load: (): typeof import("./drift") => require("./drift"),
  },
  {
    name: "audit",
    summary: "Gather live evidence for every account and say what is not as it should be (needs AWS credentials).",
    usage: "audit [--fix root-credentials | --probe deny-root --account KEY] [--yes] [OPTIONS]",
    load: (): typeof import("./audit") => require("./audit"),
  },
  {
    name: "explain",
    summary: "Say what principals may do in an account, which statement decides it, and who loses what by a change.",
    usage: "explain ACCOUNT [--principal KIND|ARN ...] | --all | --quotas | --before FILE|COMMIT [OPTIONS]",
    load: (): typeof import("./explain") => require("./explain"),
  },
  {
    name: "recover",
    summary: "Print how an account is recovered: who, by which commands, without network or credentials.",
    usage: "recover ACCOUNT | --out DIRECTORY | --tasks [OPTIONS]",
    load: (): typeof import("./recover") => require("./recover"),
  },
  {
    name: "report",
    summary: "Print what answers each mechanism in every account, from the Terraform JSON.",
    usage: "report [OPTIONS]",
    load: (): typeof import("./report") => require("./report"),
  },
  {
    name: "ci-config",
    summary: "Write what Atlantis and HCP Terraform need to know of the stacks, without network or credentials.",
    usage: "ci-config [--check] [--output DIRECTORY] [OPTIONS]",
    load: (): typeof import("./ci-config") => require("./ci-config"),
  },
  {
    name: "account",
    summary:
      "Add, move, rename, suspend, close or release an account in the configuration, or wait until one is ready (status).",
    usage:
      "account add|move|rename|suspend|close|e-mail|release|status [KEY] [--yes | --dry-run | --no-wait] [OPTIONS]",
    load: (): typeof import("./account") => require("./account"),
  },
  {
    name: "modules",
    summary: "Fetch the Terraform modules that cdktf.json lists and write the types of their inputs.",
    usage: "modules [--json] [--config FILE]",
    load: (): typeof import("./modules") => require("./modules"),
  },
  {
    name: "demo",
    summary: "Apply the configuration to a local AWS emulator and show the organization.",
    usage: "demo [OPTIONS]",
    load: (): typeof import("./demo") => require("./demo"),
  },
  {
    name: "bench",
    summary: "Measure validate and synth at 10 to 10,000 accounts.",
    usage: "bench [OPTIONS]",
    load: (): typeof import("./bench") => require("./bench"),
  },
];
