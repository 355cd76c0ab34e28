import { spawnSync } from "node:child_process";
import path from "node:path";
import { OrganizationsClient } from "@aws-sdk/client-organizations";
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { readOrganization } from "../../cli/demo/read-organization";
import { refusalText } from "../../cli/synthesize";
import { applyAll, planAll } from "../../cli/terraform/apply-all";
import { plan } from "../../cli/terraform/terraform-run";
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

/** The keys that the accidents are about. */
interface Keys {
  readonly account?: string;
  readonly unit?: string;
  readonly guardrail?: string;
  /** Where the guardrail is attached. @default "workloads" */
  readonly attachedTo?: "workloads" | "unit";
}

const DENY_LARGE = {
  Sid: "DenyLarge",
  Effect: "Deny",
  Action: "ec2:RunInstances",
  Resource: "*",
  Condition: { StringLike: { "ec2:InstanceType": "*.48xlarge" } },
} as const;

/** An organization with an account, an empty unit and a guardrail under the given keys; without a key there is none. */
function organizationWith(
  { account, unit, guardrail, attachedTo = "workloads" }: Keys,
  more: Partial<LandingZoneConfig> = {},
): LandingZoneConfig {
  const base = minimalConfig({ trail: { mode: "off" }, alerting: { mode: "off" }, baseline: { mode: "off" }, ...more });
  const { suspended, ...units } = base.organizationalUnits;
  return {
    ...base,
    organizationalUnits: {
      ...units,
      ...(suspended === undefined ? {} : { suspended }),
      workloads: {
        name: "Workloads",
        ...(guardrail === undefined || attachedTo === "unit" ? {} : { guardrails: [guardrail] }),
        ...(account === undefined ? {} : { accounts: { [account]: { name: "shop", email: "aws+shop@acme.example" } } }),
      },
      ...(unit === undefined
        ? {}
        : {
            [unit]: { name: "Idle", guardrails: guardrail !== undefined && attachedTo === "unit" ? [guardrail] : [] },
          }),
    },
    ...(guardrail === undefined
      ? {}
      : { guardrails: { [guardrail]: { reason: "Nobody needs these.", statements: [DENY_LARGE] } } }),
  };
}

const ALL: Keys = { account: "shop", unit: "idle", guardrail: "deny-large" };

const ACCIDENTS = [
  { what: "an account", key: "shop", left: { unit: "idle", guardrail: "deny-large" }, stack: "accounts-1" },
  { what: "a unit", key: "idle", left: { account: "shop", guardrail: "deny-large" }, stack: "organization" },
  { what: "a guardrail", key: "deny-large", left: { account: "shop", unit: "idle" }, stack: "guardrails" },
] as const;

let organization: EmulatedOrganization;
beforeAll(async () => {
  organization = await applyToEmulator(organizationWith(ALL));
}, 5 * MINUTES);
afterAll(() => organization?.stop());

let written = 0;
function synthesizeConfig(config: LandingZoneConfig, ledgerFile?: string, more?: { readonly finishMoves: boolean }) {
  written += 1;
  const file = writeConfig(organization.work.path, `config-${written}`, config);
  return synthesizeAgain(organization, file, ledgerFile, more);
}

/** The calls that take something away, since the one with the given number. */
function destructiveCalls(since: number): readonly string[] {
  return organization.emulator
    .calls()
    .slice(since)
    .map(({ action }) => action)
    .filter((action) => /^(Delete|Remove|Close|Detach|Leave|Disable|Deregister)/.test(action));
}

/** What is there of the three, by AWS's ids: an id that changes means that something was made anew. */
async function liveIds(): Promise<Readonly<Record<string, string | undefined>>> {
  const { root } = await readOrganization(new OrganizationsClient(organization.clientSettings()));
  const child = (name: string): LiveUnit | undefined => root.units.find((unit) => unit.name === name);
  return {
    account: child("Workloads")?.accounts.find(({ name }) => name === "shop")?.id,
    unit: child("Idle")?.id,
    guardrail: (child("Workloads")?.policies[0] ?? child("Idle")?.policies[0])?.id,
  };
}

describe.each(ACCIDENTS)("$what that was deleted from the configuration", ({ key, left, stack }) => {
  test("fails synth, which names the entries to choose from", () => {
    const synthesis = synthesizeConfig(organizationWith(left));
    const text = synthesis.kind === "refused" ? refusalText(synthesis) : "written";
    expect(text).toContain(key);
    for (const entry of ["moved", "closing", "released"]) expect(text).toContain(entry);
  });

  test(
    "and from the ledger is refused by plain Terraform, and nothing is destroyed",
    async () => {
      const before = await liveIds();
      const since = organization.emulator.calls().length;
      const stripped = synthesizeConfig(organizationWith(left), path.join(organization.work.path, `${key}.lock.json`));
      expect(stripped.kind).toBe("written");
      await expect(plan(organization.terraform, organization.stack(stack))).rejects.toThrow(
        /Instance cannot be destroyed \(terraform_data\.ledger\[/,
      );
      const forced = spawnSync(organization.terraform.binary.path, ["apply", "-auto-approve", "-input=false"], {
        cwd: organization.stack(stack).directory,
        env: { ...organization.terraform.environment },
        encoding: "utf8",
      });
      expect({ status: forced.status, stderr: forced.stderr }).toEqual({
        status: 1,
        stderr: expect.stringContaining("prevent_destroy"),
      });
      expect(destructiveCalls(since)).toEqual([]);
      expect(await liveIds()).toEqual(before);
    },
    2 * MINUTES,
  );
});

/** Plans and applies what was synthesized; the actions on AWS resources, whatever the stack. */
async function applyPlanned(): Promise<readonly string[]> {
  const plans = await planAll(organization.rollout);
  const changes = [...plans.values()].flatMap((planned) => planned.changes);
  await applyAll(organization.rollout);
  const unsettled = [...(await planAll(organization.rollout))].filter(([, { hasChanges }]) => hasChanges);
  expect(unsettled).toEqual([]);
  return [...new Set(changes.filter(({ address }) => address.startsWith("aws_")).map(({ action }) => action))].sort();
}

describe("the entries that say what became of a key", () => {
  test(
    "moved: Terraform moves what was renamed and destroys nothing",
    async () => {
      const before = await liveIds();
      const since = organization.emulator.calls().length;
      const renamed = organizationWith(
        { account: "shop-two", unit: "idle-two", guardrail: "deny-huge" },
        {
          moved: [
            { from: "shop", to: "shop-two" },
            { from: "idle", to: "idle-two" },
            { from: "deny-large", to: "deny-huge" },
          ],
        },
      );
      expect(synthesizeConfig(renamed)).toMatchObject({ kind: "written" });
      const actions = await applyPlanned();
      expect(actions.filter((action) => !["move", "update"].includes(action))).toEqual([]);
      expect(destructiveCalls(since)).toEqual([]);
      expect(await liveIds()).toEqual(before);
    },
    4 * MINUTES,
  );

  test(
    "a guardrail with other targets is attached there first, and leaves its old place by a later apply",
    async () => {
      const moving: Keys = { account: "shop-two", unit: "idle-two", guardrail: "deny-huge", attachedTo: "unit" };
      const policyCalls = (since: number): readonly string[] =>
        organization.emulator
          .calls()
          .slice(since)
          .filter(
            ({ action, status }) => /^(Create|Update|Delete|Attach|Detach)\w*Policy$/.test(action) && status === 200,
          )
          .map(({ action }) => action);

      const first = organization.emulator.calls().length;
      for (const _ of ["the pull request", "the main branch"]) {
        expect(synthesizeConfig(organizationWith(moving))).toMatchObject({ kind: "written", finished: [] });
      }
      await applyPlanned();
      expect(policyCalls(first)).toEqual(["CreatePolicy", "AttachPolicy"]);

      const second = organization.emulator.calls().length;
      const finished = synthesizeConfig(organizationWith(moving), undefined, { finishMoves: true });
      expect(finished).toMatchObject({ kind: "written", finished: [{ kind: "guardrail", key: "deny-huge" }] });
      await applyPlanned();
      expect(policyCalls(second)).toEqual(["DetachPolicy", "DeletePolicy"]);

      const { root } = await readOrganization(new OrganizationsClient(organization.clientSettings()));
      const guardrailsOn = (name: string) => root.units.find((unit) => unit.name === name)?.policies;
      expect(guardrailsOn("Workloads")).toEqual([]);
      expect(guardrailsOn("Idle")).toMatchObject([{ description: "Guardrails: deny-huge" }]);
    },
    6 * MINUTES,
  );

  test(
    "released: Terraform forgets what was taken out and destroys nothing",
    async () => {
      const before = await liveIds();
      const since = organization.emulator.calls().length;
      const reason = "Handed to another team.";
      const released = ["shop-two", "idle-two", "deny-huge"].map((key) => ({ key, reason }));
      expect(synthesizeConfig(organizationWith({}, { released }))).toMatchObject({ kind: "written" });
      expect(await applyPlanned()).toEqual(["remove"]);
      expect(destructiveCalls(since)).toEqual([]);
      expect(Object.values(before)).not.toContain(undefined);
      expect(await liveIds()).toEqual(before);
    },
    4 * MINUTES,
  );
});
