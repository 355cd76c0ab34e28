import { describe, expect, test } from "@jest/globals";
import { renderDriftMarkdown, renderDriftText } from "../../../reports/drift/render-drift";
import { COMMENT_LIMIT } from "../../../reports/plan/render-markdown";
import { accountValues, idOf, shopConfig, stackPlan } from "../../support/planned";
import { driftOf, liveShop, outside } from "./drifted";

const account = (name: string, index: number) => ({
  id: String(900_000_000_000 + index),
  name,
  email: "x@acme.example",
  state: "ACTIVE",
  parentId: idOf("root"),
});
const withAccounts = (names: readonly string[]) =>
  driftOf([], { live: liveShop({ accounts: [...liveShop().accounts, ...names.map(account)] }) });

test("an organization as it was applied takes one line", () => {
  expect(renderDriftMarkdown(driftOf([]))).toBe(
    "<!-- rootstock-drift -->\n## Drift: none\n\nCommit `0123456789ab`, 0 stacks, 2026-07-01 12:00:00 UTC, Terraform 1.11.4.\n",
  );
});

test("what is not applied yet comes behind what was changed outside, and is no drift", () => {
  const account = "aws_organizations_account.shop-prod";
  const [before, after] = [accountValues("shop-prod", "prod"), accountValues("shop-prod", "prod", { name: "mine" })];
  const page = renderDriftMarkdown(
    driftOf([
      stackPlan("accounts-1", [{ address: account, before, after }]),
      stackPlan("baseline-shop-prod", [{ address: "aws_iam_account_password_policy.a", action: "create", after: {} }]),
    ]),
  );
  expect(page).toContain(
    [
      "## Drift: none",
      "",
      "Commit `0123456789ab`, 2 stacks, 2026-07-01 12:00:00 UTC, Terraform 1.11.4.",
      "",
      "### Configured, not yet applied",
      "",
      "- Account `shop-prod` is renamed from `shop-prod` to `mine`.",
      "",
      "### Never applied",
      "",
      "- `baseline-shop-prod`: nothing of this exists yet.",
    ].join("\n"),
  );
});

test("a stack that was not looked at says why, and what to do", () => {
  const missingRole = { account: "shop-prod", role: "rootstock-plan", madeBy: "baseline-shop-prod" };
  const { madeBy: _, ...elsewhere } = missingRole;
  const report = driftOf([], {
    unseen: [
      { stack: "guardrails", after: ["accounts-1", "organization"] },
      { stack: "log-archive", after: [], missingRole },
      { stack: "security", after: [], missingRole: { ...elsewhere, madeBy: undefined } },
    ],
  });
  expect(renderDriftMarkdown(report)).toContain(
    [
      "### Not looked at",
      "",
      "- `guardrails` can be looked at once `accounts-1` and `organization` are applied.",
      "- `log-archive`: account `shop-prod` has no role `rootstock-plan`; apply `baseline-shop-prod`, which makes it.",
      "- `security`: account `shop-prod` has no role `rootstock-plan`; name another role.",
    ].join("\n"),
  );
});

test("a finding says what happened, what follows and whom it reaches", () => {
  const page = renderDriftMarkdown(driftOf([outside(shopConfig({ denyRoot: { mode: "off" } }))]));
  expect(page).toContain("## Drift: 1 change outside\n");
  expect(page).toContain(
    [
      "### Root protection",
      "",
      "- Guardrail `deny-root` was detached from the root: 4 accounts lost it there.",
      "  Whoever holds the root credentials of these accounts holds every permission in them. It reaches `log-archive`, `security-tooling`, `shop-dev`, `shop-prod`.",
    ].join("\n"),
  );
  expect(page).toContain("### What to do");
});

test("what could not be looked at is said, with Terraform's words, and is not good news", () => {
  const report = driftOf([], {
    failed: [{ stack: "organization", messages: ["Error: no\n```\n# Approved for aws@acme.example"] }],
    unread: ["The live organization was not read: the credentials lack organizations:ListRoots."],
    live: undefined,
  });
  const page = renderDriftMarkdown(report);
  expect(page).toContain("## Drift: none seen, and 2 parts could not be looked at");
  expect(page).toContain("  ````text\n  Error: no\n  ```\n  # Approved for …@acme.example\n  ````");
  expect(renderDriftText(report)).toContain("Drift: none seen, and 2 parts could not be looked at");
});

describe("an account's name, which anybody in the organization may choose,", () => {
  test.each([
    ["backticks", "a`b``c"],
    ["a heading", "a\n# Approved"],
    ["HTML", "</details><img src=x>"],
    ["a mention and a link", "@everyone [x](https://evil.example)"],
    ["the mark", "--> <!-- rootstock-drift -->"],
  ])("with %s stays in its code span", (_, name) => {
    const line = renderDriftMarkdown(withAccounts([name]))
      .split("\n")
      .find((text) => text.includes("exists in"));
    expect(line).toMatch(
      /^- Account (`+)( ?).+\2\1 \(`900000000000`\) exists in the root, and no configuration knows it\.$/,
    );
  });
});

test.each([0, 1, 500, 5_000])("%i findings fit into an issue, and what is left out is counted", (count) => {
  const report = withAccounts(Array.from({ length: count }, (_, index) => `rogue-${index}`));
  const page = renderDriftMarkdown(report);
  expect(page.length).toBeLessThanOrEqual(COMMENT_LIMIT);
  const shown = page.match(/exists in the root/g)?.length ?? 0;
  const more = Number(/… and (\d+) more/.exec(page)?.[1] ?? 0);
  expect(shown + more).toBe(count);
  expect(more > 0).toBe(count === 500 ? page.includes("Cut at") : count > 500);
  expect(renderDriftMarkdown(report, Number.MAX_SAFE_INTEGER)).not.toContain("Cut at");
});
