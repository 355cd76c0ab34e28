import type { LiveCheck } from "../check";
import { judgeObserved, note, ok } from "../finding";

const CHECK = "identity-center";

/** Says where IAM Identity Center is, or how to enable it: no API does. */
export const judgeIdentityCenter: LiveCheck = ({ identityCenter }, zone) =>
  judgeObserved(CHECK, identityCenter, ([instance]) => {
    if (instance === undefined) {
      return [
        note(
          CHECK,
          "There is no organization instance of IAM Identity Center in any Region that is enabled by default",
          `Enable it by hand once the organization exists: console of the management account, Region ${zone.homeRegion}, IAM Identity Center, Enable. It lives in one Region, and moving it means starting again.`,
        ),
      ];
    }
    if (instance.region === zone.homeRegion) {
      return [ok(CHECK, `IAM Identity Center is in the home Region ${instance.region}`)];
    }
    return [
      note(
        CHECK,
        `IAM Identity Center is in ${instance.region}, not in the home Region ${zone.homeRegion}`,
        `It can stay there: write identity: { region: "${instance.region}" } in the configuration.`,
      ),
    ];
  });
