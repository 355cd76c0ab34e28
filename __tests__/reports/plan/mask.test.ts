import { describe, expect, test } from "@jest/globals";
import { masked, shownValue } from "../../../reports/plan/mask";
import type { Value } from "../../../reports/plan/stack-plan";

describe("masked", () => {
  test.each([
    ["an address a.b+c@mail.acme.example in a text", "an address …@mail.acme.example in a text"],
    ["a@x.example,b@y.example", "…@x.example,…@y.example"],
    ["https://hooks.slack.example/services/T0/B0/secret", "https://hooks.slack.example/…"],
    ["https://user:secret@hooks.example/x", "https://hooks.example/…"],
    ["HTTPS://hooks.example?token=secret", "HTTPS://hooks.example/…"],
    ['{"url":"https://hooks.example/secret","n":1}', '{"url":"https://hooks.example/…","n":1}'],
    [
      "arn:aws:sns:eu-central-1:222222222222:acme-alerts-page",
      "arn:aws:sns:eu-central-1:222222222222:acme-alerts-page",
    ],
    ["@mention, no address", "@mention, no address"],
  ])("%s", (text, expected) => {
    expect(masked(text)).toBe(expected);
  });

  test("shows addresses whole when it is asked to, and never the path of a web address", () => {
    expect(masked("ops@acme.example https://hooks.example/secret", { showsEmails: true })).toBe(
      "ops@acme.example https://hooks.example/…",
    );
  });
});

test.each<[Value | undefined, string]>([
  [undefined, "nothing"],
  [null, "nothing"],
  ["", "nothing"],
  [[], "nothing"],
  [false, "false"],
  [0, "0"],
  [["a", 1], '["a",1]'],
  [{ a: ["ops@acme.example"] }, '{"a":["…@acme.example"]}'],
  ["x".repeat(200), `${"x".repeat(160)}…`],
])("shownValue(%j)", (value, expected) => {
  expect(shownValue(value)).toBe(expected);
});
