import { ACCOUNT_CREATION_FAILURES, type AccountCreationFailureId } from "../../catalogue/account-creation-failures";
import type { AccountOutcome } from "./account-outcome";

const WIDTH = 110;

/**
 * Which accounts exist and which do not, why, and what to do; nothing when there are none.
 *
 * @param base the commit that the plan's base was, if it had one
 */
export function accountOutcomeText(outcomes: readonly AccountOutcome[], base: string | undefined): readonly string[] {
  if (outcomes.length === 0) return [];
  const of = (...states: readonly AccountOutcome["state"][]): readonly AccountOutcome[] =>
    outcomes.filter(({ state }) => states.includes(state));
  const existing = of("exists", "unfinished", "unknown");
  const missing = outcomes.length - existing.length;
  return [
    `Of the ${counted(outcomes, "account")} that this plan creates, ${existing.length} ${existing.length === 1 ? "exists" : "exist"} and ${missing} ${missing === 1 ? "does" : "do"} not.`,
    ...section("In the organization, as planned:", keysOf(of("exists"))),
    ...section("In the organization, and not set up to the end:", withDetails(of("unfinished"))),
    ...section("In the organization, and in no state yet, because the answer was lost:", withDetails(of("unknown"))),
    ...section("Not there yet, AWS is still creating:", keysOf(of("in-progress"))),
    ...reasonsOf(of("failed")).flatMap(([reason, failed]) =>
      section(
        `Not created, ${reason}: ${ACCOUNT_CREATION_FAILURES[reason].meaning}:`,
        keysOf(failed),
        ACCOUNT_CREATION_FAILURES[reason].remedy,
      ),
    ),
    ...section("Not created, for what Terraform says:", withDetails(of("failed").filter(({ reason }) => !reason))),
    ...section("Not begun, because Terraform stopped before:", keysOf(of("not-begun"))),
    ...nextSteps(outcomes, base),
  ];
}

function reasonsOf(
  failed: readonly AccountOutcome[],
): readonly (readonly [AccountCreationFailureId, readonly AccountOutcome[]])[] {
  const reasons = new Set(failed.flatMap(({ reason }) => (reason === undefined ? [] : [reason])));
  return [...reasons].sort().map((reason) => [reason, failed.filter((outcome) => outcome.reason === reason)]);
}

/** What is to be done, in its order: a new plan would refuse what the same one takes in. */
function nextSteps(outcomes: readonly AccountOutcome[], base: string | undefined): readonly string[] {
  const isInConfiguration = ({ reason }: AccountOutcome): boolean =>
    reason !== undefined && ACCOUNT_CREATION_FAILURES[reason].solvedIn === "configuration";
  const open = outcomes.filter(({ state }) => state !== "exists");
  const edited = open.filter(isInConfiguration);
  const rest = open.length - edited.length;
  const isRefused = open.some((outcome) => outcome.state === "failed" && !isInConfiguration(outcome));
  const again = `${isRefused ? "Put right what is said above, and run" : "Run"} the same command again: it takes in what exists, creates none twice, and goes on.`;
  const plan = base === undefined ? "npm run plan" : `npm run plan -- --base ${base.slice(0, 12)}`;
  const correct = `Change the configuration for ${listed(edited.map(({ account }) => account))}, npm run synth, commit, and plan what is left: ${plan}, which is what this plan was compared with, and then npm run apply.`;
  const steps = [...(rest === 0 ? [] : [again]), ...(edited.length === 0 ? [] : [correct])];
  if (steps.length === 0) return [];
  return ["What to do:", ...steps.flatMap((step, index) => wrapped(step.split(" "), `  ${index + 1}. `, "     "))];
}

const SHOWN_KEYS = 5;

function listed(keys: readonly string[]): string {
  const more = keys.length - SHOWN_KEYS;
  return more > 0 ? `${keys.slice(0, SHOWN_KEYS).join(", ")} and ${more} more` : keys.join(", ");
}

function section(title: string, lines: readonly string[], remedy?: string): readonly string[] {
  if (lines.length === 0) return [];
  const after = remedy === undefined ? [] : wrapped(remedy.split(" "), "    ", "    ");
  return [...wrapped(title.split(" "), "  ", "  "), ...lines, ...after];
}

function keysOf(outcomes: readonly AccountOutcome[]): readonly string[] {
  const keys = outcomes.map(({ account }) => account);
  return keys.length === 0
    ? []
    : wrapped(
        keys.map((key, index) => (index < keys.length - 1 ? `${key},` : key)),
        "      ",
        "      ",
      );
}

function withDetails(outcomes: readonly AccountOutcome[]): readonly string[] {
  return outcomes.map(({ account, id, error }) => {
    const named = id === undefined ? account : `${account} (${id})`;
    return `      ${error === undefined ? named : `${named}: ${error.replace(/\s+/g, " ").trim()}`}`;
  });
}

function wrapped(words: readonly string[], first: string, following: string): readonly string[] {
  const lines: string[] = [];
  let line = first;
  for (const word of words) {
    const isEmpty = line === first || line === following;
    if (!isEmpty && line.length + 1 + word.length > WIDTH) {
      lines.push(line);
      line = following + word;
    } else {
      line += isEmpty ? word : ` ${word}`;
    }
  }
  return [...lines, line];
}

function counted(list: readonly unknown[], noun: string): string {
  return list.length === 1 ? `1 ${noun}` : `${list.length} ${noun}s`;
}
