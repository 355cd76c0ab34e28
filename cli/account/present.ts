import { formatText } from "../problem-formats/text";
import type { AccountChange } from "./organization";
import type { Proposal } from "./proposal";
import { coloured } from "./unified-diff";

/** What became of what was asked for. */
export type Result = "written" | "not-written" | "refused" | "by-hand";

/** For people: what changes, what it means, or why not. */
export function presentText(change: AccountChange, proposal: Proposal, shown: string, isTerminal: boolean): string {
  switch (proposal.kind) {
    case "sound": {
      const diff = isTerminal ? coloured(proposal.diff) : proposal.diff;
      const meaning = change.meaning(proposal.checked).map((line) => `- ${line}`);
      return `${change.title}.\n\n${diff}\n${meaning.join("\n")}\n`;
    }
    case "refused":
      return `${formatText({ problems: proposal.problems, notices: [] })}Nothing was written.\n`;
    case "by-hand": {
      const steps = proposal.instructions.flatMap(({ what, lines }) => [
        `- ${what}`,
        ...(lines.length === 0 ? [] : ["", ...lines.map((line) => `      ${line}`), ""]),
      ]);
      return [
        `${change.title}: ${shown} cannot be edited safely, because ${proposal.reason}.`,
        "Nothing was written. What is meant breaks no rule; write it by hand:",
        "",
        ...steps,
        "",
        "Then run npm run validate.",
        "",
      ].join("\n");
    }
    default:
      return proposal satisfies never;
  }
}

/** For machines: everything at once. */
export function presentJson(change: AccountChange, proposal: Proposal, shown: string, result: Result): string {
  const isSound = proposal.kind === "sound";
  return toJson({
    result,
    title: change.title,
    file: shown,
    diff: isSound ? proposal.diff : "",
    meaning: isSound ? change.meaning(proposal.checked) : [],
    problems: proposal.kind === "refused" ? proposal.problems : [],
    ...(proposal.kind === "by-hand" ? { reason: proposal.reason, instructions: proposal.instructions } : {}),
  });
}

/** The form in which every verb prints JSON. */
export function toJson(value: unknown): string {
  return `${JSON.stringify(value, undefined, 2)}\n`;
}
