import { expect, test } from "@jest/globals";
import { principalOf, withoutAddress, withoutSession } from "../../../cli/plan/caller";

test.each([
  [
    "a session of a role",
    "arn:aws:sts::111111111111:assumed-role/rootstock-plan/run-17",
    "arn:aws:iam::111111111111:role/rootstock-plan",
  ],
  [
    "a session in another partition",
    "arn:aws-us-gov:sts::111111111111:assumed-role/plan/x@acme.example",
    "arn:aws-us-gov:iam::111111111111:role/plan",
  ],
  ["a user", "arn:aws:iam::111111111111:user/ops/ann", "arn:aws:iam::111111111111:user/ops/ann"],
  ["a root session", "arn:aws:iam::111111111111:root", "arn:aws:iam::111111111111:root"],
])("who %s belongs to", (_, arn, principal) => {
  expect(withoutSession(arn)).toBe(principal);
});

/** Of the client only this call is used; its overloads cannot be written as one function. */
const answering = (send: () => Promise<unknown>) => ({ send }) as unknown as Parameters<typeof principalOf>[0];

test("the caller is asked for, and unknown where AWS does not tell", async () => {
  const arn = "arn:aws:iam::111111111111:user/ann";
  expect(await principalOf(answering(async () => ({ Arn: arn })))).toBe(arn);
  expect(await principalOf(answering(() => Promise.reject(new Error("no credentials"))))).toBeUndefined();
});

test("a name with an e-mail address in it is in no manifest, and two of them are not the same", () => {
  const [ann, ben] = ["ann", "ben"].map((name) =>
    withoutAddress(`arn:aws:iam::111111111111:user/${name}@acme.example`),
  );
  expect(ann).toMatch(/^arn:aws:iam::111111111111:user\/[0-9a-f]{32}$/);
  expect(ben).not.toBe(ann);
  expect(withoutAddress("arn:aws:iam::111111111111:user/ops/ann")).toBe("arn:aws:iam::111111111111:user/ops/ann");
});

test("an address in a name is not told", async () => {
  const arn = "arn:aws:iam::111111111111:user/ann@acme.example";
  expect(await principalOf(answering(async () => ({ Arn: arn })))).toBe(withoutAddress(arn));
});
