import type { ReadinessClock } from "../../account-readiness";
import type { Look } from "./look";
import { ASPECT_IDS, type AspectId, type Outcome, type StatusRow } from "./row";

/** How an account is watched until it is ready. */
export interface Watch {
  readonly look: (aspects: readonly AspectId[]) => Promise<Look>;
  /** 0: looks once. */
  readonly deadlineMilliseconds: number;
  readonly clock: ReadinessClock;
  readonly signal: AbortSignal;
  /** Told of each look: the rows that are new or different, and which aspects are looked at again, how long before the end. */
  readonly onLook: (changed: readonly StatusRow[], pending: readonly AspectId[], leftMilliseconds: number) => void;
}

/** How it ended. */
export interface Watched extends Pick<Look, "member"> {
  /** Of every aspect, in their order. */
  readonly rows: readonly StatusRow[];
  /** Whether the time was up while something could still have come. */
  readonly isTimedOut: boolean;
}

const FIRST_PAUSE_MILLISECONDS = 2_000;
const LONGEST_PAUSE_MILLISECONDS = 30_000;

const SETTLED: readonly Outcome[] = ["ready", "not configured"];

/**
 * Looks until every aspect is settled, nothing more can be expected, or the time is up.
 *
 * What is missing is waited for only while the account is new; what was found ready is not asked for again. Pauses grow
 * from two seconds to thirty.
 */
export async function watchAccount({ look, deadlineMilliseconds, clock, signal, onLook }: Watch): Promise<Watched> {
  const deadline = clock.now() + deadlineMilliseconds;
  const rows = new Map<AspectId, StatusRow>();
  let pending: readonly AspectId[] = ASPECT_IDS;
  for (let wait = FIRST_PAUSE_MILLISECONDS; ; wait = Math.min(wait * 2, LONGEST_PAUSE_MILLISECONDS)) {
    const { rows: found, member, isNew } = await look(pending);
    const changed = found.filter((row) => !isSame(row, rows.get(row.aspect)));
    for (const row of found) rows.set(row.aspect, row);
    const all = ASPECT_IDS.flatMap((aspect) => rows.get(aspect) ?? []);
    const open = all.filter(({ outcome }) => !SETTLED.includes(outcome));
    // Without the account, the others wait for nothing else.
    const isAccountMissing = rows.get("account")?.outcome === "missing";
    const isWorthIt = open.some(({ outcome }) => isNew || (outcome === "waiting" && !isAccountMissing));
    pending = open.map(({ aspect }) => aspect);
    const left = deadline - clock.now();
    onLook(changed, isWorthIt ? pending : [], left);
    if (!isWorthIt || left < wait) return { rows: all, member, isTimedOut: isWorthIt && deadlineMilliseconds > 0 };
    await clock.pause(wait, signal);
  }
}

function isSame(row: StatusRow, before: StatusRow | undefined): boolean {
  return row.outcome === before?.outcome && row.found === before.found;
}

/** Whether everything that is configured is ready. */
export function isReady(rows: readonly StatusRow[]): boolean {
  return rows.every(({ outcome }) => SETTLED.includes(outcome));
}
