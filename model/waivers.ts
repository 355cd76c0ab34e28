import type { WaiverConfig } from "./config";
import { isDate } from "./date";
import type { ConfigPath, Problem } from "./problem";
import type { ConfigFacts, RuleDescription } from "./rule";

/** The rule id of the notice that a waiver waives nothing. */
export const WAIVER_UNUSED = "waiver-unused";

/** One waiver with its place. */
export interface PlacedWaiver {
  readonly waiver: WaiverConfig;
  readonly path: ConfigPath;
  /** The node it is written on: it reaches everything at or below it. */
  readonly node: ConfigPath;
}

/** What is left of problems when waivers have been applied, and what people should still know. */
export interface WaiverOutcome {
  readonly problems: readonly Problem[];
  readonly notices: readonly Problem[];
}

/** Every waiver of a configuration, in the order in which they are written: units and accounts, then the top level. */
export function waiversOf({ config, tree }: Pick<ConfigFacts, "config" | "tree">): readonly PlacedWaiver[] {
  const placed = (waivers: readonly WaiverConfig[] | undefined, node: ConfigPath): PlacedWaiver[] =>
    (waivers ?? []).map((waiver, index) => ({ waiver, node, path: [...node, "waivers", index] }));
  return [
    ...tree.units.flatMap((unit) => placed(unit.config.waivers, unit.path)),
    ...tree.accounts.flatMap((account) => placed(account.config.waivers, account.path)),
    ...placed(config.waivers, []),
  ];
}

/**
 * Turns problems that are waived into notices.
 *
 * A waiver reaches problems of its rule at or below the node it is written on, up to its last day. Waivers of other
 * rules than those given are left to whoever checks those; a waiver of one of them that waives nothing is a notice.
 */
export function applyWaivers(
  problems: readonly Problem[],
  facts: Pick<ConfigFacts, "config" | "tree" | "today">,
  rules: readonly RuleDescription[],
): WaiverOutcome {
  const waivable = new Set(rules.filter((rule) => rule.waivable).map(({ id }) => id));
  const effective = waiversOf(facts).filter(
    ({ waiver }) => waivable.has(waiver.rule) && isDate(waiver.until) && waiver.until >= facts.today,
  );
  const used = new Set<PlacedWaiver>();
  const left: Problem[] = [];
  const notices: Problem[] = [];
  for (const problem of problems) {
    const found = effective.find(({ waiver, node }) => waiver.rule === problem.rule && isBelow(problem.path, node));
    if (found === undefined) {
      left.push(problem);
      continue;
    }
    used.add(found);
    notices.push(waived(problem, found.waiver));
  }
  return { problems: left, notices: [...notices, ...effective.filter((waiver) => !used.has(waiver)).map(unused)] };
}

function isBelow(path: ConfigPath, node: ConfigPath): boolean {
  return node.every((step, index) => path[index] === step);
}

function waived(problem: Problem, { until, reason }: WaiverConfig): Problem {
  return { ...problem, message: `${problem.message} (waived until ${until}: ${reason})` };
}

function unused({ waiver, path }: PlacedWaiver): Problem {
  return {
    rule: WAIVER_UNUSED,
    path,
    message: `nothing here breaks the rule "${waiver.rule}"`,
    remedy: "Take the waiver out.",
  };
}
