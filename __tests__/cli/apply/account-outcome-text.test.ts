import { describe, expect, test } from "@jest/globals";
import type { AccountOutcome } from "../../../cli/apply/account-outcome";
import { accountOutcomeText } from "../../../cli/apply/account-outcome-text";

const outcome = (
  account: string,
  state: AccountOutcome["state"],
  more: Partial<AccountOutcome> = {},
): AccountOutcome => ({
  stack: "accounts-1",
  account,
  state,
  ...more,
});
const BASE = "2".repeat(40);

test("says which accounts exist, which do not, why, and what to do", () => {
  const text = accountOutcomeText(
    [
      outcome("a", "exists", { id: "222222222222" }),
      outcome("b", "exists", { id: "333333333333" }),
      outcome("c", "unfinished", { id: "444444444444", error: "moving failed:\n  Injected" }),
      outcome("d", "unknown", { id: "555555555555" }),
      outcome("e", "in-progress"),
      outcome("f", "failed", { reason: "EMAIL_ALREADY_EXISTS", error: "..." }),
      outcome("g", "failed", { reason: "ACCOUNT_LIMIT_EXCEEDED", error: "..." }),
      outcome("h", "failed", { reason: "EMAIL_ALREADY_EXISTS", error: "..." }),
      outcome("i", "failed", { error: "timeout while waiting" }),
      outcome("j", "not-begun"),
    ],
    BASE,
  );
  expect(text).toEqual([
    "Of the 10 accounts that this plan creates, 4 exist and 6 do not.",
    "  In the organization, as planned:",
    "      a, b",
    "  In the organization, and not set up to the end:",
    "      c (444444444444): moving failed: Injected",
    "  In the organization, and in no state yet, because the answer was lost:",
    "      d (555555555555)",
    "  Not there yet, AWS is still creating:",
    "      e",
    "  Not created, ACCOUNT_LIMIT_EXCEEDED: the organization has as many accounts as its quota allows; closed ones",
    "  count for 90 days:",
    "      g",
    "    Have the quota L-E619E033 of AWS Organizations raised, in the Service Quotas of us-east-1 or by AWS",
    "    Support. In an organization that is less than an hour old, wait until it is older.",
    "  Not created, EMAIL_ALREADY_EXISTS: its root e-mail address belongs to another AWS account, which may be a",
    "  closed one or in no organization:",
    "      f, h",
    "    Give it an address that no AWS account ever had, in the configuration; AWS does not free an address again.",
    "    Or find the account that has it, and invite that one.",
    "  Not created, for what Terraform says:",
    "      i: timeout while waiting",
    "  Not begun, because Terraform stopped before:",
    "      j",
    "What to do:",
    "  1. Put right what is said above, and run the same command again: it takes in what exists, creates none",
    "     twice, and goes on.",
    "  2. Change the configuration for f, h, npm run synth, commit, and plan what is left: npm run plan -- --base",
    "     222222222222, which is what this plan was compared with, and then npm run apply.",
  ]);
});

describe("what to do", () => {
  test.each<[name: string, outcomes: readonly AccountOutcome[], base: string | undefined, expected: readonly string[]]>(
    [
      ["is nothing where all exist", [outcome("a", "exists")], BASE, []],
      ["is the same command where nothing is to be edited", [outcome("a", "not-begun")], BASE, ["Run the same"]],
      ["is more than that where AWS said no", [outcome("a", "failed", { error: "no" })], BASE, ["Put right"]],
      [
        "is an edit where nothing else is open",
        [outcome("a", "failed", { reason: "INVALID_EMAIL" })],
        BASE,
        ["Change the configuration for a"],
      ],
      [
        "is the same command first, for a new plan would refuse what it takes in",
        [outcome("a", "failed", { reason: "INVALID_EMAIL" }), outcome("b", "unknown")],
        BASE,
        ["Run the same", "Change the configuration for a"],
      ],
    ],
  )("%s", (_, outcomes, base, expected) => {
    const steps = accountOutcomeText(outcomes, base).filter((line) => /^ {2}\d\. /.test(line));
    expect(steps).toEqual(expected.map((step, index) => expect.stringContaining(`  ${index + 1}. ${step}`)));
  });

  test("names no base where the plan had none", () => {
    const text = accountOutcomeText([outcome("a", "failed", { reason: "INVALID_EMAIL" })], undefined).join(" ");
    expect(text.replaceAll(/\s+/g, " ")).toContain("plan what is left: npm run plan, ");
    expect(text).not.toContain("--base");
  });
});

test("says nothing where no account was to be created", () => {
  expect(accountOutcomeText([], BASE)).toEqual([]);
});

test("counts one account as one, and breaks long lists", () => {
  expect(accountOutcomeText([outcome("a", "not-begun")], BASE)[0]).toBe(
    "Of the 1 account that this plan creates, 0 exist and 1 does not.",
  );
  const many = Array.from({ length: 40 }, (_, index) => outcome(`account-${index}`, "exists"));
  for (const line of accountOutcomeText(many, BASE)) expect(line.length).toBeLessThanOrEqual(110);
});
