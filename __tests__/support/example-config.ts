import example from "../../config/organization";
import type { LandingZoneConfig } from "../../model/config";

/** The configuration that the repository ships, with changes to its top level. */
export function exampleConfig(changes: Partial<LandingZoneConfig> = {}): LandingZoneConfig {
  return { ...example, ...changes };
}

/** A small organization: the smallest useful configuration, with changes to its top level. */
export function minimalConfig(changes: Partial<LandingZoneConfig> = {}): LandingZoneConfig {
  return { ...MINIMAL, ...changes };
}

const contact = (name: string, phone: string) => ({
  name,
  title: `${name} team`,
  email: `${name.toLowerCase()}@acme.example`,
  phone,
});

const MINIMAL: LandingZoneConfig = {
  name: "acme",
  homeRegion: "eu-central-1",
  managementAccount: { id: "111111111111", name: "acme-management", email: "aws+management@acme.example" },
  rootEmail: { domains: ["acme.example"], mailboxes: ["aws@acme.example"] },
  contacts: {
    security: contact("Security", "+49 30 1234 100"),
    operations: contact("Operations", "+49 30 1234 200"),
    billing: contact("Billing", "+49 30 1234 300"),
  },
  services: { logArchive: "log-archive", security: "security-tooling" },
  organizationalUnits: {
    security: {
      name: "Security",
      accounts: {
        "log-archive": { email: "aws+log-archive@acme.example" },
        "security-tooling": { email: "aws+security-tooling@acme.example" },
      },
    },
    recovery: { name: "Recovery", purpose: "recovery" },
    suspended: { name: "Suspended", purpose: "suspended" },
  },
};
