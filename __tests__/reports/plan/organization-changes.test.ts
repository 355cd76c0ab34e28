import { readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, test } from "@jest/globals";
import { readPlan } from "../../../cli/terraform/plan-json";
import type { LandingZoneConfig } from "../../../model/config";
import { KEY_TAG } from "../../../model/key-tag";
import type { PolicyTarget } from "../../../model/landing-zone";
import { describeChange } from "../../../reports/plan/describe-change";
import { planReport } from "../../../reports/plan/plan-report";
import type { StackPlan, Values } from "../../../reports/plan/stack-plan";
import {
  accountValues,
  DENY_LARGE,
  factsOf,
  guardrailsPlan,
  idOf,
  type ResourceParts,
  reportOn,
  shopConfig,
  stackPlan,
  zoneOf,
} from "../../support/planned";

/** The sentences of a report, names in quotes. */
function sentences(stacks: readonly StackPlan[], before = shopConfig(), after = before): readonly string[] {
  const { changes } = reportOn(stacks, { facts: factsOf(before, after, stacks) });
  return changes.map((change) => describeChange(change, (name) => `'${name}'`));
}

const ACCOUNT = "aws_organizations_account.shop-dev";
const UNIT = "aws_organizations_organizational_unit.prod";
const inDev = accountValues("shop-dev", "dev");
const unit: Values = { id: idOf("prod"), name: "Prod", parent_id: idOf("root"), tags: { [KEY_TAG]: "prod" } };

function withUnits(
  change: (units: LandingZoneConfig["organizationalUnits"]) => LandingZoneConfig["organizationalUnits"],
) {
  const config = shopConfig();
  return { ...config, organizationalUnits: change(config.organizationalUnits) };
}

describe("what a resource of a plan means", () => {
  const cases: readonly [name: string, stack: string, resource: ResourceParts, sentence: readonly string[]][] = [
    [
      "an account that is created",
      "accounts-1",
      { address: ACCOUNT, action: "create", after: { ...inDev, id: "(known after apply)", name: "Shop" } },
      ["Account 'shop-dev', named 'Shop', is created in 'dev'."],
    ],
    [
      "an account that moves",
      "accounts-1",
      { address: ACCOUNT, before: inDev, after: accountValues("shop-dev", "prod") },
      ["Account 'shop-dev' moves from 'dev' to 'prod'."],
    ],
    [
      "an account that moves to the unit for accounts on their way out",
      "accounts-1",
      { address: ACCOUNT, before: inDev, after: accountValues("shop-dev", "suspended") },
      ["Account 'shop-dev' is suspended: it moves from 'dev' to 'suspended'."],
    ],
    [
      "an account that comes back from there",
      "accounts-1",
      { address: ACCOUNT, before: accountValues("shop-dev", "suspended"), after: inDev },
      ["Account 'shop-dev' moves from 'suspended' to 'dev'."],
    ],
    [
      "an account that is renamed and moves at once",
      "accounts-1",
      { address: ACCOUNT, before: inDev, after: accountValues("shop-dev", "prod", { name: "new" }) },
      ["Account 'shop-dev' is renamed from 'shop-dev' to 'new'.", "Account 'shop-dev' moves from 'dev' to 'prod'."],
    ],
    [
      "an account with other tags",
      "accounts-1",
      { address: ACCOUNT, before: inDev, after: { ...inDev, tags: { [KEY_TAG]: "shop-dev", owner: "x" } } },
      ["Account 'shop-dev' gets other tags: 'owner'."],
    ],
    [
      "an account that is imported",
      "accounts-1",
      { address: ACCOUNT, action: "no-op", isImported: true, before: inDev },
      ["Account 'shop-dev', which exists, is adopted in 'dev'."],
    ],
    [
      "an account that Terraform would destroy",
      "accounts-1",
      { address: ACCOUNT, action: "delete", before: inDev },
      ["Account 'shop-dev' is DESTROYED: it leaves the organization."],
    ],
    [
      "an account that Terraform would replace",
      "accounts-1",
      { address: ACCOUNT, action: "replace", before: inDev, after: inDev },
      ["Account 'shop-dev' is REPLACED: it leaves the organization, and another one is created."],
    ],
    [
      "an account that Terraform forgets",
      "accounts-1",
      { address: ACCOUNT, action: "forget", before: inDev },
      ["Account 'shop-dev' is released: Terraform forgets it and leaves it as it is."],
    ],
    [
      "a key that is renamed",
      "accounts-1",
      { address: ACCOUNT, action: "no-op", previousAddress: "aws_organizations_account.shop", before: inDev },
      ["Key 'shop' is renamed to 'shop-dev'; what it names stays what it is."],
    ],
    ["an account that stays", "accounts-1", { address: ACCOUNT, action: "no-op", before: inDev }, []],
    [
      "a unit that is renamed",
      "organization",
      { address: UNIT, before: unit, after: { ...unit, name: "Production" } },
      ["Unit 'prod' is renamed from 'Prod' to 'Production'."],
    ],
    [
      "a unit that is created",
      "organization",
      { address: UNIT, action: "create", after: unit },
      ["Unit 'prod', named 'Prod', is created below the root."],
    ],
    [
      "a unit that is deleted",
      "organization",
      { address: UNIT, action: "delete", before: unit },
      ["Unit 'prod' is DELETED."],
    ],
    [
      "trusted access and policy types that come and go",
      "organization",
      {
        address: "aws_organizations_organization.organization",
        before: { aws_service_access_principals: ["a.amazonaws.com"], enabled_policy_types: ["TAG_POLICY"] },
        after: { aws_service_access_principals: ["b.amazonaws.com"], enabled_policy_types: [] },
      },
      [
        "Trusted access of 'b.amazonaws.com' is enabled.",
        "Trusted access of 'a.amazonaws.com' is REMOVED.",
        "The policy type 'TAG_POLICY' is REMOVED.",
      ],
    ],
    [
      "a delegated administrator that is removed",
      "delegations",
      {
        address: "aws_organizations_delegated_administrator.central_root_access",
        action: "delete",
        before: { account_id: idOf("security-tooling"), service_principal: "iam.amazonaws.com" },
      },
      ["The delegated administrator 'iam.amazonaws.com/security-tooling' is REMOVED."],
    ],
    [
      "an alert recipient: the domain of its address only",
      "security",
      {
        address: "aws_sns_topic_subscription.a",
        action: "delete",
        before: { endpoint: "ops@acme.example", topic_arn: "arn:aws:sns:eu-central-1:222222222222:acme-alerts-page" },
      },
      ["The alert recipient '…@acme.example of acme-alerts-page' is DESTROYED."],
    ],
    [
      "an alert recipient behind a web address: its host only",
      "security",
      {
        address: "aws_sns_topic_subscription.a",
        action: "create",
        after: { endpoint: "https://user:pw@hooks.example/services/T00/secret?token=1", topic_arn: "x:page" },
      },
      ["The alert recipient 'https://hooks.example/… of page' is created."],
    ],
    [
      "a setting of the trail's log group",
      "monitoring",
      {
        address: "aws_cloudwatch_log_group.trail_logs",
        before: { name: "/acme/trail", retention_in_days: 90 },
        after: { name: "/acme/trail", retention_in_days: 30 },
      },
      ["The log group '/acme/trail' changes: 'retention_in_days' from '90' to '30'."],
    ],
    [
      "a baseline's setting, with its account",
      "baseline-shop-dev",
      { address: "aws_ebs_encryption_by_default.ebs", before: { enabled: true }, after: { enabled: false } },
      ["The EBS encryption by default in 'shop-dev' changes: 'enabled' from 'true' to 'false'."],
    ],
    [
      "something that nobody gave a name",
      "vpc",
      { address: "aws_vpc.main", action: "create", after: {} },
      ["The aws_vpc 'main' is created."],
    ],
    ["the ledger's tripwire", "accounts-1", { address: 'terraform_data.ledger["account/a"]', action: "create" }, []],
  ];
  test.each(cases)("%s", (_, stack, resource, expected) => {
    expect(sentences([stackPlan(stack, [resource])])).toEqual(expected);
  });
});

describe("contacts", () => {
  const contact = (account: string, kind: string, phone: string): Values => ({
    account_id: idOf(account),
    alternate_contact_type: kind,
    name: "Somebody",
    phone_number: phone,
  });

  test("that change alike in several accounts are one change", () => {
    const resources = ["shop-dev", "shop-prod"].map((account) => ({
      address: `aws_account_alternate_contact.${account}_security`,
      before: contact(account, "SECURITY", "1"),
      after: contact(account, "SECURITY", "2"),
    }));
    expect(sentences([stackPlan("accounts-1", resources)])).toEqual([
      "The security contact is changed (phone number) in 2 accounts.",
    ]);
  });

  test("of a new account bear its key, for it has no id yet", () => {
    const address = "aws_account_alternate_contact.shop-new_billing";
    const after = { ...contact("x", "BILLING", "1"), account_id: "(known after apply)" };
    const { changes } = reportOn([stackPlan("accounts-1", [{ address, action: "create", after }])]);
    expect(changes).toMatchObject([{ kind: "contact-changed", action: "set", accounts: ["shop-new"] }]);
  });

  test.each<["delete" | "forget", readonly string[]]>([
    ["delete", ["The security contact is removed in 1 account."]],
    ["forget", []],
  ])("that Terraform is to %s", (action, expected) => {
    const address = "aws_account_alternate_contact.shop-dev_security";
    const before = contact("shop-dev", "SECURITY", "1");
    expect(sentences([stackPlan("accounts-1", [{ address, action, before }])])).toEqual(expected);
  });

  test("are people's data: no value of theirs is in the report", () => {
    const resource: ResourceParts = {
      address: "aws_account_alternate_contact.shop-dev_security",
      before: contact("shop-dev", "SECURITY", "+49 30 1234"),
      after: { ...contact("shop-dev", "SECURITY", "+49 30 9999"), name: "Somebody Else" },
    };
    expect(JSON.stringify(reportOn([stackPlan("accounts-1", [resource])]))).not.toMatch(/30 9999|30 1234|Somebody/);
  });
});

describe("guardrails", () => {
  const change = (before: LandingZoneConfig, after: LandingZoneConfig): readonly string[] =>
    sentences([guardrailsPlan(zoneOf(before), zoneOf(after))], before, after);

  const onDev = withUnits(({ prod, dev, ...units }) => ({
    ...units,
    prod: { ...prod, name: "Prod", guardrails: [] },
    dev: { ...dev, name: "Dev", guardrails: ["deny-large"] },
  }));
  const onBoth = withUnits(({ dev, ...units }) => ({
    ...units,
    dev: { ...dev, name: "Dev", guardrails: ["deny-large"] },
  }));

  test.each<[string, LandingZoneConfig, readonly string[]]>([
    ["that stay", shopConfig(), []],
    ["attached to another unit", onBoth, ["Guardrail 'deny-large' is attached to 'dev': 1 account gains it."]],
    [
      "attached elsewhere",
      onDev,
      [
        "Guardrail 'deny-large' is attached to 'dev': 1 account gains it.",
        "Guardrail 'deny-large' is DETACHED from 'prod': 1 account loses it there.",
      ],
    ],
    [
      "attached at the root",
      shopConfig({ rootGuardrails: ["deny-large"] }),
      ["Guardrail 'deny-large' is attached to the root: 4 accounts gain it."],
    ],
    [
      "that deny something else",
      shopConfig({ guardrails: { "deny-large": { reason: "x", statements: [{ ...DENY_LARGE, Action: "ec2:*" }] } } }),
      ["Guardrail 'deny-large' changes on 'prod', over 1 account."],
    ],
  ])("%s", (_, after, expected) => {
    expect(change(shopConfig(), after)).toEqual(expected);
  });

  test("that move into a policy with others, under other Sids, stay what they are", () => {
    const zone = zoneOf(shopConfig());
    const { resources } = guardrailsPlan(zone, zone);
    const packed = resources.map((resource) => {
      if (!resource.address.includes("deny-large")) return resource;
      const { before } = resource;
      if (resource.type === "aws_organizations_policy_attachment") {
        return { ...resource, action: "delete" as const, after: undefined };
      }
      return { ...resource, action: "delete" as const, before, after: undefined };
    });
    const content = JSON.stringify({
      Version: "2012-10-17",
      Statement: [{ ...DENY_LARGE, Sid: "DenyLargeDenyLarge" }],
    });
    const pack: ResourceParts[] = [
      { address: "aws_organizations_policy.scp_1", action: "create", after: { id: "(known after apply)", content } },
      {
        address: "aws_organizations_policy_attachment.scp_1_prod",
        action: "create",
        after: { policy_id: "(known after apply)", target_id: idOf("prod") },
        references: { policy_id: ["aws_organizations_policy.scp_1.id", "aws_organizations_policy.scp_1"] },
      },
    ];
    const plan = stackPlan("guardrails", [...packed, ...pack]);
    expect(sentences([plan]).filter((sentence) => sentence.startsWith("Guardrail"))).toEqual([]);
    expect(sentences([stackPlan("guardrails", packed)])).toEqual([
      "Guardrail 'deny-large' is DETACHED from 'prod': 1 account loses it there.",
    ]);
  });

  test("whose plan has to wait are read from the two configurations", () => {
    const facts = factsOf(shopConfig(), onBoth);
    const resources = { added: [], changed: [], removed: [] };
    const deferred = [{ stack: "guardrails", after: ["accounts-1"], resources }];
    expect(reportOn([], { facts, deferred }).changes).toMatchObject([
      { kind: "guardrail-attached", guardrail: "deny-large", nodes: ["dev"] },
    ]);
    expect(reportOn([], { facts }).changes).toEqual([]);
  });
});

describe("plans that Terraform made", () => {
  const recorded = (name: string, stack: string): StackPlan =>
    readPlan(
      readFileSync(path.join(__dirname, "..", "..", "cli", "terraform", "plans", `${name}.json`), "utf8"),
      stack,
    );

  /** Units by the ids that the recorded state of the stack `organization` published. */
  function nodesIn({ published }: StackPlan): ReadonlyMap<string, PolicyTarget> {
    const units = Object.entries(published.organization ?? {}).filter(([name]) => name.startsWith("ou_id_"));
    return new Map(
      units.map(([name, id]) => [String(id), { kind: "organizational-unit", key: name.slice("ou_id_".length) }]),
    );
  }

  test.each([
    [
      "accounts",
      "accounts-1",
      [
        "Account 'shop-dev' moves from 'dev' to 'prod'.",
        "Account 'shop-prod' is renamed from 'shop-prod' to 'shop-production'.",
        "The security contact is changed (phone number) in 4 accounts.",
      ],
    ],
    [
      "guardrails",
      "guardrails",
      [
        "Guardrail 'deny-large' is attached to 'dev': 1 account gains it.",
        "Guardrail 'deny-large' is DETACHED from 'prod': 1 account loses it there.",
      ],
    ],
    [
      "organization",
      "organization",
      [
        "Unit 'lab', named 'Lab', is created below 'r-ex01'.",
        "Unit 'prod' is renamed from 'Prod' to 'Production'.",
        "Trusted access of 'ram.amazonaws.com' is enabled.",
      ],
    ],
  ])("%s", (name, stack, expected) => {
    const plan = recorded(name, stack);
    const facts = { ...factsOf(shopConfig(), shopConfig(), [plan]), nodes: nodesIn(plan) };
    const { changes } = planReport({
      ...reportOn([]),
      facts,
      today: "2026-07-01",
    });
    expect(changes.map((change) => describeChange(change, (text) => `'${text}'`))).toEqual(expected);
  });
});
