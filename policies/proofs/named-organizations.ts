import type { Guardrail, LandingZone } from "../../model/landing-zone";
import type { ConfigPath } from "../../model/problem";
import { type PlacedTest, placedTests } from "../rules/statement-values";

/** The organizations that one test of a guardrail of a team's own names by their ids. */
export interface NamedOrganizations {
  /** At least one. */
  readonly ids: readonly string[];
  /** The place of the test. */
  readonly path: ConfigPath;
}

/** Condition keys that hold an organization's id, or a path that begins with one. */
const KEYS_OF_ORGANIZATIONS = /^aws:(principal|resource|source|vpce)org(id|paths)$/i;

/** Organizations API reference, Organization: the form of its id. */
const ORGANIZATION_ID = /^o-[a-z0-9]{10,32}(?=\/|$)/;

/** Every test that names organizations, in the order of the guardrails. */
export function namedOrganizations({ guardrails }: Pick<LandingZone, "guardrails">): readonly NamedOrganizations[] {
  return guardrails.flatMap(namedBy);
}

/**
 * The id that stands for the landing zone's own organization: the first that every test which names any names.
 *
 * `undefined` where there is none: nobody knows then which one is the own. Tests that name several do not tell them apart.
 */
export function assumedOrganization(zone: Pick<LandingZone, "guardrails">): string | undefined {
  const [first, ...others] = namedOrganizations(zone);
  return first?.ids.find((id) => others.every(({ ids }) => ids.includes(id)));
}

function namedBy({ body, path }: Guardrail): readonly NamedOrganizations[] {
  if (body.kind !== "custom") return [];
  return body.statements.flatMap((statement, index) =>
    placedTests(statement).flatMap((test) => namedIn(test, [...path, "statements", index])),
  );
}

function namedIn({ key, values, path }: PlacedTest, at: ConfigPath): readonly NamedOrganizations[] {
  if (!KEYS_OF_ORGANIZATIONS.test(key)) return [];
  const ids = values.flatMap(({ value }) => ORGANIZATION_ID.exec(value)?.[0] ?? []);
  return ids.length === 0 ? [] : [{ ids, path: [...at, ...path] }];
}
