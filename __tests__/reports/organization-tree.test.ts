import { describe, expect, test } from "@jest/globals";
import type { LiveOrganization, LivePolicy, LiveUnit } from "../../reports/live-organization";
import { organizationTree, renderOrganizationTree } from "../../reports/organization-tree";

const policy = (name: string, ...statements: readonly object[]): LivePolicy => ({
  id: `p-${name}`,
  type: "scp",
  name,
  description: "",
  document: JSON.stringify({ Version: "2012-10-17", Statement: statements }),
});

const denyRoot = policy("deny-root", {
  Effect: "Deny",
  Action: "*",
  Resource: "*",
  Condition: {
    ArnLike: { "aws:PrincipalArn": "arn:*:iam::*:root" },
    Null: { "aws:AssumedRoot": "true" },
    "ForAllValues:StringNotLike": { "aws:PrincipalOrgPaths": "o-1/r-1/ou-recovery/*" },
  },
});

const unit = (id: string, more: Partial<LiveUnit> = {}): LiveUnit => ({
  id,
  name: id,
  policies: [],
  units: [],
  accounts: [],
  ...more,
});

const organization = (policies: readonly LivePolicy[]): LiveOrganization => ({
  id: "o-1",
  managementAccountId: "111111111111",
  root: unit("r-1", {
    name: "Root",
    policies,
    accounts: [
      { id: "222222222222", name: "invited", policies: [] },
      { id: "111111111111", name: "zz-management", policies: [] },
    ],
    units: [
      unit("ou-workloads", {
        name: "Workloads",
        policies: [policy("b"), policy("a")],
        units: [
          unit("ou-prod", {
            name: "Prod",
            accounts: [{ id: "333333333333", name: "shop", policies: [policy("own")] }],
          }),
        ],
      }),
      unit("ou-recovery", { name: "Recovery", accounts: [{ id: "444444444444", name: "ailing", policies: [] }] }),
    ],
  }),
});

test("an organization as a tree", () => {
  expect(`\n${renderOrganizationTree(organizationTree(organization([denyRoot])))}\n`).toBe(`
Root  r-1 of o-1
│  guardrail deny-root
├─ 111111111111  zz-management (management)  root: not bound by SCP: alarms, MFA and split custody instead
├─ 222222222222  invited                     root: denied by deny-root
├─ Recovery  ou-recovery                     root: spared by deny-root (Recovery OU)
│  └─ 444444444444  ailing                   root: spared by deny-root (Recovery OU)
└─ Workloads  ou-workloads
   │  guardrail a
   │  guardrail b
   └─ Prod  ou-prod
      └─ 333333333333  shop                  root: denied by deny-root
            guardrail own
`);
});

test("policies of every type are shown, service control policies first", () => {
  const types = ["declarative-ec2", "ai-opt-out", "tag", "rcp", "scp"] as const;
  const policies = types.map((type) => ({ ...policy(`of-${type}`), type }));
  const lines = renderOrganizationTree(organizationTree(organization([denyRoot, ...policies]))).split("\n");
  expect(lines.filter((line) => line.startsWith("│  guardrail"))).toEqual([
    "│  guardrail deny-root",
    "│  guardrail of-scp",
    "│  guardrail of-rcp (resource control)",
    "│  guardrail of-tag (tags)",
    "│  guardrail of-ai-opt-out (AI opt-out)",
    "│  guardrail of-declarative-ec2 (EC2 settings)",
  ]);
});

describe("what long-term root can do in a workload account", () => {
  const [base] = JSON.parse(denyRoot.document).Statement;
  const cases: readonly [string, readonly LivePolicy[], object][] = [
    ["denied by deny-root", [denyRoot], { kind: "denied", policy: "deny-root" }],
    ["allowed without any guardrail", [], { kind: "allowed" }],
    ["allowed where only one action is denied", [policy("p", { ...base, Action: "s3:*" })], { kind: "allowed" }],
    [
      "allowed where only one resource is denied",
      [policy("p", { ...base, Resource: "arn:aws:s3:::x" })],
      { kind: "allowed" },
    ],
    ["allowed by an Allow", [policy("p", { ...base, Effect: "Allow" })], { kind: "allowed" }],
    [
      "not called denied on a condition that is not understood",
      [policy("p", { ...base, Condition: { ...base.Condition, Bool: { "aws:SecureTransport": "false" } } })],
      { kind: "allowed" },
    ],
    [
      "not called denied when everybody is",
      [policy("p", { ...base, Condition: { ArnLike: { "aws:PrincipalArn": "*" } } })],
      { kind: "allowed" },
    ],
    [
      "spared by one policy but denied by another",
      [
        policy("exempting", {
          ...base,
          Condition: { ...base.Condition, "ForAllValues:StringNotLike": { "aws:PrincipalOrgPaths": "o-1/r-1/*" } },
        }),
        denyRoot,
      ],
      { kind: "denied", policy: "deny-root" },
    ],
    ["allowed where a policy of another type denies it", [{ ...denyRoot, type: "rcp" }], { kind: "allowed" }],
    ["allowed where a policy has no statements", [{ ...denyRoot, type: "tag", document: "{}" }], { kind: "allowed" }],
    [
      "denied by a statement that is no list",
      [{ ...denyRoot, document: JSON.stringify({ Statement: base }) }],
      { kind: "denied", policy: "deny-root" },
    ],
  ];
  test.each(cases)("%s", (_, policies, expected) => {
    const { root } = organizationTree(organization(policies));
    const workloads = root.units.find(({ name }) => name === "Workloads");
    expect(workloads?.units[0]?.accounts[0]?.longTermRoot).toEqual(expected);
  });
});

test("a policy that guardrails share is shown with them", () => {
  const shared = { ...policy("acme-scp_1"), description: "Guardrails: deny-leaving, protect-settings" };
  const { root } = organizationTree(organization([denyRoot, shared]));
  expect(root.guardrails).toEqual([
    { name: "acme-scp_1: deny-leaving, protect-settings", type: "scp" },
    { name: "deny-root", type: "scp" },
  ]);
});
