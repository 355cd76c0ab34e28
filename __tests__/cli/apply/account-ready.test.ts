import { expect, test } from "@jest/globals";
import { publishedId } from "../../../cli/apply/account-ready";
import { caught } from "../caught";

test("the id of an account is what its shard publishes, and nothing else", () => {
  const account = { key: "shop", shard: 2 };
  expect(publishedId({ account_id_shop: "222222222222" }, account)).toBe("222222222222");
  expect(caught(() => publishedId({}, account)).message).toContain("accounts-2 publishes no id of the account shop");
});
