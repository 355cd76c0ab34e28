import type { LandingZoneConfig, WaiverConfig } from "../../model/config";
import type { Ledger } from "../../model/ledger";
import { compareKeys } from "../../model/next-ledger";
import type { Problem } from "../../model/problem";
import { MODEL_RULES } from "../../model/rules";
import { POLICY_RULES } from "../../policies/rules";
import { type ValidatedConfiguration, validateConfiguration } from "../../policies/validate";
import { Failure } from "../failure";
import { formatText } from "../problem-formats/text";
import { groupBy } from "./group-by";

const DAYS_WAIVED = 90;

/** A configuration whose rules are all kept or waived, with what it was checked to be. */
export interface SoundConfig {
  readonly config: LandingZoneConfig;
  readonly checked: ValidatedConfiguration;
  /** What was waived, as the rules said it. */
  readonly waived: readonly Problem[];
}

/**
 * Waives every rule that an adopted organization breaks, for three months from the day on which it was adopted.
 *
 * @throws Failure where it breaks a rule that nobody can waive
 */
export function waiveWhatIsBroken(config: LandingZoneConfig, ledger: Ledger, on: string): SoundConfig {
  const waivable = new Set([...MODEL_RULES, ...POLICY_RULES].filter((rule) => rule.waivable).map(({ id }) => id));
  const waived: Problem[] = [];
  // What one rule stands in the way of, others cannot see: a few rounds find everything.
  for (let round = 0; round < 4; round += 1) {
    const sound = withWaivers(config, waived, on);
    const checked = validateConfiguration({ config: sound, ledger, today: on });
    if (checked.problems.length === 0) return { config: sound, checked, waived };
    const fixed = checked.problems.filter(({ rule }) => !waivable.has(rule));
    if (fixed.length > 0) throw cannotBeAdopted(fixed);
    waived.push(...checked.problems);
  }
  throw new Error("waivers that are given do not help");
}

function withWaivers(config: LandingZoneConfig, waived: readonly Problem[], on: string): LandingZoneConfig {
  const rules = [...groupBy(waived, ({ rule }) => rule)].sort(([a], [b]) => compareKeys(a, b));
  if (rules.length === 0) return config;
  const waivers = rules.map(([rule, { length }]): WaiverConfig => {
    const places = length === 1 ? "one place" : `${length} places`;
    return { rule, reason: `Adopted as it was on ${on}: ${places}.`, until: daysAfter(on, DAYS_WAIVED) };
  });
  return { ...config, waivers };
}

function cannotBeAdopted(problems: readonly Problem[]): Failure {
  const list = formatText({ problems, notices: [], checked: undefined, rules: [] });
  return new Failure(
    `The organization breaks rules that nobody can waive: ${problems.map(({ message }) => message).join("; ")}`,
    `Put that right in AWS, then adopt again; nothing was written.\n${list}`,
  );
}

function daysAfter(day: string, count: number): string {
  const date = new Date(`${day}T00:00:00Z`);
  date.setUTCDate(date.getUTCDate() + count);
  return date.toISOString().slice(0, 10);
}
