import { ACCOUNT_EXPIRING, expiringAccounts } from "./account-expiry";
import type { LandingZoneConfig } from "./config";
import { type ConfigTree, configTree } from "./config-tree";
import { inDocumentOrder } from "./document-order";
import type { Ledger } from "./ledger";
import { mechanismsOf } from "./mechanisms";
import type { ModuleCatalogue } from "./module-catalogue";
import type { Problem } from "./problem";
import { ifRead, type ReadConfig, readConfig } from "./read-config";
import type { ConfigFacts, ModelRule, Neighbour, RuleDescription } from "./rule";
import { MODEL_RULES } from "./rules";
import { SCHEMA, UNKNOWN_KEY } from "./schema-problems";
import { applyWaivers, WAIVER_UNUSED, type WaiverOutcome } from "./waivers";

/** The rule id of the notice that a mechanism is switched down. */
export const NOT_ENFORCED = "not-enforced";

/** What the checks of the model find apart from its rules. */
export const ENGINE_CHECKS = [
  { id: UNKNOWN_KEY, doc: "Every setting is one that exists.", waivable: false },
  { id: SCHEMA, doc: "Every setting has the right type, and what is required is there.", waivable: false },
  { id: NOT_ENFORCED, doc: "Notice: a mechanism is off, only observes, or covers only a part.", waivable: false },
  { id: ACCOUNT_EXPIRING, doc: "Notice: the last day of an account is near, or past.", waivable: false },
  { id: WAIVER_UNUSED, doc: "Notice: a waiver waives nothing.", waivable: false },
] as const satisfies readonly RuleDescription[];

/** What is checked, and against what. */
export interface Submission {
  /** What the configuration module exports: nothing is assumed of it. */
  readonly config: unknown;
  readonly ledger: Ledger | undefined;
  /** The day on which dates are judged, `YYYY-MM-DD`. */
  readonly today: string;
  /**
   * The modules that `cdktf.json` lists.
   *
   * @default not known: what is written of modules is not checked
   */
  readonly modules?: ModuleCatalogue | undefined;
  /**
   * The other organizations of the same repository.
   *
   * @default none
   */
  readonly neighbours?: readonly Neighbour[];
  /**
   * Rules of other layers, which waivers may name, too.
   *
   * @default none
   */
  readonly otherRules?: readonly RuleDescription[];
}

/** The result of checking a configuration. */
export interface CheckedConfiguration {
  /** What must be put right, in the order of the document. */
  readonly problems: readonly Problem[];
  /** What people should know, in the order of the document: what is waived, and what is not enforced. */
  readonly notices: readonly Problem[];
  /** The configuration, when it can be resolved; it may still have problems. */
  readonly config: LandingZoneConfig | undefined;
}

/** Checks a configuration against the schema and every rule of the model. Total: whatever is wrong is in the result. */
export function checkConfiguration(submission: Submission): CheckedConfiguration {
  const read = readConfig(submission.config);
  const facts = factsOf(read, submission);
  const found = breaches(MODEL_RULES, facts);
  const { problems, notices } = sifted(found, facts, read.isComplete);
  const isBlocked = found.some(({ rule }) => rule.blocksResolution === true);
  return {
    problems: inDocumentOrder([...read.problems, ...problems], submission.config),
    notices: inDocumentOrder(
      [
        ...notices,
        ...(ifRead(() => notEnforced(facts.config)) ?? []),
        ...(ifRead(() => expiringAccounts(facts)) ?? []),
      ],
      submission.config,
    ),
    config: read.isComplete && !isBlocked ? read.config : undefined,
  };
}

/** The facts that rules look at, for a configuration whose structure is sound. */
export function configFacts(
  config: LandingZoneConfig,
  { ledger, today, modules, neighbours = [], otherRules = [] }: Omit<Submission, "config">,
): ConfigFacts {
  const knownRules = [...MODEL_RULES, ...otherRules];
  return { config, tree: configTree(config), modules, ledger, today, neighbours, knownRules };
}

function factsOf(
  { config, unreadAccounts }: ReadConfig,
  { ledger, today, modules, neighbours = [], otherRules = [] }: Submission,
): ConfigFacts {
  let tree: ConfigTree | undefined;
  return {
    config,
    // Not before a rule asks for it: the units may be what could not be read.
    get tree() {
      tree ??= configTree(config, unreadAccounts);
      return tree;
    },
    modules,
    ledger,
    today,
    neighbours,
    knownRules: [...MODEL_RULES, ...otherRules],
  };
}

interface FoundBreaches {
  readonly rule: ModelRule;
  readonly problems: readonly Problem[];
}

function breaches(rules: readonly ModelRule[], facts: ConfigFacts): readonly FoundBreaches[] {
  return rules
    .map((rule) => ({ rule, problems: ifRead(() => rule.check(facts)) ?? [] }))
    .filter(({ problems }) => problems.length > 0);
}

/** Breaches after waivers; those of mechanisms that are not enforced are notices. */
function sifted(found: readonly FoundBreaches[], facts: ConfigFacts, isComplete: boolean): WaiverOutcome {
  const all = found.flatMap(({ problems }) => problems);
  const { problems, notices } = ifRead(() => applyWaivers(all, facts, MODEL_RULES)) ?? { problems: all, notices: [] };
  const lenient = new Set(found.filter(({ rule }) => !isEnforced(rule, facts.config)).map(({ rule }) => rule.id));
  return {
    problems: problems.filter(({ rule }) => !lenient.has(rule)),
    notices: [
      // With parts unread, rules were passed over: that a waiver seems unused says nothing.
      ...notices.filter(({ rule }) => isComplete || rule !== WAIVER_UNUSED),
      ...problems.filter(({ rule }) => lenient.has(rule)),
    ],
  };
}

function isEnforced({ mechanism }: ModelRule, config: LandingZoneConfig): boolean {
  return mechanism === undefined || (config[mechanism]?.mode ?? "enforce") === "enforce";
}

function notEnforced(config: LandingZoneConfig): readonly Problem[] {
  const switched = mechanismsOf(config)
    .filter(({ mode }) => mode !== "enforce")
    .map(({ title, mode, path }) => ({
      rule: NOT_ENFORCED,
      path,
      message: `${title} is not yet enforced: it is ${mode === "off" ? "off" : "only observed"}`,
      remedy: 'Set its mode to "enforce" as soon as nothing stands against it.',
    }));
  return [...switched, ...partlyAttached(config)];
}

function partlyAttached({ denyRoot }: LandingZoneConfig): readonly Problem[] {
  if (denyRoot?.attachTo === undefined || denyRoot.attachTo === "root") return [];
  return [
    {
      rule: NOT_ENFORCED,
      path: ["denyRoot", "attachTo"],
      message: "deny-root covers only the accounts in some units, and no account that is invited later",
      remedy: 'Set it to "root" when the rollout is done.',
    },
  ];
}
