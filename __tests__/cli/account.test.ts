import { spawnSync } from "node:child_process";
import {
  chmodSync,
  cpSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "@jest/globals";
import { ISSUE_FIELDS } from "../../cli/account/issue-form";
import type { Ledger } from "../../model/ledger";
import { nextLedger } from "../../model/next-ledger";
import { exampleConfig } from "../support/example-config";
import { type Captured, captured } from "./captured";

const ROOT = path.resolve(__dirname, "../..");
const EXAMPLE = readFileSync(path.join(ROOT, "config/organization.ts"), "utf8").replace(
  "../model/define-landing-zone",
  path.join(ROOT, "model/define-landing-zone"),
);

let directory = "";
let count = 0;
beforeAll(() => {
  directory = mkdtempSync(path.join(tmpdir(), "rootstock-account-"));
});
afterAll(() => rmSync(directory, { recursive: true }));

/** The example with changes to its ledger, in a directory of its own. */
function exampleFile(text = EXAMPLE, changes: (ledger: Ledger) => Ledger = (ledger) => ledger): string {
  count += 1;
  const file = path.join(directory, `organization-${count}.ts`);
  writeFileSync(file, text);
  writeFileSync(`${file}.lock.json`, JSON.stringify(changes(nextLedger(exampleConfig(), undefined))));
  return file;
}

function account(file: string, ...words: readonly string[]): Promise<Captured> {
  return captured(["account", ...words, "--config", file, "--ledger", `${file}.lock.json`, "--today", "2026-11-22"]);
}

const NEXT = "npm run plan -- --base origin/main, which finds and plans every stack that changes";

const ADD = ["add", "--name", "Invoicing prod", "--unit", "sandboxes"];

describe("account add", () => {
  test("writes the file, with a key and an address that follow from the name", async () => {
    const file = exampleFile();
    const { code, stdout, stderr } = await account(file, ...ADD, "--yes");
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    expect(stdout).toContain(`
             "sandbox-bob": { email: "aws+sandbox-bob@acme.example", owner: "bob@acme.example" },
+            "invoicing-prod": { name: "Invoicing prod", email: "aws+invoicing-prod@acme.example" },
           },
`);
    expect(stdout).toContain("Access to it begins with the stack identity: the group auditors as read-only");
    expect(stdout).toContain(NEXT);
    expect(stdout).toContain("made in accounts-1; baseline-invoicing-prod waits");
    expect(stdout).toContain("npm run account -- status invoicing-prod waits until it is ready");
    expect(stdout).toMatch(/\nWritten to .*\.ts\.\n$/);
    const line =
      '            "invoicing-prod": { name: "Invoicing prod", email: "aws+invoicing-prod@acme.example" },\n';
    expect(readFileSync(file, "utf8").replace(line, "")).toBe(EXAMPLE);
  });

  test("leaves no other file behind, keeps the file's mode, and a link a link", async () => {
    const file = exampleFile();
    chmodSync(file, 0o640);
    const link = `${file}.link.ts`;
    symlinkSync(file, link);
    writeFileSync(`${link}.lock.json`, readFileSync(`${file}.lock.json`));
    const before = readdirSync(directory);
    expect((await account(link, ...ADD, "--yes")).code).toBe(0);
    expect(readdirSync(directory)).toEqual(before);
    expect(lstatSync(link).isSymbolicLink()).toBe(true);
    expect(statSync(file).mode & 0o777).toBe(0o640);
    expect(readFileSync(file, "utf8")).toContain("invoicing-prod");
  });

  test("takes everything that is given", async () => {
    const file = exampleFile();
    const words = [
      "--key",
      "bills",
      "--email",
      "aws@acme.example",
      "--owner",
      "x@acme.example",
      "--tag",
      "cost-centre=shop",
      "--tag",
      "a=b=c",
    ];
    const { code, stdout } = await account(file, ...ADD, ...words, "--yes", "--json");
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({ result: "written", problems: [] });
    const { diff } = JSON.parse(stdout);
    expect(diff.split("\n").filter((line: string) => /^\+ /.test(line))).toEqual([
      "+            bills: {",
      '+              name: "Invoicing prod",',
      '+              email: "aws@acme.example",',
      '+              owner: "x@acme.example",',
      '+              tags: { "cost-centre": "shop", a: "b=c" },',
      "+            },",
    ]);
  });

  const EXPIRING = EXAMPLE.replace(
    "  requiredAccountTags:",
    "  accountKinds: { trial: { expireWithinDays: 30 } },\n  requiredAccountTags:",
  );

  test("adds to what has to end, with --expires", async () => {
    const words = [...ADD, "--kind", "trial", "--yes", "--json"];
    const refused = JSON.parse((await account(exampleFile(EXPIRING), ...words)).stdout);
    expect(refused.problems).toEqual([expect.objectContaining({ rule: "account-expiry-limit" })]);
    const { code, stdout } = await account(exampleFile(EXPIRING), ...words, "--expires", "2026-12-22");
    expect(code).toBe(0);
    expect(JSON.parse(stdout).diff).toContain('+              kind: "trial",\n+              expires: "2026-12-22",\n');
  });

  test("shows all and writes nothing with --dry-run", async () => {
    const file = exampleFile();
    const { code, stdout } = await account(file, ...ADD, "--dry-run");
    expect(code).toBe(0);
    expect(stdout).toContain('+            "invoicing-prod"');
    expect(stdout).toMatch(/\nNothing was written \(--dry-run\)\.\n$/);
    expect(readFileSync(file, "utf8")).toBe(EXAMPLE);
  });

  test("shows all and writes nothing where nobody can be asked", async () => {
    const file = exampleFile();
    const { code, stdout, stderr } = await account(file, ...ADD);
    expect(code).toBe(2);
    expect(stdout).toContain('+            "invoicing-prod"');
    expect(stderr).toMatch(/^Error: This changes .*\.ts, and nobody can be asked here\n {2}Give --yes/);
    expect(readFileSync(file, "utf8")).toBe(EXAMPLE);
  });

  const retired = (ledger: Ledger): Ledger => ({
    ...ledger,
    identities: {
      ...ledger.identities,
      "invoicing-prod": { kind: "account", state: "closing", reason: "x", shard: 1, email: "aws+old@acme.example" },
      "invoicing-prod-2": { kind: "account", state: "moved", successor: "shop-dev", shard: 1 },
    },
  });

  test("never proposes a key that was used", async () => {
    const { code, stdout } = await account(exampleFile(EXAMPLE, retired), ...ADD, "--dry-run");
    expect(code).toBe(0);
    expect(stdout).toContain(
      '+            "invoicing-prod-3": { name: "Invoicing prod", email: "aws+invoicing-prod-3@acme.example" }',
    );
  });

  test.each<[name: string, words: readonly string[], rules: readonly string[], remedy: RegExp]>([
    ["a unit that is not there", ["--unit", "sandboxs"], ["unit-known"], /^Did you mean "sandboxes"\?$/],
    ["the Recovery OU", ["--unit", "recovery"], ["recovery-unit-empty"], /^Declare it where it belongs/],
    ["the Suspended unit", ["--unit", "suspended"], ["account-adds"], /^Give the unit that the account is to work in/],
    ["the root", ["--unit", "root"], ["unit-known"], /write it into rootAccounts by hand/],
    ["a kind that is not there", ["--kind", "sandbx"], ["unknown-account-kind"], /./],
    ["a last day that is none", ["--expires", "2026-02-30"], ["account-expiry-form"], /./],
    ["a last day as a tag", ["--tag", "expires=2026-12-31"], ["tag-form"], /^Give --expires YYYY-MM-DD/],
    ["a key that is there", ["--key", "shop-prod"], ["key-unique"], /^Choose another key/],
    ["a key of the same unit", ["--key", "sandbox-bob"], ["key-unique"], /^Choose another key/],
    ["a key of a unit", ["--key", "workloads"], ["key-unique"], /^Choose another key/],
    ["a retired key", ["--key", "invoicing-prod"], ["key-retired"], /^Choose a key that was never used/],
    ["a key that is none", ["--key", "Invoicing"], ["key-form"], /lower-case/],
    ["a key of a guardrail", ["--key", "deny-root"], ["key-reserved"], /^Choose another key/],
    ["a key that every object has", ["--key", "constructor"], ["key-form"], /^Choose another key/],
    ["an address that is there", ["--email", "AWS+shop-prod@acme.example"], ["account-email-unique"], /plus tag/],
    ["a retired address", ["--email", "aws+old@acme.example"], ["account-email-unique"], /no account ever had/],
    ["an address elsewhere", ["--email", "aws@acme.test"], ["account-email-domain"], /./],
    ["an owner that is none", ["--owner", "bob"], ["account-owner-form"], /./],
    ["a tag that AWS refuses", ["--tag", 'a="};process.exit(1);//'], ["tag-form"], /./],
    ["a tag of prototypes", ["--tag", "__proto__=x"], ["tag-form"], /^Use another key/],
    ["several of them", ["--owner", "bob", "--email", "x"], ["account-email-form", "account-owner-form"], /./],
  ])("refuses %s", async (_, words, rules, remedy) => {
    const file = exampleFile(EXAMPLE, retired);
    const base = words[0] === "--unit" ? ["add", "--name", "Invoicing prod"] : ADD;
    const { code, stdout } = await account(file, ...base, ...words, "--yes", "--json");
    const { result, problems } = JSON.parse(stdout);
    expect({ code, result, rules: problems.map(({ rule }: { rule: string }) => rule) }).toEqual({
      code: 1,
      result: "refused",
      rules,
    });
    expect(problems[0].remedy).toMatch(remedy);
    expect(readFileSync(file, "utf8")).toBe(EXAMPLE);
  });

  test("says in text what is refused, and that nothing was written", async () => {
    const { code, stdout } = await account(exampleFile(), ...ADD, "--owner", "bob", "--yes");
    expect(code).toBe(1);
    expect(stdout).toContain('"bob" is not an e-mail address (account-owner-form)');
    expect(stdout).toMatch(/\n1 problem\.\nNothing was written\.\n$/);
  });

  test("says which lines go where when the file cannot be edited", async () => {
    const text = EXAMPLE.replace(
      / {10}accounts: \{\n {12}"sandbox-alice"[\s\S]*?\n {10}\},/,
      "          accounts: Object.fromEntries([]),",
    );
    const file = exampleFile(text, (ledger) => {
      const { "sandbox-alice": _, "sandbox-bob": __, ...identities } = ledger.identities;
      return { ...ledger, identities };
    });
    const { code, stdout } = await account(file, ...ADD, "--yes");
    expect(code).toBe(1);
    expect(stdout).toMatch(
      / cannot be edited safely, because the function Object\.fromEntries makes it \(.*, line 89\)\.\n/,
    );
    expect(stdout).toMatch(
      /\n- Put into organizationalUnits\.workloads\..*sandboxes\.accounts \(.*, line 89\):\n\n {6}"invoicing-prod": \{/,
    );
    const json = JSON.parse((await account(file, ...ADD, "--yes", "--json")).stdout);
    expect(json).toMatchObject({
      result: "by-hand",
      instructions: [{ lines: [expect.stringContaining("invoicing-prod")] }],
    });
    expect(readFileSync(file, "utf8")).toBe(text);
  });

  test("goes on where other problems were before, and stops where accounts are unclear", async () => {
    const known = EXAMPLE.replace("bob@acme.example", "bob");
    expect((await account(exampleFile(known), ...ADD, "--dry-run")).code).toBe(0);
    const unclear = EXAMPLE.replace('logArchive: "log-archive"', 'logArchive: "nowhere"');
    const { code, stdout } = await account(exampleFile(unclear), ...ADD, "--dry-run");
    expect(code).toBe(1);
    expect(stdout).toMatch(/^Put these right first: they leave the accounts unclear\.\nservices\.logArchive: /);
  });

  test.each<[words: readonly string[], message: string]>([
    [[], "What is to be done is missing"],
    [["--yes"], "What is to be done is missing"],
    [["ad"], "There is no account ad; did you mean add?"],
    [["constructor"], "There is no account constructor"],
    [["add"], "Nobody can be asked here, and --name NAME and --unit UNIT is missing"],
    [["add", "--name", "x"], "Nobody can be asked here, and --unit UNIT is missing"],
    [[...ADD, "--tag", "x"], '--tag "x" is no tag'],
    [[...ADD, "--tag", "x=1", "--tag", "x=2"], 'The tag "x" is given twice'],
    [[...ADD, "--to", "x"], "account add takes no --to"],
    [[...ADD, "--json"], "--json cannot ask"],
    [["move"], "The argument KEY is missing"],
    [["move", "shop-dev"], "--to UNIT is missing"],
    [["rename", "shop-dev"], "--name NAME or --key KEY is missing"],
    [["close", "shop-dev"], "--reason is missing"],
    [["e-mail", "shop-dev"], "--to EMAIL is missing"],
    [["status"], "The argument KEY is missing"],
    [["status", "shop-devv"], 'There is no account "shop-devv"; did you mean shop-dev?'],
    [["status", "shop-dev", "--yes"], "account status changes no file"],
    [["status", "shop-dev", "--dry-run"], "account status changes no file"],
    [["status", "shop-dev", "--reason", "x"], "account status takes no --reason"],
    [["status", "shop-dev", "--timeout", "soon"], '--timeout cannot be "soon"'],
    [["status", "shop-dev", "--timeout", "0"], '--timeout cannot be "0"'],
    [["status", "shop-dev", "--timeout", "181"], '--timeout cannot be "181"'],
    [["status", "shop-dev", "--timeout", "5", "--no-wait"], "--timeout and --no-wait contradict each other"],
    [["move", "shop-dev", "--to", "x", "--no-wait"], "account move takes no --no-wait"],
  ])("%j is misuse", async (words, message) => {
    const { code, stderr } = await account(exampleFile(), ...words);
    expect({ code, message: stderr.split("\n")[0] }).toEqual({ code: 2, message: `Error: ${message}` });
  });

  test.each([
    ["closing", "closed"],
    ["released", "released"],
  ] as const)("the status of an account that was taken out says what became of it: %s is %s", async (state, became) => {
    const gone = { kind: "account", state, reason: "merged", accountId: "333333333333" } as const;
    const file = exampleFile(EXAMPLE, (ledger) => ({ ...ledger, identities: { ...ledger.identities, gone } }));
    const { code, stderr } = await account(file, "status", "gone");
    expect({ code, message: stderr.split("\n")[0] }).toEqual({
      code: 2,
      message: `Error: There is no account "gone" any more: its state is ${became}`,
    });
  });
});

describe("account add --from-issue", () => {
  function issueFile(answers: Readonly<Record<string, string>>): string {
    count += 1;
    const file = path.join(directory, `issue-${count}.md`);
    const all = new Map(
      Object.entries({ name: "Invoicing", unit: "sandboxes", owner: "team@acme.example", ...answers }),
    );
    const sections = Object.entries(ISSUE_FIELDS).map(
      ([id, { label }]) => `### ${label}\n\n${all.get(id) ?? "_No response_"}\n`,
    );
    writeFileSync(file, sections.join("\n"));
    return file;
  }

  test("takes the answers, and the command line wins", async () => {
    const issue = issueFile({ tags: "cost-centre=shop", expires: "2026-12-31" });
    const { code, stdout } = await account(
      exampleFile(),
      "add",
      "--from-issue",
      issue,
      "--owner",
      "me@acme.example",
      "--yes",
      "--json",
    );
    expect(code).toBe(0);
    expect(JSON.parse(stdout).diff).toContain(`
+            invoicing: {
+              name: "Invoicing",
+              email: "aws+invoicing@acme.example",
+              owner: "me@acme.example",
+              expires: "2026-12-31",
+              tags: { "cost-centre": "shop" },
+            },
`);
  });

  test("writes as text what the rules let through", async () => {
    const owner = '"};globalThis.pwned=`${true}`;//\\"@acme.example';
    const file = exampleFile();
    expect((await account(file, "add", "--from-issue", issueFile({ owner }), "--yes")).code).toBe(0);
    const { default: config } = require(again(file));
    expect(config.organizationalUnits.workloads.organizationalUnits.sandboxes.accounts.invoicing).toEqual({
      name: "Invoicing",
      email: "aws+invoicing@acme.example",
      owner,
    });
    expect(Reflect.get(globalThis, "pwned")).toBeUndefined();
  });

  test.each<[name: string, answers: Readonly<Record<string, string>>, rule: string]>([
    ["a name with a quote and code in it", { name: '"};process.exit();<!--' }, "account-name-form"],
    ["the Suspended unit", { unit: "suspended" }, "account-adds"],
    ["a kind of prototypes", { kind: "__proto__" }, "unknown-account-kind"],
    ["a unit of prototypes", { unit: "__proto__" }, "unit-known"],
    ["a key of prototypes", { key: "__proto__" }, "key-form"],
    ["a tag of prototypes", { tags: "__proto__=x" }, "tag-form"],
    ["a heading in an answer", { tags: "a=b\n### Owner\nme@acme.example" }, "issue-form"],
    ["the address of another account", { email: "aws+shop-prod@acme.example" }, "account-email-unique"],
    ["an address of the attacker", { email: "root@evil.test" }, "account-email-domain"],
  ])("refuses %s", async (_, answers, rule) => {
    const file = exampleFile();
    const { code, stdout } = await account(file, "add", "--from-issue", issueFile(answers), "--yes", "--json");
    expect(code).toBe(1);
    expect(JSON.parse(stdout).problems.map((problem: { rule: string }) => problem.rule)).toContain(rule);
    expect(readFileSync(file, "utf8")).toBe(EXAMPLE);
  });

  test("says that a file is not there", async () => {
    const { code, stderr } = await account(exampleFile(), "add", "--from-issue", path.join(directory, "none.md"));
    expect({ code, stderr: stderr.split(":")[1]?.trim().split(" ", 2) }).toEqual({ code: 1, stderr: ["The", "issue"] });
  });
});

describe("account move, rename, suspend, close and release", () => {
  test("move says which guardrails begin and cease to bind", async () => {
    const file = exampleFile();
    const { code, stdout } = await account(file, "move", "sandbox-bob", "--to", "security", "--yes");
    expect(code).toBe(0);
    expect(stdout).toMatch(/^Move the account sandbox-bob from the unit sandboxes to security\.\n/);
    expect(stdout).toContain("These guardrails cease to bind it: deny-expensive-instances, deny-public-buckets");
    expect(stdout).toContain("In accounts-1 the plan must say 1 to change and nothing to destroy");
    expect(stdout).toContain(NEXT);
  });

  test("move says who gains and who loses access", async () => {
    const { stdout } = await account(exampleFile(), "move", "sandbox-bob", "--to", "security", "--dry-run");
    expect(stdout).toContain(
      "ends, and only once the stack identity is applied: the group developers as developer, the group platform as administrator.\n",
    );
    const back = await account(exampleFile(), "move", "shop-prod", "--to", "sandboxes", "--dry-run");
    expect(back.stdout).toContain("Access to it begins (stack identity): the group developers as developer.\n");
    expect(back.stdout).not.toContain("Access to it ends");
  });

  test("move asks for a last day first where accounts have to end", async () => {
    const text = EXAMPLE.replace('name: "Sandboxes",', 'name: "Sandboxes",\n          accountsExpireWithinDays: 90,');
    const words = ["move", "shop-dev", "--to", "sandboxes", "--dry-run", "--json"];
    const { code, stdout } = await account(exampleFile(text), ...words);
    expect(code).toBe(1);
    expect(JSON.parse(stdout).problems).toEqual([
      expect.objectContaining({
        rule: "account-expiry-limit",
        path: expect.arrayContaining(["development", "shop-dev"]),
        remedy: 'Write expires: "2027-02-20", or an earlier day, into its entry; then move it.',
      }),
    ]);
    const dated = text.replace('"shop-dev": {', '"shop-dev": { expires: "2026-12-31",');
    expect((await account(exampleFile(dated), ...words)).code).toBe(0);
  });

  test("suspend says what it means and how to undo it", async () => {
    const { code, stdout } = await account(exampleFile(), "suspend", "sandbox-bob", "--dry-run");
    expect(code).toBe(0);
    expect(stdout).toContain("restrict-suspended denies everything there but to the landing zone's own roles");
    expect(stdout).toContain("people, workloads and root sessions can do nothing any more");
    expect(stdout).toContain("still costs what it runs");
    expect(stdout).toContain("root sessions can do nothing any more");
    expect(stdout).toContain("In baseline-sandbox-bob: All but the role that a pipeline plans with");
    expect(stdout).toContain("To undo it: npm run account -- move sandbox-bob --to sandboxes.");
    expect(stdout).toContain("only once the stack identity is applied: the group developers as developer");
    expect(stdout).toContain(NEXT);
  });

  test("suspend, then close: two steps, and the second says who closes it", async () => {
    const file = exampleFile(EXAMPLE, (ledger) => withIdentity(ledger, "sandbox-bob", { accountId: "222222222222" }));
    expect((await account(file, "close", "sandbox-bob", "--reason", "unused", "--yes")).stdout).toContain(
      "is not in the Suspended unit, and closing it is the second of two steps (account-closes-suspended)",
    );
    expect((await account(file, "suspend", "sandbox-bob", "--yes")).code).toBe(0);
    const early = await account(again(file), "close", "sandbox-bob", "--reason", "unused", "--yes");
    expect(early.stdout).toContain(
      'the ledger does not say that the account "sandbox-bob" was in the Suspended unit when it was last synthesized (account-closes-suspended)',
    );
    const second = again(file);
    const ledger: Ledger = JSON.parse(readFileSync(`${second}.lock.json`, "utf8"));
    writeFileSync(`${second}.lock.json`, JSON.stringify(bobSuspended(ledger)));
    const { code, stdout } = await account(second, "close", "sandbox-bob", "--reason", "unused", "--yes");
    expect(code).toBe(0);
    expect(stdout).toContain("aws organizations close-account --account-id 222222222222");
    expect(stdout).toContain("AWS closes at most 250 accounts of this organization within 30 days");
    expect(readFileSync(second, "utf8")).toContain('  closing: [{ key: "sandbox-bob", reason: "unused" }],\n});');
    expect(readFileSync(second, "utf8")).toContain("      accounts: {},\n");
  });

  const bobSuspended = (ledger: Ledger): Ledger => withIdentity(ledger, "sandbox-bob", { suspended: true });
  const suspended = EXAMPLE.replace(
    'suspended: { name: "Suspended", purpose: "suspended" },',
    'suspended: { name: "Suspended", purpose: "suspended", accounts: { "sandbox-bob": { email: "aws+sandbox-bob@acme.example" } } },',
  ).replace(/ {12}"sandbox-bob".*\n/, "");
  const withClosing = suspended
    .replace(/ {12}"sandbox-alice".*\n/, "")
    .replace(/\}\);\n$/, '  closing: [{ key: "sandbox-alice", reason: "left" }],\n});\n');

  test("close refuses a second removal in the same change, and goes on once the first is synthesized", async () => {
    const words = ["close", "sandbox-bob", "--reason", "unused", "--dry-run", "--json"];
    const refused = await account(exampleFile(withClosing), ...words);
    expect(refused.code).toBe(1);
    expect(JSON.parse(refused.stdout).problems).toEqual([
      expect.objectContaining({ rule: "account-closes-alone", path: ["closing", 0] }),
    ]);
    const synthesized = (ledger: Ledger): Ledger =>
      withIdentity(bobSuspended(ledger), "sandbox-alice", { state: "closing", reason: "left" });
    const passed = await account(exampleFile(withClosing, synthesized), ...words);
    expect(passed.code).toBe(0);
    expect(JSON.parse(passed.stdout).diff).toContain('{ key: "sandbox-bob", reason: "unused" }');
  });

  test("close asks the last commit which change an account was suspended by, and what else was taken out", async () => {
    const repository = path.join(directory, "repository");
    const file = path.join(repository, "config", "organization.ts");
    const lock = `${file}.lock.json`;
    mkdirSync(path.dirname(file), { recursive: true });
    const git = (...words: readonly string[]): void => {
      const { status, stderr } = spawnSync(
        "git",
        ["-c", "user.name=t", "-c", "user.email=t@acme.example", "-c", "commit.gpgsign=false", ...words],
        { cwd: repository, encoding: "utf8" },
      );
      if (status !== 0) throw new Error(stderr);
    };
    const put = (text: string): string => {
      writeFileSync(file, text);
      const ledger = bobSuspended(nextLedger(exampleConfig(), undefined));
      const closing = withIdentity(ledger, "sandbox-alice", { state: "closing", reason: "left" });
      writeFileSync(lock, JSON.stringify(text === withClosing ? closing : ledger));
      count += 1;
      const copy = `${repository}-${count}`;
      cpSync(repository, copy, { recursive: true });
      return path.join(copy, "config", "organization.ts");
    };
    const rulesOf = async (named: string): Promise<readonly string[]> => {
      const words = ["close", "sandbox-bob", "--reason", "unused", "--dry-run", "--json"];
      return JSON.parse((await account(named, ...words)).stdout).problems.map(({ rule }: { rule: string }) => rule);
    };
    const committed = (text: string): void => {
      put(text);
      git("add", ".");
      git("commit", "--quiet", "--message", "x");
    };
    put(EXAMPLE);
    git("init", "--quiet");
    committed(EXAMPLE);
    expect(await rulesOf(put(suspended))).toEqual(["account-closes-suspended"]);
    committed(suspended);
    expect(await rulesOf(put(suspended))).toEqual([]);
    expect(await rulesOf(put(withClosing))).toEqual(["account-closes-alone"]);
    committed(withClosing);
    expect(await rulesOf(put(withClosing))).toEqual([]);
  });

  test("close keeps to the number of accounts that AWS closes", async () => {
    const keys = Array.from({ length: 250 }, (_, at) => `gone-${at}`);
    const entries = keys.map((key) => `{ key: "${key}", reason: "x" }`).join(", ");
    const text = suspended.replace(/\}\);\n$/, `  closing: [${entries}],\n});\n`);
    const all = (ledger: Ledger): Ledger =>
      keys.reduce(
        (known, key) => withIdentity(known, key, { kind: "account", state: "closing", reason: "x", shard: 1 }),
        ledger,
      );
    const { code, stdout } = await account(
      exampleFile(text, all),
      "close",
      "sandbox-bob",
      "--reason",
      "y",
      "--dry-run",
      "--json",
    );
    expect(code).toBe(1);
    expect(JSON.parse(stdout).problems).toEqual([
      expect.objectContaining({
        rule: "account-closure-quota",
        message:
          "250 accounts are being closed already, and AWS closes at most 250 of this organization within 30 days",
      }),
    ]);
  });

  test("release says what is emitted", async () => {
    const { code, stdout } = await account(exampleFile(), "release", "sandbox-bob", "--reason", "sold", "--dry-run");
    expect(code).toBe(0);
    expect(stdout).toContain('+  released: [{ key: "sandbox-bob", reason: "sold" }],');
    expect(stdout).toContain("removed { lifecycle { destroy = false } }");
    expect(stdout).toContain("only once the stack identity is applied: the group auditors as read-only");
    expect(stdout).toContain(NEXT);
  });

  test("rename leads an entry that is not synthesized yet on to the newest key, and begins anew after that", async () => {
    const moved = EXAMPLE.replace('"sandbox-bob": {', '"sandbox-robert": {').replace(
      /\}\);\n$/,
      '  moved: [{ from: "sandbox-bob", to: "sandbox-robert" }],\n});\n',
    );
    const words = ["rename", "sandbox-robert", "--key", "sandbox-rob", "--yes"];
    const early = exampleFile(moved);
    expect((await account(early, ...words)).code).toBe(0);
    expect(readFileSync(early, "utf8")).toContain('moved: [{ from: "sandbox-bob", to: "sandbox-rob" }]');
    const late = exampleFile(moved, (ledger) => {
      const renamed = withIdentity(ledger, "sandbox-bob", { state: "moved", successor: "sandbox-robert" });
      return withIdentity(renamed, "sandbox-robert", { kind: "account", state: "active", shard: 1 });
    });
    expect((await account(late, ...words)).code).toBe(0);
    expect(readFileSync(late, "utf8")).toContain('moved: [{ from: "sandbox-robert", to: "sandbox-rob" }]');
  });

  test.each<[words: readonly string[], rules: readonly string[]]>([
    [
      ["move", "sandbox-bo", "--to", "securit"],
      ["account-known", "unit-known"],
    ],
    [["move", "sandbox-bob", "--to", "sandboxes"], ["account-moves"]],
    [["move", "sandbox-bob", "--to", "recovery"], ["recovery-unit-empty"]],
    [["rename", "sandbox-bob", "--name", "sandbox-bob"], ["account-renames"]],
    [["rename", "sandbox-bob", "--key", "sandbox-bob"], ["account-renames"]],
    [["rename", "sandbox-bob", "--key", "shop-dev"], ["key-unique"]],
    [["rename", "sandbox-bob", "--name", "shop-dev"], ["account-name-unique"]],
    [["rename", "sandbox-bob", "--name", "é"], ["account-name-form"]],
    [["suspend", "sandbox-bo"], ["account-known"]],
    [["close", "shop-dev", "--reason", "x"], ["account-closes-suspended"]],
    [["release", "sandbox-bob", "--reason", " "], ["reason-given"]],
    [["e-mail", "sandbox-bob", "--to", "AWS+sandbox-bob@acme.example"], ["account-email-changes"]],
    [["e-mail", "sandbox-bob", "--to", "aws+shop-prod@acme.example"], ["account-email-unique"]],
  ])("refuses %j", async (words, rules) => {
    const file = exampleFile();
    const { code, stdout } = await account(file, ...words, "--yes", "--json");
    const { problems } = JSON.parse(stdout);
    expect({ code, rules: problems.map(({ rule }: { rule: string }) => rule) }).toEqual({ code: 1, rules });
    expect(readFileSync(file, "utf8")).toBe(EXAMPLE);
  });

  test("refuses to take out what others refer to, each with its place", async () => {
    const { stdout } = await account(exampleFile(), "release", "log-archive", "--reason", "x", "--yes", "--json");
    expect(JSON.parse(stdout).problems).toEqual(
      expect.arrayContaining([expect.objectContaining({ path: ["services", "logArchive"] })]),
    );
  });

  test("refuses to suspend without a unit for it", async () => {
    const text = EXAMPLE.replace(/ {4}suspended: .*\n/, "");
    const file = exampleFile(text, (ledger) => {
      const { suspended: _, "restrict-suspended": __, ...identities } = ledger.identities;
      return { ...ledger, identities };
    });
    const { stdout } = await account(file, "suspend", "sandbox-bob", "--yes", "--json");
    expect(JSON.parse(stdout).problems).toEqual([expect.objectContaining({ rule: "unit-known" })]);
  });
});

function withIdentity(ledger: Ledger, key: string, changes: Partial<Ledger["identities"][string]>): Ledger {
  const known = ledger.identities[key] ?? { kind: "account", state: "active" };
  return { ...ledger, identities: { ...ledger.identities, [key]: { ...known, ...changes } } };
}

/** The same file under another name: a module is loaded once only. */
function again(file: string): string {
  count += 1;
  const copy = file.replace(/(\.\d+)?\.ts$/, `.${count}.ts`);
  writeFileSync(copy, readFileSync(file));
  writeFileSync(`${copy}.lock.json`, readFileSync(`${file}.lock.json`));
  return copy;
}

describe("account e-mail", () => {
  /** What AWS was asked, and what it answers, by the path or the operation of the request. */
  interface Call {
    readonly operation: string;
    readonly body: Readonly<Record<string, unknown>>;
  }
  let server: Server;
  let calls: Call[] = [];
  let answers: Readonly<Record<string, { readonly status?: number; readonly body: unknown }>> = {};
  const variables = [
    "AWS_ENDPOINT_URL",
    "AWS_ACCESS_KEY_ID",
    "AWS_SECRET_ACCESS_KEY",
    "AWS_EC2_METADATA_DISABLED",
  ] as const;
  const earlier = variables.map((name) => process.env[name]);

  beforeAll(async () => {
    server = createServer((request, response) => {
      let body = "";
      request.on("data", (chunk) => {
        body += String(chunk);
      });
      request.on("end", () => {
        const target = String(request.headers["x-amz-target"] ?? request.url);
        const operation = target.split(/[./]/).at(-1) ?? "";
        calls.push({ operation, body: JSON.parse(body || "{}") });
        const { status = 200, body: answer = {} } = answers[operation] ?? {};
        response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(answer));
      });
    });
    await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
    process.env.AWS_ENDPOINT_URL = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    process.env.AWS_ACCESS_KEY_ID = "test";
    process.env.AWS_SECRET_ACCESS_KEY = "test";
    process.env.AWS_EC2_METADATA_DISABLED = "true";
  });
  afterAll(async () => {
    for (const [index, name] of variables.entries()) {
      const value = earlier[index];
      if (value === undefined) delete process.env[name];
      else process.env[name] = value;
    }
    server.closeAllConnections();
    await new Promise((done) => server.close(done));
  });
  beforeEach(() => {
    calls = [];
    answers = {
      DescribeOrganization: { body: { Organization: { MasterAccountId: "111111111111" } } },
      startPrimaryEmailUpdate: { body: { Status: "PENDING" } },
      acceptPrimaryEmailUpdate: { body: { Status: "ACCEPTED" } },
    };
  });

  const TO = "aws+robert@acme.example";
  const WORDS = ["e-mail", "sandbox-bob", "--to", TO];
  const known = (ledger: Ledger): Ledger => withIdentity(ledger, "sandbox-bob", { accountId: "222222222222" });
  const operations = (): readonly string[] => calls.map(({ operation }) => operation);

  test("has AWS send a one-time password, and writes nothing yet", async () => {
    const file = exampleFile(EXAMPLE, known);
    const { code, stdout } = await account(file, ...WORDS, "--yes");
    expect(code).toBe(0);
    expect(stdout).toContain(`npm run account -- e-mail sandbox-bob --to ${TO} --otp <password>`);
    expect(calls.slice(1)).toEqual([
      { operation: "startPrimaryEmailUpdate", body: { AccountId: "222222222222", PrimaryEmail: TO } },
    ]);
    expect(readFileSync(file, "utf8")).toBe(EXAMPLE);
  });

  test("gives AWS the password, and then writes the address", async () => {
    const file = exampleFile(EXAMPLE, known);
    const { code, stdout } = await account(file, ...WORDS, "--otp", "abc123", "--yes");
    expect(code).toBe(0);
    expect(stdout).toContain("npm run synth, which writes the address into the ledger");
    expect(calls.at(-1)).toEqual({
      operation: "acceptPrimaryEmailUpdate",
      body: { AccountId: "222222222222", PrimaryEmail: TO, Otp: "abc123" },
    });
    expect(readFileSync(file, "utf8")).toBe(EXAMPLE.replace("aws+sandbox-bob@acme.example", TO));
  });

  test("finds the account by its present address where the ledger has no id", async () => {
    const accounts = [
      { Id: "333333333333", Email: "aws+other@acme.example" },
      { Id: "222222222222", Email: "AWS+sandbox-bob@acme.example" },
    ];
    answers = { ...answers, ListAccounts: { body: { Accounts: accounts } } };
    expect((await account(exampleFile(), ...WORDS, "--yes")).code).toBe(0);
    expect(calls.at(-1)?.body).toMatchObject({ AccountId: "222222222222" });
  });

  test.each<[name: string, changed: typeof answers, words: readonly string[], message: RegExp]>([
    [
      "the organization is another",
      { DescribeOrganization: { body: { Organization: { MasterAccountId: "999999999999" } } } },
      [],
      /^Error: The credentials belong to the organization of 999999999999/,
    ],
    [
      "AWS has another account at the address",
      { startPrimaryEmailUpdate: { status: 409, body: { __type: "ConflictException", message: "address in use" } } },
      [],
      /^Error: AWS refused a call: address in use/,
    ],
    [
      "AWS still waits for a password",
      { acceptPrimaryEmailUpdate: { body: { Status: "PENDING" } } },
      ["--otp", "abc123"],
      /^Error: AWS did not accept the one-time password: the change is PENDING/,
    ],
    [
      "the password is wrong",
      { acceptPrimaryEmailUpdate: { status: 400, body: { __type: "ValidationException", message: "bad code" } } },
      ["--otp", "abc123"],
      /^Error: AWS refused a call: bad code/,
    ],
  ])("writes nothing when %s", async (_, changed, words, message) => {
    answers = { ...answers, ...changed };
    const file = exampleFile(EXAMPLE, known);
    const { code, stderr } = await account(file, ...WORDS, ...words, "--yes");
    expect(code).toBe(1);
    expect(stderr).toMatch(message);
    expect(readFileSync(file, "utf8")).toBe(EXAMPLE);
  });

  test("asks AWS for nothing when nobody agrees, or with --dry-run, or when the address breaks a rule", async () => {
    expect((await account(exampleFile(EXAMPLE, known), ...WORDS)).code).toBe(2);
    expect((await account(exampleFile(EXAMPLE, known), ...WORDS, "--otp", "abc123")).code).toBe(2);
    expect(operations().filter((operation) => operation !== "DescribeOrganization")).toEqual([]);
    calls = [];
    expect((await account(exampleFile(EXAMPLE, known), ...WORDS, "--dry-run")).code).toBe(0);
    expect((await account(exampleFile(), "e-mail", "sandbox-bob", "--to", "x", "--yes")).code).toBe(1);
    expect(operations()).toEqual([]);
  });

  test("tells AWS also where the file has to be edited by hand, and says so", async () => {
    const text = EXAMPLE.replace(
      '"sandbox-bob": { email: "aws+sandbox-bob@acme.example", owner: "bob@acme.example" },',
      '"sandbox-bob": bob(),',
    ).replace("\n/** The whole", '\nconst bob = () => ({ email: "aws+sandbox-bob@acme.example" });\n\n/** The whole');
    const file = exampleFile(text, known);
    const { code, stdout } = await account(file, ...WORDS, "--otp", "abc123", "--yes");
    expect(code).toBe(1);
    expect(operations()).toContain("acceptPrimaryEmailUpdate");
    expect(stdout).toContain(`AWS has accepted ${TO}; `);
    expect(stdout).toContain(`email: "${TO}",`);
    expect(readFileSync(file, "utf8")).toBe(text);
  });
});
