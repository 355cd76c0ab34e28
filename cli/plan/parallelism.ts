import { misuse } from "../failure";

const MOST_AT_ONCE = 32;

/** How many stacks are worked on at once, as `--parallelism` gives it. @throws Failure with exit code 2 */
export function parallelismOf(text = "3"): number {
  const number = Number(text);
  if (/^\d+$/.test(text) && number >= 1 && number <= MOST_AT_ONCE) return number;
  throw misuse(`--parallelism cannot be ${JSON.stringify(text)}`, `Give a number from 1 to ${MOST_AT_ONCE}.`);
}
