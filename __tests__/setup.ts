// CDKTF asks a checkpoint service for its newest version unless told not to; the tests have no network.
process.env.CHECKPOINT_DISABLE = "1";

// As every verb does: most of the time that CDKTF takes goes into stack traces of tokens.
require("../cli/quiet-stack-traces.cjs");
