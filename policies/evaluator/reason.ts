import type { MissingAllow, Reason } from "./answer";
import { OPERATORS } from "./operators";
import type { ParsedTest } from "./parsed-policy";
import type { PartialRequest } from "./partial-request";
import { keyPart } from "./request-test";
import type { StandingLevel, StandingStatement } from "./statements-in-force";

/** A statement's part in a decision about a request. */
export function reasonOf({ statement, policy, level }: StandingStatement, request: PartialRequest): Reason {
  return {
    effect: statement.effect,
    policyType: level.policyType,
    policy: policy.name,
    origin: policy.origin,
    guardrail: statement.guardrail,
    statement: statement.name,
    level: level.level.node,
    levelTitle: level.level.title,
    conditions: statement.tests.map((test) => `${testText(test)}: ${factText(test, request)}`),
  };
}

/** A level at which no statement allows a request. */
export function missingAt({ policyType, level }: StandingLevel): MissingAllow {
  return { policyType, level: level.node, levelTitle: level.title };
}

const QUALIFIERS = { single: "", "for-all-values": "ForAllValues:", "for-any-value": "ForAnyValue:" } as const;

function testText({ operator, qualifier, ifExists, key, writtenKey = key, values }: ParsedTest): string {
  const name = `${QUALIFIERS[qualifier]}${OPERATORS.get(operator)?.name ?? operator}${ifExists ? "IfExists" : ""}`;
  return `${name} ${writtenKey} is ${listed(values)}`;
}

const LISTED_AT_MOST = 5;

function listed(values: readonly string[]): string {
  const shown = values.slice(0, LISTED_AT_MOST).map((value) => JSON.stringify(value));
  const more = values.length - shown.length;
  return more > 0 ? `${shown.join(", ")} or one of ${more} more` : shown.join(" or ");
}

function factText({ key }: ParsedTest, request: PartialRequest): string {
  const fact = request.factOf(keyPart(key));
  switch (fact.kind) {
    case "absent":
      return "the key is absent";
    case "values":
      return `the request has ${fact.values.map((value) => JSON.stringify(value)).join(" and ")}`;
    case "open":
      return "the question leaves the key open";
    default:
      return fact satisfies never;
  }
}
