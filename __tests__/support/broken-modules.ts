import type { LandingZoneConfig } from "../../model/config";
import type { ModulesConfig } from "../../model/modules-config";
import type { BrokenConfig } from "./broken-configs";
import { minimalConfig } from "./example-config";
import { catalogueOf, readableModule } from "./module-catalogue";

const MODULES = catalogueOf({
  budget: readableModule({
    limit: "number",
    recipients: "list(string)",
    filter: "object({ service = string, regions = optional(set(string)) })?",
    note: "string?",
  }),
  secret: readableModule({ token: { isSensitive: true, isRequired: true } }),
  strict: readableModule({ name: { isRequired: false, isNullable: false } }),
  regional: readableModule({}, ["us_east_1", "mars-1"]),
  torn: { kind: "broken", message: 'the module "torn" cannot be read: main.tf:1', remedy: "Correct main.tf." },
});

const sound = { limit: 100, recipients: ["shop@acme.example"] };
const { recovery, security } = minimalConfig().organizationalUnits;

interface Places {
  readonly top?: ModulesConfig;
  readonly unit?: ModulesConfig;
  readonly kind?: ModulesConfig;
  readonly shop?: ModulesConfig;
  readonly pay?: ModulesConfig;
  readonly more?: Partial<LandingZoneConfig>;
}

/** Two accounts of one kind in one unit, with modules at any place. */
export function withModules({ top = {}, unit = {}, kind = {}, shop = {}, pay = {}, more = {} }: Places) {
  if (recovery === undefined || security === undefined) throw new Error("the smallest configuration has both");
  return minimalConfig({
    modules: top,
    accountKinds: { workload: { modules: kind } },
    organizationalUnits: {
      recovery,
      security,
      apps: {
        name: "Apps",
        modules: unit,
        accounts: {
          shop: { email: "aws+shop@acme.example", kind: "workload", modules: shop },
          pay: { email: "aws+pay@acme.example", kind: "workload", modules: pay },
        },
      },
    },
    ...more,
  });
}

const UNIT = "organizationalUnits.apps.modules";
const SHOP = "organizationalUnits.apps.accounts.shop.modules";
const KIND = "accountKinds.workload.modules";

const cases: readonly (readonly [name: string, places: Places, problems: readonly string[]])[] = [
  [
    "a module at every place, each with some of the inputs",
    {
      top: { noted: { module: "strict", inputs: { name: "${account.name}, ${account.tags.rootstock:key}" } } },
      unit: { budget: { inputs: { limit: 1 } } },
      kind: { budget: { inputs: { limit: 2 } } },
      shop: { budget: { inputs: { recipients: ["a@acme.example"] } }, noted: false },
      pay: { budget: { inputs: { recipients: [] } } },
    },
    [],
  ],
  [
    "a module that is not listed, in two accounts",
    { unit: { buget: { inputs: sound } } },
    [`${UNIT}.buget: unknown-module`],
  ],
  [
    "a module that cannot be read, used in three places",
    {
      unit: { a: { module: "torn", inputs: { x: 1 } }, b: { module: "torn" } },
      shop: { c: { module: "torn" } },
    },
    [`${UNIT}.a: module-readable`],
  ],
  ["an alias that is no governed Region", { unit: { regional: {} } }, [`${UNIT}.regional: module-provider`]],
  [
    "an input that is missing, in a unit",
    { unit: { budget: { inputs: { limit: 1 } } } },
    [`${UNIT}.budget: module-inputs`],
  ],
  [
    "an input that is missing, in one of two accounts",
    {
      unit: { budget: { inputs: { limit: 1 } } },
      pay: { budget: { inputs: { recipients: [] } } },
      shop: { budget: {} },
    },
    [`${SHOP}.budget: module-inputs`],
  ],
  [
    "an input that does not exist, and some of the wrong type",
    {
      kind: {
        budget: {
          inputs: {
            ...sound,
            limti: 1,
            note: 7,
            filter: { service: true, regions: ["a", 1], region: "x" },
          },
        },
      },
    },
    [
      `${KIND}.budget.inputs.limti: module-inputs`,
      `${KIND}.budget.inputs.note: module-inputs`,
      `${KIND}.budget.inputs.filter.service: module-inputs`,
      `${KIND}.budget.inputs.filter.regions[1]: module-inputs`,
      `${KIND}.budget.inputs.filter.region: module-inputs`,
    ],
  ],
  [
    "numbers and lists that Terraform would convert",
    {
      unit: { budget: { inputs: { limit: "100", recipients: "shop@acme.example" } } },
    },
    [`${UNIT}.budget.inputs.limit: module-inputs`, `${UNIT}.budget.inputs.recipients: module-inputs`],
  ],
  [
    "null where there may be none, and where there may",
    {
      unit: { budget: { inputs: { ...sound, note: null } }, strict: { inputs: { name: null } } },
    },
    [`${UNIT}.strict.inputs.name: module-inputs`],
  ],
  [
    "inputs of the module that another one took the place of",
    {
      unit: { it: { module: "budget", inputs: sound } },
      shop: { it: { module: "strict" } },
    },
    [],
  ],
  ["a secret", { unit: { secret: { inputs: { token: "s3cr3t" } } } }, [`${UNIT}.secret.inputs.token: module-secret`]],
  [
    "references to what there is not",
    {
      unit: {
        budget: { inputs: { ...sound, note: "${account.nmae} and ${account.owner}" } },
        other: { module: "budget", inputs: { ...sound, note: "${account.owner} ${account.tags.team}" } },
        fine: {
          module: "budget",
          inputs: { ...sound, note: "${account.id} ${aws:username} ${account.tags.managed-by}" },
        },
      },
      pay: { other: { inputs: { note: "${account.email}" } } },
    },
    [
      `${UNIT}.budget.inputs.note: module-reference`,
      `${UNIT}.other.inputs.note: module-reference`,
      `${UNIT}.other.inputs.note: module-reference`,
    ],
  ],
  [
    "a module taken out where another key is meant",
    {
      unit: { budget: { inputs: sound } },
      shop: { buget: false },
      pay: { budget: false },
    },
    [`${SHOP}.buget: module-taken-out`],
  ],
  [
    "a key that is no address",
    { unit: { Budget: { module: "budget", inputs: sound } } },
    [`${UNIT}.Budget: module-key`],
  ],
  [
    "modules where the baseline is off",
    {
      unit: { budget: { inputs: sound } },
      shop: { budget: false },
      more: { baseline: { mode: "off" } },
    },
    ["organizationalUnits.apps.accounts.pay: module-without-baseline"],
  ],
  [
    "a value that is no JSON",
    { unit: { budget: { inputs: { ...sound, limit: Number.NaN } } } },
    [`${UNIT}.budget.inputs.limit: module-inputs`],
  ],
];

/** Configurations with mistakes in modules: each is found once, where it is written. */
export const MODULE_CASES: readonly BrokenConfig[] = cases.map(([name, places, problems]) => ({
  name: `modules: ${name}`,
  config: withModules(places),
  modules: MODULES,
  problems,
  notices: places.more?.baseline?.mode === "off" ? ["baseline.mode: not-enforced"] : [],
}));
