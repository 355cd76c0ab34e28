import type { LandingZone } from "../../model/landing-zone";
import { type Breach, defineRule } from "../../model/rule";
import { answerInWords } from "../proofs/answer-text";
import { type LostTask, lostRootTasks } from "../proofs/built-in-proofs";
import { accountsInWords, actionsInWords, denyingStatements } from "./deciding-statement";

/** Without root sessions nobody recovers an account whose root user has no credentials. */
export const rootSessionHinderedRule = defineRule<LandingZone>({
  id: "root-session-hindered",
  doc: "Built-in proof: outside Suspended, a root session keeps every action of each task policy, except on resources declared protected (archive buckets, alert queues).",
  waivable: true,
  mechanism: "rootAccess",
  *breaches(zone) {
    const found = new Map<string, Breach>();
    for (const [id, breach] of lostRootTasks(zone).flatMap((lost) => breachesOf(zone, lost))) {
      if (!found.has(id)) found.set(id, breach);
    }
    yield* found.values();
  },
});

/** One breach for each statement and task. */
function breachesOf(zone: LandingZone, { task, accounts, finding }: LostTask): readonly (readonly [string, Breach])[] {
  const { answer, actions } = finding;
  const what = `${actionsInWords(actions)} in ${accountsInWords(accounts)}`;
  const statements = denyingStatements(zone, answer);
  if (statements.length === 0) {
    const message = `it is not proved that a root session with ${task} keeps ${what}: ${answerInWords(answer)}`;
    return [[message, { path: ["guardrails"], message, remedy: "Make the conditions of your guardrails simpler." }]];
  }
  return statements.map(({ name, path }) => [
    JSON.stringify([name, task]),
    {
      path,
      message: `${name} takes ${what} from a root session with ${task}: ${answerInWords(answer)}`,
      remedy: 'Spare root sessions: add "Null": {"aws:AssumedRoot": "true"} to its Condition.',
    },
  ]);
}
