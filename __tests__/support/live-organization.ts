import fc from "fast-check";
import ts from "typescript";
import type { AdoptionFiles } from "../../cli/adopt/adopt-organization";
import type {
  LiveAccount,
  LiveContacts,
  LiveOrganization,
  LivePolicy,
  LiveUnit,
} from "../../cli/adopt/live-organization";
import type { LandingZoneConfig } from "../../model/config";

const ROOT = "r-root";

/** An account of a snapshot, active and at the root. */
export function account(id: number, name: string, changes: Partial<LiveAccount> = {}): LiveAccount {
  const email = `${name.toLowerCase().replace(/[^a-z0-9]+/g, "-")}-${id}@acme.example`;
  return { id: String(id).padStart(12, "0"), name, email, state: "ACTIVE", parentId: ROOT, ...changes };
}

/** A unit of a snapshot, below the root. */
export function unit(id: string, name: string, parentId = ROOT): LiveUnit {
  return { id: `ou-root-${id}`, name, parentId };
}

/** A service control policy of a snapshot, that somebody wrote. */
export function policy(id: string, name: string, changes: Partial<LivePolicy> = {}): LivePolicy {
  const content = '{"Version":"2012-10-17","Statement":{"Effect":"Deny","Action":"s3:DeleteBucket","Resource":"*"}}';
  const type = "SERVICE_CONTROL_POLICY";
  return { id: `p-${id}`, name, description: "", type, awsManaged: false, content, targets: [], tags: {}, ...changes };
}

/** A snapshot of an organization with two accounts, with changes. */
export function liveOrganization(changes: Partial<LiveOrganization> = {}): LiveOrganization {
  return {
    id: "o-abcdefghij",
    featureSet: "ALL",
    rootId: ROOT,
    managementAccount: account(111111111111, "Acme Management"),
    policyTypes: ["SERVICE_CONTROL_POLICY"],
    units: [unit("security", "Security")],
    accounts: [
      account(1, "Log Archive", { parentId: "ou-root-security" }),
      account(2, "Audit", { parentId: "ou-root-security" }),
    ],
    tags: {},
    policies: [policy("FullAWSAccess", "FullAWSAccess", { awsManaged: true, targets: [ROOT] })],
    trustedServices: [],
    delegatedAdministrators: [],
    contacts: {},
    trails: [],
    rootAccessFeatures: [],
    resourcePolicy: undefined,
    ...changes,
  };
}

/** The configuration that the text of an adoption exports, as Node.js reads it. */
export function configOf({ config, policies }: AdoptionFiles): LandingZoneConfig {
  const options = {
    compilerOptions: { module: ts.ModuleKind.CommonJS, target: ts.ScriptTarget.ES2022, esModuleInterop: true },
  };
  const { outputText } = ts.transpileModule(config, options);
  const exported: { default?: LandingZoneConfig } = {};
  const load = (name: string): unknown => {
    const [, key] = /^\.\/policies\/(.+)\.json$/.exec(name) ?? [];
    return key === undefined ? { defineLandingZone: (value: unknown) => value } : JSON.parse(policies.get(key) ?? "");
  };
  new Function("require", "exports", outputText)(load, exported);
  if (exported.default === undefined) throw new Error("the configuration exports nothing");
  return exported.default;
}

const NAMES = [
  "Prod",
  "prod",
  "Dev",
  "Shared",
  "Shared Services",
  "root",
  "management",
  "deny-root",
  "1st",
  "Éclair",
  "日本",
  "constructor",
  "a_b",
  "a-b",
  "x".repeat(50),
];
const TYPES = ["SERVICE_CONTROL_POLICY", "RESOURCE_CONTROL_POLICY", "TAG_POLICY", "BACKUP_POLICY"] as const;
const POLICY_NAMES = [
  ...NAMES,
  "aws-guardrails-xyz",
  "AWSControlTower-RCP",
  "StackSet-a",
  "acme-deny-root",
  "acme-scp_1",
  'say "no"',
];
const STATES = ["ACTIVE", "ACTIVE", "ACTIVE", "SUSPENDED", "PENDING_CLOSURE"];
const CONTENTS = {
  SERVICE_CONTROL_POLICY: [
    '{"Version":"2012-10-17","Statement":[{"Sid":"A b","Effect":"Deny","NotAction":["iam:*"],"Resource":["*"]}]}',
    '{"Statement":{"Effect":"Deny","Action":"*","Resource":"*","Condition":{"StringLike":{"aws:PrincipalArn":"arn:aws:iam::*:root"}}}}',
    '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"*","Resource":"*"}]}',
    '{"Version":"2012-10-17","Statement":[{"Effect":"Deny","Action":"s3:*","Resource":"arn:aws:s3:::${aws:username}/*","Condition":{"Bool":{"aws:SecureTransport":false}}}]}',
  ],
  RESOURCE_CONTROL_POLICY: [
    '{"Version":"2012-10-17","Statement":[{"Effect":"Deny","Principal":{"AWS":"*"},"Action":"s3:*","Resource":"*","Condition":{"BoolIfExists":{"aws:SecureTransport":"false"}}}]}',
  ],
  TAG_POLICY: ['{"tags":{"owner":{"tag_key":{"@@assign":"owner"}}}}'],
  BACKUP_POLICY: ['{"plans":{}}'],
} as const;

const name = fc.constantFrom(...NAMES);

/** Names are unique among the units of one parent, as at AWS, and units are five deep at most. */
const units: fc.Arbitrary<readonly LiveUnit[]> = fc
  .array(fc.tuple(name, fc.nat({ max: 30 })), { maxLength: 12 })
  .map((drawn) => {
    const made: LiveUnit[] = [];
    const depths = new Map<string, number>([[ROOT, 0]]);
    for (const [index, [unitName, draw]] of drawn.entries()) {
      const parents = [ROOT, ...made.map(({ id }) => id)].filter((id) => (depths.get(id) ?? 0) < 5);
      const parentId = parents[draw % parents.length] ?? ROOT;
      if (made.some((sibling) => sibling.parentId === parentId && sibling.name === unitName)) continue;
      const made_ = unit(String(index).padStart(8, "0"), unitName, parentId);
      made.push(made_);
      depths.set(made_.id, (depths.get(parentId) ?? 0) + 1);
    }
    return made;
  });

const contact = fc
  .constantFrom("a", "b")
  .map((who) => ({ name: `Team ${who}`, title: who, email: `${who}@acme.example`, phone: "+49 30 1" }));
const contacts: fc.Arbitrary<LiveContacts> = fc.record(
  { billing: contact, operations: contact, security: contact },
  { requiredKeys: [] },
);
const tags = fc.dictionary(
  fc.constantFrom("owner", "Owner", "cost centre", "aws:x", "rootstock:key"),
  fc.constantFrom("a", "", "b c"),
);

/** Organizations as people leave them behind. */
export const randomOrganization: fc.Arbitrary<LiveOrganization> = units.chain((tree) => {
  const parents = fc.constantFrom(ROOT, ...tree.map(({ id }) => id));
  const member = fc.record({
    name,
    state: fc.constantFrom(...STATES),
    parentId: parents,
    plus: fc.boolean(),
    tags,
    contacts,
  });
  const written = fc.record({
    name: fc.constantFrom(...POLICY_NAMES),
    type: fc.constantFrom(...TYPES),
    draw: fc.nat({ max: 10 }),
    description: fc.constantFrom("", "Found on the web."),
    targets: fc.array(fc.nat({ max: 40 }), { maxLength: 4 }),
    tags: fc.constantFrom(
      {},
      { "aws:cloudformation:stack-id": "arn:aws:cloudformation:us-east-1:111111111111:stack/x" },
    ),
  });
  return fc
    .record({
      members: fc.array(member, { minLength: 0, maxLength: 14 }),
      written: fc.array(written, { maxLength: 6 }),
      trusted: fc.subarray([
        "account.amazonaws.com",
        "cloudtrail.amazonaws.com",
        "iam.amazonaws.com",
        "sso.amazonaws.com",
        "ram.amazonaws.com",
      ]),
      features: fc.subarray(["RootCredentialsManagement", "RootSessions"]),
      ownContacts: contacts,
    })
    .map(({ members, written: drawn, trusted, features, ownContacts }) => {
      const fixed = liveOrganization();
      const accounts = [
        ...fixed.accounts.map((one) => ({ ...one, parentId: ROOT })),
        ...members.map(({ name: accountName, state, parentId, plus }, index) => {
          const email = plus ? `aws+${index}@acme.example` : `Account${index}@other.example`;
          return account(100 + index, ascii(accountName), { state, parentId, email });
        }),
      ];
      const nodes = [ROOT, ...tree.map(({ id }) => id), ...accounts.map(({ id }) => id), fixed.managementAccount.id];
      const unique = drawn.filter(
        (one, index) => drawn.findIndex((other) => other.name === one.name && other.type === one.type) === index,
      );
      const policies = unique.map((one, index) => {
        const choices = CONTENTS[one.type];
        const targets = [...new Set(one.targets.map((draw) => nodes[draw % nodes.length] ?? ROOT))];
        const { name: policyName, type, description, tags: policyTags } = one;
        const content = choices[one.draw % choices.length] ?? "";
        return policy(String(index), policyName, { type, description, content, targets, tags: policyTags });
      });
      const ids = accounts.map(({ id }) => id);
      return liveOrganization({
        units: tree,
        accounts,
        policies: [...fixed.policies, ...policies],
        policyTypes: [...new Set(["SERVICE_CONTROL_POLICY", ...policies.map(({ type }) => type)])].sort(),
        trustedServices: trusted.includes("account.amazonaws.com") ? trusted : ["account.amazonaws.com", ...trusted],
        rootAccessFeatures: features,
        tags: Object.fromEntries(members.map((one, index) => [ids[index + 2] ?? "", one.tags])),
        contacts: {
          [fixed.managementAccount.id]: ownContacts,
          ...Object.fromEntries(members.map((one, index) => [ids[index + 2] ?? "", one.contacts])),
        },
      });
    });
});

/** AWS takes printable ASCII for the names of accounts. */
function ascii(text: string): string {
  return text.replace(/[^\x20-\x7e]/g, "-");
}
