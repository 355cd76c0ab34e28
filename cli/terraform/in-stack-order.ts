import { type OrderedStack, stackOrder } from "./stack-order";

/**
 * Does work for every stack, each after everything that it depends on, several at once where the order allows it.
 *
 * After a failure nothing new is started; what is under way ends before this throws what failed first.
 */
export async function inStackOrder<S extends OrderedStack>(
  stacks: readonly S[],
  concurrency: number,
  work: (stack: S) => Promise<void>,
): Promise<void> {
  const waiting = [...stackOrder(stacks)];
  const running = new Map<string, Promise<void>>();
  const done = new Set<string>();
  const failures: unknown[] = [];
  const start = (stack: S): void => {
    waiting.splice(waiting.indexOf(stack), 1);
    const ended = work(stack)
      .then(
        () => void done.add(stack.name),
        (error: unknown) => void failures.push(error),
      )
      .then(() => void running.delete(stack.name));
    running.set(stack.name, ended);
  };
  const next = (): S | undefined =>
    failures.length > 0 || running.size >= concurrency
      ? undefined
      : waiting.find(({ dependencies }) => dependencies.every((name) => done.has(name)));
  for (;;) {
    for (let stack = next(); stack !== undefined; stack = next()) start(stack);
    if (running.size === 0) break;
    await Promise.race(running.values());
  }
  if (failures.length > 0) throw failures[0];
}
