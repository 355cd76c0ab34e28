import type { Declaration } from "../../../cli/audit/check";
import { expectedAlarms } from "../../../cli/audit/checks/alarms";
import { expectedRules } from "../../../cli/audit/checks/alert-bus";
import { denyRootOf, liveIds } from "../../../cli/audit/checks/deny-root";
import type { AccountEvidence, Evidence, LiveTree, RootUser } from "../../../cli/audit/evidence";
import type { Observation } from "../../../cli/preflight/facts";
import type { LandingZone } from "../../../model/landing-zone";
import { resolve } from "../../../model/resolve";
import { guardrailDocument } from "../../../policies/render-policy";
import { minimalConfig } from "../../support/example-config";

/** What a call that was answered has found. */
export function observed<T>(value: T): Observation<T> {
  return { kind: "observed", value };
}

const config = minimalConfig({
  organizationalUnits: {
    ...minimalConfig().organizationalUnits,
    workloads: { name: "Workloads", accounts: { shop: { email: "aws+shop@acme.example" } } },
  },
});

/** A small organization with one workload. */
export const zone: LandingZone = resolve(config, undefined).zone;

export const declaration: Declaration = { zone, recovery: [] };

const unitIds = {
  recovery: "ou-r00t-recovery",
  security: "ou-r00t-security",
  suspended: "ou-r00t-suspended",
  workloads: "ou-r00t-workloads",
};

/** The organization as it is declared. */
export const tree: LiveTree = {
  organizationId: "o-a1b2c3d4e5",
  rootId: "r-r00t",
  isScpEnabled: true,
  unitIds,
  accounts: [
    {
      id: zone.managementAccount.id,
      name: zone.managementAccount.name,
      email: zone.managementAccount.email,
      state: "ACTIVE",
      parentId: "r-r00t",
    },
    ...zone.accounts.map(({ name, email, homeUnit }, index) => ({
      id: String(222222222220 + index),
      name,
      email,
      state: "ACTIVE",
      parentId: Object.entries(unitIds).find(([key]) => key === homeUnit)?.[1] ?? "",
    })),
  ],
};

/** A root user without credentials. */
export const bareRoot: RootUser = {
  hasPassword: false,
  mfaDevices: [],
  accessKeys: 0,
  signingCertificates: 0,
  lastUsed: undefined,
  credentials: [],
};

const contacts: AccountEvidence["contacts"] = observed(zone.contacts);

const TOPIC = "arn:aws:sns:eu-central-1:111111111111:acme-alerts-page";

/** Everything as it was declared. */
export const evidence: Evidence = {
  gatheredAt: "2026-07-01T12:00:00.000Z",
  features: observed(["RootCredentialsManagement", "RootSessions"]),
  tree: observed(tree),
  denyRoot: observed({ content: denyRootContent(), targetIds: ["r-r00t"] }),
  accounts: [
    {
      id: zone.managementAccount.id,
      key: zone.managementAccount.name,
      isManagement: true,
      rootUser: observed({ ...bareRoot, hasPassword: true, mfaDevices: ["hardware"] }),
      contacts,
    },
    ...zone.accounts.map(({ key }, index) => ({
      id: String(222222222220 + index),
      key,
      isManagement: false,
      rootUser: observed(bareRoot),
      contacts,
    })),
  ],
  passwordPolicy: observed({ minimumLength: 14, requiresAllClasses: true, reusePrevention: 24 }),
  trail: observed({
    isOrganizationTrail: true,
    isMultiRegion: true,
    validatesLogFiles: true,
    isLogging: true,
    latestDelivery: "2026-07-01T11:55:00.000Z",
    deliveryError: undefined,
  }),
  alarms: observed(expectedAlarms(zone).map((name) => ({ name, hasActionsEnabled: true, topicArns: [TOPIC] }))),
  subscribers: { [TOPIC]: observed(1) },
  alertBus: observed({
    rules: expectedRules(zone).map(({ name, topic }) => ({
      name,
      isEnabled: true,
      targetArns: [`arn:aws:sns:eu-central-1:222222222221:${topic}`],
    })),
    subscribers: { "acme-alerts-page": 1, "acme-alerts-ticket": 1, "acme-alerts-digest": 1 },
  }),
  recoveryMoves: observed({}),
};

function denyRootContent(): string {
  const guardrail = denyRootOf(zone);
  if (guardrail === undefined) throw new Error("the configuration has no deny-root");
  return JSON.stringify(guardrailDocument(zone, guardrail, liveIds(tree, zone)));
}

/** The evidence with another root user in one account. */
export function withRoot(key: string, rootUser: Observation<RootUser>): Partial<Evidence> {
  return { accounts: evidence.accounts.map((account) => (account.key === key ? { ...account, rootUser } : account)) };
}
