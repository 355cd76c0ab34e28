import { describe, expect, test } from "@jest/globals";
import type { CustomGuardrailConfig, LandingZoneConfig } from "../../model/config";
import { HARMLESS, withStatements } from "../support/custom-guardrail";
import { exampleConfig, minimalConfig } from "../support/example-config";
import { type Block, resourceOf, type StackJson, synthesize } from "../support/synthesize";

const POLICY = "aws_organizations_policy";
const ATTACHMENT = "aws_organizations_policy_attachment";
const { stacks, manifest } = synthesize(exampleConfig());
const example = stacks.guardrails;
const stackOf = (config: LandingZoneConfig): StackJson | undefined => synthesize(config).stacks.guardrails;
const state = (stack: string, output: string): string => `\${data.terraform_remote_state.${stack}.outputs.${output}}`;

test("deny-root is exactly this, with the real organization, root and Recovery OU", () => {
  const { content, ...policy } = resourceOf(example, POLICY, "deny-root");
  expect(content).toBe(
    '{"Version":"2012-10-17","Statement":[{"Sid":"DenyLongTermRoot","Effect":"Deny","Action":"*","Resource":"*",' +
      '"Condition":{"ArnLike":{"aws:PrincipalArn":"arn:*:iam::*:root"},"Null":{"aws:AssumedRoot":"true"},' +
      '"ForAllValues:StringNotLike":{"aws:PrincipalOrgPaths":"' +
      "${data.terraform_remote_state.organization.outputs.organization_id}/" +
      "${data.terraform_remote_state.organization.outputs.root_id}/" +
      '${data.terraform_remote_state.organization.outputs.ou_id_recovery}/*"}}}]}',
  );
  expect(policy).toMatchObject({
    name: "acme-deny-root",
    type: "SERVICE_CONTROL_POLICY",
    lifecycle: { prevent_destroy: true },
    tags: { "rootstock:key": "deny-root" },
  });
  expect(resourceOf(example, ATTACHMENT, "deny-root_root")).toMatchObject({
    policy_id: "${aws_organizations_policy.deny-root.id}",
    target_id: state("organization", "root_id"),
    lifecycle: { prevent_destroy: true },
  });
});

test("every policy is attached where its guardrails belong", () => {
  const targets = Object.entries(example?.resource?.[ATTACHMENT] ?? {}).map(([name, block]) => [name, block.target_id]);
  expect(Object.fromEntries(targets)).toEqual({
    "ai-opt-out_root": state("organization", "root_id"),
    "deny-leave-organization_root": state("organization", "root_id"),
    "deny-root_root": state("organization", "root_id"),
    "protect-alerting_root": state("organization", "root_id"),
    "protect-archive_log-archive": state("accounts-1", "account_id_log-archive"),
    "protect-landing-zone-roles_root": state("organization", "root_id"),
    "protect-trail_root": state("organization", "root_id"),
    "restrict-suspended_suspended": state("organization", "ou_id_suspended"),
    scp_1_root: state("organization", "root_id"),
    scp_2_sandboxes: state("organization", "ou_id_sandboxes"),
    "scp_3_security-tooling": state("accounts-1", "account_id_security-tooling"),
    scp_4_workloads: state("organization", "ou_id_workloads"),
    "tag-policy_root": state("organization", "root_id"),
  });
});

test("guardrails with equal targets share a policy, which tells them", () => {
  const policy = resourceOf(example, POLICY, "scp_4");
  expect(policy).toMatchObject({
    name: "acme-scp_4",
    description: "Guardrails: deny-public-buckets, region-restriction, require-imdsv2",
    type: "SERVICE_CONTROL_POLICY",
    tags: { "rootstock:key": "scp_4" },
  });
  const content: { readonly Statement: readonly { readonly Sid: string }[] } = JSON.parse(String(policy.content));
  expect(content.Statement.map(({ Sid }) => Sid)).toEqual([
    "DenyPublicBucketsDenyPublicAccessBlockChanges",
    "RegionRestrictionDenyUngovernedRegions",
    "RequireImdsv2AtLaunch",
    "RequireImdsv2DenyReturnToImdsv1",
    "RequireImdsv2ProtectMetadataDefaults",
  ]);
});

test("critical guardrails are protected with their attachments, others are not", () => {
  const isProtected = (block: Block | undefined): boolean =>
    JSON.stringify(block ?? {}).includes('"prevent_destroy":true');
  const protectedIn = (type: string): readonly string[] =>
    Object.entries(example?.resource?.[type] ?? {})
      .filter(([, block]) => isProtected(block))
      .map(([name]) => name.replace(/_.*/, ""))
      .sort();
  const critical = [
    "deny-leave-organization",
    "deny-root",
    "protect-alerting",
    "protect-archive",
    "protect-landing-zone-roles",
    "protect-trail",
    "restrict-suspended",
  ];
  expect([protectedIn(POLICY), protectedIn(ATTACHMENT)]).toEqual([critical, critical]);
});

test("a declared teardown lifts the protection", () => {
  const teardown = { stacks: ["guardrails"] as const, reason: "The end.", until: "2026-07-01" };
  expect(JSON.stringify(stackOf(minimalConfig({ teardown })))).not.toContain('"prevent_destroy":true');
});

describe("writes", () => {
  const blocks = { ...example?.resource?.[POLICY], ...example?.resource?.[ATTACHMENT] };

  test("are at most two at once", () => {
    expect(Object.values(blocks).filter((block) => block.depends_on === undefined)).toHaveLength(2);
    const awaited = Object.values(blocks).flatMap((block) => block.depends_on ?? []);
    expect(new Set(awaited).size).toBe(Object.keys(blocks).length - 2);
  });

  test("of critical built-in guardrails wait for nothing that AWS may refuse", () => {
    const custom = ["scp_2", "scp_4"];
    const critical = Object.entries(blocks).filter(([, block]) => block.lifecycle !== undefined);
    const awaited = critical.flatMap(([, block]) => block.depends_on ?? []).map(String);
    expect(awaited.filter((name) => custom.some((key) => name.includes(key)))).toEqual([]);
  });
});

test("it reads only the accounts that policies name, and is applied after them", () => {
  expect(manifest.stacks.guardrails?.dependencies).toEqual(["organization", "accounts-1"]);
});

describe("a guardrail of one's own", () => {
  test.each<[string, Partial<CustomGuardrailConfig>, string, Block]>([
    [
      "is in a policy that others may share",
      {},
      "scp_2",
      { name: "acme-scp_2", type: "SERVICE_CONTROL_POLICY", description: "Guardrails: own" },
    ],
    [
      "may have a policy with a name of its own",
      { name: "Mine" },
      "own",
      { name: "Mine", description: "For the test." },
    ],
    ["may be an RCP", { policyType: "rcp" }, "rcp_1", { type: "RESOURCE_CONTROL_POLICY" }],
    [
      "may be critical, and is then alone",
      { critical: true },
      "own",
      { name: "acme-own", description: "For the test.", lifecycle: { prevent_destroy: true } },
    ],
  ])("%s", (_, settings, id, expected) => {
    const stack = stackOf(withStatements([HARMLESS], settings));
    expect(resourceOf(stack, POLICY, id)).toMatchObject(expected);
    expect(resourceOf(stack, ATTACHMENT, `${id}_security`).target_id).toBe(state("organization", "ou_id_security"));
  });

  test("keeps its policy variables", () => {
    const statement = { ...HARMLESS, Resource: "arn:aws:iam::*:user/${aws:username}" };
    expect(resourceOf(stackOf(withStatements([statement])), POLICY, "scp_2").content).toContain(
      '"Resource":"arn:aws:iam::*:user/$${aws:username}"',
    );
  });
});

describe("policies of other types", () => {
  test.each<[string, string, string]>([
    [
      "tag-policy",
      "TAG_POLICY",
      '{"tags":{"cost-centre":{"tag_key":{"@@assign":"cost-centre"},"tag_value":{"@@assign":["data","platform","shop"]}}}}',
    ],
    [
      "ai-opt-out",
      "AISERVICES_OPT_OUT_POLICY",
      '{"services":{"@@operators_allowed_for_child_policies":["@@none"],"default":{"@@operators_allowed_for_child_policies":["@@none"],' +
        '"opt_out_policy":{"@@operators_allowed_for_child_policies":["@@none"],"@@assign":"optOut"}}}}',
    ],
  ])("%s is a %s", (key, type, content) => {
    expect(resourceOf(example, POLICY, key)).toMatchObject({ type, content });
  });

  test("their types are enabled as long as a guardrail needs them, beside those of authorization", () => {
    const typesOf = (config: LandingZoneConfig) =>
      resourceOf(synthesize(config).stacks.organization, "aws_organizations_organization", "organization")
        .enabled_policy_types;
    expect(typesOf(minimalConfig())).toEqual(["RESOURCE_CONTROL_POLICY", "SERVICE_CONTROL_POLICY"]);
    expect(typesOf(minimalConfig({ companionGuardrails: { "declarative-ec2": {} } }))).toEqual([
      "DECLARATIVE_POLICY_EC2",
      "RESOURCE_CONTROL_POLICY",
      "SERVICE_CONTROL_POLICY",
    ]);
  });
});

describe("modes and rollouts", () => {
  test.each(["off", "observe"] as const)("a guardrail in mode %s has no policy", (mode) => {
    const stack = stackOf(minimalConfig({ companionGuardrails: { "protect-trail": { mode } } }));
    expect(stack?.resource?.[POLICY]).not.toHaveProperty("protect-trail");
  });

  test("deny-root may be attached to some units first", () => {
    const stack = stackOf(minimalConfig({ denyRoot: { attachTo: ["suspended", "security"] } }));
    expect(Object.keys(stack?.resource?.[ATTACHMENT] ?? {}).filter((name) => name.startsWith("deny-root_"))).toEqual([
      "deny-root_security",
      "deny-root_suspended",
    ]);
  });
});

describe("keys that changed", () => {
  const before = synthesize(withStatements([HARMLESS], { critical: true }));
  const shared = synthesize(withStatements([HARMLESS]));
  const { security, ...others } = minimalConfig().organizationalUnits;
  if (security === undefined) throw new Error("no unit security");
  const guardrail = { reason: "For the test.", critical: true, statements: [HARMLESS] };

  test("a renamed guardrail is moved with its attachments", () => {
    const config = minimalConfig({
      guardrails: { mine: guardrail },
      organizationalUnits: { ...others, security: { ...security, guardrails: ["mine"] } },
      moved: [{ from: "own", to: "mine" }],
    });
    expect(synthesize(config, before.ledger).stacks.guardrails?.moved).toEqual([
      { from: `${POLICY}.own`, to: `${POLICY}.mine` },
      { from: `${ATTACHMENT}.own_security`, to: `${ATTACHMENT}.mine_security` },
    ]);
  });

  test("an attachment follows its renamed unit", () => {
    const config = minimalConfig({
      guardrails: { own: guardrail },
      organizationalUnits: { ...others, core: { ...security, guardrails: ["own"] } },
      moved: [{ from: "security", to: "core" }],
    });
    expect(synthesize(config, before.ledger).stacks.guardrails?.moved).toEqual([
      { from: `${ATTACHMENT}.own_security`, to: `${ATTACHMENT}.own_core` },
    ]);
  });

  test("an attachment of which both changed is moved step by step", () => {
    const config = minimalConfig({
      guardrails: { mine: guardrail },
      organizationalUnits: { ...others, core: { ...security, guardrails: ["mine"] } },
      moved: [
        { from: "own", to: "mine" },
        { from: "security", to: "core" },
      ],
    });
    expect(synthesize(config, before.ledger).stacks.guardrails?.moved).toEqual([
      { from: `${POLICY}.own`, to: `${POLICY}.mine` },
      { from: `${ATTACHMENT}.own_security`, to: `${ATTACHMENT}.mine_security` },
      { from: `${ATTACHMENT}.mine_security`, to: `${ATTACHMENT}.mine_core` },
    ]);
  });

  test("a released guardrail is forgotten wherever it may have been attached", () => {
    const config = minimalConfig({ released: [{ key: "own", reason: "managed elsewhere" }] });
    expect(synthesize(config, before.ledger).stacks.guardrails?.removed?.map(({ from }) => from)).toEqual([
      `${POLICY}.own`,
      `${ATTACHMENT}.own_root`,
      ...["recovery", "security", "suspended", "log-archive", "security-tooling"].map(
        (key) => `${ATTACHMENT}.own_${key}`,
      ),
    ]);
  });

  test("a released guardrail takes the shared policy with it where it is the last in it, for ever", () => {
    const config = minimalConfig({ released: [{ key: "own", reason: "managed elsewhere" }] });
    const first = synthesize(config, shared.ledger);
    for (const { stacks } of [first, synthesize(config, first.ledger)]) {
      expect(stacks.guardrails?.removed?.map(({ from }) => from)).toEqual(
        expect.arrayContaining([`${POLICY}.scp_2`, `${ATTACHMENT}.scp_2_security`]),
      );
      expect(stacks.guardrails?.resource?.[POLICY]).not.toHaveProperty("scp_2");
    }
  });

  test("a renamed guardrail stays in the policy that it shares, under its address", () => {
    const config = minimalConfig({
      guardrails: { mine: { reason: "For the test.", statements: [HARMLESS] } },
      organizationalUnits: { ...others, security: { ...security, guardrails: ["mine"] } },
      moved: [{ from: "own", to: "mine" }],
    });
    const stack = synthesize(config, shared.ledger).stacks.guardrails;
    expect(stack?.moved).toBeUndefined();
    expect(resourceOf(stack, POLICY, "scp_2")).toMatchObject({ description: "Guardrails: mine" });
    expect(resourceOf(stack, POLICY, "scp_2").content).toContain('"Sid":"MineOwn"');
  });

  test("a closing guardrail is destroyed", () => {
    const config = minimalConfig({ closing: [{ key: "own", reason: "not needed" }] });
    const stack = synthesize(config, before.ledger).stacks.guardrails;
    expect(stack?.removed).toBeUndefined();
    expect(stack?.resource?.[POLICY]).not.toHaveProperty("own");
  });

  test("what is attached to a released account stays attached", () => {
    const workloads = { name: "W", accounts: { shop: { email: "aws+shop@acme.example", guardrails: ["own"] } } };
    const config = minimalConfig({ guardrails: { own: guardrail } });
    const withShop = { ...config, organizationalUnits: { ...config.organizationalUnits, workloads } };
    const { ledger } = synthesize(withShop);
    const released = [{ key: "shop", reason: "sold" }];
    const without = {
      ...config,
      organizationalUnits: { ...config.organizationalUnits, workloads: { name: "W" } },
      released,
    };
    expect(synthesize(without, ledger).stacks.guardrails?.removed).toContainEqual({
      from: `${ATTACHMENT}.own_shop`,
      lifecycle: { destroy: false },
    });
  });
});
