import type { Answer, Completion } from "../../../policies/evaluator/answer";
import { evaluate } from "../../../policies/evaluator/evaluate";
import { parsePolicy } from "../../../policies/evaluator/parse-policy";
import type { ParsedPolicy } from "../../../policies/evaluator/parsed-policy";
import type { Binding, PolicyLevel } from "../../../policies/evaluator/policy-level";
import type { Fact, Question } from "../../../policies/evaluator/question";
import type { PolicyDocument } from "../../../policies/policy-document";
import type { PartialRequest } from "./open-question";
import { type CompleteRequest, type Hierarchy, type OrganizationCase, RCP_FULL_ACCESS } from "./organization-case";
import { examplesOf, KEYS } from "./vocabulary";

/** What the evaluator under test says of a case; anything but "allowed" and "denied" is a bug. */
export function verdictOn(organizationCase: OrganizationCase): Answer["verdict"] {
  return evaluate(questionOf(organizationCase, allFacts(organizationCase.request))).verdict;
}

/** A question about a hierarchy of policies. */
export function questionOf({ scps, rcps }: Hierarchy, request: PartialRequest): Question {
  return {
    scps: bindingOf(scps),
    rcps: bindingOf(rcps.map((policies) => [RCP_FULL_ACCESS, ...policies])),
    ...request,
  };
}

/** The facts of a request of which nothing is open: what it does not carry is absent. */
function allFacts({ action, resource, context }: CompleteRequest): PartialRequest {
  const facts = KEYS.map(({ name }): [string, Fact] => {
    const values = context[name.toLowerCase()];
    return [name.toLowerCase(), values === undefined ? { kind: "absent" } : { kind: "values", values }];
  });
  const others = Object.entries(context).map(([key, values]): [string, Fact] => [key, { kind: "values", values }]);
  return {
    action: { kind: "values", values: [action] },
    resource: { kind: "values", values: [resource] },
    context: Object.fromEntries([...facts, ...others]),
  };
}

function bindingOf(levels: readonly (readonly PolicyDocument[])[]): Binding {
  return { kind: "bound", levels: levels.map((policies, index) => levelOf(policies, index, levels.length)) };
}

function levelOf(policies: readonly PolicyDocument[], index: number, count: number): PolicyLevel {
  const key = `level-${index}`;
  const isAccount = index === count - 1;
  return {
    node: index === 0 ? { kind: "root" } : { kind: isAccount ? "account" : "organizational-unit", key },
    title: key,
    policies: policies.map((policy, number) => ({
      name: `policy-${index}-${number}`,
      origin: { kind: "foreign", owner: "the random cases" },
      policy: parsed(policy),
    })),
  };
}

const PARSED = new WeakMap<PolicyDocument, ParsedPolicy>();

function parsed(document: PolicyDocument): ParsedPolicy {
  const known = PARSED.get(document);
  if (known !== undefined) return known;
  const result = parsePolicy(document);
  if (result.kind === "problems") throw new Error(`the policy is refused: ${JSON.stringify(result.problems)}`);
  PARSED.set(document, result.policy);
  return result.policy;
}

/**
 * The request that a witness describes.
 *
 * Of a key that it does not name, only the presence can matter: where the question does not leave it open whether the
 * key is there, it has any value.
 */
export function requestOf({ action, resource, context }: Completion, partial: PartialRequest): CompleteRequest {
  const values: Record<string, readonly string[]> = {};
  for (const key of KEYS) {
    const name = key.name.toLowerCase();
    const fact = partial.context[name] ?? { kind: "open" };
    if (fact.kind === "values") values[name] = fact.values;
    const isThere = fact.kind === "open" && (fact.isPresent === true || key.isAlwaysPresent === true);
    if (isThere) values[name] = examplesOf(key).slice(0, 1);
  }
  for (const [key, found] of Object.entries(context)) {
    if (found === undefined) delete values[key];
    else values[key] = found;
  }
  return { action, resource, context: values };
}
