import fc from "fast-check";
import type { Severity } from "../../catalogue/alerts";
import { CONFIG_RULE_IDS, GUARDDUTY_FEATURE_IDS, SECURITY_STANDARD_IDS } from "../../catalogue/detection";
import { type CompanionGuardrailId, GUARDRAILS } from "../../catalogue/guardrails";
import type { BaselineConfig } from "../../model/baseline-config";
import type {
  AccountConfig,
  BackendConfig,
  CustomGuardrailConfig,
  LandingZoneConfig,
  OrganizationalUnitConfig,
  OrganizationalUnitsConfig,
} from "../../model/config";
import type { DetectionConfig } from "../../model/detection-config";
import type { IdentityConfig } from "../../model/identity-config";
import { MODES } from "../../model/mode";
import { minimalConfig } from "./example-config";
import { identityConfig } from "./identity-config";

/** Keys that other constructs of a stack bear, too, or that differ only in hyphens. */
const AWKWARD_KEYS = [
  "organization",
  "ledger",
  "aws",
  "output",
  "accounts-1",
  "default",
  "a",
  "a-b",
  "ab",
  "a-",
  "alerts",
];

const KEYS = [...AWKWARD_KEYS, ...Array.from({ length: 40 }, (_, index) => `key-${index}`)];

const COMPANIONS = Object.keys(GUARDRAILS).filter((id): id is CompanionGuardrailId => id !== "deny-root");

const mode = fc.constantFrom(...MODES);

const backend: fc.Arbitrary<BackendConfig> = fc.constantFrom<BackendConfig>(
  { type: "local" },
  { type: "s3", bucket: "acme-terraform-states", region: "eu-central-1" },
  { type: "cloud", organization: "acme" },
);

const tags = fc.dictionary(fc.constantFrom("team", "stage", "cost-centre"), fc.constantFrom("a", "b c", "ä"), {
  maxKeys: 3,
});

const statement = fc.record({
  Effect: fc.constant("Deny" as const),
  Action: fc.constantFrom<string | string[]>("ec2:RunInstances", ["lambda:*", "rds:Create*"]),
  Resource: fc.constantFrom("*", "arn:aws:*:*:*:*/${aws:username}/%{x}*"),
  Condition: fc.constantFrom(
    {},
    {
      Bool: { "aws:SecureTransport": "false" },
      ArnNotLike: {
        "aws:PrincipalArn": "arn:*:iam::*:role/*",
        "aws:SourceArn": ["arn:aws:sns:*:*:b", "arn:aws:sns:*:*:a"],
      },
    },
  ),
});

const guardrail: fc.Arbitrary<CustomGuardrailConfig> = fc.record({
  reason: fc.constant("For the test."),
  critical: fc.boolean(),
  statements: fc.array(statement, { minLength: 1, maxLength: 3 }),
});

const baselineSettings = {
  mode,
  passwordMaxAgeDays: fc.constantFrom<NonNullable<BaselineConfig["passwordMaxAgeDays"]>>(1, 90, "never"),
  s3PublicAccessBlock: fc.boolean(),
  ebsEncryption: fc.boolean(),
  accessAnalyzer: fc.boolean(),
  configRecorder: fc.boolean(),
};

const baseline: fc.Arbitrary<BaselineConfig> = fc.record(baselineSettings, { requiredKeys: [] });

const organizationBaseline: fc.Arbitrary<Setting<"baseline">> = fc.record(
  {
    ...baselineSettings,
    pipeline: fc.constant({
      planRoleArn: "arn:aws:iam::111111111111:role/pipeline/plan",
      deployRoleArn: "arn:aws:iam::111111111111:role/pipeline/deploy",
    }),
  },
  { requiredKeys: [] },
);

/** The detective services; Security Hub comes with AWS Config. */
const detection: fc.Arbitrary<DetectionConfig> = fc
  .record(
    {
      externalAccess: fc.record({ mode }),
      unusedAccess: fc.record({ mode, ageInDays: fc.constantFrom(30, 90) }),
      guardDuty: fc.record({ mode, features: fc.subarray([...GUARDDUTY_FEATURE_IDS]) }),
      securityHub: fc.record({ mode, standards: fc.subarray([...SECURITY_STANDARD_IDS], { minLength: 1 }) }),
      config: fc.record({ mode, rules: fc.subarray([...CONFIG_RULE_IDS], { minLength: 1 }) }),
    },
    { requiredKeys: [] },
  )
  .map(({ securityHub, ...services }) =>
    securityHub === undefined || (services.config?.mode ?? "off") === "off" ? services : { ...services, securityHub },
  );

/** Where something new goes: an index into the list of the units there are, counted round. */
const place = fc.nat(50);

type Setting<K extends keyof LandingZoneConfig> = NonNullable<LandingZoneConfig[K]>;

/** Where people get access: places of units and accounts. */
interface IdentityIngredients {
  readonly unit: number;
  readonly account: number;
  readonly everyAccount: boolean;
  readonly managementAccount: boolean;
}

interface Ingredients {
  readonly keys: readonly string[];
  readonly guardrailCount: number;
  readonly unitPlaces: readonly number[];
  readonly accountPlaces: readonly number[];
  readonly attachments: readonly number[];
  readonly guardrails: readonly CustomGuardrailConfig[];
  readonly tags: Readonly<Record<string, string>>;
  readonly unitTags: Readonly<Record<string, string>>;
  readonly rootAccess: Setting<"rootAccess">;
  readonly trail: Setting<"trail">;
  readonly alerting: Setting<"alerting">;
  readonly baseline: Setting<"baseline">;
  readonly baselines: readonly BaselineConfig[];
  readonly companions: Setting<"companionGuardrails">;
  readonly detection: Setting<"detection">;
  readonly identity: IdentityIngredients | undefined;
  readonly trustedServices: Setting<"trustedServices">;
  readonly isDelegated: boolean;
  readonly asksArchive: boolean;
  readonly governedRegions: Setting<"governedRegions">;
  readonly backend: BackendConfig;
}

const ingredients: fc.Arbitrary<Ingredients> = fc.record({
  keys: fc.shuffledSubarray(KEYS, { minLength: 20, maxLength: 30 }),
  guardrailCount: fc.nat(3),
  unitPlaces: fc.array(place, { maxLength: 6 }),
  accountPlaces: fc.array(place, { maxLength: 10 }),
  attachments: fc.array(place, { minLength: 3, maxLength: 3 }),
  guardrails: fc.array(guardrail, { minLength: 3, maxLength: 3 }),
  tags,
  unitTags: tags,
  rootAccess: fc.record({ mode }),
  trail: fc.record({ mode }),
  alerting: fc.record(
    {
      mode,
      chat: fc.record({
        slackWorkspaceId: fc.constant("T00000001"),
        slackChannelId: fc.constant("C00000001"),
        severities: fc.constant<readonly Severity[]>(["page"]),
      }),
    },
    { requiredKeys: ["mode"] },
  ),
  baseline: organizationBaseline,
  baselines: fc.array(baseline, { minLength: 3, maxLength: 3 }),
  companions: fc.dictionary(fc.constantFrom(...COMPANIONS), fc.record({ mode }), { maxKeys: 4 }).map(placed),
  detection,
  identity: fc.option(
    fc.record({ unit: place, account: place, everyAccount: fc.boolean(), managementAccount: fc.boolean() }),
    { nil: undefined },
  ),
  trustedServices: fc.subarray(["ram.amazonaws.com", "guardduty.amazonaws.com"]),
  isDelegated: fc.boolean(),
  asksArchive: fc.boolean(),
  governedRegions: fc.constantFrom<Setting<"governedRegions">>(
    ["eu-central-1", "us-east-1"],
    ["eu-central-1", "us-east-1", "eu-west-1", "ap-south-1"],
  ),
  backend,
});

/** Those without a default attachment need one to be valid. */
function placed(companions: Setting<"companionGuardrails">): Setting<"companionGuardrails"> {
  const settings = Object.entries(companions).map(([id, setting]) => {
    const isPlaced = COMPANIONS.some((known) => known === id && GUARDRAILS[known].attachTo !== "declared");
    return [id, isPlaced ? setting : { ...setting, attachTo: ["workloads"] }];
  });
  return Object.fromEntries(settings);
}

/** Valid configurations of all shapes: trees up to four levels deep, all modes and backends, awkward keys. */
export const randomConfig: fc.Arbitrary<LandingZoneConfig> = ingredients.map(configOf);

interface UnitDraft {
  readonly key: string;
  readonly depth: number;
  readonly accounts: Record<string, AccountConfig>;
  readonly guardrails: string[];
  readonly units: UnitDraft[];
}

const MAXIMUM_DEPTH = 4;

function configOf(from: Ingredients): LandingZoneConfig {
  const keys = from.keys[Symbol.iterator]();
  const next = (): string => keys.next().value ?? "exhausted";
  const top = draft("workloads", 1);
  const drafts = [top];
  for (const index of from.unitPlaces) {
    const open = drafts.filter(({ depth }) => depth < MAXIMUM_DEPTH);
    const parent = pick(open, index);
    const unit = draft(next(), parent.depth + 1);
    parent.units.push(unit);
    drafts.push(unit);
  }
  for (const index of from.accountPlaces) {
    const key = next();
    const own = index % 2 === 0 ? {} : { baseline: pick(from.baselines, index) };
    const kind = index % 3 === 0 ? { kind: "common" } : {};
    pick(drafts, index).accounts[key] = { email: `aws+${key}@acme.example`, ...kind, ...own };
  }
  const guardrails: Record<string, CustomGuardrailConfig> = {};
  for (const own of from.guardrails.slice(0, from.guardrailCount)) {
    const key = next();
    guardrails[key] = own;
    pick(drafts, pick(from.attachments, Object.keys(guardrails).length)).guardrails.push(key);
  }
  const minimal = minimalConfig();
  const isWatched = from.alerting?.mode === "off" || from.baseline?.mode !== "off";
  const isDelegated = from.isDelegated && isWatched;
  const hasCentralRootAccess = (from.rootAccess.mode ?? "enforce") === "enforce";
  return {
    ...minimal,
    organizationalUnits: { ...minimal.organizationalUnits, ...written(top, from.unitTags, pick(from.baselines, 0)) },
    guardrails,
    accountKinds: {
      common: {
        tags: from.tags,
        baseline: pick(from.baselines, 2),
        guardrails: Object.keys(guardrails).slice(0, 1),
      },
    },
    tags: from.tags,
    rootAccess: { ...from.rootAccess, delegateToSecurityAccount: isDelegated && hasCentralRootAccess },
    trail: { ...from.trail, delegatedAdministrator: isDelegated && from.trail.mode !== "off" },
    ...(from.asksArchive && from.trail.mode !== "off" ? { review: { athena: {} } } : {}),
    trustedServices: from.trustedServices,
    ...(from.identity === undefined ? {} : { identity: identityOf(from.identity, drafts, hasCentralRootAccess) }),
    alerting: from.alerting,
    baseline: from.baseline,
    companionGuardrails: from.companions,
    tagPolicy: { team: {} },
    detection: deliverable(from.detection, from.trail),
    governedRegions: from.governedRegions,
    backend: from.backend,
  };
}

/** AWS Config delivers to the archive, which is off with the trail; then Security Hub is of no use either. */
function deliverable(services: Setting<"detection">, trail: Setting<"trail">): Setting<"detection"> {
  const { config: _config, securityHub: _securityHub, ...others } = services;
  return trail.mode === "off" ? others : services;
}

function identityOf(
  { unit, account, everyAccount, managementAccount }: IdentityIngredients,
  drafts: readonly UnitDraft[],
  hasCentralRootAccess: boolean,
): IdentityConfig {
  const accounts = ["log-archive", "security-tooling", ...drafts.flatMap((one) => Object.keys(one.accounts))];
  const { rootTasks, ...identity } = identityConfig();
  return {
    ...identity,
    assignments: [
      {
        group: "platform",
        permissionSet: "administrator",
        accounts: [pick(accounts, account)],
        organizationalUnits: [pick(drafts, unit).key],
        everyAccount,
      },
      { group: "auditors", permissionSet: "read-only", organizationalUnits: ["workloads"], managementAccount },
    ],
    ...(rootTasks === undefined || !hasCentralRootAccess ? {} : { rootTasks }),
  };
}

function draft(key: string, depth: number): UnitDraft {
  return { key, depth, accounts: {}, guardrails: [], units: [] };
}

function written(
  unit: UnitDraft,
  unitTags: Readonly<Record<string, string>>,
  baseline: BaselineConfig,
): OrganizationalUnitsConfig {
  const config: OrganizationalUnitConfig = {
    name: `Unit ${unit.key}`,
    accounts: unit.accounts,
    guardrails: unit.guardrails,
    tags: unitTags,
    baseline,
    organizationalUnits: Object.assign({}, ...unit.units.map((child) => written(child, {}, {}))),
  };
  return { [unit.key]: config };
}

function pick<T>(from: readonly T[], index: number): T {
  const found = from[index % from.length];
  if (found === undefined) throw new Error("nothing to pick from");
  return found;
}

/** The same value with the keys of every record in the opposite order; lists stay as they are. */
export function withKeysReversed<T>(value: T): T {
  // The copy has the same keys and values as the original, which the compiler cannot see.
  return reversed(value) as T;
}

function reversed(value: unknown): unknown {
  if (typeof value !== "object" || value === null) return value;
  if (Array.isArray(value)) return value.map(reversed);
  return Object.fromEntries(
    Object.entries(value)
      .map(([key, below]) => [key, reversed(below)])
      .reverse(),
  );
}
