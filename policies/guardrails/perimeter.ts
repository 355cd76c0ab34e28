import type { LandingZone } from "../../model/landing-zone";

/** The vendors' accounts under a condition key of an operator for inequality; without vendors, nothing. */
export function sparingVendors(
  { guardrailOptions: { vendorAccounts } }: LandingZone,
  key: "aws:PrincipalAccount" | "aws:SourceAccount",
): Readonly<Record<string, readonly string[]>> {
  return vendorAccounts.length === 0 ? {} : { [key]: vendorAccounts };
}
