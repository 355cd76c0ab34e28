/**
 * What comes after a change of the file.
 *
 * It names no stack: an account is in the stacks of accounts and guardrails, of access, of services and in one of its
 * own, and the plan finds those that change by comparing what is synthesized.
 */
export const NEXT_STEPS =
  "Next: npm run synth, which writes the ledger. Commit both, and then npm run plan -- --base origin/main, which finds and plans every stack that changes. Then npm run apply; where a pipeline applies, open a pull request instead.";
