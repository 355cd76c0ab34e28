import { describe, expect, test } from "@jest/globals";
import type { BackendConfig } from "../../model/config";
import { resolve } from "../../model/resolve";
import { deployBoundary, planBoundary, planPolicy } from "../../policies/pipeline-policy";
import type { PolicyDocument, Statement } from "../../policies/policy-document";
import { minimalConfig } from "../support/example-config";

const BUCKET = { type: "s3", bucket: "acme-states", region: "eu-west-1" } as const;
const KEY_ID = "1234abcd-12ab-34cd-56ef-1234567890ab";
const KEY_ARN = `arn:aws:kms:eu-west-1:222222222222:key/${KEY_ID}`;
const ALIAS_ARN = "arn:aws:kms:eu-west-1:222222222222:alias/states";
const LOSS = ["kms:DisableKey", "kms:PutKeyPolicy", "kms:ScheduleKeyDeletion"];
const USE = ["kms:Decrypt", "kms:GenerateDataKey"];

function policiesFor(backend: BackendConfig) {
  const { zone } = resolve(minimalConfig({ backend }), undefined);
  return { plan: planPolicy(zone), planLimit: planBoundary(zone), deployLimit: deployBoundary(zone) };
}

function statement({ Statement: statements }: PolicyDocument, sid: string): Statement | undefined {
  return statements.find(({ Sid }) => Sid === sid);
}

describe("a key that is named by an ARN or an id is named by its own ARN in policies", () => {
  test.each([
    ["an ARN", KEY_ARN, KEY_ARN],
    ["an id", KEY_ID, `arn:aws:kms:eu-west-1:111111111111:key/${KEY_ID}`],
  ])("%s", (_, kmsKeyId, arn) => {
    const { plan, planLimit, deployLimit } = policiesFor({ ...BUCKET, kmsKeyId });
    expect(statement(plan, "UseKeyOfStates")).toEqual({
      Sid: "UseKeyOfStates",
      Effect: "Allow",
      Action: USE,
      Resource: arn,
    });
    expect(statement(planLimit, "NoOtherKey")).toMatchObject({ Action: ["kms:Decrypt"], NotResource: [arn] });
    expect(statement(deployLimit, "KeepKeyOfStates")).toMatchObject({ Action: LOSS, Resource: arn });
    expect(statement(deployLimit, "KeepAliasOfKey")).toBeUndefined();
  });
});

describe("a key that is known by its alias is named by a condition, and keeps the alias", () => {
  test.each<[string, BackendConfig, string, string]>([
    [
      "the landing zone's own",
      { ...BUCKET, createBucket: true },
      "alias/acme-terraform-states",
      "arn:aws:kms:eu-west-1:111111111111:alias/acme-terraform-states",
    ],
    ["a team's own", { ...BUCKET, kmsKeyId: ALIAS_ARN }, "alias/states", ALIAS_ARN],
  ])("%s", (_, backend, alias, aliasArn) => {
    const { plan, planLimit, deployLimit } = policiesFor(backend);
    const isIt = { "ForAnyValue:StringEquals": { "kms:ResourceAliases": alias } };
    expect(statement(plan, "UseKeyOfStates")).toMatchObject({ Action: USE, Resource: "*", Condition: isIt });
    expect(statement(planLimit, "NoOtherKey")).toMatchObject({
      Resource: "*",
      Condition: { "ForAllValues:StringNotEquals": { "kms:ResourceAliases": alias } },
    });
    expect(statement(deployLimit, "KeepKeyOfStates")).toMatchObject({ Action: LOSS, Resource: "*", Condition: isIt });
    expect(statement(deployLimit, "KeepAliasOfKey")).toMatchObject({
      Effect: "Deny",
      Action: ["kms:DeleteAlias", "kms:UpdateAlias"],
      Resource: aliasArn,
    });
  });
});

test.each<[string, BackendConfig]>([
  ["a bucket without a key that is named", BUCKET],
  ["states that are in no bucket", { type: "local" }],
])("%s: no key may be used, and none is protected", (_, backend) => {
  const { plan, planLimit, deployLimit } = policiesFor(backend);
  expect(statement(plan, "UseKeyOfStates")).toBeUndefined();
  expect(statement(planLimit, "NoOtherKey")).toEqual({
    Sid: "NoOtherKey",
    Effect: "Deny",
    Action: ["kms:Decrypt"],
    Resource: "*",
  });
  expect(statement(deployLimit, "KeepKeyOfStates")).toBeUndefined();
});

test.each<[string, BackendConfig]>([
  ["with a bucket of its own", { ...BUCKET, createBucket: true }],
  ["with a bucket and a key", { ...BUCKET, kmsKeyId: KEY_ARN }],
])("no policy has the same Sid twice, %s", (_, backend) => {
  for (const policy of Object.values(policiesFor(backend))) {
    const sids = policy.Statement.map(({ Sid }) => Sid);
    expect(new Set(sids).size).toBe(sids.length);
  }
});
