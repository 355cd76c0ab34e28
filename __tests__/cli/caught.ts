import { Failure } from "../../cli/failure";

/** The `Failure` that a function throws; anything else it does fails the test. */
export function caught(action: () => unknown): Failure {
  const error = caughtAny(action);
  if (error instanceof Failure) return error;
  throw error;
}

/** Whatever a function throws; when it throws nothing, the test fails. */
export function caughtAny(action: () => unknown): unknown {
  let result: unknown;
  try {
    result = action();
  } catch (error) {
    return error;
  }
  throw new Error(`nothing was thrown, but ${String(result)} returned`);
}
