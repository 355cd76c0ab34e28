import { describe, expect, test } from "@jest/globals";
import type { LandingZoneConfig, MovedConfig, OrganizationalUnitConfig } from "../../model/config";
import type { IdentityConfig, PermissionSetConfig } from "../../model/identity-config";
import { nextLedger } from "../../model/next-ledger";
import { jsonAt, resourcesOf } from "../support/blocks";
import { problemsOf } from "../support/checked";
import { exampleConfig, minimalConfig } from "../support/example-config";
import { identityConfig, withIdentity, withPermissionSet } from "../support/identity-config";
import { resourceOf, synthesize } from "../support/synthesize";

const { stacks, manifest } = synthesize(exampleConfig());
const example = stacks.identity;
const small = synthesize(withIdentity()).stacks.identity;

test("there is no such state until identities are configured", () => {
  expect(Object.keys(synthesize(minimalConfig()).stacks)).not.toContain("identity");
});

test("it comes after the organization and the accounts that it names", () => {
  expect([...(manifest.stacks.identity?.dependencies ?? [])].sort()).toEqual(["accounts-1", "organization"]);
});

test("every provider is bound to the management account, in the Region of Identity Center", () => {
  const { provider } = synthesize(withIdentity({ region: "us-east-1" })).stacks.identity ?? {};
  expect(provider?.aws).toMatchObject([
    { region: "eu-central-1", allowed_account_ids: ["111111111111"] },
    { region: "us-east-1", alias: "us-east-1", allowed_account_ids: ["111111111111"] },
  ]);
});

test("without an instance of Identity Center it stops with a sentence that says what to do", () => {
  expect(example?.data?.aws_ssoadmin_instances?.identity_center).toMatchObject({
    lifecycle: {
      postcondition: [
        {
          condition: "${length(self.arns) > 0}",
          error_message: expect.stringMatching(
            /^There is no organization instance .* eu-central-1\. Enable it by hand: /,
          ),
        },
      ],
    },
  });
});

test("without groups and permission sets it asks for no instance", () => {
  const config = minimalConfig({ identity: { breakGlass: { users: ["blue", "red"] } } });
  const { identity } = synthesize(config).stacks;
  expect(identity?.data).not.toHaveProperty("aws_ssoadmin_instances");
  expect(resourcesOf(identity, "aws_iam_user")).toHaveLength(2);
});

describe("permission sets", () => {
  test("have their name, their duration and their key", () => {
    expect(resourceOf(example, "aws_ssoadmin_permission_set", "developer")).toMatchObject({
      name: "Developer",
      session_duration: "PT8H",
      tags: { "rootstock:key": "developer" },
    });
  });

  test("get one policy after the other, the boundary first", () => {
    const permissionSets = {
      builder: {
        description: "Builds",
        managedPolicies: [
          "arn:aws:iam::aws:policy/ReadOnlyAccess",
          "arn:aws:iam::aws:policy/job-function/SystemAdministrator",
        ],
        inlinePolicy: [{ Effect: "Deny", Resource: "arn:aws:s3:::${aws:username}", Action: "s3:*" }],
        permissionsBoundary: { customerManagedPolicy: "boundary", path: "/teams/" },
      },
    } as const;
    const stack = synthesize(minimalConfig({ identity: { permissionSets } })).stacks.identity;
    const boundary = resourceOf(stack, "aws_ssoadmin_permissions_boundary_attachment", "builder_boundary");
    expect(boundary.permissions_boundary).toEqual({
      customer_managed_policy_reference: { name: "boundary", path: "/teams/" },
    });
    const managed = "aws_ssoadmin_managed_policy_attachment";
    expect(resourceOf(stack, managed, "builder_managed_ReadOnlyAccess").depends_on).toEqual([
      "aws_ssoadmin_permissions_boundary_attachment.builder_boundary",
    ]);
    expect(resourceOf(stack, managed, "builder_managed_job-function-SystemAdministrator").depends_on).toEqual([
      `${managed}.builder_managed_ReadOnlyAccess`,
    ]);
    const inline = resourceOf(stack, "aws_ssoadmin_permission_set_inline_policy", "builder_inline");
    expect(inline.depends_on).toEqual([`${managed}.builder_managed_job-function-SystemAdministrator`]);
    expect(inline.inline_policy).toBe(
      '{"Version":"2012-10-17","Statement":[{"Effect":"Deny","Action":"s3:*","Resource":"arn:aws:s3:::$${aws:username}"}]}',
    );
  });

  test("may have a boundary that AWS manages", () => {
    const permissionsBoundary = { managedPolicy: "arn:aws:iam::aws:policy/PowerUserAccess" };
    const permissionSets = { mine: { description: "Mine", permissionsBoundary } };
    const stack = synthesize(minimalConfig({ identity: { permissionSets } })).stacks.identity;
    expect(resourceOf(stack, "aws_ssoadmin_permissions_boundary_attachment", "mine_boundary")).toMatchObject({
      permissions_boundary: { managed_policy_arn: "arn:aws:iam::aws:policy/PowerUserAccess" },
    });
  });
});

describe("assignments", () => {
  const type = "aws_ssoadmin_account_assignment";

  test("have addresses made of keys, and wait until their permission set is complete", () => {
    expect(resourceOf(example, type, "developers_developer_shop-dev")).toMatchObject({
      permission_set_arn: "${aws_ssoadmin_permission_set.developer.arn}",
      principal_id: "${aws_identitystore_group.group_developers.group_id}",
      principal_type: "GROUP",
      target_id: "${data.terraform_remote_state.accounts-1.outputs.account_id_shop-dev}",
      target_type: "AWS_ACCOUNT",
      depends_on: ["aws_ssoadmin_permission_set_inline_policy.developer_inline"],
    });
  });

  test("reach the management account only where the configuration says so", () => {
    const inManagement = resourcesOf(example, type).filter(([, { target_id }]) => target_id === "111111111111");
    expect(inManagement.map(([name]) => name)).toEqual([
      "auditors_read-only_management",
      "platform_read-only_management",
      "responders_root-tasks_management",
    ]);
  });
});

test("root tasks: sts:AssumeRoot on root users, for named tasks, at the home Region's endpoint, and nothing else", () => {
  const inline = resourceOf(example, "aws_ssoadmin_permission_set_inline_policy", "root-tasks_inline");
  expect(jsonAt(inline, "inline_policy")).toEqual({
    Version: "2012-10-17",
    Statement: [
      {
        Sid: "StartRootSessions",
        Effect: "Allow",
        Action: "sts:AssumeRoot",
        Resource: "arn:aws:iam::*:root",
        Condition: {
          ArnEquals: {
            "sts:TaskPolicyArn": [
              "arn:aws:iam::aws:policy/root-task/IAMAuditRootUserCredentials",
              "arn:aws:iam::aws:policy/root-task/IAMDeleteRootUserCredentials",
              "arn:aws:iam::aws:policy/root-task/S3UnlockBucketPolicy",
            ],
          },
          StringEquals: { "aws:RequestedRegion": ["eu-central-1"] },
        },
      },
    ],
  });
  expect(resourceOf(example, "aws_ssoadmin_permission_set", "root-tasks").session_duration).toBe("PT1H");
  expect(
    resourcesOf(example, "aws_ssoadmin_managed_policy_attachment")
      .map(([name]) => name)
      .join(),
  ).not.toContain("root-tasks");
});

describe("break-glass", () => {
  test("users have no credential in any state, and cannot be destroyed", () => {
    expect(resourcesOf(small, "aws_iam_user")).toEqual([
      [
        "break_glass_user_blue",
        expect.objectContaining({ name: "acme-break-glass-blue", lifecycle: { prevent_destroy: true } }),
      ],
      [
        "break_glass_user_red",
        expect.objectContaining({ name: "acme-break-glass-red", lifecycle: { prevent_destroy: true } }),
      ],
    ]);
    for (const type of ["aws_iam_user_login_profile", "aws_iam_access_key", "aws_iam_user_policy"]) {
      expect(small?.resource).not.toHaveProperty(type);
    }
  });

  test("users may only assume the role", () => {
    expect(jsonAt(resourceOf(small, "aws_iam_group_policy", "break_glass_group_policy"), "policy")).toEqual({
      Version: "2012-10-17",
      Statement: [
        {
          Sid: "AssumeBreakGlassRole",
          Effect: "Allow",
          Action: "sts:AssumeRole",
          Resource: "arn:aws:iam::111111111111:role/acme-break-glass",
        },
      ],
    });
    for (const [, membership] of resourcesOf(small, "aws_iam_user_group_membership")) {
      expect(membership.groups).toEqual(["${aws_iam_group.break_glass.name}"]);
    }
  });

  test("the role trusts these users with MFA and nobody else, for an hour", () => {
    const role = resourceOf(small, "aws_iam_role", "break_glass_role");
    expect(role).toMatchObject({ max_session_duration: 3600, lifecycle: { prevent_destroy: true } });
    expect(jsonAt(role, "assume_role_policy")).toEqual({
      Version: "2012-10-17",
      Statement: [
        {
          Sid: "BreakGlassUsersWithMfa",
          Effect: "Allow",
          Principal: {
            AWS: ["${aws_iam_user.break_glass_user_blue.arn}", "${aws_iam_user.break_glass_user_red.arn}"],
          },
          Action: "sts:AssumeRole",
          Condition: { Bool: { "aws:MultiFactorAuthPresent": "true" } },
        },
      ],
    });
  });

  test("the role may look at the organization, detach SCPs and start root sessions", () => {
    expect(jsonAt(resourceOf(small, "aws_iam_role_policy", "break_glass_role_policy"), "policy")).toEqual({
      Version: "2012-10-17",
      Statement: [
        {
          Sid: "ReadOrganization",
          Effect: "Allow",
          Action: ["iam:ListOrganizationsFeatures", "organizations:Describe*", "organizations:List*"],
          Resource: "*",
        },
        {
          Sid: "DetachServiceControlPolicies",
          Effect: "Allow",
          Action: "organizations:DetachPolicy",
          Resource: "*",
          Condition: { StringEquals: { "organizations:PolicyType": "SERVICE_CONTROL_POLICY" } },
        },
        {
          Sid: "StartRootSessions",
          Effect: "Allow",
          Action: "sts:AssumeRoot",
          Resource: "arn:aws:iam::*:root",
          Condition: {
            ArnEquals: {
              "sts:TaskPolicyArn": [
                "IAMAuditRootUserCredentials",
                "IAMCreateRootUserPassword",
                "IAMDeleteRootUserCredentials",
                "S3UnlockBucketPolicy",
                "SQSUnlockQueuePolicy",
              ].map((task) => `arn:aws:iam::aws:policy/root-task/${task}`),
            },
          },
        },
      ],
    });
  });

  test.each(["role", "group", "ledger", "identity-center"])("a user may have the key %s", (key) => {
    const { identity } = synthesize(withIdentity({ breakGlass: { users: [key, "red"] } })).stacks;
    expect(resourceOf(identity, "aws_iam_user", `break_glass_user_${key}`).name).toBe(`acme-break-glass-${key}`);
  });

  const before = nextLedger(withIdentity(), undefined);
  const released = (users: readonly string[]) =>
    users.map((user) => ({ key: `foundation:break-glass-user:${user}`, reason: "by hand" }));

  test("a released user is forgotten, not destroyed", () => {
    const config = withIdentity({ breakGlass: { users: ["blue", "green"] } }, { released: released(["red"]) });
    expect(synthesize(config, before).stacks.identity?.removed).toEqual([
      { from: "aws_iam_user.break_glass_user_red", lifecycle: { destroy: false } },
      { from: "aws_iam_user_group_membership.break_glass_user_red_membership", lifecycle: { destroy: false } },
    ]);
  });

  test("with the last user the role and the group are forgotten, too", () => {
    const { breakGlass: _, ...identity } = identityConfig();
    const config = minimalConfig({ identity, released: released(["blue", "red"]) });
    expect(synthesize(config, before).stacks.identity?.removed?.map(({ from }) => from)).toEqual([
      "aws_iam_user.break_glass_user_blue",
      "aws_iam_user_group_membership.break_glass_user_blue_membership",
      "aws_iam_user.break_glass_user_red",
      "aws_iam_user_group_membership.break_glass_user_red_membership",
      "aws_iam_group.break_glass",
      "aws_iam_group_policy.break_glass_group_policy",
      "aws_iam_role.break_glass_role",
      "aws_iam_role_policy.break_glass_role_policy",
    ]);
  });
});

describe("what is renamed", () => {
  const sets = identityConfig().permissionSets ?? {};
  const shop = { name: "Apps", accounts: { shop: { email: "aws+shop@acme.example" } } };
  const base = (identity: Partial<IdentityConfig>, unit: OrganizationalUnitConfig, moved: readonly MovedConfig[]) =>
    withIdentity(identity, {
      organizationalUnits: { ...minimalConfig().organizationalUnits, apps: unit },
      moved,
    });
  const assigned = (group: string, permissionSet: string, account: string) => [
    { group, permissionSet, accounts: [account] },
  ];
  const before = nextLedger(base({ assignments: assigned("platform", "read-only", "shop") }, shop, []), undefined);
  const movedIn = (config: LandingZoneConfig): readonly string[] =>
    (synthesize(config, before).stacks.identity?.moved ?? []).map(({ from, to }) => `${from} > ${to}`);

  test("a group takes its assignments along", () => {
    const config = base(
      {
        groups: { engineers: { name: "platform" }, auditors: {} },
        assignments: assigned("engineers", "read-only", "shop"),
        rootTasks: { groups: ["engineers"] },
      },
      shop,
      [{ from: "foundation:identity-group:platform", to: "foundation:identity-group:engineers" }],
    );
    expect(problemsOf(config, before)).toEqual([]);
    expect(movedIn(config)).toEqual([
      "aws_identitystore_group.group_platform > aws_identitystore_group.group_engineers",
      "aws_ssoadmin_account_assignment.platform_read-only_shop > aws_ssoadmin_account_assignment.engineers_read-only_shop",
      "aws_ssoadmin_account_assignment.platform_root-tasks_management > aws_ssoadmin_account_assignment.engineers_root-tasks_management",
    ]);
  });

  test("a permission set takes its policies and its assignments along", () => {
    const full: PermissionSetConfig = {
      description: "Looking",
      name: "read-only",
      managedPolicies: ["arn:aws:iam::aws:policy/ReadOnlyAccess"],
      customerManagedPolicies: [{ name: "mine" }],
      inlinePolicy: [{ Effect: "Allow", Action: "s3:GetObject", Resource: "*" }],
      permissionsBoundary: { customerManagedPolicy: "boundary" },
    };
    const { administrator = full } = sets;
    const config = base(
      { permissionSets: { administrator, looking: full }, assignments: assigned("platform", "looking", "shop") },
      shop,
      [{ from: "foundation:permission-set:read-only", to: "foundation:permission-set:looking" }],
    );
    expect(problemsOf(config, before)).toEqual([]);
    expect(movedIn(config)).toEqual(
      [
        ["aws_ssoadmin_permission_set", ""],
        ["aws_ssoadmin_permissions_boundary_attachment", "_boundary"],
        ["aws_ssoadmin_managed_policy_attachment", "_managed_ReadOnlyAccess"],
        ["aws_ssoadmin_customer_managed_policy_attachment", "_customer_mine"],
        ["aws_ssoadmin_permission_set_inline_policy", "_inline"],
      ]
        .map(([type, end]) => `${type}.read-only${end} > ${type}.looking${end}`)
        .concat(
          "aws_ssoadmin_account_assignment.platform_read-only_shop > aws_ssoadmin_account_assignment.platform_looking_shop",
        ),
    );
    // Every new address is one of this very stack: a moved block that leads nowhere would move nothing.
    const { resource = {} } = synthesize(config, before).stacks.identity ?? {};
    for (const line of movedIn(config)) {
      const [type = "", name = ""] = (line.split(" > ")[1] ?? "").split(".");
      expect(Object.keys(resource[type] ?? {})).toContain(name);
    }
  });

  test("an account keeps the access that people have in it", () => {
    const store = { name: "Apps", accounts: { store: { name: "shop", email: "aws+shop@acme.example" } } };
    const config = base({ assignments: assigned("platform", "read-only", "store") }, store, [
      { from: "shop", to: "store" },
    ]);
    expect(movedIn(config)).toEqual([
      "aws_ssoadmin_account_assignment.platform_read-only_shop > aws_ssoadmin_account_assignment.platform_read-only_store",
    ]);
  });

  test("of several at once Terraform follows one way", () => {
    const store = { name: "Apps", accounts: { store: { name: "shop", email: "aws+shop@acme.example" } } };
    const { administrator, "read-only": looking } = sets;
    if (administrator === undefined || looking === undefined) throw new Error("no permission sets");
    const config = base(
      {
        groups: { engineers: { name: "platform" }, auditors: {} },
        permissionSets: { administrator, looking: { ...looking, name: "read-only" } },
        assignments: assigned("engineers", "looking", "store"),
        rootTasks: { groups: ["engineers"] },
      },
      store,
      [
        { from: "foundation:identity-group:platform", to: "foundation:identity-group:engineers" },
        { from: "foundation:permission-set:read-only", to: "foundation:permission-set:looking" },
        { from: "shop", to: "store" },
      ],
    );
    expect(problemsOf(config, before)).toEqual([]);
    const assignment = "aws_ssoadmin_account_assignment";
    expect(movedIn(config).filter((line) => line.endsWith("_store") || line.includes("_shop"))).toEqual([
      `${assignment}.platform_read-only_shop > ${assignment}.engineers_read-only_shop`,
      `${assignment}.engineers_read-only_shop > ${assignment}.engineers_looking_shop`,
      `${assignment}.engineers_looking_shop > ${assignment}.engineers_looking_store`,
    ]);
  });
});

describe("what is taken out", () => {
  const before = nextLedger(withIdentity(), undefined);
  const { administrator } = identityConfig().permissionSets ?? {};
  if (administrator === undefined) throw new Error("no permission set");

  test("takes one line, which the refusal says, and the key may be used again", () => {
    const closing = [{ key: "foundation:permission-set:read-only", reason: "nobody needs it" }];
    const without = withIdentity({ permissionSets: { administrator } }, { closing });
    expect(problemsOf(without, before)).toEqual([]);
    const after = nextLedger(without, before);
    expect(problemsOf(withIdentity({ permissionSets: { administrator } }), after)).toEqual([]);
    expect(problemsOf(withIdentity(), after)).toEqual([]);
  });

  test("is nothing while identities are only switched off: their state is not touched", () => {
    const { breakGlass: _, ...identity } = identityConfig({ mode: "off" });
    const closing = ["blue", "red"].map((user) => ({ key: `foundation:break-glass-user:${user}`, reason: "x" }));
    expect(problemsOf(minimalConfig({ identity, closing }), before)).toEqual([]);
  });
});

test("a policy of one's own is referred to by name and path, after those of AWS, each under a name of its own", () => {
  const { stacks } = synthesize(
    withPermissionSet({ customerManagedPolicies: [{ name: "a.b" }, { name: "b", path: "/a/" }, { name: "a_2fb" }] }),
  );
  const type = "aws_ssoadmin_customer_managed_policy_attachment";
  expect(
    resourcesOf(stacks.identity ?? {}, type).map(([name, block]) => [
      name,
      block.customer_managed_policy_reference,
      block.depends_on,
    ]),
  ).toEqual([
    [
      "mine_customer_a_2eb",
      { name: "a.b", path: "/" },
      ["aws_ssoadmin_managed_policy_attachment.mine_managed_ReadOnlyAccess"],
    ],
    ["mine_customer_a_2fb", { name: "b", path: "/a/" }, [`${type}.mine_customer_a_5f2fb`]],
    ["mine_customer_a_5f2fb", { name: "a_2fb", path: "/" }, [`${type}.mine_customer_a_2eb`]],
  ]);
});
