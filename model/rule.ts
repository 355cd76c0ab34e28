import type { LandingZoneConfig } from "./config";
import type { ConfigTree } from "./config-tree";
import type { Ledger } from "./ledger";
import type { ModuleCatalogue } from "./module-catalogue";
import type { Problem } from "./problem";

/** What people and waivers know of a rule. */
export interface RuleDescription {
  readonly id: string;
  /** What must hold, in one sentence, for the reference page. */
  readonly doc: string;
  /** False where a waiver would make the result meaningless, or AWS would refuse it anyway. */
  readonly waivable: boolean;
}

/** A part of the configuration that has a `mode`. */
export type SwitchedPart = "rootAccess" | "denyRoot" | "trail" | "alerting" | "identity";

/** One check over a subject: model rules check {@link ConfigFacts}, policy rules the resolved landing zone. */
export interface Rule<Subject> extends RuleDescription {
  /**
   * The configuration cannot be resolved while the rule is broken.
   *
   * @default false
   */
  readonly blocksResolution?: boolean;
  /**
   * The mechanism it belongs to: where that is not enforced, a breach is a notice.
   *
   * @default none: a breach is always an error
   */
  readonly mechanism?: SwitchedPart;
  /**
   * Whether a breach has to be put right, or is only worth knowing: a `notice` never stops anything.
   *
   * Policy rules only.
   *
   * @default "problem"
   */
  readonly level?: "problem" | "notice";
  /** Every breach; pure, and total on every subject that has the right structure. */
  readonly check: (subject: Subject) => readonly Problem[];
}

/** Another organization of the same repository. */
export interface Neighbour {
  /** What its configuration is called, for people. */
  readonly name: string;
  /** What its configuration module exports: nothing is assumed of it. */
  readonly config: unknown;
}

/** What the model's rules look at. */
export interface ConfigFacts {
  readonly config: LandingZoneConfig;
  readonly tree: ConfigTree;
  /** The modules that `cdktf.json` lists; `undefined` when nobody has looked. */
  readonly modules: ModuleCatalogue | undefined;
  /** The ledger as it was committed, or `undefined` before the first synthesis. */
  readonly ledger: Ledger | undefined;
  /** The day on which dates are judged, `YYYY-MM-DD`. */
  readonly today: string;
  /** The other organizations of the same repository. */
  readonly neighbours: readonly Neighbour[];
  /** Every rule that a waiver may name, those of other layers included. */
  readonly knownRules: readonly RuleDescription[];
}

/** A rule over the configuration as it is written. */
export type ModelRule = Rule<ConfigFacts>;

/** One breach of a rule, before the rule's id is put on it. */
export type Breach = Omit<Problem, "rule">;

/** A rule whose check yields its breaches one by one. */
export interface RuleDefinition<Subject> extends Omit<Rule<Subject>, "check"> {
  readonly breaches: (subject: Subject) => Iterable<Breach>;
}

/**
 * Makes a rule from what yields its breaches, and puts the rule's id on each.
 *
 * What several accounts inherit is found wrong for each of them, but it is written once: of equal breaches one is left.
 */
export function defineRule<Subject>({ breaches, ...rule }: RuleDefinition<Subject>): Rule<Subject> {
  return {
    ...rule,
    check: (subject) => {
      const found = Array.from(breaches(subject), (breach) => ({ rule: rule.id, ...breach }));
      if (found.length < 2) return found;
      return [...new Map(found.map((problem) => [JSON.stringify([problem.path, problem.message]), problem])).values()];
    },
  };
}
