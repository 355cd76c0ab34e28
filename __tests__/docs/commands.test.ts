import { existsSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, test } from "@jest/globals";
import { TerraformStack } from "cdktf";
import { VERBS } from "../../cli/verbs";
import { resolve } from "../../model/resolve";
import { countAlarms, countKeys, countMetrics, monthlyCost } from "../../reports/monthly-cost";
import { landingZoneApp } from "../../stacks/landing-zone-app";
import { example } from "../cli/preflight/recorded-facts";
import { exampleConfig } from "../support/example-config";
import { ROOT, readPages } from "./markdown";
import { objectToNpm, objectToVerb } from "./npm-commands";

const PAGES = readPages();
/** The example does not use every service; a page may show how to switch one on. */
const everything = resolve(exampleConfig({ detection: { guardDuty: {}, securityHub: {}, config: {} } }), undefined);
const NODES = landingZoneApp(everything.zone).node.children.filter((child) => TerraformStack.isStack(child));
const STACKS = NODES.map(({ node }) => node.id);

const CDKTF_COMMANDS = ["deploy", "destroy", "diff", "get", "list", "output", "synth"];
const CDKTF_OPTIONS = [
  "--auto-approve",
  "--ignore-missing-stack-dependencies",
  "--output",
  "--parallelism",
  "--skip-provider-lock",
];
/** The stacks of baselines: of an account that the reader may have, or of all. */
const BASELINES = /^('baseline-\*'|baseline-[a-z][a-z0-9-]*)$/;
const TERRAFORM_COMMANDS = ["apply", "import", "init", "plan", "providers", "state"];
const AWS_COMMANDS = [
  "cloudtrail describe-trails",
  "login",
  "organizations close-account",
  "organizations list-accounts",
  "s3 cp",
  "s3 rm",
  "sso login",
  "ssm put-parameter",
  "sts assume-root",
];
const GITHUB_COMMANDS = ["api repos/"];
/** What a shell itself knows, and programs that every machine has. */
const SHELL = ["cp", "export", "eval", "for", "done", "git", "mv", "rm", "."];

/** What is wrong with a command, or nothing. */
function objection(command: string): string | undefined {
  const words = command.replace(/^(do\s+|\w+=\S+\s+)/, "").split(/\s+/);
  const [program = "", ...rest] = words;
  switch (program) {
    case "npm":
      return objectToNpm(rest);
    case "npx":
      return objectToNpx(rest);
    case "terraform":
      return objectToTerraform(rest);
    case "python":
      return objectToPython(rest);
    case "aws":
      return AWS_COMMANDS.some((known) => rest.join(" ").startsWith(known)) ? undefined : "no AWS CLI command";
    case "gh":
      return GITHUB_COMMANDS.some((known) => rest.join(" ").startsWith(known)) ? undefined : "no GitHub CLI command";
    default:
      return SHELL.includes(program) ? undefined : "no program";
  }
}

function objectToNpx([program = "", ...rest]: readonly string[]): string | undefined {
  switch (program) {
    case "rootstock":
      return objectToVerb(rest);
    case "cdktf":
      return objectToCdktf(rest);
    case "jest":
      return objectToJest(rest);
    case "tsc":
    case "biome":
      return undefined;
    default:
      return "no program of this project";
  }
}

function objectToJest([first = "", ...rest]: readonly string[]): string | undefined {
  if (first !== "--selectProjects") return existsSync(path.join(ROOT, first)) ? undefined : "no such test";
  const config = readFileSync(path.join(ROOT, "jest.config.js"), "utf8");
  const names = [...config.matchAll(/displayName: "(\w+)"/g)].map(([, name]) => name);
  return rest.every((name) => names.includes(name)) ? undefined : "no such project of jest.config.js";
}

function objectToPython([option, module = ""]: readonly string[]): string | undefined {
  const isKnown = module === "unittest" || existsSync(path.join(ROOT, "emulator", module, "__main__.py"));
  return option === "-m" && isKnown ? undefined : "no Python module of this project";
}

function objectToCdktf([command = "", ...rest]: readonly string[]): string | undefined {
  if (!CDKTF_COMMANDS.includes(command)) return "no CDKTF command";
  const isStack = (word: string): boolean => STACKS.includes(word) || word === "'*'" || BASELINES.test(word);
  const isDirectory = (index: number): boolean => rest[index - 1] === "--output";
  const unknown = rest.find(
    (word, index) => !isDirectory(index) && !CDKTF_OPTIONS.includes(word) && !isStack(word) && !/^\d+$/.test(word),
  );
  if (unknown !== undefined) return `neither a stack nor an option: ${unknown}`;
  const stack = rest.find(
    (word) => !rest.includes("--ignore-missing-stack-dependencies") && leavesOut(command, word, rest),
  );
  return stack === undefined ? undefined : `CDKTF refuses ${stack} without the stacks that it hangs together with`;
}

/** Whether CDKTF would stop because a stack that comes before (or, to destroy, after) the named one is not named. */
function leavesOut(command: string, word: string, words: readonly string[]): boolean {
  if (!["deploy", "destroy"].includes(command) || words.includes("'*'")) return false;
  const named = NODES.find(({ node }) => node.id === word);
  const dependants = NODES.filter(({ dependencies }) => dependencies.some(({ node }) => node.id === word));
  const needed = command === "deploy" ? (named?.dependencies ?? []) : dependants;
  return needed.some(({ node }) => !words.includes(node.id));
}

function objectToTerraform([directory = "", command = ""]: readonly string[]): string | undefined {
  const stack = /^-chdir=(?:cdktf\.out\/stacks\/(?=.))?(\S+)$/.exec(directory)?.[1];
  if (directory === "login") return undefined;
  if (stack === undefined || !(STACKS.includes(stack) || stack === "$stack")) return "no directory of a stack";
  return TERRAFORM_COMMANDS.includes(command) ? undefined : "no Terraform command";
}

const commands = PAGES.flatMap(({ file, commands: found }) => found.map((command) => [file, command] as const));

test.each(commands)("%s: the command %s can be run", (_, command) => {
  expect(objection(command)).toBeUndefined();
});

test.each([
  ["npm run vlaidate", "no script of package.json"],
  ["npm run demo -- --kep", "no option --kep"],
  ["npm instal", "no npm command"],
  ["npx cdktf deply organization", "no CDKTF command"],
  ["npx cdktf deploy organisation", "neither a stack nor an option: organisation"],
  ["npx cdktf deploy guardrails", "CDKTF refuses guardrails without the stacks that it hangs together with"],
  ["npx cdktf destroy security", "CDKTF refuses security without the stacks that it hangs together with"],
  ["npx jest __tests__/nowhere", "no such test"],
  ["terraform -chdir=cdktf.out/stacks/accounts plan", "no directory of a stack"],
  ["terraform -chdir=cdktf.out/stacks/accounts-1 plane", "no Terraform command"],
  ["aws organizations destroy-everything", "no AWS CLI command"],
  ["npx jest --selectProjects none", "no such project of jest.config.js"],
  ["python -m nothing", "no Python module of this project"],
  ["make", "no program"],
])("%s would be noticed: %s", (command, expected) => {
  expect(objection(command)).toBe(expected);
});

const spans = PAGES.flatMap(({ file, codeSpans }) => [...new Set(codeSpans)].map((span) => [file, span] as const));

describe("in prose", () => {
  const commandSpans = spans.filter(([, span]) => /^(npm|npx) (run|ci|test|cdktf \w|rootstock \w|jest|tsc)/.test(span));

  test.each(commandSpans.filter(([, span]) => !span.includes("<")))("%s: the command %s can be run", (_, command) => {
    expect(objection(command)).toBeUndefined();
  });

  /** What only exists after a run, or on the reader's machine. */
  const generated = /^(cdktf\.out|\.rootstock|\.gen|\.terraform|node_modules|coverage)(\/|$)/;
  const top = readdirSync(ROOT).filter((name) => !generated.test(name));
  const paths = spans.filter(
    ([, span]) => /^[\w.-]+\/[\w./-]*$/.test(span) && top.includes(span.split("/", 1)[0] ?? ""),
  );

  test.each(paths)("%s: the path %s exists", (_, span) => {
    const isLedger = span === "config/identities.lock.json";
    expect(isLedger || existsSync(path.join(ROOT, span))).toBe(true);
  });
});

const links = PAGES.flatMap(({ file, links: found }) => found.map((link) => [file, link] as const)).filter(
  ([, link]) => !/^https?:/.test(link),
);

test.each(links)("%s: the link %s leads somewhere", (file, link) => {
  const [target = "", anchor] = link.split("#");
  const linked = target === "" ? file : path.posix.join(path.posix.dirname(file), target);
  expect(existsSync(path.join(ROOT, linked))).toBe(true);
  if (anchor !== undefined) expect(PAGES.find((page) => page.file === linked)?.anchors).toContain(anchor);
});

describe("environment variables", () => {
  const sources = ["catalogue", "model", "constructs", "stacks", "cli", "emulator"].flatMap((directory) =>
    readdirSync(path.join(ROOT, directory), { recursive: true, encoding: "utf8" })
      .filter((file) => /\.(ts|cjs|py)$/.test(file))
      .map((file) => readFileSync(path.join(ROOT, directory, file), "utf8")),
  );
  const code = sources.join("\n");
  const named = PAGES.flatMap(({ file, commands: lines, codeSpans }) =>
    [...lines, ...codeSpans]
      .flatMap((text) => text.match(/\b(LANDING_ZONE|TF|TERRAFORM|ROOTSTOCK|AWS|CHECKPOINT|HTTPS|NO)_[A-Z_]+\b/g) ?? [])
      .map((name) => [file, name] as const),
  );
  // AWS_POLICY_TYPES and the like are names of the code, and found there as well.
  test.each([...new Set(named.map((pair) => pair.join(" ")))])("%s is known to the code", (pair) => {
    expect(code).toContain(pair.split(" ")[1]?.replace(/_$/, ""));
  });
});

test("README lists every verb", () => {
  const table = readFileSync(path.join(ROOT, "README.md"), "utf8");
  for (const { name } of VERBS) expect(table).toContain(`| \`${name}\` |`);
});

test("the README's figures for the example are those that preflight prints", () => {
  const readme = readFileSync(path.join(ROOT, "README.md"), "utf8").replaceAll(/\s+/g, " ");
  const { fixedUsd } = monthlyCost(example);
  const counts = `${countKeys(example)} KMS keys, ${countAlarms(example)} alarms, ${countMetrics(example)} metrics`;
  expect(readme).toContain(`$${fixedUsd.toFixed(2)} a month for what is fixed (${counts})`);
});
