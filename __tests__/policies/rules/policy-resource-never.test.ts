import { expect, test } from "@jest/globals";
import type { Statement } from "../../../policies/policy-document";
import { policyResourceNeverRule } from "../../../policies/rules/policy-resource-never";
import { serviceReference } from "../../../policies/service-reference";
import { denying, foundIn } from "../../support/lint";

const BUCKET = "arn:*:s3:::team";
const found = (action: string, resource: string, at = "Action") => [
  `${at}: no request for ${action} is about ${resource}, as AWS listed them on ${serviceReference.date()}`,
];

test.each<[string, Partial<Statement>, string[]]>([
  ["an action on its resource", { Action: "s3:PutBucketPolicy", Resource: BUCKET }, []],
  ["an action on everything", { Action: "s3:ListAllMyBuckets", Resource: "*" }, []],
  ["objects of a bucket", { Action: "s3:DeleteObject", Resource: `${BUCKET}/*` }, []],
  [
    "a bucket and its objects",
    { Action: ["s3:DeleteObject", "s3:DeleteBucket"], Resource: [BUCKET, `${BUCKET}/*`] },
    [],
  ],
  ["any bucket, and with it any object", { Action: "s3:DeleteObject", Resource: "arn:*:s3:::team*" }, []],
  ["a pattern of which some actions take it", { Action: "s3:Delete*", Resource: BUCKET }, []],
  ["one kind of several", { Action: "ec2:RunInstances", Resource: "arn:*:ec2:*:*:instance/*" }, []],
  ["a role with a path", { Action: "iam:PassRole", Resource: "arn:*:iam::*:role/team/app" }, []],
  ["a policy variable", { Action: "s3:DeleteObject", Resource: "arn:*:s3:::${aws:PrincipalTag/team}" }, []],
  ["an action that does not exist", { Action: "s3:DeleteObjekt", Resource: BUCKET }, []],
  ["every action", { Action: "*", Resource: BUCKET }, []],
  ["all other resources", { Action: "s3:ListAllMyBuckets", NotResource: BUCKET }, []],
  [
    "an object, but the bucket is named",
    { Action: "s3:DeleteObject", Resource: BUCKET },
    found("s3:DeleteObject", BUCKET),
  ],
  [
    "a bucket, but its objects are named",
    { Action: ["s3:DeleteObject", "s3:DeleteBucket"], Resource: `${BUCKET}/*` },
    found("s3:DeleteBucket", `${BUCKET}/*`, "Action[1]"),
  ],
  [
    "an action that takes no resource",
    { Action: "s3:ListAllMyBuckets", Resource: BUCKET },
    found("s3:ListAllMyBuckets", BUCKET),
  ],
  ["a pattern of such actions", { Action: "s3:ListAllMy*", Resource: BUCKET }, found("s3:ListAllMy*", BUCKET)],
  [
    "the resource of another service",
    { Action: "sqs:SendMessage", Resource: [BUCKET, "arn:*:sns:*:*:team"] },
    found("sqs:SendMessage", `${BUCKET} or arn:*:sns:*:*:team`),
  ],
])("%s", (_, statement, expected) => {
  expect(foundIn(policyResourceNeverRule, statement)).toEqual(expected);
});

test.each([
  ["s3:ListAllMyBuckets", 'Move it to a statement with Resource: "*": it takes no other.'],
  ["sqs:SendMessage", "Write the resource like arn:${Partition}:sqs:${Region}:${Account}:${QueueName}."],
])("the remedy for %s is: %s", (Action, remedy) => {
  expect(policyResourceNeverRule.checkStatement(denying({ Action, Resource: BUCKET }), "scp")).toEqual([
    expect.objectContaining({ remedy }),
  ]);
});
