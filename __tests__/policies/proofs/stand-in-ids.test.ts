import { expect, test } from "@jest/globals";
import { resolve } from "../../../model/resolve";
import { standInIds } from "../../../policies/proofs/stand-in-ids";
import { exampleConfig } from "../../support/example-config";

const { zone } = resolve(exampleConfig(), undefined);

test("stand-ins have the form of AWS's ids, and no two are equal", () => {
  const ids = standInIds(zone);
  const units = zone.organizationalUnits.map(({ key }) => ids.unitId(key));
  const accounts = zone.accounts.map(({ key }) => ids.accountId(key));
  expect(ids.organizationId).toMatch(/^o-[a-z0-9]{10,32}$/);
  expect(ids.rootId).toMatch(/^r-[0-9a-z]{4,32}$/);
  for (const id of units) expect(id).toMatch(/^ou-[0-9a-z]{4,32}-[a-z0-9]{8,32}$/);
  for (const id of accounts) expect(id).toMatch(/^\d{12}$/);
  expect(new Set([...units, ...accounts, zone.managementAccount.id]).size).toBe(units.length + accounts.length + 1);
});

test("an id that the ledger knows is used, and no stand-in is equal to one", () => {
  const [first, ...others] = zone.accounts;
  const known = [{ ...first, accountId: "000000000001" }, ...others].map((account) => ({
    ...zone.logArchive,
    ...account,
  }));
  const ids = standInIds({ ...zone, accounts: known });
  const all = known.map(({ key }) => ids.accountId(key));
  expect(all[0]).toBe("000000000001");
  expect(new Set(all).size).toBe(known.length);
});

test("an unknown key is a bug", () => {
  expect(() => standInIds(zone).accountId("nobody")).toThrow("no account nobody");
  expect(() => standInIds(zone).unitId("nowhere")).toThrow("no unit nowhere");
});
