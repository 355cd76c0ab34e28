import { describe, expect, test } from "@jest/globals";
import { type AuthorizationGuardrailId, GUARDRAILS } from "../../../catalogue/guardrails";
import { formatPath } from "../../../model/problem";
import { resolve } from "../../../model/resolve";
import { breakGlassPolicy } from "../../../policies/break-glass-policy";
import { GUARDRAIL_BODIES } from "../../../policies/guardrails";
import { permissionSetPolicy } from "../../../policies/permission-set-policy";
import type { PolicyDocument, Statement } from "../../../policies/policy-document";
import { WORST_CASE_IDS } from "../../../policies/policy-ids";
import type { StatementPolicyType } from "../../../policies/rules/statement-rule";
import { lintPolicy } from "../../../policies/rules/statement-rules";
import { serviceReference } from "../../../policies/service-reference";
import { validateConfiguration } from "../../../policies/validate";
import { TODAY } from "../../support/checked";
import { exampleConfig, minimalConfig } from "../../support/example-config";

const { zone } = resolve(
  minimalConfig({
    perimeter: {
      vendorAccounts: [{ id: "333333333333", reason: "Vendor." }],
      oidcIssuers: [
        { issuer: "token.actions.githubusercontent.com", subjects: ["repo:acme/*"], reason: "Pipelines." },
        { issuer: "ci.acme.example", reason: "Builds." },
      ],
    },
    regionExemptions: [{ action: "polly:*", reason: "Speech." }],
  }),
  undefined,
);

const inShort = (statements: readonly Statement[], policyType: StatementPolicyType): readonly string[] =>
  lintPolicy({ Version: "2012-10-17", Statement: statements }, policyType).map(
    ({ rule, path, message }) => `${formatPath(path)}: ${rule}: ${message}`,
  );

describe("the lint finds nothing", () => {
  test.each(Object.keys(GUARDRAIL_BODIES) as AuthorizationGuardrailId[])("in the guardrail %s", (id) => {
    const { policyType } = GUARDRAILS[id];
    expect(inShort(GUARDRAIL_BODIES[id](zone, WORST_CASE_IDS), policyType)).toEqual([]);
  });

  test.each<[string, PolicyDocument | undefined]>([
    ["break-glass role", breakGlassPolicy(zone)],
    [
      "root-task permission set",
      permissionSetPolicy(zone, {
        key: "root-tasks",
        name: "RootTasks",
        description: "Root tasks",
        sessionDuration: "PT1H",
        managedPolicies: [],
        customerManagedPolicies: [],
        permissionsBoundary: undefined,
        inlinePolicy: { kind: "root-tasks", tasks: ["IAMAuditRootUserCredentials"] },
      }),
    ],
  ])("in the policy of the %s", (_, policy) => {
    expect(inShort(policy?.Statement ?? [], "identity")).toEqual([]);
    expect(policy?.Statement).not.toHaveLength(0);
  });

  test("in what the example's team wrote", () => {
    const { problems, notices } = validateConfiguration({ config: exampleConfig(), ledger: undefined, today: TODAY });
    expect([...problems, ...notices]).toEqual([]);
  });
});

test("the lint of a document names rule, statement and element", () => {
  const twice: Statement = { Sid: "Once", Effect: "Deny", Action: "s3:GetObjcet", Resource: "*" };
  const unknown = `policy-unknown-action: there is no action "s3:GetObjcet", as AWS listed them on ${serviceReference.date()}`;
  expect(inShort([twice, { ...twice, Sid: "Again" }], "scp")).toEqual([
    `Statement[0].Action: ${unknown}`,
    `Statement[1].Action: ${unknown}`,
    'Statement[1]: policy-statement-shadowed: the statement "Again" adds nothing to the statement "Once", which is in force wherever it is',
  ]);
});
