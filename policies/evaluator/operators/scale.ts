/** Values that have an order, such as numbers, so that the values of policies divide them into intervals. */
export interface Scale {
  readonly name: "number" | "date" | "address";
  /**
   * Values of requests, at least one of each class that tests against these values of policies tell apart.
   *
   * Values that cannot be read come last.
   */
  readonly examples: (policyValues: readonly string[]) => readonly string[];
}

/** The points, what lies between neighbours, and one place on each side of them all; without points, one place. */
export function withBetween(
  points: readonly number[],
  step: number,
  lowest: number,
  highest: number,
): readonly number[] {
  const sorted = [...new Set(points)].sort((a, b) => a - b);
  const [first, last] = [sorted[0] ?? 0, sorted.at(-1) ?? 0];
  const between = sorted.flatMap((point, at) => [point, (point + (sorted[at + 1] ?? point)) / 2]);
  const all = [...between, Math.max(lowest, first - step), Math.min(highest, last + step)];
  return [...new Set(all)].sort((a, b) => a - b);
}
