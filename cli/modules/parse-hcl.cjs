"use strict";

// A process of its own: the parser is a Go program in WebAssembly, which works asynchronously and takes a while to
// start, and a synthesis is synchronous and mostly finds what was parsed before.

/** Reads a list of files, as JSON, from standard input, and answers with what is in each or why it cannot be read. */
async function main() {
  const { parse } = require("@cdktf/hcl2json");
  const { readFileSync } = require("node:fs");
  const answers = [];
  for (const file of JSON.parse(readFileSync(0, "utf8"))) {
    try {
      answers.push({ document: await parse(file.name, file.text) });
    } catch (error) {
      answers.push({ error: String(error.message).replace(/^parse config: /, "") });
    }
  }
  process.stdout.write(JSON.stringify(answers));
}

main().then(
  () => process.exit(0),
  (error) => {
    process.stderr.write(`${error.message}\n`);
    process.exit(1);
  },
);
