import { describe, expect, test } from "@jest/globals";
import { judgeControlTower } from "../../../cli/preflight/checks/control-tower";
import { judgeExistingAccounts } from "../../../cli/preflight/checks/existing-accounts";
import { judgeOrganization } from "../../../cli/preflight/checks/organization";
import type { LandingZone } from "../../../model/landing-zone";
import { appliedAccount, example, observed } from "./recorded-facts";

const live = { ...appliedAccount, accountKeys: observed({}) };
const accounts = Object.fromEntries(example.accounts.map(({ key }, index) => [key, String(222222222200 + index)]));

/** The example, as if it had been adopted. */
const adopted: LandingZone = {
  ...example,
  accounts: example.accounts.map((account) => ({ ...account, accountId: accounts[account.key] })),
  adoption: {
    organizationId: "o-a1b2c3d4e5",
    rootId: "r-root",
    on: "2026-07-01",
    digest: "0",
    centralRootAccess: false,
    organizationalUnits: {},
    accounts,
    policies: {},
    contacts: {},
  },
};

describe("preflight of an organization that is being adopted", () => {
  test("the organization is imported by the first apply, and nobody is told to import it by hand", () => {
    expect(judgeOrganization(live, adopted)).toMatchObject([
      { level: "ok", message: expect.stringContaining("imports") },
    ]);
    expect(judgeOrganization(live, example)).toMatchObject([{ level: "note" }]);
  });

  test("so are accounts, but those that were suspended since", () => {
    expect(judgeExistingAccounts(live, adopted)).toMatchObject([
      { level: "ok", message: expect.stringContaining("the first apply imports them") },
    ]);
    const [management, first, ...others] = live.accounts.kind === "observed" ? live.accounts.value : [];
    if (management === undefined || first === undefined) throw new Error("no accounts");
    const suspended = { ...live, accounts: observed([management, { ...first, state: "SUSPENDED" }, ...others]) };
    expect(judgeExistingAccounts(suspended, adopted)).toMatchObject([{ level: "problem" }]);
  });

  test("accounts that exist may be in units of Control Tower's, new ones may not", () => {
    const unit = example.organizationalUnits.find(({ key }) => key === example.security.homeUnit);
    const targets = [{ kind: "ORGANIZATIONAL_UNIT", name: unit?.name ?? "" }];
    const governed = { ...live, controlTowerPolicies: observed([{ name: "aws-guardrails-abc", targets }]) };
    expect(judgeControlTower(governed, adopted).map(({ level }) => level)).toEqual(["note"]);
    expect(judgeControlTower(governed, example).map(({ level }) => level)).toEqual(["note", "problem"]);
  });
});
