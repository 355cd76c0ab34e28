import { compareKeys } from "./next-ledger";
import type { ConfigPath, Problem } from "./problem";

/**
 * Problems in the order of the document: by the place in the configuration, then by rule, then by message.
 *
 * A setting that is not written comes after those that are.
 */
export function inDocumentOrder(problems: readonly Problem[], config: unknown): readonly Problem[] {
  const positions = new Map<object, ReadonlyMap<string | number, number>>();
  return problems
    .map((problem) => ({ problem, place: placeOf(problem.path, config, positions) }))
    .sort(
      (a, b) =>
        comparePlaces(a.place, b.place) ||
        compareKeys(a.problem.rule, b.problem.rule) ||
        compareKeys(a.problem.message, b.problem.message),
    )
    .map(({ problem }) => problem);
}

type Step = readonly [position: number, key: string];

function placeOf(
  path: ConfigPath,
  config: unknown,
  positions: Map<object, ReadonlyMap<string | number, number>>,
): readonly Step[] {
  let value = config;
  return path.map((step) => {
    const position = positionOf(step, value, positions);
    value = position === undefined ? undefined : Reflect.get(Object(value), step);
    return [position ?? Number.POSITIVE_INFINITY, String(step)];
  });
}

function positionOf(
  step: string | number,
  value: unknown,
  positions: Map<object, ReadonlyMap<string | number, number>>,
): number | undefined {
  if (typeof value !== "object" || value === null) return undefined;
  if (Array.isArray(value)) return typeof step === "number" && step < value.length ? step : undefined;
  let known = positions.get(value);
  if (known === undefined) {
    known = new Map(Object.keys(value).map((key, index) => [key, index]));
    positions.set(value, known);
  }
  return known.get(step);
}

function comparePlaces(a: readonly Step[], b: readonly Step[]): number {
  for (const [index, [position, key]] of a.entries()) {
    const other = b[index];
    if (other === undefined) return 1;
    if (position !== other[0]) return position - other[0];
    if (key !== other[1]) return compareKeys(key, other[1]);
  }
  return a.length - b.length;
}
