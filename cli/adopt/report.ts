import { compareKeys } from "../../model/next-ledger";
import type { AdoptedOrganization } from "./adopted-organization";
import { groupBy } from "./group-by";
import type { Proposal } from "./proposals";

/** The page that says what was found, what is left alone, and what to do in which order. */
export function adoptionReport(organization: AdoptedOrganization, proposals: readonly Proposal[]): string {
  const { live, on } = organization;
  return [
    `# Adoption of ${live.id}`,
    "",
    `What \`npm run adopt\` found on ${on}. Nothing was changed in AWS.`,
    "",
    "## Found",
    "",
    ...found(organization).map(([what, count]) => `- ${what}: ${count}`),
    "",
    "## Left alone",
    "",
    "Terraform neither imports nor changes these.",
    "",
    ...bullets(leftAlone(organization)),
    "",
    "## To do, in this order",
    "",
    "One pull request each. The plan of each shows that change and nothing else.",
    "",
    ...proposals.flatMap(({ title, why, edit }, index) => [
      `### ${index + 1}. ${title}`,
      "",
      why,
      "",
      ...(edit.length === 0 ? [] : ["```text", ...edit, "```", ""]),
    ]),
  ].join("\n");
}

function found({ live, tree, adopted }: AdoptedOrganization): readonly (readonly [string, number])[] {
  return [
    ["Organizational units", live.units.length],
    ["Active member accounts", tree.active.length],
    ["Accounts in other states", tree.inactive.length],
    ["Policies that Terraform imports", Object.keys(adopted.config.guardrails ?? {}).length],
    ["Policies of others", Object.keys(adopted.config.externalPolicies ?? {}).length],
    ["Trusted services", live.trustedServices.length],
    ["Organization trails", live.trails.filter(({ isOrganizationTrail }) => isOrganizationTrail).length],
  ];
}

function leftAlone(organization: AdoptedOrganization): readonly string[] {
  return [
    ...externalPolicies(organization),
    ...unknownPolicies(organization),
    ...otherAttachments(organization),
    ...inactiveAccounts(organization),
    ...differingContacts(organization),
    ...unreadContacts(organization),
    ...detachedFullAccess(organization),
    ...organization.live.delegatedAdministrators.map(
      ({ accountId, services }) =>
        `Account ${accountId} administers ${services.join(", ") || "nothing"} for the organization.`,
    ),
    ...organization.live.trails.map(({ name, homeRegion, bucket, isOrganizationTrail }) => {
      const kind = isOrganizationTrail ? "organization trail" : "trail of the management account";
      return `The ${kind} ${name} in ${homeRegion}, with the bucket ${bucket}.`;
    }),
    ...(organization.live.resourcePolicy === undefined ? [] : ["The organization's resource policy."]),
  ];
}

function externalPolicies({ adopted }: AdoptedOrganization): readonly string[] {
  const policies = Object.values(adopted.config.externalPolicies ?? {});
  return [...groupBy(policies, ({ owner }) => owner)]
    .sort(([a], [b]) => compareKeys(a, b))
    .map(([owner, all]) => `Policies of ${owner}: ${all.map(({ name }) => name).join(", ")}.`);
}

function unknownPolicies({ tree }: AdoptedOrganization): readonly string[] {
  const policies = tree.policies.filter(({ as }) => as.kind === "unknown-type");
  return policies.map(
    ({ policy: { name, type } }) => `The policy ${name}: there are no guardrails of the type ${type}.`,
  );
}

/** Attachments to the management account, which no SCP binds, and to accounts on their way out. */
function otherAttachments({ live, tree }: AdoptedOrganization): readonly string[] {
  const unmanaged = new Map([live.managementAccount, ...tree.inactive].map(({ id, name }) => [id, name]));
  return tree.policies
    .filter(({ as }) => as.kind === "foreign")
    .flatMap(({ policy: { name, targets } }) =>
      targets.flatMap((id) => {
        const account = unmanaged.get(id);
        return account === undefined ? [] : [`The attachment of ${name} to account ${id} (${account}).`];
      }),
    );
}

function inactiveAccounts({ tree }: AdoptedOrganization): readonly string[] {
  return tree.inactive.map(
    ({ id, name, state }) =>
      `Account ${id} (${name}), which is ${state}; its key and its address are never used again.`,
  );
}

function differingContacts({ adopted, live, tree }: AdoptedOrganization): readonly string[] {
  return [live.managementAccount, ...tree.active].flatMap(({ id, name }) => {
    const kinds = adopted.contacts.differing.get(id) ?? [];
    return kinds.length === 0
      ? []
      : [`The ${kinds.join(", ")} contact of account ${id} (${name}), which names somebody else.`];
  });
}

function unreadContacts({ live, tree }: AdoptedOrganization): readonly string[] {
  const unread = tree.active.filter(({ id }) => !Object.hasOwn(live.contacts, id));
  return unread.length === 0
    ? []
    : [
        `The alternate contacts of ${unread.length} accounts, which may not be read: account.amazonaws.com is not trusted.`,
      ];
}

/** There the guardrails of an allow list decide, and the evaluator takes more to be allowed than is. */
function detachedFullAccess({ live, tree }: AdoptedOrganization): readonly string[] {
  return tree.policies.flatMap(({ policy, as }) => {
    if (as.kind !== "full-access") return [];
    const nodes = [live.rootId, ...live.units.map(({ id }) => id), ...tree.active.map(({ id }) => id)];
    const without = nodes.filter((id) => !policy.targets.includes(id));
    return without.length === 0
      ? []
      : [`${policy.name} is detached from ${without.join(", ")}: an allow list holds there.`];
  });
}

function bullets(lines: readonly string[]): readonly string[] {
  return lines.length === 0 ? ["- Nothing."] : lines.map((line) => `- ${line}`);
}
