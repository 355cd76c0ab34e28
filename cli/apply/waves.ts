import type { OrderedStack } from "../terraform/stack-order";

/** A stack that may belong to a wave: from 1 on, `undefined` outside all of them. */
export interface StackInWave extends OrderedStack {
  readonly wave?: number | undefined;
}

/**
 * Stacks of which each waits for the whole wave before its own, as for everything else that it depends on.
 *
 * A stack that fails then keeps every later wave from starting, because whoever works through the stacks in their order
 * starts nothing whose dependencies are not done. A wave of which nothing is left to do is passed over.
 */
export function inWaves<S extends StackInWave>(stacks: readonly S[]): readonly S[] {
  const waves = [...new Set(stacks.flatMap(({ wave }) => (wave === undefined ? [] : [wave])))].sort((a, b) => a - b);
  const names = new Map(waves.map((wave) => [wave, stacks.filter((stack) => stack.wave === wave).map((s) => s.name)]));
  return stacks.map((stack) => {
    if (stack.wave === undefined) return stack;
    const earlier = waves[waves.indexOf(stack.wave) - 1];
    if (earlier === undefined) return stack;
    const dependencies = [...new Set([...stack.dependencies, ...(names.get(earlier) ?? [])])].sort();
    return { ...stack, dependencies };
  });
}
