import { COMMON_OPTIONS } from "../../cli/arguments";
import { VERBS } from "../../cli/verbs";
import { scripts } from "../../package.json";

const NPM_COMMANDS = ["ci", "test"];

/** What is wrong with the words after `npm`, or nothing. */
export function objectToNpm([command = "", ...rest]: readonly string[]): string | undefined {
  if (command !== "run") return NPM_COMMANDS.includes(command) ? undefined : "no npm command";
  const [script = "", ...options] = rest.filter((word) => word !== "--silent");
  if (!Object.hasOwn(scripts, script)) return "no script of package.json";
  return VERBS.some(({ name }) => name === script) ? objectToVerb([script, ...options]) : undefined;
}

/** What is wrong with a verb and its options, or nothing. */
export function objectToVerb([word, ...options]: readonly string[]): string | undefined {
  const verb = VERBS.find(({ name }) => name === word);
  if (verb === undefined) return "no verb";
  const known = Object.keys({ ...verb.load().options, ...COMMON_OPTIONS }).map((name) => `--${name}`);
  const unknown = options.find((option) => option.startsWith("--") && option !== "--" && !known.includes(option));
  return unknown === undefined ? undefined : `no option ${unknown}`;
}
