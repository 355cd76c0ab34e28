/**
 * The tag on an account that a `recovery` entry put into the Recovery OU.
 *
 * An account that is there without it was moved by hand, in an emergency.
 */
export const RECOVERY_TAG = "rootstock:recovery";
