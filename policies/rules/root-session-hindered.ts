import type { LandingZone } from "../../model/landing-zone";
import { type Breach, defineRule } from "../../model/rule";
import { answerInWords } from "../proofs/answer-text";
import { type LostTask, lostRootTasks } from "../proofs/built-in-proofs";
import { accountsInWords, actionsInWords, type DecidingStatement, denyingStatements } from "./deciding-statement";

/** Without root sessions nobody recovers an account whose root user has no credentials. */
export const rootSessionHinderedRule = defineRule<LandingZone>({
  id: "root-session-hindered",
  doc: "Built-in proof: outside Suspended, a root session keeps every action of each task policy, except on resources declared protected (archive buckets, alert queues).",
  waivable: true,
  mechanism: "rootAccess",
  *breaches(zone) {
    const found = new Map<string, Loss[]>();
    for (const loss of lostRootTasks(zone).flatMap((lost) => lossesOf(zone, lost))) {
      found.set(loss.id, [...(found.get(loss.id) ?? []), loss]);
    }
    for (const losses of found.values()) yield* breachOf(losses);
  },
});

/** What one statement takes of one task; without a statement, what is not proved of the task. */
interface Loss {
  readonly id: string;
  readonly lost: LostTask;
  readonly statement: DecidingStatement | undefined;
}

function lossesOf(zone: LandingZone, lost: LostTask): readonly Loss[] {
  const statements = denyingStatements(zone, lost.answer);
  if (statements.length === 0) return [{ id: JSON.stringify([lost.task, lost.answer]), lost, statement: undefined }];
  return statements.map((statement) => ({ id: JSON.stringify([statement.name, lost.task]), lost, statement }));
}

/** One breach for each statement and task. */
function* breachOf(losses: readonly Loss[]): Iterable<Breach> {
  const [first] = losses;
  if (first === undefined) return;
  const { statement, lost } = first;
  const accounts = [...new Set(losses.flatMap((loss) => loss.lost.accounts))];
  const actions = actionsInWords(losses.flatMap((loss) => loss.lost.finding.actions));
  const what = `${actions} in ${accountsInWords(accounts)}`;
  const why = answerInWords(lost.answer);
  yield statement === undefined
    ? {
        path: ["guardrails"],
        message: `it is not proved that a root session with ${lost.task} keeps ${what}: ${why}`,
        remedy: "Make the conditions of your guardrails simpler.",
      }
    : {
        path: statement.path,
        message: `${statement.name} takes ${what} from a root session with ${lost.task}: ${why}`,
        remedy: 'Spare root sessions: add "Null": {"aws:AssumedRoot": "true"} to its Condition.',
      };
}
