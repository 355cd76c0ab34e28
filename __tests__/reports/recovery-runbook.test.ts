import { execFileSync } from "node:child_process";
import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { ROOT_TASKS } from "../../catalogue/root-tasks";
import type { Account, LandingZone } from "../../model/landing-zone";
import { resolve } from "../../model/resolve";
import {
  managementRunbook,
  memberRunbook,
  type RecoveryRunbook,
  recoveryRunbooks,
  renderRunbook,
} from "../../reports/recovery-runbook";
import { exampleConfig, minimalConfig } from "../support/example-config";

const CUSTODY = { mailbox: "Platform team", phone: "Front desk", password: "Finance", mfa: "Legal" };
const MEMBER = "222222222222";

const { zone } = resolve(
  exampleConfig({
    custody: CUSTODY,
    recovery: [{ account: "shop-dev", reason: "seller registration", until: "2026-09-30" }],
  }),
  undefined,
);

function accountOf(key: string, from: LandingZone = zone): Account {
  const account = from.accounts.find((candidate) => candidate.key === key);
  if (account === undefined) throw new Error(`no account ${key}`);
  return account;
}

const known: Account = { ...accountOf("shop-prod"), accountId: MEMBER };
const runbook = memberRunbook(zone, known);
const text = renderRunbook(runbook);

/** All commands of a section, one below the other. */
function commandsOf({ sections }: RecoveryRunbook, id: string): string {
  const found = sections.find((section) => section.id === id);
  if (found === undefined) throw new Error(`no section ${id}`);
  return found.steps.flatMap(({ commands = [] }) => commands).join("\n");
}

describe("the runbook of a member account", () => {
  test.each(Object.entries(ROOT_TASKS))(
    "opens a session for %s in the home Region, for 900 seconds",
    (_, { policy }) => {
      const sessions = runbook.sections
        .map(({ id }) => commandsOf(runbook, id))
        .filter((lines) => lines.includes(policy));
      expect(sessions).not.toEqual([]);
      for (const session of sessions) {
        expect(session).toContain("--region eu-central-1 --endpoint-url https://sts.eu-central-1.amazonaws.com");
        expect(session).toContain(`--task-policy-arn arn=arn:aws:iam::aws:policy/root-task/${policy} `);
        expect(session).toContain("--duration-seconds 900 ");
      }
    },
  );

  test.each([
    ["audit", ["aws iam get-account-summary", "aws iam list-access-keys", "aws iam list-mfa-devices"]],
    ["password-recovery", ["aws iam create-login-profile"]],
    ["unlock-bucket", ["aws s3api get-bucket-policy", "aws s3api delete-bucket-policy"]],
    ["unlock-queue", ["aws sqs get-queue-attributes", "aws sqs set-queue-attributes"]],
    ["into-recovery", ['--source-parent-id "$HOME_OU" --destination-parent-id "$RECOVERY_OU"']],
    ["out-of-recovery", ['--source-parent-id "$RECOVERY_OU" --destination-parent-id "$HOME_OU"']],
    [
      "delete-credentials",
      [
        "aws iam delete-access-key",
        "aws iam delete-signing-certificate",
        "aws iam deactivate-mfa-device",
        "aws iam delete-login-profile",
      ],
    ],
  ])("has the commands of %s, in their order", (id, expected) => {
    const commands = commandsOf(runbook, id);
    const places = expected.map((command) => commands.indexOf(command));
    expect(places.every((place) => place >= 0)).toBe(true);
    expect([...places].sort((a, b) => a - b)).toEqual(places);
  });

  test.each<[name: string, account: Account, line: string]>([
    ["the id that the ledger knows", known, `ACCOUNT_ID=${MEMBER}`],
    [
      "a look-up by address while the ledger knows none",
      accountOf("shop-prod"),
      `ACCOUNT_ID="$(aws organizations list-accounts --query "Accounts[?Email=='aws+shop-prod@acme.example'].Id" --output text)"`,
    ],
  ])("names the account by %s", (_, account, line) => {
    expect(commandsOf(memberRunbook(zone, account), "prepare")).toBe(line);
  });

  test.each([
    "- **Mailbox:** Platform team",
    "- **Phone:** Front desk",
    "- **Unit:** Workloads / Production / Shop",
    'recovery: [{ account: "shop-prod", reason: "…", until: "YYYY-MM-DD" }]',
    "apply `accounts-1`",
    "https://console.aws.amazon.com/ as root user aws+shop-prod@acme.example",
  ])("says %s", (line) => {
    expect(text).toContain(line);
  });

  test("says so when the account is declared in the Recovery OU, and leads home to its own unit", () => {
    const declared = renderRunbook(memberRunbook(zone, accountOf("shop-dev")));
    expect(declared).toContain("- **Recovery OU:** declared until 2026-09-30: seller registration");
    expect(declared).toContain("the account goes home to Workloads / Development");
  });

  test.each([
    ["log-archive", "unlock-bucket"],
    ["security-tooling", "unlock-queue"],
  ])("of %s says what a root session is denied there", (key, id) => {
    const { sections } = memberRunbook(zone, accountOf(key));
    expect(sections.find((section) => section.id === id)?.steps[0]?.text).toMatch(/denied to root sessions on purpose/);
  });

  test("says that nobody is named where custody is not declared", () => {
    const { zone: unnamed } = resolve(minimalConfig(), undefined);
    expect(renderRunbook(memberRunbook(unnamed, accountOf("log-archive", unnamed)))).toContain(
      "- **Phone:** not named: declare it in `custody`",
    );
  });
});

describe("the runbook of the management account", () => {
  const management = renderRunbook(managementRunbook(zone));

  test("splits custody: password and MFA device, mailbox and phone", () => {
    expect(management).toContain("Bring the password (Finance) and one MFA device (Legal) together");
    expect(management).toContain("needs the mailbox (Platform team) and the phone (Front desk), both");
  });

  test("says that no policy binds it, and opens no root session", () => {
    expect(management).toContain("- **Bound by SCP:** no");
    expect(management).not.toContain("assume-root");
  });
});

test("there is a runbook for every account, management first", () => {
  expect(recoveryRunbooks(zone).map(({ account }) => account)).toEqual([
    "acme-management",
    ...zone.accounts.map(({ key }) => key),
  ]);
});

describe("the commands, in bash with an AWS CLI that only writes down its calls", () => {
  let directory = "";
  beforeAll(() => {
    directory = mkdtempSync(path.join(tmpdir(), "rootstock-runbook-"));
  });
  afterAll(() => rmSync(directory, { recursive: true }));

  /** The calls that a section makes, with the key that each is made with. */
  function callsOf(id: string, answers: Readonly<Record<string, string>>): readonly string[] {
    const log = path.join(directory, "calls");
    writeFileSync(log, "");
    const cases = Object.entries(answers).map(([call, answer]) => `"${call}") ${answer};;`);
    const lines = [
      "#!/usr/bin/env bash",
      'echo "$AWS_ACCESS_KEY_ID $1 $2" >> calls',
      'case "$1 $2" in',
      ...cases,
      "esac",
    ];
    writeFileSync(path.join(directory, "aws"), lines.join("\n"));
    chmodSync(path.join(directory, "aws"), 0o755);
    const script = [commandsOf(runbook, "prepare"), commandsOf(runbook, id), "aws after everything"].join("\n");
    execFileSync("bash", ["-c", script], {
      cwd: directory,
      env: { PATH: `${directory}:${process.env.PATH}`, AWS_ACCESS_KEY_ID: "OWN" },
      stdio: "ignore",
    });
    return readFileSync(log, "utf8").trim().split("\n");
  }

  const SESSION = "printf 'SESSION\\tSECRET\\tTOKEN\\n'";

  test.each<[name: string, answers: Readonly<Record<string, string>>, expected: readonly string[]]>([
    [
      "are made in the root session, whose credentials are gone afterwards",
      { "sts assume-root": SESSION, "sts get-caller-identity": `echo ${MEMBER}` },
      [
        "OWN sts assume-root",
        "SESSION sts get-caller-identity",
        "SESSION iam list-access-keys",
        "SESSION iam list-signing-certificates",
        "SESSION iam list-mfa-devices",
        "SESSION iam delete-login-profile",
        "OWN after everything",
      ],
    ],
    [
      "are not made when the session is refused",
      { "sts assume-root": "exit 254" },
      ["OWN sts assume-root", "OWN after everything"],
    ],
    [
      "are not made in another account",
      { "sts assume-root": SESSION, "sts get-caller-identity": "echo 111111111111" },
      ["OWN sts assume-root", "SESSION sts get-caller-identity", "OWN after everything"],
    ],
  ])("%s", (_, answers, expected) => {
    expect(callsOf("delete-credentials", answers)).toEqual(expected);
  });

  test("the emergency move goes from where the account is into the Recovery OU", () => {
    expect(callsOf("into-recovery", { "organizations list-roots": "echo r-ab12" })).toEqual([
      "OWN organizations list-roots",
      "OWN organizations list-organizational-units-for-parent",
      "OWN organizations list-parents",
      "OWN organizations move-account",
      "OWN after everything",
    ]);
  });
});
