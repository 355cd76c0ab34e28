const { default: Sequencer } = require("@jest/test-sequencer");

/** The files that take longest, from the longest on: begun last, one of them would leave every other worker idle. */
const LONGEST = ["killed-apply", "pull-requests", "plan-and-apply", "adopt", "apply", "accidents", "detection"];

/** A new clone has no earlier times to go by; then Jest begins with the largest files, which are not the longest. */
module.exports = class LongestFirst extends Sequencer {
  sort(tests) {
    const sorted = super.sort(tests);
    return [...sorted].sort((a, b) => rankOf(a.path) - rankOf(b.path));
  }
};

function rankOf(path) {
  const rank = LONGEST.findIndex((name) => path.endsWith(`/${name}.e2e.test.ts`));
  return rank < 0 ? LONGEST.length : rank;
}
