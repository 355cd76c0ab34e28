import type { Statement } from "./policy-document";

/** A guardrail with its statements. */
export interface GuardrailStatements {
  readonly key: string;
  readonly statements: readonly Statement[];
}

/**
 * The statements of guardrails that share a policy, each with a Sid that tells its guardrail.
 *
 * The Sid begins with the guardrail's key in Pascal case, whatever else is in the policy, so that a guardrail that is
 * added changes no other. Only where two would still be equal does the later one get a number: AWS wants them unique,
 * of letters and digits.
 */
export function packedStatements(guardrails: readonly GuardrailStatements[]): readonly Statement[] {
  const used = new Set<string>();
  return guardrails.flatMap(({ key, statements }) =>
    statements.map(({ Sid: own, ...rest }, index) => {
      const sid = unusedSid(sidOf(key, own || String(index + 1)), used);
      used.add(sid);
      return { Sid: sid, ...rest };
    }),
  );
}

function sidOf(key: string, own: string): string {
  const prefix = sidPrefix(key);
  return own.startsWith(prefix) ? own : `${prefix}${own}`;
}

function unusedSid(sid: string, used: ReadonlySet<string>): string {
  if (!used.has(sid)) return sid;
  let number = 2;
  while (used.has(`${sid}x${number}`)) number += 1;
  return `${sid}x${number}`;
}

/** What the Sids of a guardrail begin with in a policy that it shares: its key in Pascal case. */
export function sidPrefix(key: string): string {
  return key
    .split("-")
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
    .join("");
}
