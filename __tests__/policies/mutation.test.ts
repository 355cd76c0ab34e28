import { describe, expect, test } from "@jest/globals";
import type { Account, LandingZone, OrganizationalUnit, PolicyTarget } from "../../model/landing-zone";
import { requiredRecoveryUnit } from "../../model/recovery-unit";
import { resolve } from "../../model/resolve";
import { evaluate } from "../../policies/evaluator/evaluate";
import { ownPolicy } from "../../policies/evaluator/own-policy";
import type { AttachedOrganizationPolicy, PolicyLevel } from "../../policies/evaluator/policy-level";
import type { Fact, Question } from "../../policies/evaluator/question";
import type { Statement } from "../../policies/policy-document";
import { type PolicyIds, targetId } from "../../policies/policy-ids";
import { guardrailDocument } from "../../policies/render-policy";
import { exampleConfig } from "../support/example-config";

const IDS: PolicyIds = {
  organizationId: "o-acme000000",
  rootId: "r-acme",
  unitId: (key) => `ou-acme-${key}`,
  accountId: () => ACCOUNT_ID,
};
const ACCOUNT_ID = "222222222222";

const { zone } = resolve(exampleConfig(), undefined);

/** What is changed in the policies before the proofs are asked for again. */
interface Mutation {
  /** Statements of deny-root, as rendered. */
  readonly statement?: (statement: Statement) => Statement;
  /** Whether deny-root is attached where the configuration says so. @default true */
  readonly isAttached?: boolean;
  /** The levels between root and account, both included. */
  readonly levels?: (levels: readonly PolicyLevel[]) => readonly PolicyLevel[];
}

const FULL_ACCESS: AttachedOrganizationPolicy = {
  name: "FullAWSAccess",
  origin: { kind: "aws" },
  policy: ownPolicy([{ Effect: "Allow", Action: "*", Resource: "*" }], () => undefined),
};

/** The levels above an account of a unit, with the service control policies as the landing zone attaches them. */
function levelsOf(unit: OrganizationalUnit, account: Account, mutation: Mutation): readonly PolicyLevel[] {
  const nodes: readonly PolicyTarget[] = [
    { kind: "root" },
    ...unit.lineage.map((key): PolicyTarget => ({ kind: "organizational-unit", key })),
    { kind: "account", key: account.key },
  ];
  const levels = nodes.map((node) => ({
    node,
    title: node.kind === "root" ? "organization root" : node.key,
    policies: [FULL_ACCESS, ...attachedTo(node, mutation)],
  }));
  return mutation.levels?.(levels) ?? levels;
}

function attachedTo(
  node: PolicyTarget,
  { statement = (same) => same, isAttached = true }: Mutation,
): readonly AttachedOrganizationPolicy[] {
  const guardrails = zone.guardrails.filter(
    ({ policyType, attachments }) => policyType === "scp" && attachments.some(({ target }) => isSame(target, node)),
  );
  return guardrails.flatMap((guardrail) => {
    const isDenyRoot = guardrail.key === "deny-root";
    if (isDenyRoot && !isAttached) return [];
    const statements = guardrailDocument(zone, guardrail, IDS).Statement;
    const policy = ownPolicy(isDenyRoot ? statements.map(statement) : statements, () => guardrail.key);
    return [{ name: guardrail.name, origin: { kind: "landing-zone" }, policy }];
  });
}

function isSame(target: PolicyTarget, node: PolicyTarget): boolean {
  return target.kind === node.kind && JSON.stringify(target) === JSON.stringify(node);
}

const OPEN: Fact = { kind: "open" };

function value(text: string): Fact {
  return { kind: "values", values: [text] };
}

/** Whatever the root user of an account asks for; everything that is not sure of it is open. */
function byRoot(unit: OrganizationalUnit, account: Account, mutation: Mutation): Question {
  const path = [IDS.organizationId, IDS.rootId, ...unit.lineage.map((key) => IDS.unitId(key))].join("/");
  return {
    scps: { kind: "bound", levels: levelsOf(unit, account, mutation) },
    rcps: { kind: "exempt", because: "outside-the-organization" },
    action: OPEN,
    resource: OPEN,
    context: {
      "aws:principalarn": value(`arn:aws:iam::${ACCOUNT_ID}:root`),
      "aws:principalaccount": value(ACCOUNT_ID),
      "aws:principaltype": value("Account"),
      "aws:principalorgid": value(IDS.organizationId),
      "aws:principalorgpaths": value(`${path}/`),
      "aws:principalisawsservice": value("false"),
    },
  };
}

const LONG_TERM = { "aws:assumedroot": { kind: "absent" } } as const;
const SESSION = { "aws:assumedroot": value("true") } as const;

/** Actions of the task policies of root sessions, on what no guardrail declares protected. */
const TASKS: readonly (readonly [action: string, resource: string])[] = [
  ["iam:CreateLoginProfile", `arn:aws:iam::${ACCOUNT_ID}:root`],
  ["iam:DeleteAccessKey", `arn:aws:iam::${ACCOUNT_ID}:root`],
  ["iam:GetAccountSummary", "*"],
  ["s3:DeleteBucketPolicy", "arn:aws:s3:::team-bucket"],
  ["sqs:SetQueueAttributes", `arn:aws:sqs:${zone.homeRegion}:${ACCOUNT_ID}:team-queue`],
];

function unitOf(landingZone: LandingZone, account: Account): OrganizationalUnit {
  const unit = landingZone.organizationalUnits.find(({ key }) => key === account.organizationalUnit);
  if (unit === undefined) throw new Error(`no unit of ${account.key}`);
  return unit;
}

/** Accounts that are neither in the Recovery OU nor in the Suspended OU. */
const ORDINARY = zone.accounts
  .map((account) => ({ account, unit: unitOf(zone, account) }))
  .filter(({ unit }) => !unit.lineage.some((key) => [zone.recoveryUnit?.key, zone.suspendedUnit?.key].includes(key)));

const PROOFS = {
  "long-term root is denied every action outside the Recovery OU": (mutation) =>
    ORDINARY.every(({ unit, account }) => {
      const question = byRoot(unit, account, mutation);
      return evaluate({ ...question, context: { ...question.context, ...LONG_TERM } }).verdict === "denied";
    }),
  "a root session keeps the actions of its task": (mutation) =>
    ORDINARY.every(({ unit, account }) =>
      TASKS.every(([action, resource]) => {
        const question = byRoot(unit, account, mutation);
        const task = { action: value(action), resource: value(resource), context: { ...question.context, ...SESSION } };
        return evaluate({ ...question, ...task }).verdict === "allowed";
      }),
    ),
  "long-term root may work in the Recovery OU": (mutation) =>
    ORDINARY.every(({ account }) => {
      const question = byRoot(requiredRecoveryUnit(zone), account, mutation);
      const task = { action: value("s3:CreateBucket"), resource: value("arn:aws:s3:::team-bucket") };
      return evaluate({ ...question, ...task, context: { ...question.context, ...LONG_TERM } }).verdict === "allowed";
    }),
} as const satisfies Record<string, (mutation: Mutation) => boolean>;

type Proof = keyof typeof PROOFS;
const ALL = Object.keys(PROOFS) as readonly Proof[]; // Its keys are known, but typed as string.

function holding(mutation: Mutation): readonly Proof[] {
  return ALL.filter((proof) => PROOFS[proof](mutation));
}

function withoutCondition(operator: string): (statement: Statement) => Statement {
  return (statement) => {
    const { [operator]: removed, ...others } = statement.Condition ?? {};
    expect(removed).toBeDefined();
    return { ...statement, Condition: others };
  };
}

/** Mutations, each with the proofs that it makes fail. */
const MUTATIONS: Readonly<Record<string, readonly [Mutation, readonly Proof[]]>> = {
  "no Null condition": [{ statement: withoutCondition("Null") }, ["a root session keeps the actions of its task"]],
  "a Null condition that is turned round": [
    {
      statement: (statement) => ({
        ...statement,
        Condition: { ...statement.Condition, Null: { "aws:AssumedRoot": "false" } },
      }),
    },
    ["long-term root is denied every action outside the Recovery OU", "a root session keeps the actions of its task"],
  ],
  "no condition on the organization path": [
    { statement: withoutCondition("ForAllValues:StringNotLike") },
    ["long-term root may work in the Recovery OU"],
  ],
  "a condition on any organization path": [
    {
      statement: (statement) => ({
        ...statement,
        Condition: { ...statement.Condition, "ForAllValues:StringNotLike": { "aws:PrincipalOrgPaths": "*" } },
      }),
    },
    ["long-term root is denied every action outside the Recovery OU"],
  ],
  "a condition on one account's root": [
    {
      statement: (statement) => ({
        ...statement,
        Condition: { ...statement.Condition, ArnLike: { "aws:PrincipalArn": "arn:aws:iam::333333333333:root" } },
      }),
    },
    ["long-term root is denied every action outside the Recovery OU"],
  ],
  "an action that is left out": [
    { statement: ({ Action: _, ...statement }) => ({ ...statement, NotAction: "s3:PutBucketPolicy" }) },
    ["long-term root is denied every action outside the Recovery OU"],
  ],
  "no attachment": [{ isAttached: false }, ["long-term root is denied every action outside the Recovery OU"]],
  "no root level": [
    { levels: (levels) => levels.slice(1) },
    ["long-term root is denied every action outside the Recovery OU"],
  ],
  "a level that allows nothing": [
    {
      levels: (levels) =>
        levels.map((level, index) => (index === 1 ? { ...level, policies: level.policies.slice(1) } : level)),
    },
    ["a root session keeps the actions of its task", "long-term root may work in the Recovery OU"],
  ],
};

test("deny-root is attached at the root, and accounts are in units below it", () => {
  const targets = zone.guardrails
    .find(({ key }) => key === "deny-root")
    ?.attachments.map(({ target }) => targetId(target, IDS));
  expect(targets).toEqual([IDS.rootId]);
  expect(ORDINARY.length).toBeGreaterThan(2);
});

test("unchanged, every proof holds", () => {
  expect(holding({})).toEqual(ALL);
});

describe("with a mutation, a proof fails", () => {
  test.each(Object.entries(MUTATIONS))("%s", (_, [mutation, failing]) => {
    expect(holding(mutation)).toEqual(ALL.filter((proof) => !failing.includes(proof)));
  });
});
