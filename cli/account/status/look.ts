import type { Account } from "../../../model/landing-zone";
import { getContacts } from "../../audit/gather-evidence";
import type { Observation } from "../../preflight/facts";
import { observe } from "../../preflight/observe";
import type { AccountFacts, LiveMember } from "./facts";
import { gatherAccess } from "./gather-access";
import { gatherAccount } from "./gather-account";
import { gatherAlertPath } from "./gather-alert-path";
import { gatherBaseline } from "./gather-baseline";
import { gatherPolicies } from "./gather-policies";
import { gatherTrailOf } from "./gather-trail";
import { judgeAccess } from "./judge-access";
import { judgeAccount } from "./judge-account";
import { judgeAlertPath } from "./judge-alert-path";
import { judgeBaseline } from "./judge-baseline";
import { judgeContacts } from "./judge-contacts";
import { judgeGuardrails } from "./judge-guardrails";
import { judgeTrail } from "./judge-trail";
import { judgeUnit } from "./judge-unit";
import { ASPECT_IDS, type AspectId, AspectRows, type StatusRow } from "./row";
import { type Observer, type Subject, subjectOf } from "./subject";

/** What one look at the account found. */
export interface Look {
  /** Of the aspects that were looked at, in their order. */
  readonly rows: readonly StatusRow[];
  /** `undefined`: there is none yet. */
  readonly member: LiveMember | undefined;
  /** Whether what is missing may still come by itself, because the account is new, or still to be created. */
  readonly isNew: boolean;
}

/** An apply that created the account may go on for so long. */
const NEW_FOR_MILLISECONDS = 30 * 60_000;

/** Looks at some aspects of the account, one after the other: what AWS throttles is the caller, not the aspect. */
export async function lookAt(observer: Observer, aspects: readonly AspectId[], signal: AbortSignal): Promise<Look> {
  const facts = await observe(() => gatherAccount(observer.clients, observer.account));
  const accountRow = judgeAccount(facts, observer);
  const member = facts.kind === "observed" && facts.value.kind === "found" ? facts.value.member : undefined;
  if (member === undefined || accountRow.outcome !== "ready") {
    const others = aspects.filter((aspect) => aspect !== "account");
    const waiting = others.map((aspect) => new AspectRows(aspect).waiting("waits for the account"));
    return { rows: [accountRow, ...waiting], member, isNew: isStillToCome(facts, observer.account) };
  }
  const isNew = Date.now() - Date.parse(member.joinedAt ?? "") < NEW_FOR_MILLISECONDS;
  const subject = subjectOf(observer, member);
  const rows: StatusRow[] = [];
  for (const aspect of ASPECT_IDS.filter((candidate) => aspects.includes(candidate))) {
    signal.throwIfAborted();
    rows.push(aspect === "account" ? accountRow : await look(aspect, subject, isNew));
  }
  return { rows, member, isNew };
}

/** An apply may be about to create it; what failed to be created, left or is closed does not come by waiting. */
function isStillToCome(facts: Observation<AccountFacts>, { accountId }: Account): boolean {
  if (facts.kind !== "observed") return false;
  const found = facts.value;
  return (
    found.kind === "creating" || (found.kind === "absent" && found.failure === undefined && accountId === undefined)
  );
}

async function look(aspect: Exclude<AspectId, "account">, subject: Subject, isNew: boolean): Promise<StatusRow> {
  const { clients, member } = subject;
  switch (aspect) {
    case "unit":
      return judgeUnit(await observe(subject.place), subject, isNew);
    case "guardrails":
      return judgeGuardrails(await observe(() => gatherPolicies(subject)), member.id, subject);
    case "contacts":
      return judgeContacts(await observe(() => getContacts(clients, { id: member.id, isManagement: false })), subject);
    case "access":
      return judgeAccess(await observe(() => gatherAccess(subject)), subject);
    case "baseline":
      return judgeBaseline(await observe(() => gatherBaseline(subject)), subject, isNew);
    case "trail":
      return judgeTrail(await observe(() => gatherTrailOf(subject)), subject, new Date().toISOString());
    case "alert-path":
      return judgeAlertPath(await observe(() => gatherAlertPath(subject)), subject, isNew);
    default:
      return aspect satisfies never;
  }
}
