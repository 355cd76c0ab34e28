import { STANDING_QUESTION_IDS, STANDING_QUESTIONS, type StandingQuestionId } from "../catalogue/standing-questions";
import type { LandingZone } from "../model/landing-zone";
import type { Reason } from "../policies/evaluator/answer";
import type { PolicyIds } from "../policies/policy-ids";
import { isUnhindered, protectionOf, type StandingAnswer } from "../policies/proofs/protection";
import { guardrailDocument } from "../policies/render-policy";
import { whyInWords } from "./explanation";

/** What one principal gains or loses, in accounts that change alike. */
export interface ProtectionChange {
  readonly question: StandingQuestionId;
  readonly title: string;
  /** `gains`: less stands against it than before. `loses`: more does. `changes`: both. */
  readonly effect: "gains" | "loses" | "changes";
  /** Actions, or what a statement denied. */
  readonly gained: readonly string[];
  readonly lost: readonly string[];
  /** Why it was as it was in the first of the accounts, in one sentence without a full stop. */
  readonly before: string;
  /** Why it will be as it will be in the first of the accounts. */
  readonly after: string;
  /** By key. */
  readonly accounts: readonly string[];
}

/** Who gains and who loses what between two configurations. */
export interface ProtectionComparison {
  /** In the order of the standing questions. */
  readonly changes: readonly ProtectionChange[];
  /** Accounts that only one of the two has, by key: nothing is compared for them. */
  readonly added: readonly string[];
  readonly removed: readonly string[];
}

/**
 * Compares what principals may do in every account that two landing zones share.
 *
 * An account is the same by its key. What a statement denies is the same by its text, not by its name.
 */
export function compareProtection(before: LandingZone, after: LandingZone): ProtectionComparison {
  const [earlier, later] = [new Protection(before), new Protection(after)];
  const shared = after.accounts.map(({ key }) => key).filter((key) => earlier.has(key));
  const changes = new Map<string, ProtectionChange & { readonly accounts: string[] }>();
  const known = new Map<string, readonly Change[]>();
  for (const account of shared) {
    const pair = `${earlier.groupOf(account)} ${later.groupOf(account)}`;
    const found = known.get(pair) ?? changesOf(earlier.answersFor(account), later.answersFor(account));
    known.set(pair, found);
    for (const change of found) {
      const id = JSON.stringify([change.question, change.gained, change.lost]);
      const entry = changes.get(id) ?? { ...change, accounts: [] };
      entry.accounts.push(account);
      changes.set(id, entry);
    }
  }
  return {
    changes: [...changes.values()].sort(byQuestion),
    added: later.keys.filter((key) => !earlier.has(key)),
    removed: earlier.keys.filter((key) => !later.has(key)),
  };
}

type Change = Omit<ProtectionChange, "accounts">;

function byQuestion(a: Change, b: Change): number {
  return STANDING_QUESTION_IDS.indexOf(a.question) - STANDING_QUESTION_IDS.indexOf(b.question);
}

/** One thing that stands against a principal. */
interface Hindrance {
  readonly kind: "action" | "statement";
  readonly name: string;
}

/** What stands against a principal, each thing by what it is and not by what it is called. */
interface Hindrances {
  readonly why: string;
  /** From what it is to how it is called. */
  readonly things: ReadonlyMap<string, Hindrance>;
}

const EVERYTHING = "everything";

/** The answers for every account of a landing zone, and the texts of its statements. */
class Protection {
  private readonly groups = new Map<string, number>();
  private readonly answers: readonly (readonly StandingAnswer[])[];
  private readonly statements: ReadonlyMap<string, string>;

  constructor(zone: LandingZone) {
    const groups = protectionOf(zone);
    this.answers = groups.map(({ answers }) => answers);
    for (const [index, { accounts }] of groups.entries()) {
      for (const { key } of accounts) this.groups.set(key, index);
    }
    this.statements = statementTexts(zone);
  }

  get keys(): readonly string[] {
    return [...this.groups.keys()].sort();
  }

  has(account: string): boolean {
    return this.groups.has(account);
  }

  groupOf(account: string): number {
    const group = this.groups.get(account);
    if (group === undefined) throw new Error(`no account ${account}`);
    return group;
  }

  answersFor(account: string): ReadonlyMap<StandingQuestionId, Hindrances> {
    const answers = this.answers[this.groupOf(account)] ?? [];
    return new Map(answers.map((answer) => [answer.question, this.hindrances(answer)]));
  }

  private hindrances({ verdict, findings }: StandingAnswer): Hindrances {
    const why = whyInWords(verdict, findings);
    if (verdict === "not-configured") return { why, things: new Map() };
    const hindered = findings.filter(({ answer }) => !isUnhindered(answer));
    const things = new Map<string, Hindrance>();
    for (const { actions, answer } of hindered) {
      for (const name of actions) things.set(name, { kind: "action", name });
      if (actions.length > 0) continue;
      if (answer.verdict !== "depends") things.set(EVERYTHING, { kind: "action", name: EVERYTHING });
      else for (const reason of answer.reasons) this.addStatement(things, reason);
    }
    return { why, things };
  }

  private addStatement(things: Map<string, Hindrance>, { effect, guardrail, statement, policy }: Reason): void {
    if (effect !== "Deny") return;
    const name = `statement ${statement} of ${policy}`;
    things.set(this.statements.get(`${guardrail} ${statement}`) ?? name, { kind: "statement", name });
  }
}

/** Ids that say the same in both landing zones. */
const KEYS_AS_IDS: PolicyIds = {
  organizationId: "organization",
  rootId: "root",
  unitId: (key) => `unit ${key}`,
  accountId: (key) => `account ${key}`,
};

/** The text of each statement, without its name, by guardrail and name. */
function statementTexts(zone: LandingZone): ReadonlyMap<string, string> {
  return new Map(
    zone.guardrails.flatMap((guardrail) =>
      guardrailDocument(zone, guardrail, KEYS_AS_IDS).Statement.map(({ Sid, ...text }, index) => [
        `${guardrail.key} ${Sid ?? `number ${index + 1}`}`,
        JSON.stringify(text),
      ]),
    ),
  );
}

function changesOf(
  before: ReadonlyMap<StandingQuestionId, Hindrances>,
  after: ReadonlyMap<StandingQuestionId, Hindrances>,
): readonly Change[] {
  return STANDING_QUESTION_IDS.flatMap((question) => {
    const [was, willBe] = [before.get(question), after.get(question)];
    if (was === undefined || willBe === undefined) return [];
    const gained = onlyIn(was.things, willBe.things, "denied until now");
    const lost = onlyIn(willBe.things, was.things, "denies from now on");
    if (gained.length + lost.length === 0) return [];
    const { title } = STANDING_QUESTIONS[question];
    const texts = { before: was.why, after: willBe.why };
    // Beside everything, no single thing counts.
    if (lost.includes(EVERYTHING))
      return [{ question, title, effect: "loses", gained: [], lost: [EVERYTHING], ...texts }];
    if (gained.includes(EVERYTHING))
      return [{ question, title, effect: "gains", gained: [EVERYTHING], lost: [], ...texts }];
    return [{ question, title, effect: effectOf(gained, lost), gained, lost, ...texts }];
  });
}

function effectOf(gained: readonly string[], lost: readonly string[]): Change["effect"] {
  if (lost.length === 0) return "gains";
  return gained.length === 0 ? "loses" : "changes";
}

function onlyIn(these: Hindrances["things"], others: Hindrances["things"], denies: string): readonly string[] {
  return [...these]
    .filter(([thing]) => !others.has(thing))
    .map(([, { kind, name }]) => (kind === "statement" ? `what ${name} ${denies}` : name));
}

/** A comparison as text for people. */
export function renderProtectionComparison({ changes, added, removed }: ProtectionComparison): string {
  const lines = changes.flatMap(({ title, effect, gained, lost, before, after, accounts }) => [
    `${title} ${effect} in ${accounts.length} ${accounts.length === 1 ? "account" : "accounts"}: ${accounts.join(", ")}`,
    ...(gained.length === 0 ? [] : [`  gains: ${gained.join(", ")}`]),
    ...(lost.length === 0 ? [] : [`  loses: ${lost.join(", ")}`]),
    `  before${accounts.length === 1 ? "" : `, in ${accounts[0]}`}: ${before}.`,
    `  after: ${after}.`,
  ]);
  return [
    ...(changes.length === 0 ? ["Nobody gains or loses anything by the organization's policies."] : lines),
    ...(added.length === 0 ? [] : [`New accounts, which are not compared: ${added.join(", ")}`]),
    ...(removed.length === 0 ? [] : [`Accounts that are gone: ${removed.join(", ")}`]),
    "",
  ].join("\n");
}
