/** CreatePolicy, `Description` (AWS Organizations API reference). */
const MAXIMUM = 512;

const PREFIX = "Guardrails: ";

/** How a policy that guardrails share is described in AWS: by their keys, as many as there is room for. */
export function sharedPolicyDescription(guardrails: readonly string[]): string {
  for (let named = guardrails.length; named > 0; named -= 1) {
    const others = guardrails.length - named;
    const list = guardrails.slice(0, named).join(", ");
    const text = `${PREFIX}${list}${others === 0 ? "" : ` and ${others} more`}`;
    if (text.length <= MAXIMUM) return text;
  }
  return `${PREFIX}${guardrails.length}`;
}

/** How a guardrail's own policy is described in AWS: by its reason. */
export function ownPolicyDescription(reason: string): string {
  return reason.slice(0, MAXIMUM);
}

/** What the description of a live policy says of the guardrails in it; `undefined` when it is not a shared one. */
export function guardrailsInDescription(description: string): string | undefined {
  return description.startsWith(PREFIX) ? description.slice(PREFIX.length) : undefined;
}
