import { describe, expect, test } from "@jest/globals";
import type { LandingZoneConfig } from "../../model/config";
import type { Adoption, Ledger } from "../../model/ledger";
import { nextLedger } from "../../model/next-ledger";
import { targetKey } from "../../model/policy-target";
import { resolve } from "../../model/resolve";
import { organizationPoliciesOf } from "../../policies/proofs/organization-policies";
import { quotaBudget } from "../../policies/quota-budget";
import { memberRunbook } from "../../reports/recovery-runbook";
import { minimalConfig } from "../support/example-config";
import { resourceOf, type StackJson, synthesize } from "../support/synthesize";

const minimal = minimalConfig();
const CONTENT = {
  Version: "2012-10-17",
  Statement: { Effect: "Deny", Action: "s3:*", Resource: "arn:aws:s3:::${aws:username}" },
};

/** The minimal configuration as if it had been adopted: what is not live is off. */
const config: LandingZoneConfig = minimalConfig({
  organizationalUnits: {
    security: { ...minimal.organizationalUnits.security, name: "Security", guardrails: ["kept"] },
  },
  rootAccounts: { stray: { email: "stray@acme.example", alternateContacts: ["security"] } },
  guardrails: { kept: { name: "Kept", reason: "Adopted.", description: "", content: CONTENT } },
  externalPolicies: {
    tower: {
      name: "aws-guardrails-abc",
      owner: "control-tower",
      policyType: "scp",
      attachedTo: ["security", "stray"],
      content: { Statement: [{ Effect: "Deny", Action: "ec2:*", Resource: "*" }] },
    },
  },
  denyRoot: { mode: "off" },
  companionGuardrails: Object.fromEntries(
    ["deny-leave-organization", "protect-trail", "protect-archive", "protect-alerting", "protect-root-settings"].map(
      (id) => [id, { mode: "off" }],
    ),
  ),
  alerting: { mode: "off" },
  trail: { mode: "off" },
  rootAccess: { mode: "off" },
  tagging: { mode: "off" },
  alternateContacts: [],
  policyTypes: ["BACKUP_POLICY"],
  deferred: { trustedServices: ["sso.amazonaws.com"], policyTypes: ["rcp"] },
});

const ADOPTION: Adoption = {
  organizationId: "o-abcdefghij",
  rootId: "r-root",
  on: "2026-07-01",
  digest: "0",
  centralRootAccess: false,
  organizationalUnits: { security: "ou-root-security" },
  accounts: { "log-archive": "222222222222", stray: "333333333333" },
  policies: { kept: { id: "p-kept", targets: ["security"] } },
  contacts: { stray: ["security"] },
};

function adopted(of: LandingZoneConfig = config): Ledger {
  return { ...nextLedger(of, undefined), adoption: ADOPTION };
}

const { stacks, zone } = synthesize(config, adopted());

function importsOf(stack: StackJson | undefined): Readonly<Record<string, string>> {
  const blocks: readonly { readonly to: string; readonly id: string }[] = Reflect.get(stack ?? {}, "import") ?? [];
  return Object.fromEntries(blocks.map(({ to, id }) => [to, id]));
}

describe("the stacks of an organization that is being adopted", () => {
  test("import exactly what exists, by the ids that the provider knows", () => {
    expect(importsOf(stacks.organization)).toEqual({
      "aws_organizations_organization.organization": "o-abcdefghij",
      "aws_organizations_organizational_unit.security": "ou-root-security",
    });
    // The security tooling is not in the ledger's list: it is a new account.
    expect(importsOf(stacks["accounts-1"])).toEqual({
      "aws_organizations_account.log-archive": "222222222222",
      "aws_organizations_account.stray": "333333333333",
      "aws_account_alternate_contact.stray_security": "333333333333/SECURITY",
    });
    expect(importsOf(stacks.guardrails)).toMatchObject({
      "aws_organizations_policy.kept": "p-kept",
      "aws_organizations_policy_attachment.kept_security": "ou-root-security:p-kept",
    });
  });

  test("import under the new key what was renamed before it was imported", () => {
    const { stray, ...others } = config.rootAccounts ?? {};
    if (stray === undefined) throw new Error("no account stray");
    const rootAccounts = { ...others, found: stray };
    const externalPolicies = {};
    const moved = [{ from: "stray", to: "found" }];
    const after = synthesize({ ...config, rootAccounts, externalPolicies, moved }, adopted());
    expect(importsOf(after.stacks["accounts-1"])["aws_organizations_account.found"]).toBe("333333333333");
    expect(Object.keys(after.ledger.adoption?.accounts ?? {})).toEqual(["log-archive", "found"]);
  });

  test("import nothing once it is finished, and have their tripwires then", () => {
    const { adoption, ...finished } = adopted();
    expect(adoption).toBeDefined();
    const tripwire = (of: StackJson | undefined) => resourceOf(of ?? {}, "terraform_data", "ledger").for_each;
    expect(tripwire(stacks["accounts-1"])).toBe("${toset([])}");
    const after = synthesize(config, finished).stacks;
    expect(importsOf(after["accounts-1"])).toEqual({});
    expect(tripwire(after["accounts-1"])).toContain("account/stray");
  });

  test("leave tags alone, and set only the contacts that are named", () => {
    const account = resourceOf(stacks["accounts-1"] ?? {}, "aws_organizations_account", "stray");
    expect(account.lifecycle).toMatchObject({ ignore_changes: expect.arrayContaining(["tags", "tags_all"]) });
    expect(account.parent_id).toContain("outputs.root_id");
    const unit = resourceOf(stacks.organization ?? {}, "aws_organizations_organizational_unit", "security");
    expect(unit.lifecycle).toEqual({ prevent_destroy: true, ignore_changes: ["tags", "tags_all"] });
    const enforced = synthesize({ ...config, tagging: { mode: "enforce" } }, adopted()).stacks;
    const twin = resourceOf(enforced.organization ?? {}, "aws_organizations_organizational_unit", "security");
    expect(twin.lifecycle).toEqual({ prevent_destroy: true });
    expect(Object.keys(stacks["accounts-1"]?.resource?.aws_account_alternate_contact ?? {})).toEqual([
      "stray_security",
    ]);
    expect(stacks.organization?.resource?.aws_account_alternate_contact).toBeUndefined();
  });

  test("switch on what is not deferred, and keep what is enabled beside", () => {
    const organization = resourceOf(stacks.organization ?? {}, "aws_organizations_organization", "organization");
    expect(organization.aws_service_access_principals).not.toContain("sso.amazonaws.com");
    expect(organization.aws_service_access_principals).toContain("iam.amazonaws.com");
    expect(organization.enabled_policy_types).toEqual(["BACKUP_POLICY", "SERVICE_CONTROL_POLICY"]);
  });

  test("write a policy that was found word for word, with Terraform's own signs escaped", () => {
    const policy = resourceOf(stacks.guardrails ?? {}, "aws_organizations_policy", "kept");
    expect(policy).toMatchObject({ name: "Kept", description: "" });
    expect(policy.content).toBe(JSON.stringify(CONTENT).replace("${", () => "$${"));
  });
});

describe("policies of others", () => {
  test("take slots where they are attached", () => {
    const nodes = new Map(quotaBudget(zone).nodes.map(({ target, slots }) => [targetKey(target), slots]));
    const reserved = (key: string) => nodes.get(key)?.find(({ policyType }) => policyType === "scp")?.reserved;
    expect([reserved("root"), reserved("security"), reserved("stray")]).toEqual([0, 1, 1]);
  });

  test("are at their nodes when accounts are evaluated, at the root, too", () => {
    const policies = organizationPoliciesOf(zone);
    for (const account of zone.accounts) {
      const levels = policies.levelsOf(policies.placeOf(account), "scp");
      const foreign = levels.flatMap((level) => level.policies).filter(({ origin }) => origin.kind === "foreign");
      expect(foreign.map(({ name }) => name)).toEqual(["aws-guardrails-abc"]);
    }
  });
});

test("without a Recovery OU, the runbook of an account does not lead into one", () => {
  const titles = (of: typeof zone) => memberRunbook(of, of.security).sections.map(({ id }) => id);
  expect(titles(zone)).not.toContain("into-recovery");
  expect(titles(resolve(minimal, undefined).zone)).toContain("into-recovery");
});
