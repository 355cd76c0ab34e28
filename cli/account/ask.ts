import { suggestion } from "../../model/suggestion";
import type { Ask } from "../terminal";
import { type AccountRequest, derivedEmail, derivedKey, missingTags } from "./add";
import { isProblem, type Organization, unitOf } from "./organization";

/** What is known of an account before anybody is asked. */
export type PartialRequest = { readonly [F in keyof AccountRequest]: AccountRequest[F] | undefined };

/** Asks for everything that is missing of an account; what may follow from the rest is proposed. */
export async function askForRequest(
  organization: Organization,
  known: PartialRequest,
  ask: Ask,
): Promise<AccountRequest> {
  const isNew = known.name === undefined || known.unit === undefined;
  const name = known.name ?? (await askUntil(ask, "Name of the account: ", isGiven));
  const unit = known.unit ?? (await askForUnit(organization, ask));
  const key = known.key ?? (isNew ? await askWithDefault(ask, "Key", derivedKey(organization, name)) : undefined);
  const proposed = derivedEmail(organization, key ?? derivedKey(organization, name));
  const email = known.email ?? (isNew ? await askWithDefault(ask, "Root e-mail address", proposed) : undefined);
  const owner = known.owner ?? (isNew ? await askOrNothing(ask, "Owner, an e-mail address") : undefined);
  const tags: Record<string, string> = { ...known.tags };
  const home = unitOf(organization, unit);
  const wanted = isProblem(home) ? [] : missingTags(organization, home).filter((tag) => !Object.hasOwn(tags, tag));
  for (const tag of wanted) tags[tag] = await askUntil(ask, `Tag ${tag}: `, isGiven);
  return { name, unit, key, email, owner, tags };
}

/** Asks why; nothing goes out of the organization without a reason. */
export async function askForReason(ask: Ask): Promise<string> {
  return askUntil(ask, "Why (for the ledger and whoever reviews it): ", isGiven);
}

async function askForUnit({ tree }: Organization, ask: Ask): Promise<string> {
  const units = tree.units.filter(({ config }) => config.purpose === undefined).map(({ key }) => key);
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
