import type { LandingZone } from "./landing-zone";

/** The keys of the unit for accounts on their way out and of all units below it. */
export function suspendedUnits({
  suspendedUnit,
  organizationalUnits,
}: Pick<LandingZone, "suspendedUnit" | "organizationalUnits">): ReadonlySet<string> {
  const below = organizationalUnits.filter(
    ({ lineage }) => suspendedUnit !== undefined && lineage.includes(suspendedUnit.key),
  );
  return new Set(below.map(({ key }) => key));
}
