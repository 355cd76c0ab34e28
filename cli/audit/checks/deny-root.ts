import { isDeepStrictEqual } from "node:util";
import { canonicalEmail } from "../../../model/email-address";
import type { Guardrail, LandingZone, PolicyTarget } from "../../../model/landing-zone";
import { type PolicyIds, targetId } from "../../../policies/policy-ids";
import { guardrailDocument } from "../../../policies/render-policy";
import type { AuditCheck } from "../check";
import type { LivePolicy, LiveTree } from "../evidence";
import { type Finding, Verdict } from "../finding";

const APPLY = "Apply the guardrails stack, and read what root users did meanwhile.";

/** The deny-root policy is what was declared, to the letter, and attached wherever it was declared. */
export const judgeDenyRoot: AuditCheck = ({ tree, denyRoot }, { zone }) => {
  const verdict = new Verdict("deny-root", zone);
  const guardrail = denyRootOf(zone);
  if (guardrail === undefined) {
    return [
      verdict.problem(
        "The configuration does not enforce deny-root: members' root users are denied nothing",
        'Set denyRoot.mode to "enforce".',
      ),
    ];
  }
  return verdict.observed(tree, (live) =>
    verdict.observed(denyRoot, (policy) => {
      if (!live.isScpEnabled) {
        return [verdict.problem("Service control policies are disabled, so deny-root is not in force", APPLY)];
      }
      return policy === undefined
        ? [verdict.problem(`There is no policy ${guardrail.name}: deny-root is not in force`, APPLY)]
        : judgePolicy(policy, live, guardrail, zone);
    }),
  );
};

/** The deny-root guardrail, where it is in force. */
export function denyRootOf({ guardrails }: LandingZone): Guardrail | undefined {
  return guardrails.find(({ body }) => body.kind === "built-in" && body.id === "deny-root");
}

/** The ids that AWS gave, for rendering a policy as it has to be there; an id that is not there is empty. */
export function liveIds({ organizationId, rootId, unitIds, accounts }: LiveTree, zone: LandingZone): PolicyIds {
  const emails = new Map(zone.accounts.map(({ key, email }) => [key, canonicalEmail(email)]));
  const ids = new Map(accounts.map(({ id, email }) => [canonicalEmail(email), id]));
  return {
    organizationId,
    rootId,
    unitId: (key) => unitIds[key] ?? "",
    accountId: (key) => ids.get(emails.get(key) ?? "") ?? "",
  };
}

function judgePolicy(
  { content, targetIds }: LivePolicy,
  tree: LiveTree,
  guardrail: Guardrail,
  zone: LandingZone,
): readonly Finding[] {
  const verdict = new Verdict("deny-root", zone);
  const ids = liveIds(tree, zone);
  const missing = guardrail.attachments.filter(({ target }) => !targetIds.includes(targetId(target, ids)));
  const isAsDeclared = isDeepStrictEqual(parsed(content), guardrailDocument(zone, guardrail, ids));
  return [
    ...(isAsDeclared
      ? []
      : [verdict.problem(`The content of ${guardrail.name} is not what the configuration declares`, APPLY)]),
    ...missing.map(({ target }) =>
      verdict.problem(`${guardrail.name} is not attached to ${inWords(target)}: it is not in force there`, APPLY),
    ),
  ];
}

function parsed(content: string): unknown {
  try {
    return JSON.parse(content);
  } catch {
    return undefined;
  }
}

function inWords(target: PolicyTarget): string {
  return target.kind === "root" ? "the organization root" : `the ${target.kind.replace("-", " ")} ${target.key}`;
}
