import { toJson } from "../present";
import type { HandOver } from "./hand-over";
import { ASPECTS, type StatusRow } from "./row";
import { isReady, type Watched } from "./watch";

/** Everything that `account status` prints. */
export interface StatusReport extends Pick<Watched, "rows" | "isTimedOut"> {
  readonly handOver: HandOver;
}

/** The status for a terminal. */
export function formatStatus({ rows, isTimedOut, handOver }: StatusReport): string {
  const title = `${handOver.key}${handOver.id === undefined ? "" : ` (${handOver.id})`}`;
  const sections = [
    [title],
    rows.flatMap((row) => [rowLine(row), ...(row.remedy === undefined ? [] : [`${INDENT}> ${row.remedy}`])]),
    [verdict(rows, isTimedOut, handOver)],
    [`Hand-over${isReady(rows) ? "" : ", once everything is ready"}`, ...handOverLines(handOver)],
  ];
  return `${sections.map((lines) => lines.join("\n")).join("\n\n")}\n`;
}

/** The status for a program. */
export function statusToJson({ rows, isTimedOut, handOver }: StatusReport): string {
  return toJson({
    ok: isReady(rows),
    timedOut: isTimedOut,
    account: handOver.key,
    id: handOver.id ?? null,
    rows: rows.map(({ aspect, outcome, found, remedy }) => ({ aspect, outcome, found, remedy: remedy ?? null })),
    handOver,
  });
}

const OUTCOME_WIDTH = "not configured".length;
const TITLE_WIDTH = Math.max(...Object.values(ASPECTS).map(({ length }) => length));
const INDENT = " ".repeat(OUTCOME_WIDTH + TITLE_WIDTH + 4);

/** One aspect in one line, without what to do. */
export function rowLine({ aspect, outcome, found }: StatusRow): string {
  return `${outcome.padEnd(OUTCOME_WIDTH)}  ${ASPECTS[aspect].padEnd(TITLE_WIDTH)}  ${found}`;
}

function verdict(rows: readonly StatusRow[], isTimedOut: boolean, { suspension }: HandOver): string {
  const open = (wanted: StatusRow["outcome"]): string =>
    rows
      .filter(({ outcome }) => outcome === wanted)
      .map(({ aspect }) => ASPECTS[aspect])
      .join(", ");
  if (isReady(rows)) return suspension === undefined ? "Ready." : "Suspended, and everything is in place.";
  const parts = [
    ...(open("missing") === "" ? [] : [`missing: ${open("missing")}`]),
    ...(open("waiting") === "" ? [] : [`waiting: ${open("waiting")}`]),
  ];
  return `Not ready${isTimedOut ? " when the time was up" : ""}; ${parts.join("; ")}.`;
}

function portalOf({ portal, portalFailure, suspension }: HandOver): string {
  if (portalFailure !== undefined) return `could not be asked: ${portalFailure}`;
  if (portal !== undefined) return portal;
  return suspension === undefined ? "none: nobody signs in by Identity Center" : "none while it is suspended";
}

function handOverLines(handOver: HandOver): readonly string[] {
  const { name, id, owner, expires, suspension, access, homeRegion, regions, budget, contacts, tags, recovery } =
    handOver;
  const facts: readonly (readonly [label: string, lines: readonly string[]])[] = [
    ["Account", [`${name}, ${id ?? "no id yet"}`]],
    ["Owner", [owner ?? "none declared"]],
    ...(suspension === undefined ? [] : [["Suspended", [suspension]] as const]),
    ["Portal", [portalOf(handOver)]],
    ["Sign in as", access.map(({ permissionSet, group, because }) => `${permissionSet}: ${group} (${because})`)],
    ["Regions", [[`${homeRegion} (home)`, ...regions.filter((region) => region !== homeRegion)].join(", ")]],
    ["Budget", budget.length === 0 ? ["none declared"] : budget],
    ["Contacts", contacts.map((one) => `${one.kind}: ${one.name}, ${one.email}, ${one.phone}`)],
    ["Tags", Object.entries(tags).map(([key, value]) => `${key}: ${value}`)],
    ["Last day", [expires ?? "none"]],
    ["Recovery", [recovery]],
  ];
  return facts.flatMap(([label, lines]) =>
    (lines.length === 0 ? ["none"] : lines).map((line, index) => `  ${(index === 0 ? label : "").padEnd(10)}  ${line}`),
  );
}
