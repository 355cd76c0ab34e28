// CDKTF asks a checkpoint service for its newest version unless told not to; the tests have no network.
process.env.CHECKPOINT_DISABLE = "1";
