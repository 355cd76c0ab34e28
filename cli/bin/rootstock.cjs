#!/usr/bin/env node
// `npx rootstock <verb>`: from any directory, with this package's own tsx.
require("../quiet-stack-traces.cjs");
require("tsx/cjs");
require("../rootstock.ts").main();
