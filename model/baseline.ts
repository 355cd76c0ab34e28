import type { BaselineConfig, PipelineConfig } from "./baseline-config";
import type { AccountConfig, LandingZoneConfig, OrganizationalUnitsConfig } from "./config";
import { configTree } from "./config-tree";
import type { Mode } from "./mode";
import type { ConfigPath } from "./problem";

/** One setting of a baseline, with where it comes from. */
export interface BaselineSetting<T> {
  readonly value: T;
  /** In words, for example `set on this unit`. */
  readonly because: string;
  /** The place in the configuration that sets it; of a default, the place that could change it. */
  readonly path: ConfigPath;
}

/** The baseline of one account, resolved. */
export interface Baseline {
  readonly mode: BaselineSetting<Mode>;
  readonly passwordMaxAgeDays: BaselineSetting<number | "never">;
  readonly s3PublicAccessBlock: BaselineSetting<boolean>;
  readonly ebsEncryption: BaselineSetting<boolean>;
  readonly accessAnalyzer: BaselineSetting<boolean>;
  readonly configRecorder: BaselineSetting<boolean>;
}

/** The baselines of all accounts. */
export interface Baselines {
  readonly management: Baseline;
  /** Of each member account, by its key. Accounts with the same settings from the same places share one value. */
  readonly members: ReadonlyMap<string, Baseline>;
  readonly pipeline: PipelineConfig | undefined;
}

/** The key that stands for the management account in the name of its state; no account may bear it. */
const MANAGEMENT = "management";

/** The name of the state that holds the baseline of a member account. */
export function baselineStackName(accountKey: string): string {
  return `baseline-${accountKey}`;
}

/** The name of the state that holds the management account's baseline. */
export const MANAGEMENT_BASELINE_STACK = baselineStackName(MANAGEMENT);

const AT_THE_TOP: ConfigPath = ["baseline"];

const DEFAULTS: Baseline = {
  mode: byDefault("mode", "enforce"),
  passwordMaxAgeDays: byDefault("passwordMaxAgeDays", "never"),
  s3PublicAccessBlock: byDefault("s3PublicAccessBlock", true),
  ebsEncryption: byDefault("ebsEncryption", true),
  accessAnalyzer: byDefault("accessAnalyzer", false),
  configRecorder: byDefault("configRecorder", true),
};

function byDefault<T>(setting: keyof BaselineConfig, value: T): BaselineSetting<T> {
  return { value, because: "default", path: [...AT_THE_TOP, setting] };
}

/**
 * The baseline of every account: each setting is taken from the most specific place that has it.
 *
 * @param pipeline the roles that the roles of every account trust, if there are any
 */
export function resolveBaselines(config: LandingZoneConfig, pipeline: PipelineConfig | undefined): Baselines {
  const everywhere = overridden(DEFAULTS, config.baseline, "set for every account", AT_THE_TOP);
  const members = new Map<string, Baseline>();
  const ofKind = ({ kind }: AccountConfig, inherited: Baseline): Baseline => {
    const baseline = kind === undefined ? undefined : config.accountKinds?.[kind]?.baseline;
    return overridden(inherited, baseline, `set for the kind ${kind}`, ["accountKinds", kind ?? "", "baseline"]);
  };
  const visit = (units: OrganizationalUnitsConfig, inherited: Baseline, at: ConfigPath): void => {
    for (const [unitKey, unit] of Object.entries(units)) {
      const path = [...at, unitKey];
      const ofUnit = overridden(inherited, unit.baseline, `set on the unit ${unitKey}`, [...path, "baseline"]);
      for (const [key, account] of Object.entries(unit.accounts ?? {})) {
        const accountPath = [...path, "accounts", key, "baseline"];
        members.set(key, overridden(ofKind(account, ofUnit), account.baseline, "set on this account", accountPath));
      }
      visit(unit.organizationalUnits ?? {}, ofUnit, [...path, "organizationalUnits"]);
    }
  };
  visit(config.organizationalUnits, everywhere, ["organizationalUnits"]);
  for (const [key, { baseline }] of Object.entries(config.rootAccounts ?? {})) {
    members.set(key, overridden(everywhere, baseline, "set on this account", ["rootAccounts", key, "baseline"]));
  }
  return {
    management: overridden(everywhere, config.managementAccount.baseline, "set on this account", [
      "managementAccount",
      "baseline",
    ]),
    members,
    pipeline,
  };
}

/** Whether a baseline has a recorder of AWS Config where that is on. */
export function isRecorded({ mode, configRecorder }: Baseline): boolean {
  return mode.value !== "off" && configRecorder.value;
}

/** One place in the configuration that sets the mode of baselines. */
export interface BaselineSwitch {
  /** In words, for example `the unit sandboxes`. */
  readonly of: string;
  readonly mode: Mode;
  readonly path: ConfigPath;
}

/** Every place that sets the mode of baselines, and what holds where none does. */
export function baselineSwitches(config: LandingZoneConfig): readonly BaselineSwitch[] {
  const { units, accounts, kinds } = configTree(config);
  const places: readonly (readonly [of: string, BaselineConfig | undefined, ConfigPath])[] = [
    ["the management account", config.managementAccount.baseline, ["managementAccount"]],
    ...units.map(({ key, config: { baseline }, path }) => [`the unit ${key}`, baseline, path] as const),
    ...kinds.map(({ key, config: { baseline }, path }) => [`the kind ${key}`, baseline, path] as const),
    ...accounts.map(({ key, config: { baseline }, path }) => [`the account ${key}`, baseline, path] as const),
  ];
  return [
    { of: "every account", mode: config.baseline?.mode ?? DEFAULTS.mode.value, path: DEFAULTS.mode.path },
    ...places.flatMap(([of, baseline, path]) =>
      baseline?.mode === undefined ? [] : [{ of, mode: baseline.mode, path: [...path, "baseline", "mode"] }],
    ),
  ];
}

function overridden(inherited: Baseline, own: BaselineConfig | undefined, because: string, path: ConfigPath): Baseline {
  if (own === undefined) return inherited;
  const pick = <T>(setting: keyof BaselineConfig, value: T | undefined, above: BaselineSetting<T>) =>
    value === undefined ? above : { value, because, path: [...path, setting] };
  return {
    mode: pick("mode", own.mode, inherited.mode),
    passwordMaxAgeDays: pick("passwordMaxAgeDays", own.passwordMaxAgeDays, inherited.passwordMaxAgeDays),
    s3PublicAccessBlock: pick("s3PublicAccessBlock", own.s3PublicAccessBlock, inherited.s3PublicAccessBlock),
    ebsEncryption: pick("ebsEncryption", own.ebsEncryption, inherited.ebsEncryption),
    accessAnalyzer: pick("accessAnalyzer", own.accessAnalyzer, inherited.accessAnalyzer),
    configRecorder: pick("configRecorder", own.configRecorder, inherited.configRecorder),
  };
}
