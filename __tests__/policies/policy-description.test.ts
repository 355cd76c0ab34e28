import { expect, test } from "@jest/globals";
import {
  guardrailsInDescription,
  ownPolicyDescription,
  sharedPolicyDescription,
} from "../../policies/policy-description";

test.each([
  [["a"], "Guardrails: a"],
  [["a", "b"], "Guardrails: a, b"],
])("%j is described as %j", (keys, expected) => {
  expect(sharedPolicyDescription(keys)).toBe(expected);
  expect(guardrailsInDescription(expected)).toBe(keys.join(", "));
});

test("as many keys are named as AWS has room for", () => {
  const keys = Array.from({ length: 40 }, (_, index) => `deny-something-${index + 10}`);
  const description = sharedPolicyDescription(keys);
  expect(description.length).toBeLessThanOrEqual(512);
  expect(description).toMatch(/^Guardrails: deny-something-10, .*, deny-something-\d\d and \d+ more$/);
  const named = description.match(/deny-something-/g)?.length ?? 0;
  expect(description).toMatch(new RegExp(` and ${40 - named} more$`));
});

test("a guardrail's own policy is described by its reason", () => {
  expect(ownPolicyDescription("x".repeat(600))).toHaveLength(512);
  expect(guardrailsInDescription("Evidence is kept.")).toBeUndefined();
});
