import type { AuditCheck } from "../check";
import { Verdict } from "../finding";

/** Both features of central root access, as IAM names them. */
export const ROOT_FEATURES = ["RootCredentialsManagement", "RootSessions"] as const;

/** Both features of central root access are on. */
export const judgeRootFeatures: AuditCheck = ({ features }, { zone }) => {
  const verdict = new Verdict("root-features", zone);
  if (zone.rootAccess !== "enforce") {
    return [
      verdict.problem("The configuration does not enforce central root access", 'Set rootAccess.mode to "enforce".'),
    ];
  }
  return verdict.observed(features, (live) =>
    ROOT_FEATURES.filter((feature) => !live.includes(feature)).map((feature) =>
      verdict.problem(
        `The feature ${feature} of central root access is off`,
        "Apply the organization stack, then look at every account made since.",
      ),
    ),
  );
};
