import { describe, expect, test } from "@jest/globals";
import type { Answer } from "../../../policies/evaluator/answer";
import { completed } from "../../../policies/evaluator/completion";
import { evaluate } from "../../../policies/evaluator/evaluate";
import { exemptionSentence, missingSentence, reasonSentence } from "../../../policies/evaluator/reason-text";
import { attached, FULL_ACCESS, levelsOf, question, type ShortFact } from "../../support/organization-policies";

const DENY_ALL = { Effect: "Deny", Action: "*", Resource: "*" };
const ALLOW_S3 = { Effect: "Allow", Action: "s3:*", Resource: "*" };
const REQUEST = { action: "s3:GetObject", resource: "arn:aws:s3:::bucket/key" };

describe("every level must allow, and any Deny wins", () => {
  test.each<[string, readonly (readonly unknown[])[], string]>([
    ["one level", [[FULL_ACCESS]], "allowed"],
    ["three levels", [[FULL_ACCESS], [FULL_ACCESS], [FULL_ACCESS]], "allowed"],
    ["no policy at the root", [[], [FULL_ACCESS], [FULL_ACCESS]], "denied"],
    ["no policy in the middle", [[FULL_ACCESS], [], [FULL_ACCESS]], "denied"],
    ["no policy at the account", [[FULL_ACCESS], [FULL_ACCESS], []], "denied"],
    ["an Allow of less", [[FULL_ACCESS], [ALLOW_S3]], "allowed"],
    ["an Allow of something else", [[FULL_ACCESS], [{ ...ALLOW_S3, Action: "iam:*" }]], "denied"],
    ["a Deny beside the Allow", [[FULL_ACCESS, DENY_ALL]], "denied"],
    ["a Deny above", [[FULL_ACCESS, DENY_ALL], [FULL_ACCESS]], "denied"],
    ["a Deny below", [[FULL_ACCESS], [FULL_ACCESS, DENY_ALL]], "denied"],
    ["a Deny of something else", [[FULL_ACCESS, { ...DENY_ALL, Action: "iam:*" }]], "allowed"],
    ["NotAction", [[FULL_ACCESS, { Effect: "Deny", NotAction: "S3:Get*", Resource: "*" }]], "allowed"],
    ["NotAction of something else", [[FULL_ACCESS, { Effect: "Deny", NotAction: "iam:*", Resource: "*" }]], "denied"],
    ["NotResource", [[FULL_ACCESS, { Effect: "Deny", Action: "*", NotResource: "arn:aws:s3:::bucket/*" }]], "allowed"],
    [
      "NotResource of others",
      [[FULL_ACCESS, { Effect: "Deny", Action: "*", NotResource: "arn:aws:s3:::other/*" }]],
      "denied",
    ],
  ])("%s: %s", (_, statements, expected) => {
    expect(evaluate(question(levelsOf(...statements), REQUEST)).verdict).toBe(expected);
  });

  test("a resource control policy denies what service control policies allow, and the other way round", () => {
    const [allow, deny] = [levelsOf([FULL_ACCESS]), levelsOf([FULL_ACCESS, DENY_ALL])];
    const base = question(allow, REQUEST);
    const verdict = (scps: typeof allow, rcps: typeof allow) =>
      evaluate({ ...base, scps: { kind: "bound", levels: scps }, rcps: { kind: "bound", levels: rcps } }).verdict;
    expect([verdict(allow, allow), verdict(allow, deny), verdict(deny, allow)]).toEqual([
      "allowed",
      "denied",
      "denied",
    ]);
  });

  test("who is exempt from both is not bound; from one, the other still binds", () => {
    const base = question(levelsOf([FULL_ACCESS, DENY_ALL]), REQUEST);
    const exempt = { kind: "exempt", because: "management-account" } as const;
    expect(evaluate({ ...base, scps: exempt, rcps: exempt })).toEqual({
      verdict: "not-bound",
      because: ["management-account"],
    });
    expect(evaluate({ ...base, scps: exempt, rcps: base.scps }).verdict).toBe("denied");
  });
});

describe("which keys a request carries follows from whether it is signed", () => {
  const exempt = { kind: "exempt", because: "outside-the-organization" } as const;
  const absent = (key: string) => [FULL_ACCESS, { ...DENY_ALL, Condition: { Null: { [key]: "true" } } }];
  test.each<[string, string, string]>([
    ["aws:PrincipalAccount", "allowed", "allowed"],
    ["aws:PrincipalType", "allowed", "allowed"],
    ["aws:userid", "allowed", "allowed"],
    ["aws:ViaAWSService", "allowed", "allowed"],
    ["aws:UserAgent", "depends", "depends"],
    ["aws:PrincipalArn", "allowed", "depends"],
    ["aws:PrincipalIsAWSService", "allowed", "depends"],
    ["aws:PrincipalOrgID", "depends", "depends"],
    ["aws:SourceIp", "depends", "depends"],
  ])("%s: signed %s, perhaps unsigned %s", (key, signed, perhapsUnsigned) => {
    const base = question(levelsOf(absent(key)), REQUEST);
    expect(evaluate(base).verdict).toBe(signed);
    expect(evaluate({ ...base, scps: exempt, rcps: base.scps }).verdict).toBe(perhapsUnsigned);
  });

  test("nobody in particular has no account id, and every account id has twelve digits", () => {
    const unless = (...accounts: readonly string[]) => [
      FULL_ACCESS,
      { ...DENY_ALL, Condition: { StringNotLike: { "aws:PrincipalAccount": accounts } } },
    ];
    const verdict = (statements: readonly unknown[]) => {
      const base = question(levelsOf(statements), REQUEST);
      return evaluate({ ...base, scps: exempt, rcps: base.scps }).verdict;
    };
    expect(verdict(unless("????????????"))).toBe("depends");
    expect(verdict(unless("????????????", "anonymous"))).toBe("allowed");
  });
});

const denyWhen = (Condition: object, more: object = {}) => [FULL_ACCESS, { ...DENY_ALL, Condition, ...more }];
const ROOT = "arn:aws:iam::111111111111:root";

describe("what is open is neither present nor absent", () => {
  type Context = Readonly<Record<string, ShortFact>>;
  test.each<[string, readonly unknown[], Context, string]>([
    ["a key", denyWhen({ StringEquals: { "t:key": "a" } }), {}, "depends on t:key"],
    [
      "a key known to differ",
      denyWhen({ StringEquals: { "t:key": "a" } }),
      { "t:key": { notLike: ["a*"] } },
      "allowed",
    ],
    [
      "a key known to match",
      denyWhen({ StringLike: { "t:key": "a*" } }),
      { "t:key": { like: ["ab*"] } },
      "depends on t:key",
    ],
    [
      "which is present",
      denyWhen({ StringLike: { "t:key": "a*" } }),
      { "t:key": { like: ["ab*"], isPresent: true } },
      "denied",
    ],
    ["Null of an open key", denyWhen({ Null: { "t:key": "true" } }), {}, "depends on t:key"],
    ["a present key", denyWhen({ Null: { "t:key": "true" } }), { "t:key": { isPresent: true } }, "allowed"],
    ["a key that all requests carry", denyWhen({ Null: { "aws:SecureTransport": "true" } }), {}, "allowed"],
    [
      "IfExists and Null together",
      [
        ...denyWhen({ StringEqualsIfExists: { "t:key": "a" } }),
        { ...DENY_ALL, Condition: { StringNotEquals: { "t:key": "a" } } },
      ],
      {},
      "denied",
    ],
    [
      "equal or not",
      [
        ...denyWhen({ StringEquals: { "t:key": "a" } }),
        { ...DENY_ALL, Condition: { StringNotEquals: { "t:key": "a" } } },
      ],
      {},
      "denied",
    ],
    [
      "equal or not, with a gap",
      [
        ...denyWhen({ StringEquals: { "t:key": "a" } }),
        { ...DENY_ALL, Condition: { StringNotEquals: { "t:key": ["a", "b"] } } },
      ],
      {},
      "depends on t:key",
    ],
    ["both at once", denyWhen({ StringEquals: { "t:key": "a" }, StringLike: { "t:key": "b*" } }), {}, "allowed"],
    [
      "every number",
      [
        ...denyWhen({ NumericLessThan: { "t:n": "5" } }),
        { ...DENY_ALL, Condition: { NumericGreaterThanEquals: { "t:n": "5" } } },
      ],
      {},
      "depends on t:n",
    ],
    [
      "between two dates",
      denyWhen({ DateGreaterThan: { "t:d": "2026-02-01" }, DateLessThan: { "t:d": "2026-01-01" } }),
      {},
      "allowed",
    ],
    [
      "an address in a block of a block",
      denyWhen({ IpAddress: { "aws:SourceIp": "10.1.0.0/16" }, NotIpAddress: { "aws:sourceip": "10.0.0.0/8" } }),
      {},
      "allowed",
    ],
    [
      "all and none",
      denyWhen({ "ForAllValues:StringEquals": { "t:s": "a" }, "ForAnyValue:StringEquals": { "t:s": "b" } }),
      {},
      "allowed",
    ],
    [
      "one and another",
      denyWhen({ "ForAnyValue:StringEquals": { "t:s": "a" }, "ForAnyValue:StringLike": { "t:s": "b" } }),
      {},
      "depends on t:s",
    ],
    [
      "a set without values",
      denyWhen({ "ForAllValues:StringEquals": { "t:s": "a" }, Null: { "t:s": "true" } }),
      {},
      "depends on t:s",
    ],
    [
      "text and number at once",
      denyWhen({ StringEquals: { "t:k": "5" }, NumericEquals: { "t:k": "5" } }),
      {},
      "depends on t:k",
    ],
    [
      "text and number that exclude each other",
      denyWhen({ StringEquals: { "t:k": "5" }, NumericEquals: { "t:k": "6" } }),
      {},
      "undecided",
    ],
    ["an unknown operator", denyWhen({ StringSomehow: { "t:k": "5" } }), {}, "undecided"],
    [
      "an unknown operator beside a false test",
      denyWhen({ StringSomehow: { "t:k": "5" }, Null: { "t:x": "true" } }),
      { "t:x": "a" },
      "allowed",
    ],
    [
      "an unknown operator beside a certain Deny",
      [...denyWhen({ StringSomehow: { "t:k": "5" } }), DENY_ALL],
      {},
      "denied",
    ],
    [
      "a variable that is open",
      denyWhen({ StringNotEquals: { "t:owner": "${t:caller}" } }),
      { "t:owner": "x" },
      "depends on t:caller",
    ],
    [
      "two open sides of a variable",
      denyWhen({ StringEquals: { "t:owner": "${t:caller}" } }),
      {},
      "depends on t:owner",
    ],
    [
      "a known variable",
      denyWhen({ StringNotEquals: { "t:owner": "${t:caller}" } }),
      { "t:owner": "x", "t:caller": "x" },
      "allowed",
    ],
    [
      "an Allow with a condition",
      [{ ...FULL_ACCESS, Condition: { StringEquals: { "t:key": "a" } } }],
      {},
      "depends on t:key",
    ],
    [
      "two Allows that cover everything",
      [
        { ...FULL_ACCESS, Condition: { StringEquals: { "t:key": "a" } } },
        { ...FULL_ACCESS, Condition: { StringNotEquals: { "t:key": "a" } } },
      ],
      {},
      "allowed",
    ],
  ])("%s: %s", (_, statements, context, expected) => {
    const answer = evaluate(question(levelsOf(statements), { ...REQUEST, context }));
    expect(answer.verdict === "depends" ? `depends on ${answer.on.join()}` : answer.verdict).toBe(expected);
  });

  test("a name of an action may have a hyphen, but no full stop", () => {
    const on = (action: string) => {
      const levels = levelsOf([FULL_ACCESS, { ...DENY_ALL, Action: action }]);
      return evaluate(question(levels, { resource: "*" })).verdict;
    };
    expect(on("vpc-lattice:AssociateViaAWSService-EventsAndStates")).toBe("depends");
    expect(on("vpc-lattice:AssociateViaAWSService.EventsAndStates")).toBe("allowed");
  });

  test("actions and resources, too", () => {
    const levels = levelsOf([FULL_ACCESS, { ...DENY_ALL, Action: ["s3:*", "iam:Create*"] }]);
    const on = (action: ShortFact) => evaluate(question(levels, { action })).verdict;
    expect(on({ like: ["s3:*"] })).toBe("denied");
    expect(on({ like: ["iam:*"] })).toBe("depends");
    expect(on({ like: ["iam:*"], notLike: ["iam:create*"] })).toBe("allowed");
    expect(on({ like: ["IAM:CREATE*"] })).toBe("denied");
    expect(on({ like: ["*:*:*"] })).toBe("undecided");
    const resources = levelsOf([FULL_ACCESS, { ...DENY_ALL, Resource: "arn:aws:s3:::a*" }]);
    const answer = evaluate(question(resources, { action: "s3:GetObject" }));
    expect(answer).toMatchObject({ verdict: "depends", on: ["resource"] });
  });

  test("a question leaves no value", () => {
    const answer = evaluate(
      question(levelsOf(denyWhen({ StringEquals: { "t:key": "a" } })), {
        context: { "t:key": { like: ["b"], notLike: ["b"], isPresent: true } },
      }),
    );
    expect(answer).toEqual({ verdict: "undecided", because: "the question leaves no value for t:key" });
  });
});

describe("the requests of an answer", () => {
  test("are decided as it says", () => {
    const statements = [
      ...denyWhen({ ArnLike: { "aws:PrincipalArn": "arn:*:iam::*:root" }, Null: { "aws:AssumedRoot": "true" } }),
      { Effect: "Deny", Action: "cloudtrail:StopLogging", Resource: "arn:*:cloudtrail:*:*:trail/x" },
    ];
    const asked = question(levelsOf(statements));
    const answer = evaluate(asked);
    if (answer.verdict !== "depends") throw new Error(answer.verdict);
    expect(answer.on).toEqual(["action", "aws:assumedroot", "aws:principalarn", "resource"]);
    expect(answer.reasons).toHaveLength(2);
    expect(evaluate(completed(asked, answer.denied)).verdict).toBe("denied");
    expect(evaluate(completed(asked, answer.allowed)).verdict).toBe("allowed");
    expect(answer.allowed.resource).toMatch(/^arn:/);
    expect(answer.allowed.context["aws:principalarn"]).toHaveLength(1);
  });

  test("write an action as the policy does", () => {
    const answer = evaluate(question(levelsOf([FULL_ACCESS, { ...DENY_ALL, Action: "iam:CreateUser" }])));
    expect(answer).toMatchObject({ verdict: "depends", denied: { action: "iam:CreateUser" } });
  });
});

describe("reasons", () => {
  const level = (answer: Answer) => ("reasons" in answer ? answer.reasons.map(reasonSentence) : []);

  test("of a Deny name policy, statement, level and conditions", () => {
    const deny = {
      ...DENY_ALL,
      Sid: "Root",
      Condition: { ArnLike: { "aws:PrincipalArn": "arn:*:iam::*:root" }, Null: { "aws:AssumedRoot": "true" } },
    };
    const asked = question(levelsOf([FULL_ACCESS], [FULL_ACCESS, deny]), {
      context: { "aws:principalarn": ROOT, "aws:assumedroot": null },
    });
    expect(level(evaluate(asked))).toEqual([
      'Statement Root of the service control policy policy-1 of somebody at OU level-1 denies it, where ArnLike aws:PrincipalArn is "arn:*:iam::*:root": the request has "arn:aws:iam::111111111111:root"; Null aws:AssumedRoot is "true": the key is absent.',
    ]);
  });

  test("of several Denies that cover everything together name those that are needed", () => {
    const statements = [
      ...denyWhen({ StringEquals: { "t:key": "a" } }, { Sid: "Equal" }),
      { ...DENY_ALL, Sid: "Unneeded", Condition: { StringEquals: { "t:other": "b" } } },
      { ...DENY_ALL, Sid: "NotEqual", Condition: { StringNotEquals: { "t:key": "a" } } },
    ];
    const answer = evaluate(question(levelsOf(statements), REQUEST));
    expect(answer).toMatchObject({ verdict: "denied", reasons: [{ statement: "Equal" }, { statement: "NotEqual" }] });
  });

  test("of a missing Allow name the level", () => {
    const answer = evaluate(question(levelsOf([FULL_ACCESS], [ALLOW_S3]), { action: "iam:CreateUser", resource: "*" }));
    expect(answer).toMatchObject({ verdict: "denied", reasons: [] });
    expect("missing" in answer && answer.missing.map(missingSentence)).toEqual([
      "No service control policy at OU level-1 allows it.",
    ]);
  });

  test("of an Allow name one statement of each level", () => {
    expect(level(evaluate(question(levelsOf([FULL_ACCESS], [FULL_ACCESS]), REQUEST)))).toEqual([
      "Statement number 1 of the service control policy policy-0 of somebody at the organization root allows it.",
      "Statement number 1 of the service control policy policy-1 of somebody at OU level-1 allows it.",
    ]);
  });

  test("of AWS's policies and our own name where they come from", () => {
    const own = { ...attached("own", FULL_ACCESS), origin: { kind: "landing-zone" } } as const;
    const aws = { ...attached("FullAWSAccess", FULL_ACCESS), origin: { kind: "aws" } } as const;
    const at = (policy: typeof own | typeof aws) =>
      [{ node: { kind: "root" }, title: "organization root", policies: [policy] }] as const;
    expect(level(evaluate(question(at(own), REQUEST)))).toEqual([
      "Statement number 1 of the service control policy own at the organization root allows it.",
    ]);
    expect(level(evaluate(question(at(aws), REQUEST)))).toEqual([
      "Statement number 1 of the service control policy FullAWSAccess of AWS at the organization root allows it.",
    ]);
  });

  test("of an exemption are sentences", () => {
    expect(exemptionSentence("service-linked-role")).toBe("Organization policies do not bind service-linked roles.");
  });
});
