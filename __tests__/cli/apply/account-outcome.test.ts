import { describe, expect, test } from "@jest/globals";
import { type AccountFacts, type AccountOutcome, accountOutcomes } from "../../../cli/apply/account-outcome";

const ADDRESS = "aws_organizations_account.shop";
const SHOP = { stack: "accounts-1", address: ADDRESS, key: "shop", name: "Shop", email: "AWS+shop@acme.example" };
const ID = "222222222222";

const NOTHING: AccountFacts = { held: new Map(), live: new Map(), inProgress: new Set(), errors: new Map() };
const held = (isTainted: boolean): Partial<AccountFacts> => ({
  held: new Map([["accounts-1", new Map([[ADDRESS, { id: ID, isTainted }]])]]),
});
const live = { live: new Map([["aws+shop@acme.example", ID]]) };
const inProgress = { inProgress: new Set(["Shop"]) };
const error = (summary: string, address = ADDRESS, detail = ""): Partial<AccountFacts> => ({
  errors: new Map([["accounts-1", [{ severity: "error", summary, detail, address }]]]),
});
const TAKEN = "unexpected state 'FAILED', wanted target 'SUCCEEDED'. last error: EMAIL_ALREADY_EXISTS";

describe("an account that a plan was to create", () => {
  test.each<[name: string, facts: Partial<AccountFacts>, expected: Partial<AccountOutcome>]>([
    ["exists when the state has it", { ...held(false), ...live }, { state: "exists", id: ID }],
    [
      "exists, too, when something else of it failed",
      { ...held(false), ...error("throttled") },
      { state: "exists", id: ID },
    ],
    ["is unfinished when it is tainted", { ...held(true), ...live }, { state: "unfinished", id: ID }],
    [
      "is unfinished with what Terraform says of it",
      { ...held(true), ...error("moving failed") },
      { state: "unfinished", id: ID, error: "moving failed" },
    ],
    ["is unknown when only the organization has it", live, { state: "unknown", id: ID }],
    [
      "is unknown when its own address is what is taken: its answer was lost, and it was asked for again",
      { ...live, ...error(TAKEN) },
      { state: "unknown", id: ID },
    ],
    [
      "is in progress when AWS says so, whatever Terraform does",
      { ...inProgress, ...error("timeout") },
      { state: "in-progress" },
    ],
    ["failed with a reason", error(TAKEN), { state: "failed", reason: "EMAIL_ALREADY_EXISTS", error: TAKEN }],
    ["failed without one", error("no", ADDRESS, "since it rains"), { state: "failed", error: "no: since it rains" }],
    ["is not begun when another one failed", error(TAKEN, "aws_organizations_account.shop_2"), { state: "not-begun" }],
    ["is not begun when nothing is known", {}, { state: "not-begun" }],
  ])("%s", (_, facts, expected) => {
    const outcomes = accountOutcomes([SHOP], { ...NOTHING, ...facts });
    expect(outcomes).toEqual([{ stack: "accounts-1", account: "shop", ...expected }]);
  });

  test("is looked for in its own stack only", () => {
    const outcomes = accountOutcomes([{ ...SHOP, stack: "accounts-2" }], {
      ...NOTHING,
      ...held(false),
      ...error(TAKEN),
    });
    expect(outcomes).toMatchObject([{ stack: "accounts-2", state: "not-begun" }]);
  });
});
