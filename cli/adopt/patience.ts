import { nameOf } from "../preflight/observe";

const THROTTLED: ReadonlySet<string> = new Set([
  "ConcurrentModificationException",
  "RequestLimitExceeded",
  "ThrottledException",
  "Throttling",
  "ThrottlingException",
  "TooManyRequestsException",
]);

const FIRST_PAUSE_MS = 1_000;
const LONGEST_PAUSE_MS = 30_000;
const ATTEMPTS = 10;

/** Waits for so many milliseconds. */
export type Sleep = (milliseconds: number) => Promise<void>;

/**
 * Makes a call again, after longer and longer pauses, while AWS says that it is asked too often.
 *
 * The SDK has tried some times itself before it gives up; an organization of many hundred accounts takes longer.
 */
export async function patiently<T>(send: () => Promise<T>, sleep: Sleep): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await send();
    } catch (error) {
      if (attempt === ATTEMPTS || !isThrottled(error)) throw error;
      await sleep(Math.min(FIRST_PAUSE_MS * 2 ** (attempt - 1), LONGEST_PAUSE_MS));
    }
  }
}

/** Also where the error is the cause of one that says which permission the call needs. */
function isThrottled(error: unknown): boolean {
  return THROTTLED.has(nameOf(error)) || THROTTLED.has(nameOf(Reflect.get(Object(error), "cause")));
}
