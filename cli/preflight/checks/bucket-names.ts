import { canonicalEmail } from "../../../model/email-address";
import type { LandingZone } from "../../../model/landing-zone";
import { namesOf } from "../../../model/names";
import type { LiveCheck } from "../check";
import type { BucketName, LiveAccount, LiveTrail, Observation } from "../facts";
import { type Finding, judgeObserved, note, ok, problem } from "../finding";

const CHECK = "bucket-names";

/** The names of the archive's buckets, which are unique in all of AWS, are free or already ours. */
export const judgeBucketNames: LiveCheck = ({ buckets, accounts, trails }, zone) =>
  judgeObserved(CHECK, buckets, (names) => {
    if (names.length === 0) return [];
    const list = names.map(({ name }) => name).join(" and ");
    if (isInUse(trails, zone) && names.every(({ state }) => state === "taken")) {
      return [ok(CHECK, `The bucket names ${list} are taken, and the declared trail uses them`)];
    }
    const findings = names.flatMap((bucket) => judgeBucket(bucket, hasArchive(accounts, zone)));
    return findings.length > 0 ? findings : [ok(CHECK, `The bucket names ${list} are free`)];
  });

/** A trail cannot be made before its bucket, so where it exists the bucket is ours. */
function isInUse(trails: Observation<readonly LiveTrail[]>, zone: LandingZone): boolean {
  const { trailArn } = namesOf(zone);
  return trails.kind === "observed" && trails.value.some(({ arn }) => arn === trailArn);
}

function judgeBucket({ name, state }: BucketName, archiveExists: boolean): readonly Finding[] {
  switch (state) {
    case "free":
      return [];
    case "owned":
      return [
        problem(
          CHECK,
          `The bucket ${name} exists in the management account, but it belongs into the log archive account`,
          "Rename the organization (name) so that another bucket name follows, or empty and delete that bucket.",
        ),
      ];
    case "taken":
      return [archiveExists ? takenByArchive(name) : takenBySomebody(name)];
    default:
      return state satisfies never;
  }
}

function takenByArchive(name: string): Finding {
  return note(
    CHECK,
    `The bucket ${name} exists in another account`,
    "That is as it should be once the log-archive stack has been applied. If it has not, somebody else has the name: choose another organization name (name).",
  );
}

function takenBySomebody(name: string): Finding {
  return problem(
    CHECK,
    `The bucket name ${name} is taken by an account outside this organization`,
    "Choose another organization name (name), from which the bucket names follow.",
  );
}

function hasArchive(accounts: Observation<readonly LiveAccount[]>, { logArchive }: LandingZone): boolean {
  return (
    accounts.kind !== "observed" ||
    accounts.value.some(({ email }) => canonicalEmail(email) === canonicalEmail(logArchive.email))
  );
}
