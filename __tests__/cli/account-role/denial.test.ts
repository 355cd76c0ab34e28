import { expect, test } from "@jest/globals";
import { denialOf } from "../../../cli/account-role/denial";

const ROLE = "arn:aws:iam::222222222222:role/rootstock-plan";

/** A client of AWS STS that gives one answer. */
function answering(error: Error | undefined) {
  return { send: () => (error === undefined ? Promise.resolve({}) : Promise.reject(error)) };
}

const named = (name: string): Error => Object.assign(new Error("not authorized to perform: sts:AssumeRole"), { name });

test.each([
  [undefined, undefined],
  [named("AccessDenied"), "not authorized to perform: sts:AssumeRole"],
  [named("AccessDeniedException"), "not authorized to perform: sts:AssumeRole"],
])("%s", async (error, expected) => {
  expect(await denialOf(answering(error), ROLE)).toBe(expected);
});

test.each(["ExpiredToken", "CredentialsProviderError", "TimeoutError"])("%s says nothing of the role", async (name) => {
  await expect(denialOf(answering(named(name)), ROLE)).rejects.toMatchObject({
    name: "Failure",
    message: expect.stringContaining(`whether the role ${ROLE} can be assumed`),
  });
});
