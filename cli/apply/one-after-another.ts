import type { OrderedStack } from "../terraform/stack-order";

/**
 * Stacks of which some wait for each other, in the order in which they are given, whatever else they depend on.
 *
 * Each stack of accounts makes as many at once as AWS allows an organization, and AWS refuses the next one for good.
 *
 * @param stacks each after everything that it depends on
 */
export function oneAfterAnother<S extends OrderedStack>(
  stacks: readonly S[],
  names: ReadonlySet<string>,
): readonly S[] {
  const chain = stacks.map(({ name }) => name).filter((name) => names.has(name));
  return stacks.map((stack) => {
    const previous = chain[chain.indexOf(stack.name) - 1];
    if (previous === undefined) return stack;
    return { ...stack, dependencies: [...new Set([...stack.dependencies, previous])].sort() };
  });
}
