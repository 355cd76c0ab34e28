import type { LiveFacts, Observation } from "../../../cli/preflight/facts";
import organization from "../../../config/organization";
import type { LandingZone } from "../../../model/landing-zone";
import { resolve } from "../../../model/resolve";

/** What a call that was answered has found. */
export function observed<T>(value: T): Observation<T> {
  return { kind: "observed", value };
}

/** The example organization, of which no account exists yet. */
export const example: LandingZone = resolve(organization, undefined).zone;

/** The management account of the example, in no organization, as AWS answers for it. */
export const emptyAccount: LiveFacts = {
  organization: observed(undefined),
  enabledPolicyTypes: observed([]),
  accounts: observed([]),
  accountKeys: observed({}),
  accountQuota: observed(50),
  trustedServices: observed([]),
  controlTowerPolicies: observed([]),
  identityCenter: observed([]),
  trails: observed([]),
  buckets: observed([
    { name: "acme-org-trail-111111111111-eu-central-1", state: "free" },
    { name: "acme-access-logs-111111111111-eu-central-1", state: "free" },
  ]),
};

/** The management account of the example after its first apply. */
export const appliedAccount: LiveFacts = {
  ...emptyAccount,
  organization: observed({ id: "o-a1b2c3d4e5", featureSet: "ALL", managementAccountId: "111111111111" }),
  enabledPolicyTypes: observed([
    "AISERVICES_OPT_OUT_POLICY",
    "RESOURCE_CONTROL_POLICY",
    "SERVICE_CONTROL_POLICY",
    "TAG_POLICY",
  ]),
  accounts: observed([
    { id: "111111111111", name: "acme-management", email: "aws+management@acme.example", state: "ACTIVE" },
    ...example.accounts.map(({ name, email }, index) => ({
      id: String(222222222200 + index),
      name,
      email,
      state: "ACTIVE",
    })),
  ]),
  accountKeys: observed(Object.fromEntries(example.accounts.map(({ key }, index) => [222222222200 + index, key]))),
  trustedServices: observed([
    "account.amazonaws.com",
    "cloudtrail.amazonaws.com",
    "iam.amazonaws.com",
    "sso.amazonaws.com",
  ]),
  identityCenter: observed([{ arn: "arn:aws:sso:::instance/ssoins-1234567890abcdef", region: "eu-central-1" }]),
  trails: observed([
    {
      name: "acme-organization-trail",
      arn: "arn:aws:cloudtrail:eu-central-1:111111111111:trail/acme-organization-trail",
      homeRegion: "eu-central-1",
      isOrganizationTrail: true,
    },
  ]),
  buckets: observed([
    { name: "acme-org-trail-111111111111-eu-central-1", state: "taken" },
    { name: "acme-access-logs-111111111111-eu-central-1", state: "taken" },
  ]),
};
