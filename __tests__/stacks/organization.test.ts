import { describe, expect, test } from "@jest/globals";
import type { LandingZoneConfig } from "../../model/config";
import { exampleConfig, minimalConfig } from "../support/example-config";
import { resourceOf, type StackJson, synthesize } from "../support/synthesize";

const stackOf = (config: LandingZoneConfig): StackJson | undefined => synthesize(config).stacks.organization;
const example = stackOf(exampleConfig());
const UNIT = "aws_organizations_organizational_unit";

test("the organization has all features, trusts what it needs, and never loses a policy type", () => {
  expect(resourceOf(example, "aws_organizations_organization", "organization")).toMatchObject({
    feature_set: "ALL",
    aws_service_access_principals: [
      "access-analyzer.amazonaws.com",
      "account.amazonaws.com",
      "cloudtrail.amazonaws.com",
      "iam.amazonaws.com",
      "sso.amazonaws.com",
    ],
    enabled_policy_types: [
      "AISERVICES_OPT_OUT_POLICY",
      "RESOURCE_CONTROL_POLICY",
      "SERVICE_CONTROL_POLICY",
      "TAG_POLICY",
    ],
    lifecycle: { prevent_destroy: true },
  });
});

test("a service that the configuration trusts is trusted beside those that are needed", () => {
  const stack = stackOf(minimalConfig({ trustedServices: ["ram.amazonaws.com", "iam.amazonaws.com"] }));
  expect(resourceOf(stack, "aws_organizations_organization", "organization").aws_service_access_principals).toEqual([
    "access-analyzer.amazonaws.com",
    "account.amazonaws.com",
    "cloudtrail.amazonaws.com",
    "iam.amazonaws.com",
    "ram.amazonaws.com",
    "sso.amazonaws.com",
  ]);
});

test("the tripwire remembers every trusted service and every policy type that is switched on", () => {
  const organization = resourceOf(example, "aws_organizations_organization", "organization");
  const remembered = String(resourceOf(example, "terraform_data", "ledger").for_each);
  for (const service of organization.aws_service_access_principals as readonly string[]) {
    expect(remembered).toContain(`foundation/foundation:trusted-service:${service}`);
  }
  expect(remembered.match(/foundation:policy-type:[\w-]+/g)).toEqual([
    "foundation:policy-type:ai-opt-out",
    "foundation:policy-type:rcp",
    "foundation:policy-type:scp",
    "foundation:policy-type:tag",
  ]);
  expect(organization.enabled_policy_types).toHaveLength(4);
});

test("a trusted service that is given up on purpose is switched off", () => {
  const { ledger } = synthesize(minimalConfig({ trustedServices: ["ram.amazonaws.com"] }));
  const closing = [{ key: "foundation:trusted-service:ram.amazonaws.com", reason: "shares nothing any more" }];
  const { stacks } = synthesize(minimalConfig({ closing }), ledger);
  const organization = resourceOf(stacks.organization, "aws_organizations_organization", "organization");
  expect(organization.aws_service_access_principals).not.toContain("ram.amazonaws.com");
  expect(resourceOf(stacks.organization, "terraform_data", "ledger").for_each).toContain("ram.amazonaws.com");
});

describe("central root access", () => {
  test("has both features, after the organization", () => {
    expect(resourceOf(example, "aws_iam_organizations_features", "central_root_access")).toMatchObject({
      enabled_features: ["RootCredentialsManagement", "RootSessions"],
      lifecycle: { prevent_destroy: true },
      depends_on: ["aws_organizations_organization.organization"],
    });
  });

  test.each(["off", "observe"] as const)("is not there when the mode is %s", (mode) => {
    const stack = stackOf(minimalConfig({ rootAccess: { mode } }));
    expect(stack?.resource?.aws_iam_organizations_features).toBeUndefined();
  });
});

describe("units", () => {
  test.each([
    ["workloads", "Workloads", "${aws_organizations_organization.organization.roots[0].id}"],
    ["production", "Production", "${aws_organizations_organizational_unit.workloads.id}"],
    ["production-shop", "Shop", "${aws_organizations_organizational_unit.production.id}"],
    ["recovery", "Recovery", "${aws_organizations_organization.organization.roots[0].id}"],
  ])("%s is where it belongs", (key, name, parent) => {
    expect(resourceOf(example, UNIT, key)).toMatchObject({
      name,
      parent_id: parent,
      lifecycle: { prevent_destroy: true },
      tags: { "rootstock:key": key },
    });
  });

  test("inherit tags", () => {
    expect(resourceOf(example, UNIT, "production-shop").tags).toEqual({
      "cost-centre": "shop",
      environment: "production",
      "rootstock:key": "production-shop",
    });
  });

  test.each(["organization", "ledger", "central-root-access", "aws"])(
    "may have the key %s, which other constructs bear, too",
    (key) => {
      const { organizationalUnits } = minimalConfig();
      const stack = stackOf(minimalConfig({ organizationalUnits: { ...organizationalUnits, [key]: { name: "X" } } }));
      expect(Object.keys(stack?.resource?.[UNIT] ?? {}).sort()).toEqual(
        [key, "recovery", "security", "suspended"].sort(),
      );
    },
  );
});

test("the management account has its three contacts, without an account id", () => {
  const contacts = example?.resource?.aws_account_alternate_contact;
  expect(Object.keys(contacts ?? {})).toEqual(["management_billing", "management_operations", "management_security"]);
  expect(contacts?.management_security).toMatchObject({
    alternate_contact_type: "SECURITY",
    name: "Security on call",
    title: "Security operations",
    email_address: "security@acme.example",
    phone_number: "+49 30 1234 100",
  });
  expect(contacts?.management_security).not.toHaveProperty("account_id");
});

test("it publishes the ids of the organization, the root and every unit", () => {
  expect(stackOf(minimalConfig())?.output).toEqual({
    organization_id: { value: "${aws_organizations_organization.organization.id}" },
    root_id: { value: "${aws_organizations_organization.organization.roots[0].id}" },
    ou_id_recovery: { value: "${aws_organizations_organizational_unit.recovery.id}" },
    ou_id_security: { value: "${aws_organizations_organizational_unit.security.id}" },
    ou_id_suspended: { value: "${aws_organizations_organizational_unit.suspended.id}" },
  });
});

test("its provider is bound to the management account", () => {
  expect(example?.provider?.aws).toEqual([
    {
      region: "eu-central-1",
      allowed_account_ids: ["111111111111"],
      default_tags: [{ tags: { "cost-centre": "platform", "managed-by": "rootstock" } }],
    },
  ]);
});

describe("keys that changed", () => {
  const before = synthesize(minimalConfig());
  const { security, ...others } = minimalConfig().organizationalUnits;
  if (security === undefined) throw new Error("no unit security");

  test("a renamed unit is moved", () => {
    const config = minimalConfig({
      organizationalUnits: { core: security, ...others },
      moved: [{ from: "security", to: "core" }],
    });
    expect(synthesize(config, before.ledger).stacks.organization?.moved).toEqual([
      { from: `${UNIT}.security`, to: `${UNIT}.core` },
    ]);
  });

  test("a unit renamed twice is moved step by step", () => {
    const moved = [
      { from: "security", to: "core" },
      { from: "core", to: "base" },
    ];
    const config = minimalConfig({ organizationalUnits: { base: security, ...others }, moved });
    expect(synthesize(config, before.ledger).stacks.organization?.moved).toEqual([
      { from: `${UNIT}.security`, to: `${UNIT}.core` },
      { from: `${UNIT}.core`, to: `${UNIT}.base` },
    ]);
  });

  test("a released unit is forgotten, not destroyed", () => {
    const { suspended: _, ...rest } = minimalConfig().organizationalUnits;
    const released = [
      { key: "suspended", reason: "handed over" },
      { key: "restrict-suspended", reason: "its unit is gone" },
    ];
    const { stacks } = synthesize(minimalConfig({ organizationalUnits: rest, released }), before.ledger);
    expect(stacks.organization?.removed).toEqual([{ from: `${UNIT}.suspended`, lifecycle: { destroy: false } }]);
  });

  test("a closing unit is destroyed", () => {
    const { suspended: _, ...rest } = minimalConfig().organizationalUnits;
    const closing = [{ key: "suspended", reason: "empty" }];
    const { stacks } = synthesize(minimalConfig({ organizationalUnits: rest, closing }), before.ledger);
    expect(stacks.organization?.removed).toBeUndefined();
    expect(stacks.organization?.resource?.[UNIT]).not.toHaveProperty("suspended");
  });

  test("central root access that is released stays on", () => {
    const released = [{ key: "foundation:central-root-access", reason: "managed elsewhere" }];
    const { stacks } = synthesize(minimalConfig({ rootAccess: { mode: "off" }, released }), before.ledger);
    expect(stacks.organization?.removed).toEqual([
      { from: "aws_iam_organizations_features.central_root_access", lifecycle: { destroy: false } },
    ]);
  });
});
