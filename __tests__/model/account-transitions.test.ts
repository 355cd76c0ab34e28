import { describe, expect, test } from "@jest/globals";
import { ACCOUNT_TRANSITIONS, type AccountState, type AccountTransition } from "../../catalogue/account-lifecycle";
import { departedAccounts } from "../../model/account-lifecycle";
import { checkConfiguration } from "../../model/check";
import type { LandingZoneConfig } from "../../model/config";
import type { Ledger } from "../../model/ledger";
import { nextLedger } from "../../model/next-ledger";
import { resolve } from "../../model/resolve";
import { TODAY } from "../support/checked";
import { minimalConfig } from "../support/example-config";

const ENTRY = [{ key: "shop", reason: "not needed" }];

function withShop(place: "apps" | "suspended"): LandingZoneConfig {
  const { organizationalUnits } = minimalConfig();
  const accounts = { shop: { email: "aws+shop@acme.example" } };
  const suspended = { name: "Suspended", purpose: "suspended" } as const;
  return minimalConfig({
    organizationalUnits:
      place === "apps"
        ? { ...organizationalUnits, apps: { name: "Apps", accounts } }
        : { ...organizationalUnits, apps: { name: "Apps" }, suspended: { ...suspended, accounts } },
  });
}

function withoutShop(removals: Pick<LandingZoneConfig, "closing" | "released"> = {}): LandingZoneConfig {
  const { organizationalUnits } = minimalConfig();
  return minimalConfig({ organizationalUnits: { ...organizationalUnits, apps: { name: "Apps" } }, ...removals });
}

/** The configuration of an account that is in a state, and so the edit that leads there. */
const CONFIGS: Readonly<Record<AccountState, LandingZoneConfig>> = {
  active: withShop("apps"),
  suspended: withShop("suspended"),
  closing: withoutShop({ closing: ENTRY }),
  closed: withoutShop(),
  released: withoutShop({ released: ENTRY }),
};

/** The changes that lead to each state from nothing. */
const WAYS: Readonly<Record<AccountState, readonly AccountState[]>> = {
  active: ["active"],
  suspended: ["active", "suspended"],
  closing: ["active", "suspended", "closing"],
  closed: ["active", "suspended", "closing", "closed"],
  released: ["active", "released"],
};

function ledgerIn(state: AccountState): Ledger | undefined {
  return WAYS[state].reduce<Ledger | undefined>((ledger, to) => nextLedger(CONFIGS[to], ledger), undefined);
}

function stateAfter(config: LandingZoneConfig, ledger: Ledger | undefined): string | undefined {
  const { zone } = resolve(config, ledger);
  const found = [...zone.accounts, ...zone.departedAccounts].filter(({ key }) => key === "shop");
  return found.map(({ state }) => state).join();
}

const PAIRS = Object.entries(ACCOUNT_TRANSITIONS).flatMap(([from, targets]) =>
  Object.entries(targets).map(([to, transition]) => [from, to, transition]),
) as readonly (readonly [AccountState, AccountState, AccountTransition])[];

test("there is a transition from each state to every other", () => {
  const states = Object.keys(CONFIGS);
  expect(PAIRS.map(([from, to]) => `${from} ${to}`).sort()).toEqual(
    states.flatMap((from) => states.filter((to) => to !== from).map((to) => `${from} ${to}`)).sort(),
  );
});

describe.each(PAIRS)("from %s to %s", (from, to, transition) => {
  const ledger = ledgerIn(from);
  const { problems } = checkConfiguration({ config: CONFIGS[to], ledger, today: TODAY });

  test(`is ${transition.kind}`, () => {
    switch (transition.kind) {
      case "allowed":
        expect(problems).toEqual([]);
        expect(stateAfter(CONFIGS[to], ledger)).toBe(to);
        break;
      case "refused":
        expect(problems.map(({ rule }) => rule)).toEqual([transition.rule]);
        expect(problems.map(({ remedy }) => remedy).join()).not.toBe("");
        break;
      case "unseen":
        expect(problems).toEqual([]);
        expect(stateAfter(CONFIGS[to], ledger)).toBe(from);
        break;
      default:
        expect(transition satisfies never).toBeUndefined();
    }
  });
});

describe("the two steps of a closure", () => {
  test("are a rule that can be waived for the whole organization", () => {
    const waivers = [{ rule: "account-closes-suspended", reason: "It was never used", until: TODAY }];
    const config = { ...CONFIGS.closing, waivers };
    expect(checkConfiguration({ config, ledger: ledgerIn("active"), today: TODAY }).problems).toEqual([]);
  });

  test("are not asked of an account that was taken out before the ledger knew of them", () => {
    const config = CONFIGS.closing;
    const ledger = nextLedger(config, ledgerIn("active"));
    expect(ledger.identities.shop).toMatchObject({ state: "closing" });
    expect(checkConfiguration({ config, ledger, today: TODAY }).problems).toEqual([]);
  });
});

test("a key that was renamed is of no account any more", () => {
  const { organizationalUnits } = minimalConfig();
  const accounts = { store: { email: "aws+shop@acme.example" } };
  const renamed = minimalConfig({
    organizationalUnits: { ...organizationalUnits, apps: { name: "Apps", accounts } },
    moved: [{ from: "shop", to: "store" }],
  });
  expect(departedAccounts(renamed, nextLedger(renamed, ledgerIn("active")))).toEqual([]);
});
