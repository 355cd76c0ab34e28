import type { LandingZoneConfig, PolicyStatementConfig } from "../../model/config";
import type { Ledger } from "../../model/ledger";
import { nextLedger } from "../../model/next-ledger";
import type { BrokenConfig } from "./broken-configs";
import { minimalConfig } from "./example-config";
import { identityConfig, withIdentity, withPermissionSet } from "./identity-config";

const text = (length: number): string => "x".repeat(length);
const ALLOW: PolicyStatementConfig = { Effect: "Allow", Action: "s3:GetObject", Resource: "*" };
const set = "identity.permissionSets.mine";

/** The ledger after a configuration that trusts another service and has break-glass users. */
function ledgerBefore(): Ledger {
  return nextLedger(withIdentity({}, { trustedServices: ["ram.amazonaws.com"] }), undefined);
}

/** The configuration after the groups were replaced by others. */
function renamed(changes: Partial<LandingZoneConfig>): LandingZoneConfig {
  const { permissionSets = {} } = identityConfig();
  return minimalConfig({ identity: { permissionSets, breakGlass: { users: ["blue", "red"] } }, ...changes });
}

/** Configurations with one mistake each in identities, trusted services or delegations. */
export const IDENTITY_CASES: readonly BrokenConfig[] = [
  {
    name: "a session of thirteen hours, and a root task that does not exist",
    config: JSON.parse(
      JSON.stringify(withIdentity({ rootTasks: { groups: ["platform"], tasks: [] } }))
        .replace('"PT8H"', '"PT13H"')
        .replace('"tasks":[]', '"tasks":["IAMDeleteAccount"]'),
    ),
    problems: ['identity.permissionSets["read-only"].sessionDuration: schema', "identity.rootTasks.tasks[0]: schema"],
  },
  {
    name: "references to groups, permission sets, accounts and units that do not exist",
    config: withIdentity({
      assignments: [
        { group: "plattform", permissionSet: "admin", accounts: ["log-archve"], organizationalUnits: ["prod"] },
        { group: "platform", permissionSet: "root-tasks", managementAccount: true },
      ],
      rootTasks: { groups: ["responders"] },
    }),
    problems: [
      "identity.assignments[0].group: unknown-group",
      "identity.assignments[0].permissionSet: unknown-permission-set",
      "identity.assignments[0].accounts[0]: unknown-account",
      "identity.assignments[0].organizationalUnits[0]: unknown-unit",
      "identity.assignments[1].permissionSet: unknown-permission-set",
      "identity.rootTasks.groups[0]: unknown-group",
    ],
  },
  {
    name: "keys that are none, and one that is taken",
    config: minimalConfig({
      identity: {
        groups: { Platform: {} },
        permissionSets: {
          read_only: { description: "x", inlinePolicy: [ALLOW] },
          "root-tasks": { description: "x", inlinePolicy: [ALLOW] },
        },
        breakGlass: { users: ["blue", "2nd"] },
      },
    }),
    problems: [
      "identity.groups.Platform: identity-key-form",
      "identity.permissionSets.read_only: identity-key-form",
      'identity.permissionSets["root-tasks"]: identity-key-form',
      "identity.breakGlass.users[1]: identity-key-form",
    ],
  },
  {
    name: "a permission set with a long name and no description",
    config: withPermissionSet({ name: text(33), description: " " }),
    problems: [`${set}.description: permission-set-form`, `${set}.name: permission-set-form`],
  },
  {
    name: "a permission set whose key is too long for a name",
    config: withPermissionSet({}, text(33)),
    problems: [`identity.permissionSets.${text(33)}: permission-set-form`],
  },
  {
    name: "a group without a name and with a long description",
    config: withIdentity({ groups: { platform: { name: "", description: text(1025) } } }),
    problems: ["identity.groups.platform.name: group-form", "identity.groups.platform.description: group-form"],
  },
  {
    name: "names twice, in another case, and the name of the permission set for root tasks",
    config: withIdentity({
      groups: { platform: {}, other: { name: "Platform" } },
      permissionSets: {
        administrator: { description: "x", inlinePolicy: [ALLOW] },
        a: { name: "Administrator", description: "x", inlinePolicy: [ALLOW] },
        b: { name: "acme-root-tasks", description: "x", inlinePolicy: [ALLOW] },
      },
    }),
    problems: [
      "identity.groups.other.name: identity-name-unique",
      "identity.permissionSets.a.name: identity-name-unique",
      "identity.permissionSets.b.name: identity-name-unique",
    ],
  },
  {
    name: "a permission set that allows nothing",
    config: withPermissionSet({ managedPolicies: [] }),
    problems: [`${set}: permission-set-empty`],
  },
  {
    name: "policies by their names, and one of an account",
    config: withPermissionSet({
      managedPolicies: ["ReadOnlyAccess", "arn:aws:iam::111111111111:policy/mine"],
      permissionsBoundary: { managedPolicy: "PowerUserAccess" },
    }),
    problems: [
      `${set}.managedPolicies[0]: managed-policy-form`,
      `${set}.managedPolicies[1]: managed-policy-form`,
      `${set}.permissionsBoundary.managedPolicy: managed-policy-form`,
    ],
  },
  {
    name: "a boundary with a path that is none",
    config: withPermissionSet({ permissionsBoundary: { customerManagedPolicy: "boundary", path: "teams" } }),
    problems: [`${set}.permissionsBoundary: managed-policy-form`],
  },
  {
    name: "statements of inline policies that IAM refuses",
    config: withPermissionSet({
      inlinePolicy: [
        { ...ALLOW, NotAction: "iam:*" },
        { Effect: "Allow", Action: "s3:*" },
        { ...ALLOW, Principal: "*" },
      ],
    }),
    problems: [0, 1, 2].map((index) => `${set}.inlinePolicy[${index}]: inline-policy-form`),
  },
  {
    name: "Sids of inline policies that IAM refuses",
    config: withPermissionSet({
      inlinePolicy: [
        { ...ALLOW, Sid: "Once" },
        { ...ALLOW, Sid: "not-plain" },
        { ...ALLOW, Sid: "Once" },
        { ...ALLOW, Sid: "" },
      ],
    }),
    problems: [1, 2].map((index) => `${set}.inlinePolicy[${index}]: inline-policy-form`),
  },
  {
    name: "an inline policy that is too long",
    config: withPermissionSet({ inlinePolicy: [{ ...ALLOW, Resource: `arn:aws:s3:::${text(32_768)}` }] }),
    problems: [`${set}.inlinePolicy: inline-policy-form`],
  },
  {
    name: "an assignment without a target",
    config: withIdentity({ assignments: [{ group: "platform", permissionSet: "read-only", everyAccount: false }] }),
    problems: ["identity.assignments[0]: assignment-target"],
  },
  {
    name: "administrators for five hours",
    config: withPermissionSet({
      sessionDuration: "PT5H",
      managedPolicies: ["arn:aws:iam::aws:policy/AdministratorAccess"],
    }),
    problems: [`${set}.sessionDuration: administrator-session`],
  },
  {
    name: "root tasks without a group and a task, and without central root access",
    config: withIdentity({ rootTasks: { groups: [], tasks: [] } }, { rootAccess: { mode: "off" } }),
    problems: [
      "identity.rootTasks: root-tasks-form",
      "identity.rootTasks.groups: root-tasks-form",
      "identity.rootTasks.tasks: root-tasks-form",
    ],
    notices: ["rootAccess.mode: not-enforced"],
  },
  {
    name: "one break-glass user, with a long name",
    config: withIdentity({ breakGlass: { users: [text(60)] } }),
    problems: ["identity.breakGlass.users: break-glass-users", "identity.breakGlass.users[0]: break-glass-users"],
  },
  {
    name: "repeats in identities and trusted services",
    config: withIdentity(
      {
        assignments: [
          {
            group: "platform",
            permissionSet: "administrator",
            accounts: ["log-archive", "log-archive"],
            organizationalUnits: ["security", "security"],
          },
        ],
        rootTasks: { groups: ["platform", "platform"] },
        breakGlass: { users: ["blue", "red", "red"] },
      },
      { trustedServices: ["ram.amazonaws.com", "ram.amazonaws.com"] },
    ),
    problems: [
      "identity.assignments[0].accounts[1]: list-repeats",
      "identity.assignments[0].organizationalUnits[1]: list-repeats",
      "identity.rootTasks.groups[1]: list-repeats",
      "identity.breakGlass.users[2]: list-repeats",
      "trustedServices[1]: list-repeats",
    ],
  },
  {
    name: "identities that are off and of which the rules say something",
    config: withIdentity({ mode: "off", breakGlass: { users: ["blue"] } }),
    problems: [],
    notices: ["identity.breakGlass.users: break-glass-users", "identity.mode: not-enforced"],
  },
  {
    name: "trusted services by their names",
    config: minimalConfig({ trustedServices: ["ram", "RAM.amazonaws.com", "ram.amazonaws.com.example"] }),
    problems: [0, 1, 2].map((index) => `trustedServices[${index}]: trusted-service-form`),
  },
  {
    name: "delegations of what is off",
    config: minimalConfig({
      rootAccess: { mode: "off", delegateToSecurityAccount: true },
      trail: { mode: "off", delegatedAdministrator: true },
    }),
    problems: [
      "rootAccess.delegateToSecurityAccount: delegation-of-what-is-off",
      "trail.delegatedAdministrator: delegation-of-what-is-off",
    ],
    notices: ["rootAccess.mode: not-enforced", "trail.mode: not-enforced"],
  },
  {
    name: "a trusted service and all identities gone without a word",
    config: minimalConfig({ trustedServices: [] }),
    ledger: ledgerBefore(),
    problems: [
      "trustedServices: key-vanished",
      ...[1, 2].map(() => "identity.breakGlass.users: key-vanished"),
      ...[1, 2].map(() => "identity.groups: key-vanished"),
      ...[1, 2].map(() => "identity.permissionSets: key-vanished"),
    ],
  },
  {
    name: "a policy type that no version of the program knows any more",
    config: minimalConfig(),
    ledger: {
      ...nextLedger(minimalConfig(), undefined),
      identities: { "foundation:policy-type:tag": { kind: "foundation", state: "active" } },
    },
    problems: ["(configuration): key-vanished"],
  },
  {
    name: "a trusted service that is released, which Terraform cannot do",
    config: withIdentity(
      {},
      {
        released: [{ key: "foundation:trusted-service:ram.amazonaws.com", reason: "x" }],
      },
    ),
    ledger: ledgerBefore(),
    problems: ["released[0].key: removed-entry"],
  },
  {
    name: "a group and a permission set gone without a word",
    config: withIdentity({
      groups: { platform: {} },
      permissionSets: { administrator: { description: "Everything", inlinePolicy: [ALLOW] } },
    }),
    ledger: nextLedger(withIdentity(), undefined),
    problems: ["identity.groups: key-vanished", "identity.permissionSets: key-vanished"],
  },
  {
    name: "a group that is renamed to a permission set, and one that is released",
    config: renamed({
      moved: [{ from: "foundation:identity-group:platform", to: "foundation:permission-set:read-only" }],
      released: [{ key: "foundation:identity-group:auditors", reason: "x" }],
    }),
    ledger: nextLedger(withIdentity(), undefined),
    problems: ["moved[0].to: moved-entry", "released[0].key: removed-entry"],
  },
  {
    name: "a break-glass user that is renamed",
    config: withIdentity(
      { breakGlass: { users: ["blue", "green"] } },
      { moved: [{ from: "foundation:break-glass-user:red", to: "foundation:break-glass-user:green" }] },
    ),
    ledger: nextLedger(withIdentity(), undefined),
    problems: ["moved[0].from: moved-entry", "moved[0].to: moved-entry"],
  },
  {
    name: "a permission set that would get another name with its key",
    config: withIdentity(
      {
        permissionSets: { ...identityConfig().permissionSets, admin: { description: "x", inlinePolicy: [ALLOW] } },
        assignments: [],
      },
      { moved: [{ from: "foundation:permission-set:administrators", to: "foundation:permission-set:admin" }] },
    ),
    ledger: nextLedger(
      withIdentity({
        permissionSets: {
          ...identityConfig().permissionSets,
          administrators: { description: "x", inlinePolicy: [ALLOW] },
        },
      }),
      undefined,
    ),
    problems: ["identity.permissionSets.admin: permission-set-rename"],
  },
  {
    name: "policies of one's own that are no names, or there twice",
    config: withPermissionSet({
      managedPolicies: [],
      customerManagedPolicies: [
        { name: "arn:aws:iam::111111111111:policy/mine" },
        { name: "mine", path: "teams" },
        { name: "mine" },
        { name: "mine", path: "/" },
      ],
    }),
    problems: [0, 1, 3].map((index) => `${set}.customerManagedPolicies[${index}]: customer-managed-policy-form`),
  },
];
