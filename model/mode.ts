/**
 * How far a mechanism goes.
 *
 * `off` emits nothing; `observe` emits what detects, not what denies; `enforce` emits everything.
 */
export const MODES = ["off", "observe", "enforce"] as const;

/** One of {@link MODES}. */
export type Mode = (typeof MODES)[number];
