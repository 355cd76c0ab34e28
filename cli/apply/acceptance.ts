import { refusalOfBootstrapStacks } from "../bootstrap/bootstrap-stacks";
import { Failure } from "../failure";
import type { ReviewedManifest } from "./reviewed-plan";

/** What a reviewed plan is held against: the configuration as it is now. */
export interface Present {
  /** `undefined` outside a repository. */
  readonly commit: string | undefined;
  /** The first parent of that commit; `undefined` when it has none, or a shallow clone lacks it. */
  readonly parent: string | undefined;
  readonly isDirty: boolean;
  /** Whether the synthesis gave the ledger something new. */
  readonly ledgerChanged: boolean;
  /** SHA-256 of the Terraform JSON of each stack by its name. */
  readonly json: ReadonlyMap<string, string>;
  /** The ARN of who applies; `undefined` when AWS did not tell. */
  readonly principal: string | undefined;
  readonly accountRole: string | undefined;
  readonly now: Date;
}

/** How long a reviewed plan may wait unless `--max-age` says something else. */
export const MAX_AGE_DAYS = 7;

const DAY_MILLISECONDS = 86_400_000;

/** Clocks of two machines may differ by as much. */
const CLOCK_MILLISECONDS = 5 * 60_000;

/**
 * Why a reviewed plan may not be applied, before anything is asked of AWS; `undefined` when nothing stands against it.
 *
 * @param canApplyFiles whether the very plan files would be applied
 */
export function refusalOf(
  manifest: ReviewedManifest,
  present: Present,
  { canApplyFiles, maxAgeDays }: { readonly canApplyFiles: boolean; readonly maxAgeDays: number },
): Failure | undefined {
  return (
    unacceptable(manifest) ??
    refusalOfBootstrapStacks(manifest.stacks) ??
    anotherCommit(manifest, present) ??
    dirty(manifest, present, canApplyFiles) ??
    anotherConfiguration(manifest, present) ??
    tooOld(manifest, present, maxAgeDays)
  );
}

/** Whether who applies is who planned, so that the plan files have the right providers in them. */
export function isSamePrincipal({ principal, accountRole }: ReviewedManifest, present: Present): boolean {
  return principal !== undefined && principal === present.principal && accountRole === present.accountRole;
}

function unacceptable({ isAcceptable, refused }: ReviewedManifest): Failure | undefined {
  if (isAcceptable && refused.length === 0) return undefined;
  return refused.length > 0
    ? new Failure(
        `The reviewed plan is refused: ${refused.join(", ")}`,
        "Change the configuration, or approve each change as the plan's report says, and plan again.",
      )
    : new Failure("The reviewed plan failed in some stack", "Put right what its report says, and plan again.");
}

function anotherCommit(manifest: ReviewedManifest, { commit, parent }: Present): Failure | undefined {
  if (manifest.commit === commit) return undefined;
  if (manifest.commit === undefined || commit === undefined) {
    const [made, now] = commit === undefined ? ["in", "in none"] : ["outside of", "in one"];
    return new Failure(
      `The plan was made ${made} a Git repository, and the configuration is ${now} now`,
      "Plan again, here.",
    );
  }
  if (manifest.base !== undefined && manifest.base.commit === parent) return undefined;
  return new Failure(
    `The plan was made for another commit: for ${short(manifest.commit)}, and this is ${short(commit)}`,
    "Plan again. A merged plan counts only while nothing else was merged after its base; in a shallow clone, fetch the parent of this commit, too.",
  );
}

function dirty(manifest: ReviewedManifest, present: Present, canApplyFiles: boolean): Failure | undefined {
  if (!manifest.isDirty && present.isDirty) {
    return new Failure(
      "Files were changed since the commit that was planned",
      "Commit them and plan again, or take the changes back.",
    );
  }
  if (!manifest.isDirty) return undefined;
  // Where it was made, with the very files, a plan of what is not committed yet is as good as any other.
  if (canApplyFiles && manifest.commit === present.commit) return undefined;
  return new Failure(
    "The plan was made from files that are in no commit",
    "Commit them and plan again; only who planned may apply such a plan, with its plan files.",
  );
}

function anotherConfiguration({ stacks }: ReviewedManifest, { ledgerChanged, json }: Present): Failure | undefined {
  if (ledgerChanged) {
    return new Failure(
      "The configuration gave the ledger something new, which no plan has seen",
      "Commit the ledger with the configuration, and plan again.",
    );
  }
  const changed = stacks.filter(({ name, jsonSha256 }) => json.get(name) !== jsonSha256).map(({ name }) => name);
  if (changed.length === 0) return undefined;
  return new Failure(
    `The configuration says something else now than what was planned, in ${changed.join(", ")}`,
    "Plan again.",
  );
}

function tooOld({ time }: ReviewedManifest, { now }: Present, maxAgeDays: number): Failure | undefined {
  const age = now.getTime() - Date.parse(time);
  if (age < -CLOCK_MILLISECONDS) {
    return new Failure(`The plan was made in the future, at ${time}`, "Set this machine's clock, or plan again.");
  }
  if (age <= maxAgeDays * DAY_MILLISECONDS) return undefined;
  return new Failure(
    `The plan is ${Math.floor(age / DAY_MILLISECONDS)} days old, and may be ${maxAgeDays}`,
    "Plan again: what it says of the organization is no longer known to be so. --max-age sets another limit.",
  );
}

function short(commit: string): string {
  return commit.slice(0, 12);
}
