import { PRINCIPAL_KINDS, type PrincipalKind } from "../../catalogue/standing-questions";
import type { Account } from "../../model/landing-zone";
import type { ProofConfig } from "../../model/proofs-config";
import { actionsMatching } from "../action-names";
import type { Answer } from "../evaluator/answer";
import { evaluate } from "../evaluator/evaluate";
import type { Fact } from "../evaluator/question";
import { questionOf, type Request } from "./ask";
import type { OrganizationPolicies } from "./organization-policies";
import { type Place, type Principal, principalByArn, principalOf, stranger } from "./principals";
import { ABSENT, anyOf, exactly, OPEN } from "./resources";

/** A line of a truth table for one account. */
export type ProofOutcome =
  | { readonly kind: "holds" }
  | {
      readonly kind: "fails";
      readonly answer: Answer;
      /** An action that exists and for which it fails, where the proof has a pattern; with `answer` about it. */
      readonly example: string | undefined;
    }
  /** The configuration has no such principal. */
  | { readonly kind: "no-principal" }
  /** The context says something else than the principal makes sure. */
  | { readonly kind: "contradiction"; readonly key: string };

/** The principal that a word or an ARN names; `undefined` where the configuration has none of the kind. */
export function namedPrincipal(policies: OrganizationPolicies, place: Place, named: string): Principal | undefined {
  const account = policies.principalAccount(place);
  return isPrincipalKind(named) ? principalOf(policies.zone, account, named) : arnPrincipal(policies, place, named);
}

/** Of which account it is stands in the ARN; a pattern for the account means the account in question. */
function arnPrincipal(policies: OrganizationPolicies, place: Place, arn: string): Principal {
  const { zone, ids } = policies;
  const account = policies.principalAccount(place);
  const [, , , , id = ""] = arn.split(":");
  if (!/^\d{12}$/.test(id) || id === account.accountId) return principalByArn(zone, account, arn);
  if (id === zone.managementAccount.id) return principalByArn(zone, { ...account, accountId: id }, arn);
  const member = zone.accounts.find(({ key }) => ids.accountId(key) === id);
  if (member === undefined) return stranger(ids.organizationId, arn);
  const home = policies.placeOf(member);
  return { ...principalByArn(zone, policies.principalAccount(home), arn), home };
}

/** Whether a word names a kind of principal. */
export function isPrincipalKind(word: string): word is PrincipalKind {
  return Object.hasOwn(PRINCIPAL_KINDS, word);
}

/** The request that a proof, or a command line, describes. */
export function requestOf({
  action,
  resource,
  context = {},
}: Pick<ProofConfig, "action" | "resource" | "context">): Request {
  return {
    action: action === "*" ? OPEN : valueOrPattern(action),
    resource: resource === undefined || resource === "*" ? OPEN : valueOrPattern(resource),
    context: Object.fromEntries(Object.entries(context).map(([key, value]) => [key.toLowerCase(), factOf(value)])),
  };
}

/** The first condition key of a request of which the principal makes sure that it is otherwise. */
export function contradictedKey({ context }: Principal, request: Request): string | undefined {
  return Object.keys(request.context ?? {}).find((key) => {
    const sure = context[key];
    return sure !== undefined && JSON.stringify(sure) !== JSON.stringify(request.context?.[key]);
  });
}

/** Whether a proof holds in an account: only if the answer is the same whatever else the request carries. */
export function proofOutcome(policies: OrganizationPolicies, account: Account, proof: ProofConfig): ProofOutcome {
  const place = policies.placeOf(account);
  const principal = namedPrincipal(policies, place, proof.principal);
  if (principal === undefined) return { kind: "no-principal" };
  const request = requestOf(proof);
  const key = contradictedKey(principal, request);
  if (key !== undefined) return { kind: "contradiction", key };
  const answer = evaluate(questionOf(policies, place, principal, request));
  if (isAsExpected(answer, proof.expect)) return { kind: "holds" };
  for (const example of namedActions(proof.action)) {
    const about = evaluate(questionOf(policies, place, principal, { ...request, action: exactly(example) }));
    if (!isAsExpected(about, proof.expect)) return { kind: "fails", answer: about, example };
  }
  return { kind: "fails", answer, example: undefined };
}

const EXAMPLES_AT_MOST = 200;

/** Actions that a pattern stands for today; a proof of a pattern covers those of tomorrow, too. */
function namedActions(action: string): readonly string[] {
  return /^\*$|^[^*?]*$/.test(action) ? [] : actionsMatching(action).slice(0, EXAMPLES_AT_MOST);
}

function isAsExpected({ verdict }: Answer, expect: ProofConfig["expect"]): boolean {
  switch (expect) {
    case "deny":
      return verdict === "denied";
    case "allow":
      return verdict === "allowed" || verdict === "not-bound";
    default:
      return expect satisfies never;
  }
}

function valueOrPattern(text: string): Fact {
  return /[*?]/.test(text) ? anyOf(text) : exactly(text);
}

function factOf(value: string | readonly string[] | null): Fact {
  if (value === null) return ABSENT;
  return typeof value === "string" ? exactly(value) : exactly(...value);
}
