import type { AccountConfig, LandingZoneConfig, OrganizationalUnitsConfig } from "../../model/config";

const ACCOUNTS_PER_UNIT = 25;

/**
 * A sound configuration with a given number of member accounts, for measurements.
 *
 * @param accounts at least 2: the log archive and the security tooling are among them
 */
export function generatedConfig(accounts: number): LandingZoneConfig {
  return {
    name: "bench",
    homeRegion: "eu-central-1",
    managementAccount: { id: "111111111111", name: "bench-management", email: "aws+management@bench.example" },
    rootEmail: { domains: ["bench.example"], mailboxes: ["aws@bench.example"] },
    contacts: {
      security: contact("security", "100"),
      operations: contact("operations", "200"),
      billing: contact("billing", "300"),
    },
    services: { logArchive: "log-archive", security: "security-tooling" },
    organizationalUnits: {
      security: {
        name: "Security",
        accounts: { "log-archive": account("log-archive"), "security-tooling": account("security-tooling") },
      },
      workloads: { name: "Workloads", organizationalUnits: workloadUnits(accounts - 2) },
      recovery: { name: "Recovery", purpose: "recovery" },
      suspended: { name: "Suspended", purpose: "suspended" },
    },
  };
}

function workloadUnits(accounts: number): OrganizationalUnitsConfig {
  const units = Math.ceil(accounts / ACCOUNTS_PER_UNIT);
  return Object.fromEntries(
    Array.from({ length: units }, (_, unit) => {
      const first = unit * ACCOUNTS_PER_UNIT;
      const keys = Array.from(
        { length: Math.min(ACCOUNTS_PER_UNIT, accounts - first) },
        (_, at) => `app-${first + at}`,
      );
      return [
        `team-${unit}`,
        { name: `Team ${unit}`, accounts: Object.fromEntries(keys.map((key) => [key, account(key)])) },
      ];
    }),
  );
}

function account(key: string): AccountConfig {
  return { email: `aws+${key}@bench.example`, owner: "team@bench.example" };
}

function contact(name: string, extension: string): LandingZoneConfig["contacts"]["security"] {
  return { name, title: name, email: `${name}@bench.example`, phone: `+49 30 1234 ${extension}` };
}
