import { MoveAccountCommand, OrganizationsClient } from "@aws-sdk/client-organizations";
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { readOrganization } from "../../cli/demo/read-organization";
import { applyAll, planAll } from "../../cli/terraform/apply-all";
import type { LandingZoneConfig } from "../../model/config";
import type { LiveUnit } from "../../reports/live-organization";
import { minimalConfig } from "../support/example-config";
import {
  applyToEmulator,
  type EmulatedOrganization,
  MINUTES,
  synthesizeAgain,
  writeConfig,
} from "./emulated-organization";

function organizationWith(more: Partial<LandingZoneConfig> = {}): LandingZoneConfig {
  const base = minimalConfig({ trail: { mode: "off" }, alerting: { mode: "off" }, ...more });
  const shop = { email: "aws+Shop@acme.example" };
  return {
    ...base,
    organizationalUnits: { ...base.organizationalUnits, workloads: { name: "Workloads", accounts: { shop } } },
  };
}

const DECLARED = organizationWith({
  recovery: [{ account: "shop", reason: "KMS key that only Support can unlock", until: "2026-07-31" }],
});

let organization: EmulatedOrganization;
beforeAll(async () => {
  organization = await applyToEmulator(organizationWith());
}, 5 * MINUTES);
afterAll(() => organization?.stop());

async function unit(name: string): Promise<LiveUnit> {
  const { root } = await readOrganization(new OrganizationsClient(organization.clientSettings()));
  const found = root.units.find((candidate) => candidate.name === name);
  if (found === undefined) throw new Error(`there is no unit ${name}`);
  return found;
}

/** The names of the accounts in the Recovery OU. */
const inRecovery = async (): Promise<readonly string[]> => (await unit("Recovery")).accounts.map(({ name }) => name);

async function moveByHand(from: string, to: string): Promise<void> {
  const [source, destination] = [await unit(from), await unit(to)];
  const AccountId = source.accounts.find(({ name }) => name === "shop")?.id ?? "";
  const ids = { AccountId, SourceParentId: source.id, DestinationParentId: destination.id };
  await new OrganizationsClient(organization.clientSettings()).send(new MoveAccountCommand(ids));
}

/** The stacks with something left to change. */
async function changedStacks(): Promise<readonly string[]> {
  const plans = await planAll(organization.rollout);
  return [...plans].filter(([, { hasChanges }]) => hasChanges).map(([name]) => name);
}

function apply(name: string, config: LandingZoneConfig): Promise<unknown> {
  const synthesis = synthesizeAgain(organization, writeConfig(organization.work.path, name, config));
  expect(synthesis.kind).toBe("written");
  return applyAll(organization.rollout);
}

// One after the other: each begins where the one before has left the account.
describe("an account", () => {
  test(
    "that was moved into the Recovery OU by hand is not moved back by an apply, and leaves nothing to change",
    async () => {
      expect(await changedStacks()).toEqual([]);
      await moveByHand("Workloads", "Recovery");
      expect(await changedStacks()).toEqual([]);
      await apply("unchanged", organizationWith());
      expect(await inRecovery()).toEqual(["shop"]);
    },
    5 * MINUTES,
  );

  test(
    "can be declared afterwards, and goes home when the entry is taken out",
    async () => {
      await apply("declared", DECLARED);
      expect(await inRecovery()).toEqual(["shop"]);
      expect(await changedStacks()).toEqual([]);
      await apply("ended", organizationWith());
      expect(await inRecovery()).toEqual([]);
      expect(await changedStacks()).toEqual([]);
    },
    5 * MINUTES,
  );

  test(
    "that was declared before stays as well when it is moved by hand later, until it is moved back by hand",
    async () => {
      await moveByHand("Workloads", "Recovery");
      await apply("later", organizationWith());
      expect(await inRecovery()).toEqual(["shop"]);
      await moveByHand("Recovery", "Workloads");
      expect(await changedStacks()).toEqual([]);
    },
    5 * MINUTES,
  );
});
