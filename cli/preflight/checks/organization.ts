import type { LiveCheck } from "../check";
import type { LiveOrganization } from "../facts";
import { type Finding, judgeObserved, note, ok, problem } from "../finding";
import { importCommand } from "../import-command";

const CHECK = "organization";

/** There is no organization yet, or it is this account's own with all features. */
export const judgeOrganization: LiveCheck = ({ organization, accountKeys }, zone) =>
  judgeObserved(CHECK, organization, (live) => {
    if (live === undefined) {
      return [ok(CHECK, "The account is in no organization; the first apply creates one with all features")];
    }
    if (live.id === zone.adoption?.organizationId) {
      return [ok(CHECK, `The first apply imports organization ${live.id}, as it was adopted`)];
    }
    const isOurs = accountKeys.kind === "observed" && Object.keys(accountKeys.value).length > 0;
    return judgeExisting(live, zone.managementAccount.id, isOurs);
  });

function judgeExisting(live: LiveOrganization, managementAccountId: string, isOurs: boolean): readonly Finding[] {
  if (live.managementAccountId !== managementAccountId) {
    return [
      problem(
        CHECK,
        `The account is a member of organization ${live.id}, whose management account is ${live.managementAccountId}`,
        "Declare that account as managementAccount, or take this one out of the organization first.",
      ),
    ];
  }
  if (live.featureSet !== "ALL") {
    return [
      problem(
        CHECK,
        `Organization ${live.id} has consolidated billing only, so no policy can be attached`,
        "Run `aws organizations enable-all-features`; every invited account has to agree before it takes effect.",
      ),
    ];
  }
  if (isOurs) {
    return [ok(CHECK, `Organization ${live.id} has all features, and accounts that Rootstock created`)];
  }
  return [
    note(
      CHECK,
      `Organization ${live.id} exists already, with all features`,
      `If Terraform's state does not hold it yet, import it before the first apply: ${importCommand("organization", "aws_organizations_organization.organization", live.id)}. Units of the same name below the same parent have to be imported too.`,
    ),
  ];
}
