import { describe, expect, test } from "@jest/globals";
import type { AccountConfig, LandingZoneConfig } from "../../model/config";
import { nextLedger } from "../../model/next-ledger";
import { OPT_IN_REGIONS } from "../../model/opt-in-regions";
import { resourcesOf } from "../support/blocks";
import { exampleConfig, minimalConfig } from "../support/example-config";
import { type Block, resourceOf, synthesize } from "../support/synthesize";

const ACCOUNT = "aws_organizations_account";
const CONTACT = "aws_account_alternate_contact";
const REGION = "aws_account_region";
const { stacks, manifest } = synthesize(exampleConfig());
const example = stacks["accounts-1"];

function withAccounts(keys: readonly string[], changes: Partial<LandingZoneConfig> = {}): LandingZoneConfig {
  const accounts = Object.fromEntries(
    keys.map((key): [string, AccountConfig] => [key, { email: `aws+${key}@acme.example` }]),
  );
  const { organizationalUnits } = minimalConfig();
  return minimalConfig({
    organizationalUnits: { ...organizationalUnits, workloads: { name: "Workloads", accounts } },
    ...changes,
  });
}

test("an account is protected, and Terraform leaves alone what would replace it", () => {
  const { "//": _, depends_on, ...account } = resourceOf(example, ACCOUNT, "shop-prod");
  expect(account).toEqual({
    name: "shop-prod",
    email: "aws+shop-prod@acme.example",
    parent_id:
      '${contains(local.recovery_by_hand, "aws+shop-prod@acme.example") ? ' +
      "data.terraform_remote_state.organization.outputs.ou_id_recovery : " +
      "data.terraform_remote_state.organization.outputs.ou_id_production-shop}",
    role_name: "OrganizationAccountAccessRole",
    iam_user_access_to_billing: "ALLOW",
    close_on_deletion: false,
    tags: {
      "cost-centre": "shop",
      environment: "production",
      owner: "team-shop@acme.example",
      "rootstock:key": "shop-prod",
    },
    lifecycle: {
      prevent_destroy: true,
      ignore_changes: ["email", "role_name", "iam_user_access_to_billing", "close_on_deletion", "create_govcloud"],
    },
  });
});

describe("contacts", () => {
  test.each([
    ["billing", "BILLING", "invoices@acme.example"],
    ["operations", "OPERATIONS", "platform@acme.example"],
    ["security", "SECURITY", "security@acme.example"],
  ])("of every account: %s", (kind, type, email) => {
    for (const key of Object.keys(example?.resource?.[ACCOUNT] ?? {})) {
      expect(resourceOf(example, CONTACT, `${key}_${kind}`)).toMatchObject({
        account_id: `\${aws_organizations_account.${key}.id}`,
        alternate_contact_type: type,
        email_address: email,
      });
    }
  });
});

describe("opt-in Regions", () => {
  const { organizationalUnits } = minimalConfig();
  const regional: LandingZoneConfig = {
    ...withAccounts([]),
    governedRegions: ["eu-central-1", "us-east-1", "eu-south-2"],
    organizationalUnits: {
      ...organizationalUnits,
      workloads: {
        name: "Workloads",
        optInRegions: ["me-central-1"],
        accounts: {
          shop: { email: "aws+shop@acme.example", optInRegions: ["af-south-1", "me-central-1"] },
          data: { email: "aws+data@acme.example" },
        },
      },
    },
  };
  const { stacks: regionalStacks } = synthesize(regional);

  test("are enabled where the configuration, the unit or the account says so", () => {
    const enabled = resourcesOf(regionalStacks["accounts-1"], REGION).map(([name]) => name);
    expect(enabled.sort()).toEqual([
      "data_regions_eu-south-2",
      "data_regions_me-central-1",
      "log-archive_regions_eu-south-2",
      "security-tooling_regions_eu-south-2",
      "shop_regions_af-south-1",
      "shop_regions_eu-south-2",
      "shop_regions_me-central-1",
    ]);
    expect(resourceOf(regionalStacks["accounts-1"], REGION, "shop_regions_af-south-1")).toMatchObject({
      account_id: "${aws_organizations_account.shop.id}",
      region_name: "af-south-1",
      enabled: true,
    });
  });

  test("that are governed are enabled in the management account, which must not name itself", () => {
    const region = resourceOf(regionalStacks.organization, REGION, "regions_eu-south-2");
    expect(region).toMatchObject({ region_name: "eu-south-2", enabled: true });
    expect(region).not.toHaveProperty("account_id");
  });

  test("move with a renamed key", () => {
    const ledger = nextLedger(regional, undefined);
    const accounts = { store: { email: "aws+shop@acme.example", optInRegions: ["af-south-1"] as const } };
    const renamed = synthesize(
      {
        ...regional,
        organizationalUnits: {
          ...organizationalUnits,
          workloads: { name: "Workloads", accounts: { ...accounts, data: { email: "aws+data@acme.example" } } },
        },
        moved: [{ from: "shop", to: "store" }],
      },
      ledger,
    );
    expect(renamed.stacks["accounts-1"]).toMatchObject({
      moved: expect.arrayContaining([
        { from: `${REGION}.shop_regions_af-south-1`, to: `${REGION}.store_regions_af-south-1` },
      ]),
    });
  });
});

test("it publishes the id of every account", () => {
  expect(synthesize(minimalConfig()).stacks["accounts-1"]?.output).toEqual({
    "account_id_log-archive": { value: "${aws_organizations_account.log-archive.id}" },
    "account_id_security-tooling": { value: "${aws_organizations_account.security-tooling.id}" },
  });
});

test("accounts come after the organization, and so after central root access", () => {
  expect(manifest.stacks["accounts-1"]?.dependencies).toEqual(["organization"]);
});

describe("at once", () => {
  const keys = Array.from({ length: 40 }, (_, index) => `account-${index}`);
  const stack = synthesize(withAccounts(keys)).stacks["accounts-1"];

  test.each([
    ["accounts are created", ACCOUNT],
    ["contacts are set", CONTACT],
  ])("at most four %s", (_, type) => {
    const blocks: readonly Block[] = Object.values(stack?.resource?.[type] ?? {});
    expect(blocks.filter((block) => block.depends_on === undefined)).toHaveLength(4);
    const awaited = blocks.flatMap((block) => block.depends_on ?? []);
    expect(new Set(awaited).size).toBe(blocks.length - 4);
  });

  test("an account that is added changes few others, and only what they wait for", () => {
    const after = synthesize(withAccounts([...keys, "account-15x"])).stacks["accounts-1"]?.resource?.[ACCOUNT] ?? {};
    const before = stack?.resource?.[ACCOUNT] ?? {};
    const changed = Object.keys(before).filter((key) => JSON.stringify(before[key]) !== JSON.stringify(after[key]));
    expect(changed.length).toBeLessThanOrEqual(7);
    for (const key of changed) expect({ ...after[key], depends_on: 0 }).toEqual({ ...before[key], depends_on: 0 });
  });
});

describe("shards", () => {
  const keys = Array.from({ length: 60 }, (_, index) => `account-${index + 10}`);
  const sharded = synthesize(withAccounts(keys));

  test("hold fifty accounts each", () => {
    const sizes = ["accounts-1", "accounts-2"].map((name) =>
      Object.keys(sharded.stacks[name]?.resource?.[ACCOUNT] ?? {}),
    );
    expect(sizes.map(({ length }) => length)).toEqual([50, 12]);
  });

  test("keep their accounts when others are added before them", () => {
    const after = synthesize(withAccounts([...keys, "aaa"]), sharded.ledger);
    expect(after.stacks["accounts-2"]?.resource?.[ACCOUNT]).toHaveProperty("aaa");
    expect(Object.keys(after.stacks["accounts-1"]?.resource?.[ACCOUNT] ?? {})).toHaveLength(50);
  });
});

describe("the Recovery OU", () => {
  const recovery = [{ account: "shop-prod", reason: "KMS key lost", until: "2026-07-01" }];
  const declared = synthesize(exampleConfig({ recovery })).stacks["accounts-1"];

  test("has a declared account whatever Terraform finds there, and the account a tag that says so", () => {
    expect(resourceOf(declared, ACCOUNT, "shop-prod")).toMatchObject({
      parent_id: "${data.terraform_remote_state.organization.outputs.ou_id_recovery}",
      tags: { "rootstock:recovery": "declared" },
    });
  });

  test("keeps an account that is there without that tag", () => {
    expect(example?.data).toMatchObject({
      aws_organizations_organizational_unit_child_accounts: {
        recovery_accounts: { parent_id: "${data.terraform_remote_state.organization.outputs.ou_id_recovery}" },
      },
      aws_organizations_resource_tags: { recovery_tags: { resource_id: "${each.key}" } },
    });
    expect(example?.locals?.recovery_by_hand).toMatch(/ if !contains\(keys\(.+\.tags\), "rootstock:recovery"\)\]\)\}$/);
  });

  test("knows an account by its address in lower case, and by its id once the ledger has it", () => {
    const { ledger } = synthesize(withAccounts(["shop"]));
    const identity = {
      ...ledger.identities.shop,
      kind: "account",
      state: "active",
      accountId: "222222222222",
    } as const;
    const known = { ...ledger, identities: { ...ledger.identities, shop: identity } };
    const { organizationalUnits } = withAccounts([]);
    const accounts = { shop: { email: "aws+Shop@acme.example" } };
    const config = minimalConfig({
      organizationalUnits: { ...organizationalUnits, workloads: { name: "Workloads", accounts } },
    });
    expect(resourceOf(synthesize(config, known).stacks["accounts-1"], ACCOUNT, "shop").parent_id).toContain(
      'contains(local.recovery_by_hand, "aws+shop@acme.example") || contains(local.recovery_by_hand, "222222222222")',
    );
  });
});

test.each(["organization", "ledger", "aws", "output"])("an account may have the key %s", (key) => {
  const stack = synthesize(withAccounts([key])).stacks["accounts-1"];
  expect(Object.keys(stack?.resource?.[ACCOUNT] ?? {}).sort()).toEqual(["log-archive", "security-tooling", key].sort());
});

describe("keys that changed", () => {
  const { ledger } = synthesize(withAccounts(["shop"]));
  const names = (key: string): readonly string[] => [
    `${ACCOUNT}.${key}`,
    ...["billing", "operations", "security"].map((kind) => `${CONTACT}.${key}_${kind}`),
  ];

  test("a renamed account is moved with its contacts", () => {
    const config = withAccounts(["store"], { moved: [{ from: "shop", to: "store" }] });
    const [from, to] = [names("shop"), names("store")];
    expect(synthesize(config, ledger).stacks["accounts-1"]?.moved).toEqual(
      from.map((name, index) => ({ from: name, to: to[index] })),
    );
  });

  const everything = (key: string): readonly string[] => [
    ...names(key),
    ...OPT_IN_REGIONS.map((region) => `${REGION}.${key}_regions_${region}`),
  ];

  test.each(["released", "closing"] as const)("an account that is %s is forgotten with all that it has", (entry) => {
    const config = withAccounts([], { [entry]: [{ key: "shop", reason: "sold" }] });
    const stack = synthesize(config, ledger).stacks["accounts-1"];
    expect(stack?.removed).toEqual(everything("shop").map((from) => ({ from, lifecycle: { destroy: false } })));
    expect(stack?.resource?.[ACCOUNT]).not.toHaveProperty("shop");
  });

  test("an account that was renamed and then released is forgotten under both names", () => {
    const moved = [{ from: "shop", to: "store" }];
    const renamed = synthesize(withAccounts(["store"], { moved }), ledger);
    const config = withAccounts([], { moved, released: [{ key: "store", reason: "sold" }] });
    const stack = synthesize(config, renamed.ledger).stacks["accounts-1"];
    expect(stack?.moved).toBeUndefined();
    expect(stack?.removed?.map(({ from }) => from).sort()).toEqual(
      [...everything("shop"), ...everything("store")].sort(),
    );
  });
});
