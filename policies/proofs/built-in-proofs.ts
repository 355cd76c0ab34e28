import type { BuiltInGuardrailId } from "../../catalogue/guardrails";
import { ROOT_TASKS, type RootTask } from "../../catalogue/root-task-policies";
import { TAMPERING, type Tampering } from "../../catalogue/tampering";
import type { Account, LandingZone, OrganizationalUnit } from "../../model/landing-zone";
import type { Answer } from "../evaluator/answer";
import { evaluate } from "../evaluator/evaluate";
import { accountGroups } from "./account-groups";
import { EVERYTHING, questionOf, taskAsks } from "./ask";
import { type OrganizationPolicies, organizationPoliciesOf } from "./organization-policies";
import { anyoneButDeployingRoles, type Place, type Principal, principalOf } from "./principals";
import { type Finding, findingsOf, isUnhindered } from "./protection";
import { anyOf, resourceIn } from "./resources";

/** What could not be proved, for accounts that are alike. */
export interface Unproved {
  readonly accounts: readonly Account[];
  readonly answer: Answer;
}

/**
 * Member accounts outside the Recovery OU in which long-term root is not denied every action, whatever else it sends.
 *
 * Service control policies alone must deny it: where a resource is, nobody knows.
 */
export function rootNotDenied(zone: LandingZone): readonly Unproved[] {
  return eachGroup(zone, (policies, place) => {
    if (zone.recoveryUnit !== undefined && isIn(policies, place, zone.recoveryUnit)) return [];
    const root = existing(principalOf(zone, policies.principalAccount(place), "long-term-root"));
    const answer = evaluate(questionOf(policies, place, root, EVERYTHING.request, "any-resource"));
    return answer.verdict === "denied" ? [] : [{ answer }];
  });
}

/** An action of its task policy that a root session may be denied. */
export interface LostTask extends Unproved {
  readonly task: RootTask;
  readonly finding: Finding;
}

/** What root sessions lose outside Suspended, on resources that are not declared protected. */
export function lostRootTasks(zone: LandingZone): readonly LostTask[] {
  return eachGroup(zone, (policies, place) => {
    if (zone.suspendedUnit !== undefined && isIn(policies, place, zone.suspendedUnit)) return [];
    const account = policies.principalAccount(place);
    const session = existing(principalOf(zone, account, "root-session"));
    return ROOT_TASKS.flatMap((task) =>
      taskAsks(zone, account.accountId, task)
        .flatMap((ask) => findingsOf(policies, place, session, ask))
        .filter(({ answer }) => !isUnhindered(answer))
        .map((finding) => ({ task, finding, answer: finding.answer })),
    );
  });
}

/** A way to tamper that somebody may go who is not spared. */
export interface OpenWay extends Unproved {
  readonly tampering: Tampering;
}

/** Ways to stop the trail, weaken the archive or silence the event path, where the guardrail against them covers. */
export function openWays(zone: LandingZone): readonly OpenWay[] {
  return eachGroup(zone, (policies, place) =>
    Object.values<Tampering>(TAMPERING)
      .filter(({ guardrail }) => covers(zone, guardrail, place.account))
      .flatMap((tampering) => {
        const answer = tamperingAnswer(policies, place, tampering);
        return answer.verdict === "denied" ? [] : [{ tampering, answer }];
      }),
  );
}

function tamperingAnswer(policies: OrganizationPolicies, place: Place, { actions, on, spared }: Tampering): Answer {
  const { zone } = policies;
  const account = policies.principalAccount(place);
  const principal =
    spared === "nobody" ? existing(principalOf(zone, account, "anyone")) : anyoneButDeployingRoles(zone, account);
  const request = { action: anyOf(...actions), ...resourceIn(zone, account.accountId, on) };
  return evaluate(questionOf(policies, place, principal, request, "any-resource"));
}

/** Whether a guardrail in force is attached to an account, or above it. */
export function covers(zone: LandingZone, id: BuiltInGuardrailId, account: Account): boolean {
  const unit = zone.organizationalUnits.find(({ key }) => key === account.organizationalUnit);
  const nodes = new Set([...(unit?.lineage ?? []), account.key]);
  return (
    zone.guardrails
      .find(({ key }) => key === id)
      ?.attachments.some(({ target }) => target.kind === "root" || nodes.has(target.key)) ?? false
  );
}

function eachGroup<Found>(
  zone: LandingZone,
  find: (policies: OrganizationPolicies, place: Place) => readonly Found[],
): readonly (Found & { readonly accounts: readonly Account[] })[] {
  const policies = organizationPoliciesOf(zone);
  return accountGroups(policies).flatMap((accounts) => {
    const [first] = accounts;
    return first === undefined ? [] : find(policies, policies.placeOf(first)).map((found) => ({ ...found, accounts }));
  });
}

function isIn(policies: OrganizationPolicies, { unit }: Place, { key }: OrganizationalUnit): boolean {
  return policies.lineageOf(unit).includes(key);
}

function existing(principal: Principal | undefined): Principal {
  if (principal === undefined) throw new Error("every account has a root user and principals");
  return principal;
}
