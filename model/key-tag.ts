/** The tag that carries the key of an account or a unit, so that a live one can be told from a stranger's. */
export const KEY_TAG = "rootstock:key";
