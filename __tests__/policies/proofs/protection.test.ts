import { describe, expect, test } from "@jest/globals";
import { STANDING_QUESTION_IDS, type StandingQuestionId } from "../../../catalogue/standing-questions";
import type { LandingZoneConfig, PolicyStatementConfig } from "../../../model/config";
import { resolve } from "../../../model/resolve";
import { OrganizationPolicies } from "../../../policies/proofs/organization-policies";
import { protectionOf, standingAnswers } from "../../../policies/proofs/protection";
import { exampleConfig } from "../../support/example-config";

/** The first letters of all verdicts, in the order of the standing questions; `not-configured` is a hyphen. */
function matrixOf(config: LandingZoneConfig): Readonly<Record<string, string>> {
  const { zone } = resolve(config, undefined);
  return Object.fromEntries(
    protectionOf(zone).flatMap(({ accounts, answers }) =>
      accounts.map(({ key }) => [key, answers.map(({ verdict }) => LETTERS[verdict]).join("")]),
    ),
  );
}

const LETTERS = {
  denied: "D",
  allowed: "A",
  depends: "?",
  "not-bound": "N",
  undecided: "!",
  "not-configured": "-",
} as const;

const pipeline = {
  planRoleArn: "arn:aws:iam::111111111111:role/plan",
  deployRoleArn: "arn:aws:iam::111111111111:role/deploy",
};

describe("the example", () => {
  test("has this matrix: accounts by standing questions", () => {
    expect(matrixOf(exampleConfig())).toEqual({
      "log-archive": "DAAAAAAAA-?N",
      network: "DAAAAAAAA-?N",
      "payments-prod": "DAAAAAAAA-?N",
      "sandbox-alice": "DAAAAAAAA-?N",
      "sandbox-bob": "DAAAAAAAA-?N",
      "security-tooling": "DAAAAAAAA-?N",
      "shared-services": "DAAAAAAAA-?N",
      "shop-dev": "DAAAAAAAA-?N",
      "shop-prod": "DAAAAAAAA-?N",
      "warehouse-dev": "DAAAAAAAA-?N",
      "warehouse-prod": "DAAAAAAAA-?N",
    });
  });

  test("is answered alike for an account by itself and for its group", () => {
    const { zone } = resolve(exampleConfig(), undefined);
    const policies = new OrganizationPolicies(zone);
    const matrix = matrixOf(exampleConfig());
    for (const account of zone.accounts) {
      const alone = standingAnswers(policies, policies.placeOf(account)).map(({ verdict }) => LETTERS[verdict]);
      expect(`${account.key} ${alone.join("")}`).toBe(`${account.key} ${matrix[account.key]}`);
    }
  });
});

const DENY: PolicyStatementConfig = { Effect: "Deny", Action: "*", Resource: "*" };
const onRoot = (statement: Partial<PolicyStatementConfig>): Partial<LandingZoneConfig> => ({
  guardrails: {
    ...exampleConfig().guardrails,
    own: { reason: "For the test.", statements: [{ ...DENY, ...statement }] },
  },
  rootGuardrails: ["own"],
});
const notDeploying = {
  ArnNotLike: {
    "aws:PrincipalArn": ["arn:*:iam::*:role/OrganizationAccountAccessRole", "arn:*:iam::*:role/rootstock-deploy"],
  },
};

/** What the matrix of the example says of shop-prod. */
const LETTERS_BEFORE = "DAAAAAAAA-?N";

type Verdict = keyof typeof LETTERS;

/** Each with the question that answers otherwise than without the change. */
const TWINS: readonly (readonly [string, Partial<LandingZoneConfig>, StandingQuestionId, Verdict, Verdict])[] = [
  ["deny-root is off", { denyRoot: { mode: "off" } }, "long-term-root", "denied", "depends"],
  [
    "deny-root is attached elsewhere",
    { denyRoot: { attachTo: ["infrastructure"] } },
    "long-term-root",
    "denied",
    "depends",
  ],
  [
    "the account is in recovery",
    { recovery: [{ account: "shop-prod", reason: "drill", until: "2026-12-31" }] },
    "long-term-root",
    "denied",
    "depends",
  ],
  [
    "a guardrail of its own denies root without sparing root sessions",
    onRoot({ Condition: { ArnLike: { "aws:PrincipalArn": "arn:*:iam::*:root" } } }),
    "root-session-audit",
    "allowed",
    "denied",
  ],
  [
    "a guardrail denies a task's only writing actions",
    onRoot({ Action: ["s3:DeleteBucketPolicy", "s3:PutBucketPolicy"] }),
    "root-session-bucket",
    "allowed",
    "depends",
  ],
  ["a guardrail denies IAM", onRoot({ Action: "iam:*" }), "access-role", "allowed", "depends"],
  ["a guardrail denies everything", onRoot({}), "access-role", "allowed", "denied"],
  [
    "a guardrail denies everybody else everything",
    onRoot({ Condition: notDeploying }),
    "ordinary-role",
    "depends",
    "denied",
  ],
  ["there is a pipeline", { baseline: { pipeline } }, "deploy-role", "not-configured", "allowed"],
  ["there is no identity part", { identity: { mode: "off" } }, "break-glass", "allowed", "not-configured"],
];

describe("shop-prod", () => {
  const verdictOf = (config: LandingZoneConfig, question: StandingQuestionId): string | undefined => {
    const { zone } = resolve(config, undefined);
    return protectionOf(zone)
      .find(({ accounts }) => accounts.some(({ key }) => key === "shop-prod"))
      ?.answers.find((answer) => answer.question === question)?.verdict;
  };

  test.each(TWINS)("%s", (_, changes, question, before, after) => {
    expect(LETTERS_BEFORE[STANDING_QUESTION_IDS.indexOf(question)]).toBe(LETTERS[before]);
    expect(verdictOf(exampleConfig(changes), question)).toBe(after);
  });

  test("answers every standing question", () => {
    const { zone } = resolve(exampleConfig(), undefined);
    for (const { answers } of protectionOf(zone)) {
      expect(answers.map(({ question }) => question)).toEqual(STANDING_QUESTION_IDS);
    }
  });

  test("would be denied nearly everything in Suspended, and not long-term root in Recovery", () => {
    const { zone } = resolve(exampleConfig(), undefined);
    const policies = new OrganizationPolicies(zone);
    const account = zone.accounts.find(({ key }) => key === "shop-prod") ?? zone.logArchive;
    const verdicts = (unit: string) =>
      standingAnswers(policies, { account, unit })
        .map(({ verdict }) => LETTERS[verdict])
        .join("");
    expect(verdicts("suspended")).toBe("DDDDDDAAA-DN");
    expect(verdicts("recovery")).toBe("?AAAAAAAA-?N");
  });
});
