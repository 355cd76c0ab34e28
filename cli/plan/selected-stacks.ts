import { didYouMean } from "../arguments";
import { misuse } from "../failure";
import type { SynthesizedStack } from "../synthesize";

/**
 * The stacks with the given names, each with those of them that must be applied before it.
 *
 * A dependency that leads through a stack which is not among them counts.
 *
 * @throws Failure with exit code 2 for a name that no stack has
 */
export function selectedStacks(
  stacks: readonly SynthesizedStack[],
  names: readonly string[],
): readonly SynthesizedStack[] {
  const byName = new Map(stacks.map((stack) => [stack.name, stack]));
  for (const name of names) {
    if (byName.has(name)) continue;
    const known = [...byName.keys()];
    throw misuse(
      `There is no stack ${JSON.stringify(name)}${didYouMean(name, known)}`,
      "Name a stack that synth lists.",
    );
  }
  const wanted = new Set(names);
  const above = (name: string, seen: Set<string>): Set<string> => {
    for (const dependency of byName.get(name)?.dependencies ?? []) {
      if (!seen.has(dependency)) above(dependency, seen.add(dependency));
    }
    return seen;
  };
  return stacks
    .filter(({ name }) => wanted.has(name))
    .map((stack) => ({
      ...stack,
      dependencies: [...above(stack.name, new Set())].filter((name) => wanted.has(name)).sort(),
    }));
}
