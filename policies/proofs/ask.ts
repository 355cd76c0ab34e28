import { NEEDED_ACTIONS, type NeededActions, type NeedyPrincipal } from "../../catalogue/needed-actions";
import { ROOT_TASK_ACTIONS } from "../../catalogue/root-task-actions";
import type { RootTask } from "../../catalogue/root-task-policies";
import { STANDING_QUESTIONS, type StandingQuestion, type StandingQuestionId } from "../../catalogue/standing-questions";
import type { LandingZone } from "../../model/landing-zone";
import type { Binding } from "../evaluator/policy-level";
import type { Fact, Question } from "../evaluator/question";
import type { OrganizationPolicies } from "./organization-policies";
import { type Place, type Principal, principalOf } from "./principals";
import { anyOf, exactly, OPEN, protectedFromRootSessions, resourceIn } from "./resources";

/** What of a request is asked beside its principal. */
export interface Request {
  readonly action: Fact;
  readonly resource: Fact;
  /** By condition key in lower case; what is sure of the principal wins. */
  readonly context?: Question["context"];
}

/** One question to the evaluator, and what it is about. */
export interface Ask {
  /** The actions one by one, where they are few enough to be named; otherwise nothing. */
  readonly actions: readonly string[];
  readonly request: Request;
  /** What would stop working if it were denied. @default nothing to say */
  readonly reason?: string;
}

/** Whether resource control policies count: they bind resources of the account, and nobody says where a resource is. */
export type Reach = "resources-of-the-account" | "any-resource";

/** The question whether a principal may do something in an account. */
export function questionOf(
  policies: OrganizationPolicies,
  place: Place,
  principal: Principal,
  { action, resource, context }: Request,
  reach: Reach = "resources-of-the-account",
): Question {
  return {
    scps: scpBinding(policies, place, principal),
    rcps: rcpBinding(policies, place, principal, reach),
    action,
    resource,
    context: { ...context, ...principal.context },
  };
}

function scpBinding(policies: OrganizationPolicies, place: Place, { of, home }: Principal): Binding {
  switch (of) {
    case "account":
      return { kind: "bound", levels: policies.levelsOf(home ?? place, "scp") };
    case "management":
      return { kind: "exempt", because: "management-account" };
    case "service-linked":
      return { kind: "exempt", because: "service-linked-role" };
    case "outside":
      return { kind: "exempt", because: "outside-the-organization" };
    default:
      return of satisfies never;
  }
}

function rcpBinding(policies: OrganizationPolicies, place: Place, { of }: Principal, reach: Reach): Binding {
  if (of === "service-linked") return { kind: "exempt", because: "service-linked-role" };
  if (reach === "any-resource") return { kind: "exempt", because: "outside-the-organization" };
  return { kind: "bound", levels: policies.levelsOf(place, "rcp") };
}

/** What a standing question asks of an account; `undefined` where the configuration has no such principal. */
export interface StandingAsks {
  readonly principal: Principal;
  readonly asks: readonly Ask[];
}

/** Any action on any resource. */
export const EVERYTHING: Ask = { actions: [], request: { action: OPEN, resource: OPEN } };

/** The asks of a standing question in one account. */
export function standingAsks(
  policies: OrganizationPolicies,
  place: Place,
  id: StandingQuestionId,
): StandingAsks | undefined {
  const question: StandingQuestion = STANDING_QUESTIONS[id];
  const account = policies.principalAccount(place);
  const principal = principalOf(policies.zone, account, question.principal);
  if (principal === undefined) return undefined;
  if (question.asks === "everything") return { principal, asks: [EVERYTHING] };
  const { accountId } = account;
  return question.task === undefined
    ? { principal, asks: neededAsks(policies.zone, place, accountId, needyPrincipal(question)) }
    : { principal, asks: taskAsks(policies.zone, accountId, question.task) };
}

function needyPrincipal({ principal }: StandingQuestion): NeedyPrincipal {
  switch (principal) {
    case "deployer":
    case "access-role":
    case "deploy-role":
    case "break-glass":
    case "root-task":
      return principal;
    default:
      throw new Error(`nothing is known to be needed by ${principal}`);
  }
}

/** AWS's consoles, command line and libraries speak TLS: who denies everything else takes no task away. */
const BY_TLS: Question["context"] = { "aws:securetransport": exactly("true") };

/** What a root session may do by its task policy, on everything that is not declared protected. */
export function taskAsks(zone: LandingZone, accountId: string, task: RootTask): readonly Ask[] {
  const { actions, on, accountWide = [] } = ROOT_TASK_ACTIONS[task];
  const { resource } = resourceIn(zone, accountId, "root-user");
  const anywhere: Fact = { ...OPEN, notLike: protectedFromRootSessions(zone) };
  return [
    {
      actions,
      request: { action: anyOf(...actions), resource: on === "root-user" ? resource : anywhere, context: BY_TLS },
    },
    ...(accountWide.length === 0
      ? []
      : [
          { actions: accountWide, request: { action: anyOf(...accountWide), resource: exactly("*"), context: BY_TLS } },
        ]),
  ];
}

/** What a principal of the landing zone needs in one account. */
export function neededAsks(
  zone: LandingZone,
  { account }: Place,
  accountId: string,
  by: NeedyPrincipal,
): readonly Ask[] {
  return NEEDED_ACTIONS.filter((need) => need.by.includes(by) && isNeededIn(zone, account.key, need)).map(
    ({ actions, on, reason }) => {
      const { resource, context } = resourceIn(zone, accountId, on);
      return { actions, request: { action: anyOf(...actions), resource, context }, reason };
    },
  );
}

function isNeededIn(zone: LandingZone, account: string, { where, part }: NeededActions): boolean {
  const isHere =
    where === "every-account" || account === (where === "log-archive" ? zone.logArchive : zone.security).key;
  return isHere && hasPart(zone, account, part);
}

function hasPart(zone: LandingZone, account: string, part: NeededActions["part"]): boolean {
  const baseline = zone.baselines.members.get(account);
  switch (part) {
    case "always":
      return true;
    case "defaults":
      return baseline?.mode.value === "enforce";
    case "analyzer":
      return baseline !== undefined && baseline.mode.value !== "off" && baseline.accessAnalyzer.value;
    case "pipeline":
      return zone.baselines.pipeline !== undefined;
    case "trail":
      return zone.trail.mode !== "off";
    case "alerting":
      return zone.alerting.mode !== "off";
    default:
      return part satisfies never;
  }
}
