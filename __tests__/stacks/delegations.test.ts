import { expect, test } from "@jest/globals";
import type { LandingZoneConfig } from "../../model/config";
import { minimalConfig } from "../support/example-config";
import { synthesize } from "../support/synthesize";

const security = "${data.terraform_remote_state.accounts-1.outputs.account_id_security-tooling}";
const ROOT = "aws_organizations_delegated_administrator";
const TRAIL = "aws_cloudtrail_organization_delegated_admin_account";

test("nothing is delegated unless the configuration says so", () => {
  expect(Object.keys(synthesize(minimalConfig()).stacks)).not.toContain("delegations");
});

test.each<[string, Partial<LandingZoneConfig>, object]>([
  [
    "central root access",
    { rootAccess: { delegateToSecurityAccount: true } },
    { [ROOT]: { central_root_access: { account_id: security, service_principal: "iam.amazonaws.com" } } },
  ],
  ["the trail", { trail: { delegatedAdministrator: true } }, { [TRAIL]: { trail: { account_id: security } } }],
])("%s is delegated to the security account, and nothing else", (_, changes, expected) => {
  const { stacks, manifest } = synthesize(minimalConfig(changes));
  expect(stacks.delegations?.resource).toMatchObject(expected);
  const types = Object.keys(stacks.delegations?.resource ?? {}).filter((type) => type !== "terraform_data");
  expect(types).toEqual(Object.keys(expected));
  expect([...(manifest.stacks.delegations?.dependencies ?? [])].sort()).toEqual(["accounts-1", "organization"]);
  expect(stacks.delegations?.provider?.aws).toMatchObject([{ allowed_account_ids: ["111111111111"] }]);
});
