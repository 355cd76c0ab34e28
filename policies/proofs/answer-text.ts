import { actionAsWritten } from "../action-names";
import { conditionKeyAsWritten } from "../condition-keys";
import type { Answer, Completion, MissingAllow, Reason } from "../evaluator/answer";
import { exemptionSentence } from "../evaluator/reason-text";

/** What an answer says and which statement decides it: one sentence without a full stop. */
export function answerInWords(answer: Answer): string {
  switch (answer.verdict) {
    case "denied":
      return `whatever else the request carries, it is denied by ${decidersInWords(answer.reasons, answer.missing)}`;
    case "allowed":
      return "no organization policy stands against it, whatever else the request carries";
    case "depends":
      return `it depends on ${answer.on.map(partInWords).join(", ")}: ${decidersInWords(answer.reasons, answer.missing)} ${
        answer.reasons.length + answer.missing.length === 1 ? "denies" : "deny"
      } for example ${completionInWords(answer.denied, answer.on)}, but not ${completionInWords(answer.allowed, answer.on)}`;
    case "not-bound":
      return `no organization policy binds it: ${answer.because.map((because) => inSentence(exemptionSentence(because))).join("; ")}`;
    case "undecided":
      return `it could not be decided: ${answer.because}`;
    default:
      return answer satisfies never;
  }
}

const NAMED_AT_MOST = 3;

/** The statements that deny, and the levels at which nothing allows; the first few by name. */
export function decidersInWords(reasons: readonly Reason[], missing: readonly MissingAllow[]): string {
  const names = [
    ...reasons.filter(({ effect }) => effect === "Deny").map(reasonInWords),
    ...missing.map(({ policyType, levelTitle }) => `the lack of an Allow in the ${KINDS[policyType]} of ${levelTitle}`),
  ];
  const distinct = [...new Set(names)];
  const shown = distinct.slice(0, NAMED_AT_MOST).join(" and ");
  return distinct.length > NAMED_AT_MOST ? `${shown} and ${distinct.length - NAMED_AT_MOST} more` : shown;
}

const KINDS = { scp: "service control policies", rcp: "resource control policies" } as const;

/** A statement with its policy and the level at which that is attached. */
export function reasonInWords({ statement, policy, levelTitle }: Reason): string {
  return `statement ${statement} of ${policy} (${levelTitle})`;
}

function partInWords(part: string): string {
  return part === "action" || part === "resource" ? `the ${part}` : conditionKeyAsWritten(part);
}

/** One request, with what of it was open. */
function completionInWords({ action, resource, context }: Completion, on: readonly string[]): string {
  const keys = on.filter((part) => part !== "action" && part !== "resource");
  const conditions = keys.map((key) => {
    const values = context[key];
    const name = conditionKeyAsWritten(key);
    return values === undefined || values.length === 0 ? `without ${name}` : `with ${name} ${values.join(", ")}`;
  });
  const where = on.includes("resource") ? [`on ${resource}`] : [];
  return [actionAsWritten(action), ...where, ...conditions].join(" ");
}

/** A sentence as a part of another. */
function inSentence(sentence: string): string {
  return `${sentence.charAt(0).toLowerCase()}${sentence.slice(1).replace(/\.$/, "")}`;
}
