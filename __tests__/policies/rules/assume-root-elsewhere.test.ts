import { expect, test } from "@jest/globals";
import type { LandingZoneConfig, PolicyStatementConfig } from "../../../model/config";
import type { AssignmentConfig } from "../../../model/identity-config";
import { assumeRootElsewhereRule } from "../../../policies/rules/assume-root-elsewhere";
import { breachesOf } from "../../support/breaches";
import { withIdentity } from "../../support/identity-config";

const ALLOW: PolicyStatementConfig = { Effect: "Allow", Action: "sts:AssumeRoot", Resource: "*" };

function configWith(
  statement: PolicyStatementConfig,
  targets: Partial<AssignmentConfig> = { managementAccount: true },
  changes: Partial<LandingZoneConfig> = {},
): LandingZoneConfig {
  return withIdentity(
    {
      permissionSets: { mine: { description: "Mine", inlinePolicy: [statement] } },
      assignments: [{ group: "platform", permissionSet: "mine", ...targets }],
    },
    changes,
  );
}

const delegated = { rootAccess: { delegateToSecurityAccount: true } };
const inSecurity = { accounts: ["security-tooling"] };

test.each<[string, LandingZoneConfig, boolean]>([
  ["the action itself", configWith(ALLOW), true],
  ["the action in other letters", configWith({ ...ALLOW, Action: ["STS:assumeroot"] }), true],
  ["all actions of the service", configWith({ ...ALLOW, Action: "sts:*" }), true],
  ["everything", configWith({ ...ALLOW, Action: "*" }), true],
  ["everything but something else", configWith({ Effect: "Allow", NotAction: "iam:*", Resource: "*" }), true],
  ["everything but the service", configWith({ Effect: "Allow", NotAction: "sts:*", Resource: "*" }), false],
  ["roles only", configWith({ ...ALLOW, Action: "sts:AssumeRole" }), false],
  ["a deny", configWith({ ...ALLOW, Effect: "Deny" }), false],
  ["a member account, where it is of no use", configWith(ALLOW, { accounts: ["log-archive"] }), false],
  ["the security account, which is no delegate", configWith(ALLOW, inSecurity), false],
  ["the security account, which is", configWith(ALLOW, inSecurity, delegated), true],
])("%s", (_, config, isBreach) => {
  const found = breachesOf(assumeRootElsewhereRule, config);
  expect(found.map((text) => text.slice(0, text.indexOf(":")))).toEqual(
    isBreach ? ["identity.permissionSets.mine.inlinePolicy[0]"] : [],
  );
});
