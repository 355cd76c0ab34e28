import { describe, expect, test } from "@jest/globals";
import { closureQuota } from "../../../catalogue/account-closure";
import { derivedEmail, derivedKey } from "../../../cli/account/add";
import { organizationOf } from "../../../cli/account/organization";
import { exampleConfig } from "../../support/example-config";
import { exampleLedger } from "./config-files";

describe("derivedKey", () => {
  const ledger = exampleLedger();
  const gone = { ...ledger.identities, gone: { kind: "account", state: "closing", reason: "x" } } as const;
  const organization = organizationOf(
    exampleConfig({ moved: [{ from: "before", to: "shop-dev" }], released: [{ key: "given", reason: "x" }] }),
    { ...ledger, identities: gone },
  );
  test.each([
    ["Invoicing Prod", "invoicing-prod"],
    ["  a__b--c  ", "a-b-c"],
    ["Café Zürich", "cafe-zurich"],
    ["3rd party", "account-3rd-party"],
    ["漢字", "account"],
    ["Shop dev", "shop-dev-2"],
    ["workloads", "workloads-2"],
    ["gone", "gone-2"],
    ["before", "before-2"],
    ["given", "given-2"],
    ["deny-root", "deny-root-2"],
    ["root", "root-2"],
    ["constructor", "constructor-2"],
  ])("makes of %j %s", (name, key) => {
    expect(derivedKey(organization, name)).toBe(key);
  });
});

test("derivedEmail takes the first mailbox, and nothing without one", () => {
  const withMailboxes = (...mailboxes: readonly string[]) =>
    organizationOf(exampleConfig({ rootEmail: { domains: ["acme.example"], mailboxes } }), undefined);
  expect(derivedEmail(withMailboxes("aws@acme.example", "b@acme.example"), "x")).toBe("aws+x@acme.example");
  expect(derivedEmail(withMailboxes(), "x")).toBeUndefined();
  expect(derivedEmail(withMailboxes("nothing"), "x")).toBeUndefined();
});

test.each([
  [0, 250],
  [1250, 250],
  [1255, 251],
  [5000, 1000],
  [50_000, 1000],
])("of %i accounts AWS closes %i in thirty days", (accounts, quota) => {
  expect(closureQuota(accounts)).toBe(quota);
});
