import { expect, test } from "@jest/globals";
import { createdAccounts } from "../../../cli/apply/created-accounts";
import { shopConfig, stackPlan, zoneOf } from "../../support/planned";
import { reviewedStack, reviewedWith } from "./reviewed";

const address = (key: string): string => `aws_organizations_account.${key}`;
const ZONE = zoneOf(shopConfig());

test.each([
  [
    "whose creation was planned",
    reviewedWith(
      stackPlan("accounts-1", [
        { address: address("shop-prod"), action: "create", after: { name: "shop-prod" } },
        { address: address("shop-dev"), action: "update", before: { name: "a" }, after: { name: "b" } },
      ]),
    ),
    ["shop-prod"],
  ],
  [
    "that a stack adds which waits for others",
    reviewedStack({
      name: "accounts-1",
      changes: undefined,
      resources: { added: [address("shop-dev")], changed: [address("shop-prod")], removed: [] },
    }),
    ["shop-dev"],
  ],
  ["of no other stack", reviewedStack({ name: "accounts-2" }), []],
])("the accounts that a plan creates are those %s", (_, reviewed, expected) => {
  expect(createdAccounts(ZONE, [reviewed]).map(({ key }) => key)).toEqual(expected);
});

test("an account that is adopted is not created", () => {
  const stack = reviewedStack({
    name: "accounts-1",
    changes: undefined,
    resources: { added: [address("shop-dev"), address("shop-prod")], changed: [], removed: [] },
  });
  const adopted = { adoption: { accounts: { "shop-prod": "222222222222" } } };
  const keys = createdAccounts({ ...ZONE, ...adopted }, [stack]).map(({ key }) => key);
  expect(keys).toEqual(["shop-dev"]);
});
