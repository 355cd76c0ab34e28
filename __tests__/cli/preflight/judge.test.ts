import { describe, expect, test } from "@jest/globals";
import type { Caller, Facts, LiveFacts, Observation, TerraformFact } from "../../../cli/preflight/facts";
import type { Finding } from "../../../cli/preflight/finding";
import { judge } from "../../../cli/preflight/judge";
import { appliedAccount, emptyAccount, example, observed } from "./recorded-facts";

const administrator: Caller = {
  accountId: "111111111111",
  arn: "arn:aws:sts::111111111111:assumed-role/Administrator/alice",
};
const terraform: TerraformFact = { kind: "found", description: "Terraform 1.11.4 at /usr/bin/terraform" };

function judged(live: LiveFacts | undefined, caller = administrator): readonly Finding[] {
  const facts: Facts = { caller, terraform, live };
  return judge(facts, example);
}

function of(check: string, findings: readonly Finding[]): readonly Finding[] {
  return findings.filter((finding) => finding.check === check);
}

test("an empty management account is ready, but Identity Center has to be enabled by hand", () => {
  const findings = judged(emptyAccount);
  expect(findings.filter(({ level }) => level !== "ok").map(({ check }) => check)).toEqual(["identity-center"]);
  expect(of("organization", findings)).toEqual([
    {
      check: "organization",
      level: "ok",
      message: "The account is in no organization; the first apply creates one with all features",
    },
  ]);
});

test("after the first apply there is nothing to do", () => {
  expect(judged(appliedAccount).filter(({ level }) => level !== "ok")).toEqual([]);
});

interface Case {
  readonly name: string;
  readonly change: Partial<LiveFacts>;
  readonly check: string;
  readonly level: Finding["level"];
  readonly says: RegExp;
  readonly remedy?: RegExp;
}

const trail = { name: "old", homeRegion: "eu-central-1", isOrganizationTrail: true } as const;

const cases: readonly Case[] = [
  {
    name: "consolidated billing only",
    change: {
      organization: observed({
        id: "o-a1b2c3d4e5",
        featureSet: "CONSOLIDATED_BILLING",
        managementAccountId: "111111111111",
      }),
    },
    check: "organization",
    level: "problem",
    says: /consolidated billing only/,
    remedy: /aws organizations enable-all-features/,
  },
  {
    name: "a member of somebody else's organization",
    change: { organization: observed({ id: "o-a1b2c3d4e5", featureSet: "ALL", managementAccountId: "999999999999" }) },
    check: "organization",
    level: "problem",
    says: /member of organization o-a1b2c3d4e5, whose management account is 999999999999/,
  },
  {
    name: "an organization that Terraform may not know",
    change: { accountKeys: observed({}) },
    check: "organization",
    level: "note",
    says: /o-a1b2c3d4e5 exists already/,
    remedy: /terraform -chdir=cdktf.out\/stacks\/organization import aws_organizations_organization\.\S+ o-a1b2c3d4e5/,
  },
  {
    name: "a policy type that would be switched off",
    change: { enabledPolicyTypes: observed(["SERVICE_CONTROL_POLICY", "RESOURCE_CONTROL_POLICY", "BACKUP_POLICY"]) },
    check: "policy-types",
    level: "problem",
    says: /BACKUP_POLICY is enabled/,
  },
  {
    name: "a policy type to be enabled",
    change: { enabledPolicyTypes: observed([]) },
    check: "policy-types",
    level: "ok",
    says: /first apply enables AISERVICES_OPT_OUT_POLICY, RESOURCE_CONTROL_POLICY, SERVICE_CONTROL_POLICY, TAG_POLICY$/,
  },
  {
    name: "services that get trusted access",
    change: { trustedServices: observed(["sso.amazonaws.com"]) },
    check: "trusted-access",
    level: "ok",
    says: /gives trusted access to access-analyzer\.amazonaws\.com, account\.amazonaws\.com, cloudtrail\.amazonaws\.com, iam\.amazonaws\.com$/,
  },
  {
    name: "a service that would lose trusted access",
    change: { trustedServices: observed(["guardduty.amazonaws.com"]) },
    check: "trusted-access",
    level: "problem",
    says: /guardduty\.amazonaws\.com has trusted access/,
  },
  {
    name: "Control Tower by its trusted access",
    change: { trustedServices: observed(["controltower.amazonaws.com"]) },
    check: "control-tower",
    level: "note",
    says: /governs this organization/,
    remedy: /reservedPolicySlots/,
  },
  {
    name: "Control Tower by its policies, in a unit where accounts are declared",
    change: {
      controlTowerPolicies: observed([
        { name: "aws-guardrails-AbCdEf", targets: [{ kind: "ORGANIZATIONAL_UNIT", name: "Security" }] },
      ]),
    },
    check: "control-tower",
    level: "problem",
    says: /declared in security, and a unit of its name \(Security\)/,
    remedy: /Account Factory/,
  },
  {
    name: "a quota that is too small",
    change: { accountQuota: observed(10) },
    check: "account-quota",
    level: "problem",
    says: /^12 existing and 0 new accounts make 12, the management account included; the quota is 10$/,
    remedy: /L-E619E033/,
  },
  {
    name: "a quota that cannot be read",
    change: { accountQuota: { kind: "denied", permission: "servicequotas:GetServiceQuota" } },
    check: "account-quota",
    level: "problem",
    says: /quota is 10, AWS's default for a new organization \(the caller may not call servicequotas:GetServiceQuota\)/,
  },
  {
    name: "a closed account with a declared address, whatever its case",
    change: {
      accounts: observed([{ id: "333333333333", name: "old", email: "AWS+Network@acme.example", state: "SUSPENDED" }]),
    },
    check: "existing-accounts",
    level: "problem",
    says: /address of network belongs to account 333333333333 \(old\), which is SUSPENDED/,
  },
  {
    name: "another organization trail",
    change: { trails: observed([{ ...trail, arn: "arn:aws:cloudtrail:eu-central-1:111111111111:trail/old" }]) },
    check: "trails",
    level: "note",
    says: /second copy of the management events of every account in the organization costs \$2\.00 per 100,000 events/,
  },
  {
    name: "another trail of the management account",
    change: {
      trails: observed([
        { ...trail, isOrganizationTrail: false, arn: "arn:aws:cloudtrail:us-east-1:111111111111:trail/old" },
      ]),
    },
    check: "trails",
    level: "note",
    says: /second copy of the management events of the management account/,
  },
  {
    name: "an archive bucket in the wrong account",
    change: { buckets: observed([{ name: "acme-org-trail", state: "owned" }]) },
    check: "bucket-names",
    level: "problem",
    says: /belongs into the log archive account/,
  },
  {
    name: "an archive bucket that is taken, while there is no archive account",
    change: {
      accounts: observed([]),
      trails: observed([]),
      buckets: observed([{ name: "acme-org-trail", state: "taken" }]),
    },
    check: "bucket-names",
    level: "problem",
    says: /taken by an account outside this organization/,
  },
  {
    name: "an archive bucket that is taken, perhaps by the archive account",
    change: { trails: observed([]), buckets: observed([{ name: "acme-org-trail", state: "taken" }]) },
    check: "bucket-names",
    level: "note",
    says: /exists in another account$/,
  },
  {
    name: "archive buckets of the declared trail",
    change: {},
    check: "bucket-names",
    level: "ok",
    says: /are taken, and the declared trail uses them$/,
  },
  {
    name: "Identity Center in another Region",
    change: { identityCenter: observed([{ arn: "arn:aws:sso:::instance/ssoins-1", region: "us-west-2" }]) },
    check: "identity-center",
    level: "note",
    says: /in us-west-2, not in the home Region eu-central-1/,
  },
];

test.each(cases)("$name: $check says so", ({ change, check, level, says, remedy }) => {
  const findings = of(check, judged({ ...appliedAccount, ...change })).filter((finding) => finding.level === level);
  expect(findings).toHaveLength(1);
  expect(findings[0]?.message).toMatch(says);
  expect(findings[0]?.remedy ?? "").toMatch(remedy ?? (level === "ok" ? /^$/ : /\.$/));
});

test("accounts that exist and were not created by Rootstock have to be imported, each into its own stack", () => {
  const notes = of("existing-accounts", judged({ ...appliedAccount, accountKeys: observed({}) }));
  expect(notes).toHaveLength(example.accounts.length);
  expect(notes[0]?.level).toBe("note");
  expect(notes[0]?.remedy).toMatch(
    /-chdir=cdktf\.out\/stacks\/accounts-1 import aws_organizations_account\.\S+ 2222222222\d\d\./,
  );
});

test("the quota counts what exists undeclared as well", () => {
  const undeclared = { id: "444444444444", name: "legacy", email: "legacy@acme.example", state: "SUSPENDED" };
  const [finding] = of("account-quota", judged({ ...emptyAccount, accounts: observed([undeclared]) }));
  expect(finding?.message).toMatch(/^2 existing and 11 new accounts make 13,/);
});

const probes: readonly (keyof LiveFacts)[] = [
  "organization",
  "enabledPolicyTypes",
  "accounts",
  "trustedServices",
  "controlTowerPolicies",
  "identityCenter",
  "trails",
  "buckets",
];

describe("a call that AWS refuses", () => {
  const denied: Observation<never> = { kind: "denied", permission: "service:Action" };
  const failed: Observation<never> = { kind: "failed", permission: "service:Action", message: "Rate exceeded" };

  test.each(probes)("%s becomes a finding that names the permission", (probe) => {
    const unknown = judged({ ...emptyAccount, [probe]: denied }).filter(({ level }) => level === "unknown");
    expect(unknown.length).toBeGreaterThan(0);
    for (const { message } of unknown)
      expect(message).toBe("Could not check: needs service:Action, which the caller lacks");
  });

  test.each(probes)("%s that fails otherwise becomes a finding with AWS's words", (probe) => {
    const unknown = judged({ ...emptyAccount, [probe]: failed }).filter(({ level }) => level === "unknown");
    expect(unknown.length).toBeGreaterThan(0);
    for (const { message } of unknown) expect(message).toBe("Could not check: service:Action failed: Rate exceeded");
  });
});

test("credentials of another account are the only thing that is judged", () => {
  const caller = { accountId: "999999999999", arn: "arn:aws:iam::999999999999:user/bob" };
  const findings = judged(undefined, caller);
  expect(findings.map(({ check, level }) => [check, level])).toEqual([
    ["terraform", "ok"],
    ["management-account", "problem"],
  ]);
});

test("the root user of the management account is told to use another identity", () => {
  const caller = { accountId: "111111111111", arn: "arn:aws:iam::111111111111:root" };
  expect(of("management-account", judged(emptyAccount, caller)).map(({ level }) => level)).toEqual(["ok", "note"]);
});

test("a Terraform that cannot be used is a problem, with what to do", () => {
  const unusable: TerraformFact = { kind: "unusable", message: "terraform is too old", remedy: "Install a newer one." };
  expect(judge({ caller: administrator, terraform: unusable, live: emptyAccount }, example)).toContainEqual({
    check: "terraform",
    level: "problem",
    message: "terraform is too old",
    remedy: "Install a newer one.",
  });
});
