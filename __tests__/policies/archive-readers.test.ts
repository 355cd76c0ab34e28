import { expect, test } from "@jest/globals";
import { targetKey } from "../../model/policy-target";
import { resolve } from "../../model/resolve";
import { matches } from "../../policies/pattern";
import { listed, type Statement } from "../../policies/policy-document";
import type { PolicyIds } from "../../policies/policy-ids";
import { guardrailDocument } from "../../policies/render-policy";
import { selectsRoot } from "../../policies/root-selection";
import { at, jsonAt } from "../support/blocks";
import { minimalConfig } from "../support/example-config";
import { resourceOf, synthesize } from "../support/synthesize";

const config = minimalConfig({ review: { athena: {} } });
const { zone } = resolve(config, undefined);
const IDS: PolicyIds = {
  organizationId: "o-acme000000",
  rootId: "r-acme",
  unitId: (key) => `ou-acme-${key}`,
  accountId: () => "222222222222",
};

/** The log archive account and everything that it is below. */
const PLACES: readonly string[] = [
  "root",
  ...(zone.organizationalUnits.find(({ key }) => key === zone.logArchive.organizationalUnit)?.lineage ?? []),
  zone.logArchive.key,
];

/** What is denied to somebody who is not root, by the guardrails that bind the log archive account. */
const DENIALS: readonly Statement[] = zone.guardrails
  .filter(
    ({ policyType, attachments }) =>
      policyType === "scp" && attachments.some(({ target }) => PLACES.includes(targetKey(target))),
  )
  .flatMap((guardrail) => guardrailDocument(zone, guardrail, IDS).Statement)
  .filter((statement) => !selectsRoot(statement));

function isDenied(action: string, resource: string): boolean {
  return DENIALS.some(
    ({ Action, Resource }) =>
      listed(Action).some((pattern) => matches(pattern.toLowerCase(), action.toLowerCase())) &&
      listed(Resource).some((pattern) => matches(pattern, resource)),
  );
}

function texts(value: unknown): readonly string[] {
  return (Array.isArray(value) ? value : [value]).map(String);
}

const policy = jsonAt(
  resourceOf(synthesize(config).stacks["log-archive"], "aws_iam_policy", "review_policy"),
  "policy",
);
const statements = at(policy, "Statement");

test("no guardrail stands in the way of whoever may ask the archive", () => {
  const allowed = (Array.isArray(statements) ? statements : []).flatMap((statement) =>
    texts(at(statement, "Action")).flatMap((action) =>
      texts(at(statement, "Resource")).map((resource) => ({ action, resource })),
    ),
  );
  expect(allowed.length).toBeGreaterThan(30);
  expect(allowed.filter(({ action, resource }) => isDenied(action, resource))).toEqual([]);
});

test("what the archive is protected from would be noticed", () => {
  expect(isDenied("s3:PutObject", "arn:aws:s3:::acme-org-trail-111111111111-eu-central-1/x")).toBe(true);
  expect(isDenied("s3:PutObject", "arn:aws:s3:::acme-trail-review-111111111111-eu-central-1/results/x")).toBe(false);
});
