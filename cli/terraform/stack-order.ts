/** What the order of stacks is computed from. */
export interface OrderedStack {
  readonly name: string;
  /** The names of the stacks that must be applied before it. */
  readonly dependencies: readonly string[];
}

/**
 * Groups stacks so that each comes after everything that it depends on; those of one group need not wait for each other.
 *
 * Within a group the order is the given one. A dependency that is not among the stacks, or a cycle, is a bug and throws.
 */
export function stackGroups<S extends OrderedStack>(stacks: readonly S[]): readonly (readonly S[])[] {
  checkDependencies(stacks);
  const groups: (readonly S[])[] = [];
  const placed = new Set<string>();
  while (placed.size < stacks.length) {
    const group = stacks.filter((stack) => !placed.has(stack.name) && isReady(stack, placed));
    if (group.length === 0) throw new Error(`stacks depend on each other in a circle: ${rest(stacks, placed)}`);
    for (const { name } of group) placed.add(name);
    groups.push(group);
  }
  return groups;
}

/** The stacks in an order in which each comes after everything that it depends on. */
export function stackOrder<S extends OrderedStack>(stacks: readonly S[]): readonly S[] {
  return stackGroups(stacks).flat();
}

function checkDependencies(stacks: readonly OrderedStack[]): void {
  const names = new Set(stacks.map(({ name }) => name));
  for (const { name, dependencies } of stacks) {
    const unknown = dependencies.find((dependency) => !names.has(dependency));
    if (unknown !== undefined) throw new Error(`stack ${name} depends on ${unknown}, which does not exist`);
  }
}

function isReady({ dependencies }: OrderedStack, placed: ReadonlySet<string>): boolean {
  return dependencies.every((dependency) => placed.has(dependency));
}

function rest(stacks: readonly OrderedStack[], placed: ReadonlySet<string>): string {
  return stacks
    .map(({ name }) => name)
    .filter((name) => !placed.has(name))
    .join(", ");
}
