import { describe, expect, test } from "@jest/globals";
import { type AccountValues, forTerraform, missingReferences, unknownReferences } from "../../model/account-values";

const shop: AccountValues = {
  key: "shop",
  name: "Shop ${account.id} %{ if }",
  email: "aws+shop@acme.example",
  owner: undefined,
  tags: { "cost-centre": "{4711}" },
};
const ID = "${data.x.outputs.id}";

describe("a text for Terraform", () => {
  test.each([
    ["plain", "plain"],
    ["${account.key}/${account.email}", "shop/aws+shop@acme.example"],
    ["arn:aws:iam::${account.id}:role/x", `arn:aws:iam::${ID}:role/x`],
    ["${account.id}${account.id}", `${ID}${ID}`],
    ["${aws:username}", "$${aws:username}"],
    ["%{ if true }", "%%{ if true }"],
    ["$${x}", "$$${x}"],
    ["${account.name}", "Shop $${account.id} %%{ if }"],
    ["$${account.tags.cost-centre}", "$${4711}"],
    ["a$${account.id}", `a\${"$"}${ID}`],
    ["a$$${account.id}$", `a\${"$$"}${ID}$`],
    ["%${account.id}", `%${ID}`],
  ])("%j becomes %j", (text, expected) => {
    expect(forTerraform(text, shop, ID)).toBe(expected);
  });

  test("is made of keys, and at any depth; what is no text stays", () => {
    expect(
      forTerraform({ "${account.key}": [1, null, true, { "${x}": "${account.id}" }], gone: undefined }, shop, ID),
    ).toEqual({ shop: [1, null, true, { "$${x}": ID }] });
  });

  test("cannot be made of what the account does not have", () => {
    expect(() => forTerraform("${account.owner}", shop, ID)).toThrow("the account shop has no owner");
  });
});

describe("references", () => {
  test("that name nothing are found wherever they are", () => {
    expect(
      unknownReferences({ a: ["${account.nmae}"], "${account.}": "${account.tags.x} ${account.tags.} ${other.x}" }),
    ).toEqual(["nmae", "", "tags."]);
  });

  test("that the account has no value for are found, each once", () => {
    expect(
      missingReferences(["${account.owner} ${account.owner}", "${account.tags.team}", "${account.id}"], shop),
    ).toEqual(["owner", "tags.team"]);
    expect(missingReferences("${account.tags.constructor} ${account.tags.cost-centre}", shop)).toEqual([
      "tags.constructor",
    ]);
  });
});
