import { describe, expect, test } from "@jest/globals";
import { evaluate } from "../../../policies/evaluator/evaluate";
import { FULL_ACCESS, levelsOf, question } from "../../support/organization-policies";

const SERVICES = ["chatbot", "cloudwatch", "cloudtrail", "events", "iam", "kms", "s3", "sns", "sqs", "ssm"];

/** A denial for each service of what carries a name: together they tell apart more resources than can be counted. */
const DENIALS = SERVICES.flatMap((service) =>
  ["one", "two"].map((name) => ({
    Effect: "Deny",
    Action: `${service}:Delete*`,
    Resource: `arn:*:${service}:*:*:${name}-*`,
  })),
);
const LEVELS = levelsOf([FULL_ACCESS, ...DENIALS]);

describe("a resource with too many classes", () => {
  test.each([
    ["is denied by the statement that covers all that is left", ["sqs:DeleteQueue"], ["arn:*:sqs:*:*:one-*"], "denied"],
    ["is allowed where no statement is about the action", ["sqs:SendMessage"], undefined, "allowed"],
    [
      "is allowed where no statement is about the resource",
      ["sqs:Delete*"],
      ["arn:aws:sqs:eu-west-1:1:three"],
      "allowed",
    ],
    ["depends on what is left", ["sqs:DeleteQueue"], undefined, "depends"],
  ] as const)("%s", (_, action, resource, verdict) => {
    const answer = evaluate(
      question(LEVELS, {
        action: { like: action },
        ...(resource === undefined ? {} : { resource: { like: resource } }),
      }),
    );
    expect(answer).toMatchObject({ verdict });
  });

  test("still depends, with a request either way, when action and resource are open", () => {
    expect(evaluate(question(LEVELS))).toMatchObject({ verdict: "depends", on: ["action", "resource"] });
  });

  test("proves nothing by samples: where all of them are denied, the answer stays open", () => {
    const all = levelsOf([
      FULL_ACCESS,
      ...DENIALS.map((denial) => ({ ...denial, Action: "*" })),
      { Effect: "Deny", Action: "*", NotResource: SERVICES.map((service) => `arn:*:${service}:*:*:one-*`) },
    ]);
    expect(evaluate(question(all))).toMatchObject({ verdict: "undecided" });
  });
});
