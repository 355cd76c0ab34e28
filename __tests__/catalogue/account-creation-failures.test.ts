import { CreateAccountFailureReason } from "@aws-sdk/client-organizations";
import { expect, test } from "@jest/globals";
import { ACCOUNT_CREATION_FAILURE_IDS, ACCOUNT_CREATION_FAILURES } from "../../catalogue/account-creation-failures";

test("there is an entry for every reason that the SDK knows, and for no other", () => {
  expect(ACCOUNT_CREATION_FAILURE_IDS).toEqual(Object.values(CreateAccountFailureReason).sort());
});

test.each(ACCOUNT_CREATION_FAILURE_IDS)("%s says what it means, and what to do in whole sentences", (id) => {
  const { meaning, remedy } = ACCOUNT_CREATION_FAILURES[id];
  expect(meaning).not.toMatch(/\.$/);
  expect(remedy).toMatch(/^[A-Z].*\.$/);
});
