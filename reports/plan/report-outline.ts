import { PLAN_REFUSALS } from "../../catalogue/plan-refusals";
import { CHANGE_GROUPS, describeChange, groupOf, type Quote } from "./describe-change";
import {
  type BootstrapStack,
  type DeferredStack,
  isUnchanged,
  type MissingRole,
  type PlanReport,
  type ResourceDetail,
} from "./plan-report";
import type { Refusal } from "./refusals/refusal";
import { representativeCount } from "./representation";
import type { SynthesizedResources } from "./synthesized-resources";

/** How texts from a plan are written. */
export interface OutlineStyle {
  readonly quote: Quote;
  /** Several lines of what a program printed. */
  readonly block: (lines: readonly string[]) => readonly string[];
}

/** A part of a report: a heading and items of one line or more, the first of which stands alone. */
export interface Section {
  readonly title: string;
  readonly items: readonly (readonly string[])[];
  /** Whether it is read only when somebody asks for it. */
  readonly isFolded: boolean;
}

/** The parts of a report in the order of what must be read first; without empty ones. */
export function reportSections(report: PlanReport, style: OutlineStyle): readonly Section[] {
  const { quote } = style;
  const { verdict, changes, details } = report;
  const open = (title: string, items: readonly (readonly string[])[]): Section => ({ title, items, isFolded: false });
  const folded = (title: string, items: readonly (readonly string[])[]): Section => ({ title, items, isFolded: true });
  const line = (text: string): readonly string[] => [text];
  return [
    open(
      "Failed",
      report.failed.map(({ stack, messages }) => [`${quote(stack)}:`, ...style.block(shortened(messages))]),
    ),
    open(
      "Refused",
      verdict.refusals.map((refusal) => refusalItem(report, refusal, quote)),
    ),
    open(
      "Destroyed, replaced or forgotten",
      details.filter(isLoss).map((detail) => line(detailLine(detail, quote))),
    ),
    open(representativeTitle(report) ?? "", representativeNotes(report).map(line)),
    ...CHANGE_GROUPS.map((group) =>
      open(
        group,
        changes.filter((change) => groupOf(change) === group).map((change) => line(describeChange(change, quote))),
      ),
    ),
    open("Waves", waveItems(report, quote)),
    open("Who may do what", protectionItems(report, quote)),
    open(
      "Waiting for other stacks",
      report.deferred.filter(({ missingRole }) => missingRole === undefined).map((stack) => deferredItem(stack, quote)),
    ),
    open(
      "Not planned for want of a role",
      report.deferred.flatMap((stack) =>
        stack.missingRole === undefined ? [] : [roleItem(stack, stack.missingRole, quote)],
      ),
    ),
    open(
      "Left to npm run bootstrap",
      report.leftToBootstrap.map((stack) => bootstrapItem(stack, quote)),
    ),
    open(
      "Left behind",
      report.abandoned.map((stack) =>
        line(`${quote(stack)} is no longer synthesized: its resources stay as they are, and nothing manages them.`),
      ),
    ),
    open(
      "Approved",
      verdict.approved.map(({ refusal, reason, until }) =>
        line(`${quote(refusal.change)} until ${quote(until)}: ${quote(reason)}`),
      ),
    ),
    open("Notes", [...report.notes, ...unusedApprovals(report, quote)].map(line)),
    folded(
      "Represented accounts",
      report.representations
        .filter(({ represented }) => represented.length > 0)
        .map(({ account, represented }) =>
          line(`${quote(account)} represents ${represented.length}: ${represented.map(quote).join(", ")}`),
        ),
    ),
    ...stacksIn(details).map((stack) =>
      folded(
        `Details of ${stack}`,
        details.filter((detail) => detail.stack === stack).map((detail) => line(detailLine(detail, quote))),
      ),
    ),
    folded(
      "Changed outside Terraform since the last apply",
      report.drifted.map(({ stack, address }) => line(`${quote(address)} in ${quote(stack)}`)),
    ),
  ].filter(({ items }) => items.length > 0);
}

/** The verdict in a few words. */
export function headline(report: PlanReport): string {
  const { failed, verdict, changes, deferred } = report;
  if (failed.length > 0) return `failed in ${counted(failed.length, "stack")}`;
  if (verdict.refusals.length > 0) return `refused for ${counted(verdict.refusals.length, "reason")}`;
  if (isUnchanged(report)) return "no changes";
  const waiting = deferred.length === 0 ? "" : `, ${counted(deferred.length, "stack")} waiting`;
  const title = representativeTitle(report);
  const representative = title === undefined ? "" : `, ${title.toLowerCase()}`;
  return `${counted(changes.length, "change")}, nothing refused${waiting}${representative}`;
}

/** How many baselines were planned, of how many that change. */
function representativeTitle({ representations }: PlanReport): string | undefined {
  const count = representativeCount(representations);
  return count && `Representative plan: ${count.planned} of ${count.all}`;
}

function representativeNotes({ representations }: PlanReport): readonly string[] {
  const count = representativeCount(representations);
  if (count === undefined) return [];
  return [
    `${counted(count.planned, "baseline")} of ${count.all} that change ${count.planned === 1 ? "is" : "are"} planned. The Terraform JSON of each other one equals that of its representative before and after, but for the stack's own name and the account's id.`,
    "That the accounts are also in the same state is assumed: apply plans each of them, and stops before one whose changes are not those of its representative.",
  ];
}

/** In which order many baselines change; nothing to say where they all do at once. */
function waveItems({ waves }: PlanReport, quote: Quote): readonly (readonly string[])[] {
  if (waves.length < 2) return [];
  const all = waves.flat().length;
  return waves.map((accounts, index) => {
    const done = waves.slice(0, index + 1).flat().length;
    return [`Wave ${index + 1} takes ${accountList(accounts, quote)}: ${done} of ${counted(all, "baseline")}.`];
  });
}

/** What was compared and when, in one line. */
export function originLine({ origin }: PlanReport, quote: Quote): string {
  const { commit, isDirty, base, time, terraform, accountRole } = origin;
  const what =
    commit === undefined
      ? "No commit"
      : `Commit ${quote(commit.slice(0, 12))}${isDirty ? " with uncommitted changes" : ""}`;
  const against =
    base === undefined ? "all stacks" : `against ${quote(base.name)} (${quote(base.commit.slice(0, 12))})`;
  const role = accountRole === undefined ? "" : `, with the role ${quote(accountRole)} in member accounts`;
  return `${what}, ${against}, ${time}, ${terraform}${role}.`;
}

/** The stacks of a report whose row says anything, those that lose something first. */
export function rowsToShow({ stacks }: PlanReport): PlanReport["stacks"] {
  const lost = ({ replace, destroy, forget }: PlanReport["stacks"][number]): number => replace + destroy + forget;
  return stacks
    .filter(({ stack: _, ...counts }) => Object.values(counts).some((count) => count > 0))
    .sort((a, b) => Math.sign(lost(b)) - Math.sign(lost(a)));
}

function refusalItem({ approvalLines }: PlanReport, refusal: Refusal, quote: Quote): readonly string[] {
  const { subject, change, consequence, resource, accounts } = refusal;
  const where = resource === undefined ? "" : ` (${quote(resource.address)} in ${quote(resource.stack)})`;
  const reach = accounts.length === 0 ? "" : ` It reaches ${accountList(accounts, quote)}.`;
  return [
    `${quote(subject)} ${PLAN_REFUSALS[refusal.refusal].title}${where}. ${consequence}${reach}`,
    `To allow it, add to approvals: ${quote(approvalLines[change] ?? change)}`,
  ];
}

const LISTED_ACCOUNTS = 5;

function accountList(accounts: readonly string[], quote: Quote): string {
  const more = accounts.length - LISTED_ACCOUNTS;
  const names = accounts.slice(0, LISTED_ACCOUNTS).map(quote).join(", ");
  return more <= 0 ? names : `${names} and ${more} more`;
}

function isLoss({ action }: ResourceDetail): boolean {
  return action === "delete" || action === "replace" || action === "forget";
}

const VERBS = {
  "no-op": "stays",
  create: "create",
  update: "update",
  replace: "REPLACE",
  delete: "DESTROY",
  forget: "forget",
  import: "import",
  move: "move",
} as const satisfies Readonly<Record<ResourceDetail["action"], string>>;

function detailLine({ stack, address, action, previousAddress, settings }: ResourceDetail, quote: Quote): string {
  const moved = previousAddress === undefined ? "" : `, which was ${quote(previousAddress)}`;
  const arguments_ = settings.map(
    ({ name, before, after }) => `${quote(name)} from ${quote(before)} to ${quote(after)}`,
  );
  const details = arguments_.length === 0 ? "" : `: ${arguments_.join("; ")}`;
  return `${VERBS[action]} ${quote(address)} in ${quote(stack)}${moved}${details}`;
}

/** Whoever gains comes first: that is what has to be looked at. */
function protectionItems({ protection }: PlanReport, quote: Quote): readonly (readonly string[])[] {
  const order = { gains: 0, changes: 1, loses: 2 } as const;
  return [...protection]
    .sort((a, b) => order[a.effect] - order[b.effect])
    .map(({ title, effect, gained, lost, before, after, accounts }) => [
      `${title} ${effect} in ${accountList(accounts, quote)}.`,
      ...(gained.length === 0 ? [] : [`Gains: ${addressList(gained, quote)}.`]),
      ...(lost.length === 0 ? [] : [`Loses: ${addressList(lost, quote)}.`]),
      `Before: ${quote(before)}. After: ${quote(after)}.`,
    ]);
}

const LISTED_RESOURCES = 20;

/** A first plan has dozens of stacks that wait, each with dozens of resources; the data has all of them. */
const LISTED_OF_A_WAITING_STACK = 5;

function deferredItem({ stack, after, resources }: DeferredStack, quote: Quote): readonly string[] {
  const what = synthesizedText(resources, quote);
  return [
    `${quote(stack)} is planned after ${after.map(quote).join(" and ")} ${after.length === 1 ? "is" : "are"} applied; ${what}.`,
  ];
}

function roleItem({ stack, resources }: DeferredStack, missing: MissingRole, quote: Quote): readonly string[] {
  const { account, role, madeBy } = missing;
  const until = madeBy === undefined ? ", and no stack makes it" : ` until ${quote(madeBy)} is applied`;
  const what = synthesizedText(resources, quote);
  return [`${quote(stack)}: the account ${quote(account)} has no role ${quote(role)}${until}; ${what}.`];
}

function bootstrapItem({ stack, resources }: BootstrapStack, quote: Quote): readonly string[] {
  const what = resources === undefined ? "it is not planned here" : synthesizedText(resources, quote);
  return [
    `${quote(stack)} limits the pipeline, so an administrator applies it with npm run bootstrap, and no apply does; ${what}.`,
  ];
}

function synthesizedText({ added, changed, removed }: SynthesizedResources, quote: Quote): string {
  const parts = [
    ["adds", added],
    ["changes", changed],
    ["takes away", removed],
  ] as const;
  const says = parts
    .filter(([, addresses]) => addresses.length > 0)
    .map(
      ([verb, addresses]) => `${verb} ${addresses.length}: ${addressList(addresses, quote, LISTED_OF_A_WAITING_STACK)}`,
    );
  return says.length === 0 ? "its Terraform JSON is as it was" : `its Terraform JSON ${says.join("; ")}`;
}

function addressList(addresses: readonly string[], quote: Quote, limit = LISTED_RESOURCES): string {
  const more = addresses.length - limit;
  const shown = addresses.slice(0, limit).map(quote).join(", ");
  return more <= 0 ? shown : `${shown} and ${more} more`;
}

function unusedApprovals({ verdict }: PlanReport, quote: Quote): readonly string[] {
  return verdict.unused.map(
    ({ change }) => `The approval of ${quote(change)} allows nothing in this plan; take it out once it is applied.`,
  );
}

const MESSAGE_LINES = 30;

function shortened(messages: readonly string[]): readonly string[] {
  const lines = messages.flatMap((message) => message.split("\n"));
  const more = lines.length - MESSAGE_LINES;
  return more <= 0 ? lines : [...lines.slice(0, MESSAGE_LINES), `… and ${more} more lines`];
}

function stacksIn(details: readonly ResourceDetail[]): readonly string[] {
  return [...new Set(details.map(({ stack }) => stack))];
}

function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? "" : "s"}`;
}
