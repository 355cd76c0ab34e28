import { describe, expect, test } from "@jest/globals";
import {
  ACCOUNT_STATES,
  type AccountState,
  STACK_CONSEQUENCES,
  type StackConsequence,
  type StackKind,
} from "../../catalogue/account-lifecycle";
import type { LandingZoneConfig, OrganizationalUnitsConfig } from "../../model/config";
import { withAccountIds } from "../../model/next-ledger";
import { at, resourcesOf } from "../support/blocks";
import { problemsOf } from "../support/checked";
import { minimalConfig } from "../support/example-config";
import { type StackJson, type Synthesized, synthesize } from "../support/synthesize";

/**
 * What each state has to mean for each kind of stack: said a second time, because the stacks read the table, and a wrong
 * row would only make them do the wrong thing.
 */
const EXPECTED: { readonly [State in AccountState]: { readonly [Kind in StackKind]: StackConsequence<Kind> } } = {
  active: row("managed", "attached", "assigned", "listed", "reminded", "by-baseline", "full"),
  suspended: row("managed", "attached", "assigned", "listed", "silent", "by-baseline", "without-plan-role"),
  closing: row("forgotten", "forgotten", "withdrawn", "kept", "silent", "unnamed", "left-alone"),
  closed: row("forgotten", "forgotten", "withdrawn", "kept", "silent", "unnamed", "left-alone"),
  released: row("forgotten", "forgotten", "withdrawn", "kept", "silent", "unnamed", "left-alone"),
};

function row(
  accounts: StackConsequence<"accounts">,
  guardrails: StackConsequence<"guardrails">,
  identity: StackConsequence<"identity">,
  logArchive: StackConsequence<"log-archive">,
  security: StackConsequence<"security">,
  configRules: StackConsequence<"config-rules">,
  baseline: StackConsequence<"baseline">,
): { readonly [Kind in StackKind]: StackConsequence<Kind> } {
  return {
    organization: "nothing",
    accounts,
    guardrails,
    delegations: "nothing",
    detectors: "nothing",
    identity,
    "log-archive": logArchive,
    monitoring: "nothing",
    security,
    detection: "nothing",
    "config-rules": configRules,
    baseline,
    "state-backend": "nothing",
    pipeline: "nothing",
  };
}

const SHOP = "shop";
const SHOP_ID = "333333333333";
const SHOP_REFERENCE = "${data.terraform_remote_state.accounts-1.outputs.account_id_shop}";
const REASON = "not needed";

/** An organization in which every kind of stack says something of the account, where it may. */
function organization(
  place: "apps" | "suspended" | undefined,
  removals: Pick<LandingZoneConfig, "closing" | "released"> = {},
): LandingZoneConfig {
  const accounts = {
    [SHOP]: {
      email: "aws+shop@acme.example",
      expires: "2026-12-31",
      guardrails: ["own"],
      optInRegions: ["af-south-1" as const],
      baseline: { configRecorder: false },
    },
  };
  const { security = { name: "Security" }, recovery = { name: "Recovery" } } = minimalConfig().organizationalUnits;
  const organizationalUnits: OrganizationalUnitsConfig = {
    security,
    recovery,
    apps: { name: "Apps", guardrails: ["own"], ...(place === "apps" ? { accounts } : {}) },
    suspended: {
      name: "Suspended",
      purpose: "suspended",
      organizationalUnits: { waiting: { name: "Waiting", ...(place === "suspended" ? { accounts } : {}) } },
    },
  };
  return minimalConfig({
    organizationalUnits,
    guardrails: {
      own: {
        reason: "For the test.",
        critical: true,
        statements: [{ Effect: "Deny", Action: "sqs:PurgeQueue", Resource: "*" }],
      },
    },
    backend: { type: "s3", bucket: "acme-states", createBucket: true, region: "eu-central-1" },
    pipeline: { github: { repository: "acme/landing-zone" } },
    detection: { guardDuty: {}, securityHub: {}, config: {} },
    review: { athena: {} },
    identity: {
      groups: { auditors: {}, owners: {}, waiting: {} },
      permissionSets: {
        "read-only": { description: "Looking", managedPolicies: ["arn:aws:iam::aws:policy/ReadOnlyAccess"] },
      },
      assignments: [
        { group: "auditors", permissionSet: "read-only", everyAccount: true },
        ...(place === undefined ? [] : [{ group: "owners", permissionSet: "read-only", accounts: [SHOP] }]),
        { group: "waiting", permissionSet: "read-only", organizationalUnits: ["suspended"] },
      ],
    },
    ...removals,
  });
}

interface Step {
  readonly config: LandingZoneConfig;
  readonly before: Synthesized;
  readonly after: Synthesized;
  readonly problems: readonly string[];
}

/** One more change of the organization, with the ledger that the one before has left. */
function step(config: LandingZoneConfig, before: Synthesized): Step {
  const ledger = withAccountIds(before.ledger, { [SHOP]: SHOP_ID });
  return { config, before, after: synthesize(config, ledger), problems: problemsOf(config, ledger) };
}

const without = synthesize(organization(undefined));
const active = step(organization("apps"), without);
const suspended = step(organization("suspended"), active.after);
const closing = step(organization(undefined, { closing: [{ key: SHOP, reason: REASON }] }), suspended.after);
const closed = step(organization(undefined), closing.after);
const released = step(organization(undefined, { released: [{ key: SHOP, reason: REASON }] }), active.after);
const STEPS: Readonly<Record<AccountState, Step>> = { active, suspended, closing, closed, released };

const STATES = Object.keys(ACCOUNT_STATES) as readonly AccountState[];
const KINDS = Object.keys(STACK_CONSEQUENCES) as readonly StackKind[];

/** The kind of a stack by its name. */
function kindOf(name: string): string {
  return name.replace(/^accounts-\d+$/, "accounts").replace(/^baseline-.+$/, "baseline");
}

function names(stack: StackJson | undefined, type: string): readonly string[] {
  return resourcesOf(stack, type).map(([name]) => name);
}

function ofShop(found: readonly string[]): readonly string[] {
  return found.filter((name) => /(?:^|_)shop(?:_|$)/.test(name)).sort();
}

function forgotten(stack: StackJson | undefined): readonly string[] {
  return (stack?.removed ?? []).flatMap(({ from, lifecycle }) => (lifecycle.destroy ? [] : [from]));
}

const ACCOUNT = "aws_organizations_account";
const CONTACTS = ["billing", "operations", "security"].map((kind) => `aws_account_alternate_contact.shop_${kind}`);
const ASSIGNMENT = "aws_ssoadmin_account_assignment";

function addresses(stack: StackJson | undefined): readonly string[] {
  return Object.entries(stack?.resource ?? {}).flatMap(([type, named]) =>
    Object.keys(named).map((name) => `${type}.${name}`),
  );
}

function archived({ stacks }: Synthesized): string {
  const [table] = resourcesOf(stacks["log-archive"], "aws_glue_catalog_table");
  return String(at(table?.[1], "parameters", "projection.account.values"));
}

function excluded({ stacks }: Synthesized): readonly unknown[] {
  return resourcesOf(stacks["config-rules"], "aws_config_organization_managed_rule").map(
    ([, rule]) => rule.excluded_accounts,
  );
}

type Sight = (step: Step) => boolean;

/** No byte differs from the state before, and the account is not named. */
const unchanged =
  (kind: StackKind): Sight =>
  ({ before, after }) =>
    after.texts[kind] !== undefined && after.texts[kind] === before.texts[kind] && !after.texts[kind].includes(SHOP);

/** How each consequence shows in the JSON; of one kind of stack, no two may be seen at once. */
const SIGHTS: { readonly [Kind in StackKind]: Readonly<Record<StackConsequence<Kind>, Sight>> } = {
  organization: { nothing: unchanged("organization") },
  accounts: {
    managed: ({ after: { stacks } }) => {
      const stack = stacks["accounts-1"];
      return (
        stack?.removed === undefined &&
        [`${ACCOUNT}.shop`, ...CONTACTS, "aws_account_region.shop_regions_af-south-1"].every((address) =>
          addresses(stack).includes(address),
        ) &&
        Object.hasOwn(stack?.output ?? {}, "account_id_shop")
      );
    },
    forgotten: ({ before, after: { stacks } }) => {
      const stack = stacks["accounts-1"];
      const held = addresses(before.stacks["accounts-1"]).filter((address) => /\.shop(?:_|$)/.test(address));
      return (
        ofShop(addresses(stack).map((address) => address.slice(address.indexOf(".") + 1))).length === 0 &&
        !Object.hasOwn(stack?.output ?? {}, "account_id_shop") &&
        [...held, `${ACCOUNT}.shop`, ...CONTACTS].every((address) => forgotten(stack).includes(address))
      );
    },
  },
  guardrails: {
    attached: ({ after: { stacks } }) =>
      stacks.guardrails?.removed === undefined &&
      at(stacks.guardrails, "resource", "aws_organizations_policy_attachment", "own_shop", "target_id") ===
        SHOP_REFERENCE,
    forgotten: ({ after: { stacks } }) =>
      ofShop(names(stacks.guardrails, "aws_organizations_policy_attachment")).length === 0 &&
      forgotten(stacks.guardrails).includes("aws_organizations_policy_attachment.own_shop") &&
      forgotten(stacks.guardrails).every((address) => address.endsWith("_shop")),
  },
  delegations: { nothing: unchanged("delegations") },
  detectors: { nothing: unchanged("detectors") },
  identity: {
    assigned: ({ after: { stacks, zone } }) => {
      const isInSuspended = zone.accounts.find(({ key }) => key === SHOP)?.homeUnit === "waiting";
      const groups = ["auditors", "owners", ...(isInSuspended ? ["waiting"] : [])];
      const wanted = groups.map((group) => `${group}_read-only_shop`);
      return JSON.stringify(ofShop(names(stacks.identity, ASSIGNMENT))) === JSON.stringify(wanted);
    },
    withdrawn: ({ after: { stacks } }) =>
      ofShop(names(stacks.identity, ASSIGNMENT)).length === 0 && stacks.identity?.removed === undefined,
  },
  "log-archive": {
    listed: ({ after }) => archived(after).includes(SHOP_REFERENCE) && !archived(after).includes(SHOP_ID),
    kept: ({ after }) => archived(after).includes(SHOP_ID) && !archived(after).includes(SHOP_REFERENCE),
  },
  monitoring: { nothing: unchanged("monitoring") },
  security: {
    reminded: ({ after }) =>
      [...(after.texts.security ?? "").matchAll(/cron\(0 6 (?:14 12 \? 2026|4 1 \? 2027)\)/g)].length === 2 &&
      after.texts.security?.includes(SHOP) === true,
    silent: ({ after }) => after.texts.security === without.texts.security,
  },
  detection: { nothing: unchanged("detection") },
  "config-rules": {
    "by-baseline": ({ after }) =>
      excluded(after).length > 0 &&
      excluded(after).every((ids) => JSON.stringify(ids) === JSON.stringify([SHOP_REFERENCE])),
    unnamed: ({ after }) => excluded(after).length > 0 && excluded(after).every((ids) => ids === undefined),
  },
  baseline: {
    full: ({ after: { stacks } }) => ["plan", "deploy"].every((role) => holdsRole(stacks["baseline-shop"], role)),
    "without-plan-role": ({ before, after: { stacks } }) =>
      stacks["baseline-shop"] !== undefined &&
      JSON.stringify(addresses(stacks["baseline-shop"])) ===
        JSON.stringify(addresses(before.stacks["baseline-shop"]).filter((address) => !address.includes(".plan_role"))),
    "left-alone": ({ after: { stacks } }) => stacks["baseline-shop"] === undefined,
  },
  "state-backend": { nothing: unchanged("state-backend") },
  pipeline: { nothing: unchanged("pipeline") },
};

function holdsRole(stack: StackJson | undefined, role: string): boolean {
  return names(stack, "aws_iam_role").includes(`${role}_role`);
}

function seen(kind: StackKind, taken: Step): readonly string[] {
  const sights: Readonly<Record<string, Sight>> = SIGHTS[kind];
  return Object.entries(sights)
    .filter(([, isSeen]) => isSeen(taken))
    .map(([consequence]) => consequence);
}

describe.each(STATES)("an account that is %s", (state) => {
  test("has come there by a change that the rules allow, and is known to be there", () => {
    const { problems, after } = STEPS[state];
    expect(problems).toEqual([]);
    const present = after.zone.accounts.find(({ key }) => key === SHOP);
    const departed = after.zone.departedAccounts.find(({ key }) => key === SHOP);
    expect([present?.state, departed?.state].filter((found) => found !== undefined)).toEqual([state]);
  });

  test.each(KINDS)("means to %s what the table says, and nothing else", (kind) => {
    expect(seen(kind, STEPS[state])).toEqual([EXPECTED[state][kind]]);
    expect(ACCOUNT_STATES[state].stacks[kind]).toBe(EXPECTED[state][kind]);
  });
});

test("the table has every kind of stack, and each is emitted here", () => {
  expect([...new Set(Object.keys(active.after.texts).map(kindOf))].sort()).toEqual([...KINDS].sort());
});

test("every consequence comes about in some state", () => {
  for (const kind of KINDS) {
    const used = new Set(STATES.map((state) => EXPECTED[state][kind]));
    expect([...used].sort()).toEqual(Object.keys(STACK_CONSEQUENCES[kind]).sort());
  }
});

test("an entry that is taken out again changes no stack", () => {
  expect(closed.after.texts).toEqual(closing.after.texts);
});
