import { expect, test } from "@jest/globals";
import { expiryNotices } from "../../model/account-expiry";
import type { AccountConfig } from "../../model/config";
import { resolve } from "../../model/resolve";
import { minimalConfig } from "../support/example-config";

const { recovery, security } = minimalConfig().organizationalUnits;

function zoneWith(accounts: Readonly<Record<string, string | undefined>>, purpose?: "suspended") {
  if (recovery === undefined || security === undefined) throw new Error("the smallest configuration has both");
  const entries = Object.entries(accounts).map(([key, expires]): [string, AccountConfig] => [
    key,
    { email: `aws+${key}@acme.example`, ...(expires === undefined ? {} : { expires }) },
  ]);
  const sandboxes = {
    name: "Sandboxes",
    accounts: Object.fromEntries(entries),
    ...(purpose === undefined ? {} : { purpose }),
  };
  return resolve(minimalConfig({ organizationalUnits: { recovery, security, sandboxes } }), undefined).zone;
}

const inShort = (zone: Parameters<typeof expiryNotices>[0]): readonly string[] =>
  expiryNotices(zone).map(
    ({ day, ending, ended }) =>
      `${day} ending: ${ending.map(({ key }) => key).join()} ended: ${ended.map(({ key }) => key).join()}`,
  );

test.each([
  ["Sunday 2026-11-22", "2026-11-22", ["2026-11-02 ending: a ended: ", "2026-11-23 ending:  ended: a"]],
  ["Monday 2026-11-23", "2026-11-23", ["2026-11-09 ending: a ended: ", "2026-11-30 ending:  ended: a"]],
  ["Saturday 2026-11-28", "2026-11-28", ["2026-11-09 ending: a ended: ", "2026-11-30 ending:  ended: a"]],
])("an account that ends on %s is named at least two weeks before and on the Monday after", (_, day, expected) => {
  expect(inShort(zoneWith({ a: day }))).toEqual(expected);
});

test("accounts of one week share a notice, which names by key", () => {
  expect(inShort(zoneWith({ b: "2026-11-26", a: "2026-11-24", c: "2026-12-10", d: undefined }))).toEqual([
    "2026-11-09 ending: a,b ended: ",
    "2026-11-23 ending: c ended: ",
    "2026-11-30 ending:  ended: a,b",
    "2026-12-14 ending:  ended: c",
  ]);
});

test("a suspended account is named no more", () => {
  expect(inShort(zoneWith({ a: "2026-11-24" }, "suspended"))).toEqual([]);
});

test("the last day becomes a tag", () => {
  const tags = Object.fromEntries(zoneWith({ a: "2026-11-24" }).accounts.map(({ key, tags: own }) => [key, own]));
  expect(tags.a).toMatchObject({ expires: "2026-11-24" });
  expect(tags["log-archive"]).not.toHaveProperty("expires");
});
