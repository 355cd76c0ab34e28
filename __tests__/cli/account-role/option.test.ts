import { expect, test } from "@jest/globals";
import { accountRoleOf } from "../../../cli/account-role/option";
import { caught } from "../caught";

test.each([undefined, "rootstock-plan", "OrganizationAccountAccessRole", "a_+=,.@-b"])("%s is taken", (name) => {
  expect(accountRoleOf(name)).toBe(name);
});

test.each(["", "a b", "team/reader", "arn:aws:iam::222222222222:role/reader", "a".repeat(65)])(
  "%j is a misuse",
  (name) => {
    expect(caught(() => accountRoleOf(name))).toMatchObject({ exitCode: 2 });
  },
);
