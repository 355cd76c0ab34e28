import { DRIFT_SEVERITIES } from "../../catalogue/drift";
import { describeChange, list, type Quote } from "../plan/describe-change";
import type { OutlineStyle, Section } from "../plan/report-outline";
import { describeDrift } from "./describe-drift";
import type { DriftFinding } from "./drift-finding";
import { type DriftReport, isAsApplied, type UnseenStack } from "./drift-report";

/** The parts of a report in the order of what must be read first; without empty ones. */
export function driftSections(report: DriftReport, { quote, block }: OutlineStyle): readonly Section[] {
  const { findings, failed, unread, unseen, pending, neverApplied, notes } = report;
  const section = (title: string, items: Section["items"]): Section => ({ title, items, isFolded: false });
  return [
    ...DRIFT_SEVERITIES.map((severity) =>
      section(
        severity,
        findings.filter((finding) => finding.severity === severity).map((finding) => findingItem(finding, quote)),
      ),
    ),
    section(
      "Failed",
      failed.map(({ stack, messages }) => [
        `${quote(stack)}:`,
        ...block(messages.flatMap((message) => message.split("\n")).slice(0, MESSAGE_LINES)),
      ]),
    ),
    section("Not looked at", [
      ...unread.map((text) => [quote(text)]),
      ...unseen.map((one) => [unseenLine(one, quote)]),
    ]),
    section(
      "Configured, not yet applied",
      pending.map((change) => [describeChange(change, quote)]),
    ),
    section(
      "Never applied",
      neverApplied.length === 0 ? [] : [[`${list(neverApplied, quote)}: nothing of this exists yet.`]],
    ),
    section(
      "Notes",
      notes.map((text) => [text]),
    ),
    section("What to do", findings.length === 0 ? [] : WHAT_TO_DO.map((text) => [text])),
  ].filter(({ items }) => items.length > 0);
}

const MESSAGE_LINES = 30;

const WHAT_TO_DO = [
  "What nobody meant: an apply puts back what Terraform manages, and what is said beside a finding does the rest.",
  "What was meant: write it into the configuration, and have the pull request reviewed.",
];

/** What was found in a few words. */
export function driftHeadline(report: DriftReport): string {
  const { findings, failed, unread, unseen } = report;
  const dark = failed.length + unread.length + unseen.length;
  const blind = dark === 0 ? "" : `, and ${dark} ${dark === 1 ? "part" : "parts"} could not be looked at`;
  if (findings.length > 0) return `${counted(findings.length, "change")} outside${blind}`;
  return isAsApplied(report) ? "none" : `none seen${blind}`;
}

/** What was looked at and when, in one line. */
export function driftOrigin({ origin, stacks }: DriftReport, quote: Quote): string {
  const { commit, isDirty, time, terraform } = origin;
  const what =
    commit === undefined
      ? "No commit"
      : `Commit ${quote(commit.slice(0, 12))}${isDirty ? " with uncommitted changes" : ""}`;
  return `${what}, ${counted(stacks.length, "stack")}, ${time}, ${terraform}.`;
}

function findingItem({ change, consequences, remedy, accounts }: DriftFinding, quote: Quote): readonly string[] {
  const reach = accounts.length === 0 ? [] : [`It reaches ${list(accounts, quote)}.`];
  const rest = [...consequences, ...reach, ...(remedy === undefined ? [] : [remedy])].join(" ");
  return [describeDrift(change, quote), ...(rest === "" ? [] : [rest])];
}

function unseenLine({ stack, after, missingRole }: UnseenStack, quote: Quote): string {
  if (missingRole !== undefined) {
    const { account, role, madeBy } = missingRole;
    const remedy = madeBy === undefined ? "name another role" : `apply ${quote(madeBy)}, which makes it`;
    return `${quote(stack)}: account ${quote(account)} has no role ${quote(role)}; ${remedy}.`;
  }
  return `${quote(stack)} can be looked at once ${after.map(quote).join(" and ")} ${after.length === 1 ? "is" : "are"} applied.`;
}

function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? "" : "s"}`;
}
