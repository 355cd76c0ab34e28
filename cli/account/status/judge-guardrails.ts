import { AWS_POLICY_TYPES } from "../../../constructs/attached-policy";
import type { PolicyTarget } from "../../../model/landing-zone";
import { compareKeys } from "../../../model/next-ledger";
import { targetKey } from "../../../model/policy-target";
import { ROOT_NODE } from "../../../model/root-node";
import { type GuardrailPolicy, guardrailPolicies } from "../../../policies/guardrail-policies";
import type { Observation } from "../../preflight/facts";
import type { AttachedPolicies, Place } from "./facts";
import { lineageOf, unitNames } from "./judge-unit";
import { AspectRows, type StatusRow } from "./row";
import type { Declared } from "./subject";

const rows = new AspectRows("guardrails");

/** One policy that must be attached to one node for the account's sake. */
export interface ExpectedPolicy {
  readonly policy: GuardrailPolicy;
  readonly target: PolicyTarget;
}

/** Every policy that is in force at the account, with the node that it comes from. */
export function expectedPolicies({ zone, account }: Declared): readonly ExpectedPolicy[] {
  const nodes = new Set([ROOT_NODE, ...lineageOf({ zone, account }), account.key]);
  return guardrailPolicies(zone).flatMap((policy) =>
    policy.attachments
      .filter(({ target, isLeaving }) => !isLeaving && nodes.has(targetKey(target)))
      .map(({ target }) => ({ policy, target })),
  );
}

/** Every policy that the configuration puts in force at the account is attached where it comes from. */
export function judgeGuardrails(
  attached: Observation<AttachedPolicies>,
  accountId: string,
  declared: Declared,
): StatusRow {
  const expected = expectedPolicies(declared);
  if (expected.length === 0) return rows.notConfigured("the configuration enforces no guardrail at this account");
  return rows.observed(attached, ({ place, enabledTypes, names }) => {
    const faults = expected.flatMap(({ policy, target }): readonly string[] => {
      const node = nodeId(target, place, accountId, declared);
      const what = `${guardrailKeys([policy]).join(", ")} (${policy.name})`;
      const type = AWS_POLICY_TYPES[policy.policyType];
      if (!enabledTypes.includes(type))
        return [`${what}: the organization has no policies of the type ${type} enabled`];
      if (node === undefined) return [`${what}: the account is not below the unit ${targetKey(target)}`];
      return names[node]?.includes(policy.name) === true ? [] : [`${what} is not attached to ${targetKey(target)}`];
    });
    const policies = [...new Set(expected.map(({ policy }) => policy))];
    return rows.unless(
      faults,
      "Apply the stack guardrails; when somebody detached a policy, read what happened meanwhile (runbook organization-change).",
      `${guardrailKeys(policies).join(", ")} (attached; npm run drift compares what they say)`,
    );
  });
}

function guardrailKeys(policies: readonly GuardrailPolicy[]): readonly string[] {
  const keys = policies.flatMap(({ guardrails, leaving }) =>
    guardrails.map(({ key }) => key).filter((key) => !leaving.includes(key)),
  );
  return [...new Set(keys)].sort(compareKeys);
}

/** The live node in a declared one's place; units are told by their names, from the root down. */
function nodeId(target: PolicyTarget, place: Place, accountId: string, declared: Declared): string | undefined {
  switch (target.kind) {
    case "root":
      return place.rootId;
    case "account":
      return accountId;
    case "organizational-unit": {
      const index = lineageOf(declared).indexOf(target.key);
      const names = unitNames(declared).slice(0, index + 1);
      return names.every((name, level) => place.units[level]?.name === name) ? place.units[index]?.id : undefined;
    }
    default:
      return target satisfies never;
  }
}
