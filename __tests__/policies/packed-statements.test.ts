import { expect, test } from "@jest/globals";
import { packedStatements } from "../../policies/packed-statements";
import type { Statement } from "../../policies/policy-document";

const statement = (Sid?: string): Statement => ({
  ...(Sid === undefined ? {} : { Sid }),
  Effect: "Deny",
  Action: "s3:*",
  Resource: "*",
});

test.each<[string, [string, (string | undefined)[]][], string[]]>([
  ["a Sid tells its guardrail", [["deny-buckets", ["Public"]]], ["DenyBucketsPublic"]],
  ["once is enough", [["require-imdsv2", ["RequireImdsv2AtLaunch"]]], ["RequireImdsv2AtLaunch"]],
  ["where there is none, the number of the statement stands for it", [["own", [undefined, ""]]], ["Own1", "Own2"]],
  [
    "equal ones of two guardrails are told apart",
    [
      ["own", ["A"]],
      ["other", ["A"]],
    ],
    ["OwnA", "OtherA"],
  ],
  [
    "those that would still be equal get a number",
    [
      ["deny", ["RootX", "RootXx2"]],
      ["deny-root", ["X", "DenyRootX"]],
    ],
    ["DenyRootX", "DenyRootXx2", "DenyRootXx3", "DenyRootXx4"],
  ],
])("%s", (_, guardrails, expected) => {
  const parts = guardrails.map(([key, sids]) => ({ key, statements: sids.map(statement) }));
  const statements = packedStatements(parts);
  expect(statements.map(({ Sid }) => Sid)).toEqual(expected);
  for (const { Sid } of statements) expect(Sid).toMatch(/^[A-Za-z0-9]+$/);
});

test("a guardrail that is added changes no other statement", () => {
  const own = { key: "own", statements: [statement("A"), statement()] };
  const others = [
    { key: "a", statements: [statement("A")] },
    { key: "z", statements: [statement()] },
  ];
  expect(packedStatements([others[0] ?? own, own, others[1] ?? own])).toEqual(
    expect.arrayContaining([...packedStatements([own])]),
  );
});

test("a statement begins with its Sid and is otherwise as it was", () => {
  expect(JSON.stringify(packedStatements([{ key: "own", statements: [statement()] }]))).toBe(
    '[{"Sid":"Own1","Effect":"Deny","Action":"s3:*","Resource":"*"}]',
  );
});
