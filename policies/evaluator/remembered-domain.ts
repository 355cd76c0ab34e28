import type { RequestTest } from "./request-test";
import { type OpenPart, sampledDomain, type ValueDomain, valueDomain } from "./value-domain";

const KEPT_DOMAINS = 2_000;
const DOMAINS = new Map<string, ValueDomain | undefined>();

/** The classes of a part, remembered for the next question that asks the same of it; `undefined` for too many. */
export function rememberedDomain(open: OpenPart, tests: readonly RequestTest[]): ValueDomain | undefined {
  return remembered("classes", open, tests, () => valueDomain(open, tests));
}

/** Values of a part with too many classes, remembered likewise: some of the classes, and not all of them. */
export function rememberedSamples(open: OpenPart, tests: readonly RequestTest[]): ValueDomain | undefined {
  return remembered("samples", open, tests, () => sampledDomain(open, tests));
}

/** How many states one test may take: it saves work, and must not cost more than it saves. */
const STATES_FOR_ONE_TEST = 2_000;
const KEPT_ANSWERS = 20_000;
const ANSWERS = new Map<string, boolean | undefined>();

/**
 * What a test gives for every value that a question leaves a part, when that is the same for all of them.
 *
 * It keeps statements about other things out of the joint classes, which grow with every pattern.
 */
export function constantWithin(open: OpenPart, test: RequestTest): boolean | undefined {
  const name = JSON.stringify([open, test.id]);
  const known = ANSWERS.get(name);
  if (known !== undefined || ANSWERS.has(name)) return known;
  if (ANSWERS.size >= KEPT_ANSWERS) ANSWERS.clear();
  const answer = sameForAll(valueDomain(open, [test], STATES_FOR_ONE_TEST), test);
  ANSWERS.set(name, answer);
  return answer;
}

function sameForAll(domain: ValueDomain | undefined, { id }: RequestTest): boolean | undefined {
  const holding = domain?.holding.get(id);
  if (domain === undefined || holding === undefined || domain.all === 0n) return undefined;
  if (holding === domain.all) return true;
  return holding === 0n ? false : undefined;
}

function remembered(
  kind: string,
  open: OpenPart,
  tests: readonly RequestTest[],
  make: () => ValueDomain | undefined,
): ValueDomain | undefined {
  const ids = tests.map(({ id }) => id).sort((a, b) => a - b);
  const name = JSON.stringify([kind, open, ids]);
  if (DOMAINS.has(name)) return DOMAINS.get(name);
  if (DOMAINS.size >= KEPT_DOMAINS) DOMAINS.clear();
  const domain = make();
  DOMAINS.set(name, domain);
  return domain;
}
