import type { PolicyDocument } from "../../../policies/policy-document";
import { FULL_ACCESS, type OrganizationCase } from "./organization-case";
import { isAllowed } from "./reference-evaluator";
import { KEYS } from "./vocabulary";

/** A case as a row of the truth tables in `__tests__/policies/cases/`. */
export function truthTableRow(
  name: string,
  organizationCase: OrganizationCase,
  expected: "allowed" | "denied",
): object {
  const { scps, rcps, request } = organizationCase;
  const policies = JSON.stringify([scps, rcps]).toLowerCase();
  const tested = KEYS.map((key) => key.name.toLowerCase()).filter((key) => policies.includes(key));
  const absent = tested.filter((key) => request.context[key] === undefined);
  const context = Object.entries(request.context).map(([key, values]) => [
    key,
    values.length === 1 ? values[0] : values,
  ]);
  return {
    name,
    ...(scps.length === 0 ? {} : { scps: scps.map((policies, level) => namedStatements(policies, "scp", level)) }),
    ...(rcps.length === 0 ? {} : { rcps: rcps.map((policies, level) => rcpStatements(policies, level)) }),
    action: request.action,
    resource: request.resource,
    context: Object.fromEntries([...context, ...absent.map((key) => [key, null])]),
    expect: expected,
    ...(expected === "denied" ? { without: withoutOf(organizationCase) } : {}),
  };
}

type NamedStatements = Readonly<Record<string, PolicyDocument["Statement"]>>;

function namedStatements(policies: readonly PolicyDocument[], type: string, level: number): NamedStatements {
  return Object.fromEntries(
    policies.map((policy, index) =>
      policy === FULL_ACCESS ? ["FullAWSAccess", []] : [nameOf(type, level, index), policy.Statement],
    ),
  );
}

function rcpStatements(policies: readonly PolicyDocument[], level: number): NamedStatements {
  return { RCPFullAWSAccess: [], ...namedStatements(policies, "rcp", level) };
}

function nameOf(type: string, level: number, index: number): string {
  return `${type}-${level}-${index}`;
}

/** The policies without which the request is allowed; where an Allow is missing, that. */
function withoutOf({ scps, rcps, request }: OrganizationCase): readonly string[] | "an Allow" {
  const others = scps.map((policies) => policies.filter((policy) => policy === FULL_ACCESS));
  if (!isAllowed({ scps: others, rcps: [], request })) return "an Allow";
  const named = (levels: OrganizationCase["scps"], type: string): readonly string[] =>
    levels.flatMap((policies, level) =>
      policies.flatMap((policy, index) => (policy === FULL_ACCESS ? [] : [nameOf(type, level, index)])),
    );
  return [...named(scps, "scp"), ...named(rcps, "rcp")];
}
