import { CONFIG_OPTIONS, didYouMean, type OptionDefinitions } from "../arguments";
import { misuse } from "../failure";

/** Every option of `account`; each action takes some of them. */
export const ACCOUNT_OPTIONS = {
  name: { type: "string", placeholder: "NAME", description: "add, rename: the account's name." },
  unit: { type: "string", placeholder: "UNIT", description: "add: the key of its unit." },
  owner: { type: "string", placeholder: "EMAIL", description: "add: the address of the team that answers for it." },
  kind: { type: "string", placeholder: "KIND", description: "add: the key of the kind it is of." },
  expires: { type: "string", placeholder: "DAY", description: "add: its last day, YYYY-MM-DD." },
  tag: { type: "list", placeholder: "KEY=VALUE", description: "add: a tag." },
  key: {
    type: "string",
    placeholder: "KEY",
    description: "add: its key (from the name). rename: its new key.",
  },
  email: {
    type: "string",
    placeholder: "EMAIL",
    description: "add: its root e-mail address (a plus address of the mailbox).",
  },
  "from-issue": {
    type: "string",
    placeholder: "FILE",
    description: "add: take the answers from the body of an issue made with the form.",
  },
  to: { type: "string", placeholder: "UNIT|EMAIL", description: "move: the unit. e-mail: the new address." },
  otp: { type: "string", placeholder: "PASSWORD", description: "e-mail: the one-time password that AWS sent there." },
  reason: { type: "string", placeholder: "TEXT", description: "close, release: why." },
  timeout: {
    type: "string",
    placeholder: "MINUTES",
    description: "status: how long to wait until the account is ready (20).",
  },
  "no-wait": { type: "boolean", description: "status: look once, and send no test through the alert path." },
  yes: { type: "boolean", description: "Do not ask before the file is written." },
  "dry-run": { type: "boolean", description: "Check and show everything, and write nothing." },
  json: { type: "boolean", description: "Print the outcome as JSON; but for status with --yes or --dry-run." },
  ...CONFIG_OPTIONS,
} as const satisfies OptionDefinitions;

type AccountOption = keyof typeof ACCOUNT_OPTIONS;

/** What can be done, with the options of each; all but `add` take the key of an account first. */
export const ACTIONS = {
  add: ["name", "unit", "owner", "kind", "expires", "tag", "key", "email", "from-issue"],
  move: ["to"],
  rename: ["name", "key"],
  suspend: [],
  close: ["reason"],
  "e-mail": ["to", "otp"],
  release: ["reason"],
  status: ["timeout", "no-wait"],
} as const satisfies Record<string, readonly AccountOption[]>;

/** One thing that can be done to an account. */
export type Action = keyof typeof ACTIONS;

/** One change of the configuration. */
export type Change = Exclude<Action, "status">;

/** The first word after the verb. @throws Failure with exit code 2 when it is no action */
export function actionOf(word: string | undefined): Action {
  const names = Object.keys(ACTIONS).filter(isAction);
  const list = `Write one of ${names.join(", ")} after account.`;
  if (word === undefined || word.startsWith("-")) throw misuse("What is to be done is missing", list);
  if (!isAction(word)) throw misuse(`There is no account ${word}${didYouMean(word, names)}`, list);
  return word;
}

/** Refuses options of other actions. @throws Failure with exit code 2 */
export function requireOwnOptions(action: Action, given: Readonly<Record<string, unknown>>): void {
  const own: readonly string[] = ACTIONS[action];
  const others = new Set(
    Object.values(ACTIONS)
      .flat()
      .filter((name) => !own.includes(name)),
  );
  const foreign = [...others].find((name) => isSet(given[name]));
  if (foreign !== undefined) throw misuse(`account ${action} takes no --${foreign}`, "Leave it out.");
}

const DEFAULT_TIMEOUT_MINUTES = 20;

/** Three hours: longer than a credential of a pipeline lives. */
const LONGEST_TIMEOUT_MINUTES = 180;

/** How long `status` waits; `undefined`: not at all. @throws Failure with exit code 2 for what is no time */
export function timeoutOf(timeout: string | undefined, isWaiting: boolean): number | undefined {
  if (!isWaiting) {
    if (timeout !== undefined) throw misuse("--timeout and --no-wait contradict each other", "Give one of them.");
    return undefined;
  }
  if (timeout === undefined) return DEFAULT_TIMEOUT_MINUTES;
  const minutes = /^\d+(\.\d+)?$/.test(timeout) ? Number(timeout) : 0;
  if (minutes > 0 && minutes <= LONGEST_TIMEOUT_MINUTES) return minutes;
  throw misuse(
    `--timeout cannot be ${JSON.stringify(timeout)}`,
    `Write the minutes, up to ${LONGEST_TIMEOUT_MINUTES}, for example 30; or --no-wait.`,
  );
}

/** The tags of `--tag KEY=VALUE`. @throws Failure with exit code 2 for what is none */
export function tagsOf(words: readonly string[]): Readonly<Record<string, string>> {
  const tags = new Map<string, string>();
  for (const word of words) {
    const equals = word.indexOf("=");
    const key = word.slice(0, equals);
    if (equals < 1) throw misuse(`--tag ${JSON.stringify(word)} is no tag`, "Write --tag KEY=VALUE.");
    if (tags.has(key)) throw misuse(`The tag ${JSON.stringify(key)} is given twice`, "Give it once.");
    tags.set(key, word.slice(equals + 1));
  }
  return Object.fromEntries(tags);
}

function isAction(word: string): word is Action {
  return Object.hasOwn(ACTIONS, word);
}

function isSet(value: unknown): boolean {
  return Array.isArray(value) ? value.length > 0 : value !== undefined && value !== false;
}
