import { expiryLimit } from "../../model/account-expiry";
import { isSuspended } from "../../model/account-lifecycle";
import { EXPIRY_TAG } from "../../model/account-tags";
import type { KindNode, UnitNode } from "../../model/config-tree";
import { addDays, isDate } from "../../model/date";
import { suggestion } from "../../model/suggestion";
import type { Ask } from "../terminal";
import { type AccountRequest, derivedEmail, derivedKey } from "./add";
import { type MissingTag, missingTags, SETTING_TAGS } from "./missing-tags";
import { isProblem, type Organization, unitOf } from "./organization";

/** What is known of an account before anybody is asked. */
export type PartialRequest = { readonly [F in keyof AccountRequest]: AccountRequest[F] | undefined };

/** Asks for everything that is missing of an account; what may follow from the rest is proposed. */
export async function askForRequest(
  organization: Organization,
  known: PartialRequest,
  ask: Ask,
  today: string,
): Promise<AccountRequest> {
  const isNew = known.name === undefined || known.unit === undefined;
  const name = known.name ?? (await askUntil(ask, "Name of the account: ", isGiven));
  const unit = known.unit ?? (await askForUnit(organization, ask));
  const key = known.key ?? (isNew ? await askWithDefault(ask, "Key", derivedKey(organization, name)) : undefined);
  const proposed = derivedEmail(organization, key ?? derivedKey(organization, name));
  const email = known.email ?? (isNew ? await askWithDefault(ask, "Root e-mail address", proposed) : undefined);
  const kind = known.kind ?? (isNew ? await askForKind(organization, ask) : undefined);
  const home = unitOf(organization, unit);
  if (isProblem(home)) return { name, unit, key, email, kind, ...described(known) };
  const kindNode = organization.tree.kinds.find((candidate) => candidate.key === kind);
  const details = await askForDetails(organization, { home, kind: kindNode, isNew, today }, known, ask);
  return { name, unit, key, email, kind, ...details };
}

type Details = Pick<AccountRequest, "owner" | "expires" | "tags">;

function described({ owner, expires, tags = {} }: PartialRequest): Details {
  return { owner, expires, tags };
}

/** Where the account is to be, and what that demands. */
interface Place {
  readonly home: UnitNode;
  readonly kind: KindNode | undefined;
  readonly isNew: boolean;
  readonly today: string;
}

/** Asks for the owner, the last day and the tags that are demanded; on the whole way through also for an owner that is not. */
async function askForDetails(
  organization: Organization,
  { home, kind, isNew, today }: Place,
  known: PartialRequest,
  ask: Ask,
): Promise<Details> {
  const tags: Record<string, string> = { ...known.tags };
  const wanted = missingTags(organization, home, kind).filter(({ key }) => !Object.hasOwn(tags, key));
  const isWanted = (key: string): boolean => wanted.some((tag) => tag.key === key);
  const limit = expiryLimit({ lineage: home.lineage, kind });
  const owner =
    known.owner ??
    (isWanted("owner")
      ? await askUntil(ask, "Owner, an e-mail address: ", isGiven)
      : isNew
        ? await askOrNothing(ask, "Owner, an e-mail address")
        : undefined);
  const expires =
    known.expires ?? (limit !== undefined || isWanted(EXPIRY_TAG) ? await askForLastDay(ask, limit, today) : undefined);
  for (const tag of wanted.filter(({ key }) => !SETTING_TAGS.includes(key))) tags[tag.key] = await askForTag(ask, tag);
  return { owner, expires, tags };
}

/** Proposes the latest day that is allowed. */
async function askForLastDay(ask: Ask, limit: number | undefined, today: string): Promise<string> {
  const latest = limit === undefined ? undefined : addDays(today, limit);
  const question = `Last day, YYYY-MM-DD${latest === undefined ? "" : ` [${latest}]`}: `;
  const objection: Objection = (given) => {
    const day = given === "" ? (latest ?? "") : given;
    if (!isDate(day)) return "Write a day of the calendar.";
    return latest !== undefined && day > latest && `The latest day here is ${latest}.`;
  };
  const answer = await askUntil(ask, question, objection);
  return answer === "" ? (latest ?? answer) : answer;
}

function askForTag(ask: Ask, { key, metadata }: MissingTag): Promise<string> {
  const { description, values } = metadata ?? {};
  const choices = values === undefined ? "" : ` (${values.join(", ")})`;
  return askUntil(
    ask,
    `Tag ${key}${description === undefined ? "" : `, ${description}`}${choices}: `,
    (given) => isGiven(given) || oneOf(values, given),
  );
}

function oneOf(values: readonly string[] | undefined, given: string): string | false {
  if (values === undefined || values.includes(given)) return false;
  return suggestion(given, values, `Write one of ${values.join(", ")}.`);
}

/** Only where kinds are declared. */
async function askForKind({ tree }: Organization, ask: Ask): Promise<string | undefined> {
  const kinds = tree.kinds.map(({ key }) => key);
  if (kinds.length === 0) return undefined;
  const answer = await askUntil(
    ask,
    `Kind, one of ${kinds.join(", ")} (empty for none): `,
    (given) => given !== "" && oneOf(kinds, given),
  );
  return answer === "" ? undefined : answer;
}

/** Asks why; nothing goes out of the organization without a reason. */
export async function askForReason(ask: Ask): Promise<string> {
  return askUntil(ask, "Why (for the ledger and whoever reviews it): ", isGiven);
}

async function askForUnit({ tree }: Organization, ask: Ask): Promise<string> {
  const units = tree.units
    .filter((unit) => unit.config.purpose === undefined && !isSuspended(unit))
    .map(({ key }) => key);
  const choices = units.map((unit, index) => `  ${index + 1}  ${unit}\n`).join("");
  const answer = await askUntil(
    ask,
    `Units:\n${choices}Unit (a number or a key): `,
    (given) =>
      chosen(units, given) === undefined && `There is no unit "${given}". ${suggestion(given, units, "")}`.trim(),
  );
  return chosen(units, answer) ?? answer;
}

function chosen(units: readonly string[], given: string): string | undefined {
  return units.includes(given) ? given : units[Number(given) - 1];
}

/** `false`, or why an answer will not do. */
type Objection = (answer: string) => string | false;

function isGiven(answer: string): string | false {
  return answer === "" && "An answer is needed.";
}

async function askUntil(ask: Ask, question: string, objection: Objection): Promise<string> {
  for (let asked = question; ; ) {
    const answer = await ask(asked);
    const wrong = objection(answer);
    if (wrong === false) return answer;
    asked = `${wrong}\n${question}`;
  }
}

async function askWithDefault(ask: Ask, what: string, proposed: string | undefined): Promise<string | undefined> {
  const answer = await ask(proposed === undefined ? `${what}: ` : `${what} [${proposed}]: `);
  return answer === "" ? proposed : answer;
}

async function askOrNothing(ask: Ask, what: string): Promise<string | undefined> {
  const answer = await ask(`${what} (empty for none): `);
  return answer === "" ? undefined : answer;
}
