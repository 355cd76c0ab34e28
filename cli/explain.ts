import { PRINCIPAL_KINDS } from "../catalogue/standing-questions";
import type { Account, LandingZone } from "../model/landing-zone";
import type { ProofConfig } from "../model/proofs-config";
import { suggestion } from "../model/suggestion";
import { matchesAnAction, suggestActionPattern } from "../policies/action-names";
import { conditionKeyExists, suggestConditionKey } from "../policies/condition-keys";
import { evaluate } from "../policies/evaluator/evaluate";
import { questionOf } from "../policies/proofs/ask";
import { organizationPoliciesOf } from "../policies/proofs/organization-policies";
import type { Place } from "../policies/proofs/principals";
import { contradictedKey, isPrincipalKind, namedPrincipal, requestOf } from "../policies/proofs/team-proofs";
import { quotaBudget } from "../policies/quota-budget";
import { type AnsweredQuestion, answeredQuestion, renderAnsweredQuestion } from "../reports/answered-question";
import { accountNamed, explanationOf, renderExplanation } from "../reports/explanation";
import { managementExplanation, renderManagementExplanation } from "../reports/management-explanation";
import { compareProtection, renderProtectionComparison } from "../reports/protection-change";
import { protectionMatrix, renderProtectionMatrix } from "../reports/protection-matrix";
import { formatQuotaBudget } from "../reports/quota-budget-text";
import {
  CONFIG_OPTIONS,
  dayOf,
  didYouMean,
  type OptionDefinitions,
  type OptionValues,
  parseArguments,
} from "./arguments";
import { declaredAccount } from "./declared-account";
import { loadEarlierConfig } from "./earlier-config";
import { misuse } from "./failure";
import { configFile, loadConfig } from "./load-config";
import { ledgerFile, readLedger } from "./load-ledger";
import { resolvableZone } from "./resolvable-zone";

/** The options of `explain`. */
export const options = {
  all: { type: "boolean", description: "Answer the standing questions for every account, as a matrix." },
  quotas: { type: "boolean", description: "Say how much of AWS's quotas for policies is used and left." },
  before: {
    type: "string",
    placeholder: "FILE|COMMIT",
    description: "Say who gains and who loses what since another configuration, or since a commit.",
  },
  principal: {
    type: "string",
    placeholder: "KIND|ARN",
    description: `Ask about one principal: ${Object.keys(PRINCIPAL_KINDS).join(", ")}, or an ARN.`,
  },
  action: { type: "string", placeholder: "SERVICE:NAME", description: "What it does; * and ? are wildcards (*)." },
  resource: { type: "string", placeholder: "ARN", description: "To what; * and ? are wildcards (any)." },
  context: {
    type: "list",
    placeholder: "KEY=VALUE",
    description: "What the request carries; KEY= says that it does not carry the key. What is not said is left open.",
  },
  unit: { type: "string", placeholder: "UNIT", description: "Answer as if the account were in this unit." },
  json: { type: "boolean", description: "Print the answer as JSON." },
  ...CONFIG_OPTIONS,
} as const satisfies OptionDefinitions;

type Given = OptionValues<typeof options>;

/** `explain`: what principals may do in an account, and which statement decides it; needs no network. */
export async function run(argv: readonly string[]): Promise<number> {
  const isAboutAll = argv.some((word) => /^--(?:all|quotas|before)(?:=|$)/.test(word));
  const { options: given, positionals } = parseArguments(argv, options, isAboutAll ? [] : ["account"]);
  refuseContradictions(given);
  const zone = zoneOf(given);
  const [named] = positionals;
  if (given.quotas) print(given, quotaBudget(zone), formatQuotaBudget);
  else if (given.before !== undefined)
    print(given, compareProtection(earlierZone(given, given.before), zone), renderProtectionComparison);
  else if (named === undefined) {
    print(given, protectionMatrix(zone), (matrix) => renderProtectionMatrix(matrix, zone.managementAccount.name));
  } else explainOne(zone, named, given);
  return 0;
}

function print<T>({ json }: Given, value: T, render: (value: T) => string): void {
  process.stdout.write(json ? `${JSON.stringify(value, undefined, 2)}\n` : render(value));
}

const ABOUT_ONE_QUESTION = ["action", "resource", "context"] as const;

function refuseContradictions(given: Given): void {
  if (given.all && given.before !== undefined) {
    throw misuse("--all and --before contradict each other", "Give one of them: --before compares all accounts.");
  }
  if (given.quotas && (given.all || given.before !== undefined)) {
    throw misuse(`--quotas and --${given.all ? "all" : "before"} contradict each other`, "Give one of them.");
  }
  const isAboutAll = given.all || given.quotas || given.before !== undefined;
  const oneOnly = (["principal", "unit", ...ABOUT_ONE_QUESTION] as const).find((name) => isGiven(given[name]));
  if (isAboutAll && oneOnly !== undefined) {
    throw misuse(`--${oneOnly} is about one account`, "Name an account, and leave out --all, --quotas and --before.");
  }
  const aboutQuestion = ABOUT_ONE_QUESTION.find((name) => isGiven(given[name]));
  if (given.principal === undefined && aboutQuestion !== undefined) {
    throw misuse(
      `--${aboutQuestion} needs --principal`,
      `Add --principal ${Object.keys(PRINCIPAL_KINDS).join("|")}|ARN.`,
    );
  }
}

function isGiven(value: string | readonly string[] | undefined): boolean {
  return value !== undefined && value.length > 0;
}

const NOTHING_TO_EXPLAIN = "there is nothing to explain";

function zoneOf(given: Given): LandingZone {
  const file = configFile(given.config);
  const ledger = readLedger(ledgerFile(file, given.ledger));
  return resolvableZone({ config: loadConfig(file), ledger, today: dayOf(given.today) }, NOTHING_TO_EXPLAIN);
}

function earlierZone(given: Given, before: string): LandingZone {
  const earlier = loadEarlierConfig(before, configFile(given.config));
  return resolvableZone({ ...earlier, today: dayOf(given.today) }, NOTHING_TO_EXPLAIN);
}

/** What the management account is called when its name is not at hand. */
const MANAGEMENT = "management";

function explainOne(zone: LandingZone, named: string, given: Given): void {
  const { id, name } = zone.managementAccount;
  if (accountNamed(zone, named) === undefined && [MANAGEMENT, id, name].includes(named)) {
    print(given, managementExplanation(zone), renderManagementExplanation);
    return;
  }
  const account = declaredAccount(zone, named, [MANAGEMENT]);
  const place = placeOf(zone, account, given.unit);
  if (given.principal === undefined) print(given, explanationOf(zone, place), renderExplanation);
  else print(given, answerOf(zone, place, given.principal, given), renderAnsweredQuestion);
}

function placeOf(zone: LandingZone, account: Account, unit: string | undefined): Place {
  if (unit === undefined) return { account, unit: account.organizationalUnit };
  const keys = zone.organizationalUnits.map(({ key }) => key);
  if (!keys.includes(unit)) {
    throw misuse(`There is no unit ${JSON.stringify(unit)}${didYouMean(unit, keys)}`, "Give the key of a unit.");
  }
  return { account, unit };
}

function answerOf(zone: LandingZone, place: Place, named: string, given: Given): AnsweredQuestion {
  const { action = "*", resource } = given;
  refuseUnknownAction(action);
  const context = contextOf(given.context);
  const policies = organizationPoliciesOf(zone);
  if (!isPrincipalKind(named) && !named.startsWith("arn:")) {
    throw misuse(
      `There is no kind of principal ${JSON.stringify(named)}`,
      suggestion(named, Object.keys(PRINCIPAL_KINDS), "Give one, or an ARN."),
    );
  }
  const principal = namedPrincipal(policies, place, named);
  if (principal === undefined) {
    throw misuse(`The configuration has no ${named}`, "Configure it, or ask about another principal.");
  }
  const asked = {
    account: place.account.key,
    principal: named,
    action,
    context,
    ...(resource === undefined ? {} : { resource }),
  };
  const request = requestOf(asked);
  const contradicted = contradictedKey(principal, request);
  if (contradicted !== undefined) {
    throw misuse(`A request of ${named} always says itself what ${contradicted} is`, "Leave the key out.");
  }
  return answeredQuestion(zone, asked, evaluate(questionOf(policies, place, principal, request)));
}

function refuseUnknownAction(action: string): void {
  if (matchesAnAction(action)) return;
  const meant = suggestActionPattern(action);
  throw misuse(
    `AWS has no action ${JSON.stringify(action)}${meant === undefined ? "" : `; did you mean ${meant}?`}`,
    "Write it as service:Name, for example s3:DeleteBucket.",
  );
}

function contextOf(words: readonly string[]): NonNullable<ProofConfig["context"]> {
  const context: Record<string, string | readonly string[] | null> = {};
  for (const word of words) {
    const equals = word.indexOf("=");
    if (equals < 1)
      throw misuse(`--context ${word} has no value`, "Write KEY=VALUE, or KEY= for a key that is absent.");
    const key = word.slice(0, equals);
    const value = word.slice(equals + 1);
    if (!conditionKeyExists(key)) {
      const meant = suggestConditionKey(key);
      throw misuse(
        `AWS has no condition key ${JSON.stringify(key)}${meant === undefined ? "" : `; did you mean ${meant}?`}`,
        "Write it with its prefix, for example aws:RequestedRegion.",
      );
    }
    const earlier = context[key];
    if (earlier === null || (earlier !== undefined && value === "")) {
      throw misuse(`${key} is both absent and there`, "Say one of them.");
    }
    context[key] = value === "" ? null : earlier === undefined ? value : [earlier, value].flat();
  }
  return context;
}
