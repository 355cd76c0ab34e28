import type { LandingZone } from "../../model/landing-zone";
import { type Breach, defineRule } from "../../model/rule";
import { assumedOrganization, namedOrganizations } from "../proofs/named-organizations";

/** The configuration does not say which organization it is, so that what is proved rests on what its guardrails say. */
export const organizationIdAssumedRule = defineRule<LandingZone>({
  id: "organization-id-assumed",
  doc: "Notice: guardrails of your own name organizations by their ids. One that all of these conditions name is taken to be your own; without one, none is.",
  waivable: true,
  level: "notice",
  *breaches(zone): Iterable<Breach> {
    const named = namedOrganizations(zone);
    const [first] = named;
    if (first === undefined) return;
    const assumed = assumedOrganization(zone);
    const ids = [...new Set(named.flatMap((test) => test.ids))].sort();
    yield assumed === undefined
      ? {
          path: first.path,
          message: `what is proved and explained takes none of ${ids.join(", ")} to be your own organization, because no one of them is in every condition on organizations`,
          remedy: "Name your own organization in each of them, or waive what is refused because of it.",
        }
      : {
          path: first.path,
          message: `what is proved and explained takes ${assumed} to be your own organization`,
          remedy: "Compare it with: aws organizations describe-organization --query Organization.Id",
        };
  },
});
