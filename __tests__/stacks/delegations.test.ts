import { expect, test } from "@jest/globals";
import type { LandingZoneConfig } from "../../model/config";
import { minimalConfig } from "../support/example-config";
import { synthesize } from "../support/synthesize";

const security = "${data.terraform_remote_state.accounts-1.outputs.account_id_security-tooling}";
const ORGANIZATIONS = "aws_organizations_delegated_administrator";
const TRAIL = "aws_cloudtrail_organization_delegated_admin_account";

const NOTHING: LandingZoneConfig["detection"] = { externalAccess: { mode: "off" } };

test("nothing is delegated where no service needs it and the configuration asks for nothing", () => {
  expect(Object.keys(synthesize(minimalConfig({ detection: NOTHING })).stacks)).not.toContain("delegations");
});

test.each<[string, Partial<LandingZoneConfig>, object]>([
  [
    "Access Analyzer, by default,",
    {},
    { [ORGANIZATIONS]: { access_analyzer: { service_principal: "access-analyzer.amazonaws.com" } } },
  ],
  [
    "central root access",
    { rootAccess: { delegateToSecurityAccount: true }, detection: NOTHING },
    { [ORGANIZATIONS]: { central_root_access: { account_id: security, service_principal: "iam.amazonaws.com" } } },
  ],
  [
    "the trail",
    { trail: { delegatedAdministrator: true }, detection: NOTHING },
    { [TRAIL]: { trail: { account_id: security } } },
  ],
  [
    "AWS Config with its rules",
    { detection: { ...NOTHING, config: {} } },
    {
      [ORGANIZATIONS]: {
        config: { account_id: security, service_principal: "config.amazonaws.com" },
        config_rules: { account_id: security, service_principal: "config-multiaccountsetup.amazonaws.com" },
      },
    },
  ],
])("%s is delegated to the security account, and nothing else", (_, changes, expected) => {
  const { stacks, manifest } = synthesize(minimalConfig(changes));
  expect(stacks.delegations?.resource).toMatchObject(expected);
  const { terraform_data: _ledger, ...resources } = stacks.delegations?.resource ?? {};
  const addresses = (blocks: object): readonly string[] =>
    Object.entries(blocks).flatMap(([type, named]) => Object.keys(named).map((name) => `${type}.${name}`));
  expect(addresses(resources)).toEqual(addresses(expected));
  expect([...(manifest.stacks.delegations?.dependencies ?? [])].sort()).toEqual(["accounts-1", "organization"]);
  expect(stacks.delegations?.provider?.aws).toMatchObject([{ allowed_account_ids: ["111111111111"] }]);
});
