import type { FinishedMove } from "../../model/policy-records";
import { describeCounts } from "../demo/progress-display";
import type { ChangeCounts } from "../terraform/terraform-events";
import type { AccountOutcome } from "./account-outcome";
import { accountOutcomeText } from "./account-outcome-text";

/** What became of one stack. */
export interface AppliedStack {
  readonly stack: string;
  /** `earlier`: by a run before this one. `not-begun`: it comes after what failed. */
  readonly state: "applied" | "unchanged" | "earlier" | "failed" | "not-begun";
  readonly counts: ChangeCounts;
}

/** What a plan after the apply would still change in a stack. */
export interface LeftOver {
  readonly stack: string;
  /** Empty when only values that it publishes would change. */
  readonly addresses: readonly string[];
}

/** Everything that there is to say at the end of an apply. */
export interface ApplySummary {
  /** In their order. */
  readonly stacks: readonly AppliedStack[];
  /** `undefined` when nobody looked, because something failed. */
  readonly leftOver: readonly LeftOver[] | undefined;
  /** The moves of guardrails that this apply made ready to be finished. */
  readonly movesToFinish: readonly FinishedMove[];
  /** What became of the accounts that it was to create, where something failed; otherwise all exist. @default nobody looked */
  readonly accounts?: readonly AccountOutcome[];
  /** The commit that the plan was compared with. @default none */
  readonly base?: string;
}

/** Whether everything is applied and nothing is left to change. */
export function isSettled({ stacks, leftOver }: ApplySummary): boolean {
  const isOver = stacks.every(({ state }) => state !== "failed" && state !== "not-begun");
  return isOver && leftOver !== undefined && leftOver.length === 0;
}

/** The summary for a terminal. */
export function summaryText(summary: ApplySummary): string {
  const { stacks, leftOver, movesToFinish, accounts = [], base } = summary;
  const width = Math.max(0, ...stacks.map(({ stack }) => stack.length));
  return [
    ...stacks.map((stack) => `  ${stack.stack.padEnd(width)}  ${stateText(stack)}`),
    "",
    countsText(stacks),
    ...leftOverText(leftOver),
    ...movesText(movesToFinish),
    ...(accounts.length === 0 ? [] : ["", ...accountOutcomeText(accounts, base)]),
    "",
  ].join("\n");
}

/** The summary for a program. */
export function summaryJson(summary: ApplySummary): object {
  return { ok: isSettled(summary), ...summary };
}

function stateText({ state, counts }: AppliedStack): string {
  switch (state) {
    case "applied":
      return `applied: ${describeCounts(counts, "apply")}`;
    case "unchanged":
      return "nothing to change";
    case "earlier":
      return "applied by an earlier run";
    case "failed":
      return "failed";
    case "not-begun":
      return "not begun";
    default:
      return state satisfies never;
  }
}

function countsText(stacks: readonly AppliedStack[]): string {
  const count = (...states: readonly AppliedStack["state"][]): number =>
    stacks.filter(({ state }) => states.includes(state)).length;
  const done = count("applied", "unchanged", "earlier");
  const failed = count("failed");
  const rest = count("not-begun");
  return [
    `${done} of ${stacks.length} stacks applied`,
    ...(failed === 0 ? [] : [`${failed} failed`]),
    ...(rest === 0 ? [] : [`${rest} not begun`]),
  ].join(", ");
}

function leftOverText(leftOver: ApplySummary["leftOver"]): readonly string[] {
  if (leftOver === undefined) return [];
  if (leftOver.length === 0) return ["Planned again: nothing would change."];
  return [
    "Planned again, and something would still change:",
    ...leftOver.map(({ stack, addresses }) => `  ${stack}: ${addresses.join(", ") || "values that it publishes"}`),
  ];
}

function movesText(moves: readonly FinishedMove[]): readonly string[] {
  if (moves.length === 0) return [];
  return [
    "Guardrails that moved are in force twice until the move is finished:",
    ...moves.map(({ policy, kind, key }) =>
      kind === "guardrail"
        ? `  ${key} is still in the policy ${policy}`
        : `  the policy ${policy} is still attached to ${key}`,
    ),
    "Finish it with the next change: npm run synth -- --finish-moves, commit the ledger, then plan and apply that.",
  ];
}
