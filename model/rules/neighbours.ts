import type { LandingZoneConfig } from "../config";
import { configTree } from "../config-tree";
import { canonicalEmail } from "../email-address";
import type { ConfigPath } from "../problem";
import { ifRead, readConfig } from "../read-config";
import { type ConfigFacts, defineRule } from "../rule";

/** One address, id or place that no two organizations may share. */
interface Claim {
  readonly what: string;
  /** Equal for two claims of the same thing. */
  readonly value: string;
  readonly path: ConfigPath;
  readonly remedy: string;
}

/** Two configurations of one organization, or of two that write the same states, would undo each other's work. */
export const organizationsApart = defineRule<ConfigFacts>({
  id: "organizations-apart",
  doc: "The organizations of one repository have different management accounts, root e-mail addresses and places for their states.",
  waivable: false,
  *breaches({ config, neighbours }) {
    if (neighbours.length === 0) return;
    const own = claimsOf(config);
    for (const { name, config: neighbour } of neighbours) {
      const theirs = new Set(claimsOf(readConfig(neighbour).config).map(({ value }) => value));
      for (const { what, value, path, remedy } of own) {
        if (theirs.has(value)) yield { path, message: `${what} is that of ${name}, too`, remedy };
      }
    }
  },
});

/** What a configuration claims, as far as it can be read. */
function claimsOf(config: LandingZoneConfig): readonly Claim[] {
  return [managementAccounts, rootAddresses, statePlaces].flatMap((claims) => ifRead(() => claims(config)) ?? []);
}

function managementAccounts({ managementAccount }: LandingZoneConfig): readonly Claim[] {
  return [
    {
      what: "the management account",
      value: `account ${managementAccount.id}`,
      path: ["managementAccount", "id"],
      remedy: "Each configuration describes an organization of its own: correct the id.",
    },
  ];
}

function rootAddresses(config: LandingZoneConfig): readonly Claim[] {
  const accounts = configTree(config).accounts.map((account) => ({ email: account.config.email, path: account.path }));
  return [{ email: config.managementAccount.email, path: ["managementAccount"] }, ...accounts].map(
    ({ email, path }) => ({
      what: `the root e-mail address ${email}`,
      value: `address ${canonicalEmail(email)}`,
      path: [...path, "email"],
      remedy: "An address belongs to one account in all of AWS: give one of them another.",
    }),
  );
}

function statePlaces({ name, backend }: LandingZoneConfig): readonly Claim[] {
  if (backend === undefined || backend.type === "local") return [];
  const claim = (value: string): readonly Claim[] => [
    {
      what: "the place of the states",
      value: `states ${value}`,
      path: ["backend"],
      remedy:
        backend.type === "s3"
          ? "Give this organization another bucket, which best is in its own management account, or another keyPrefix."
          : "Give this organization another workspacePrefix.",
    },
  ];
  if (backend.type === "s3") return claim(`${backend.bucket}/${backend.keyPrefix ?? name}`);
  const { hostname = "app.terraform.io", organization, workspacePrefix = `${name}-` } = backend;
  return claim(`${hostname}/${organization}/${workspacePrefix}`);
}
