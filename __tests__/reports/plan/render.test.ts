import { describe, expect, test } from "@jest/globals";
import { KEY_TAG } from "../../../model/key-tag";
import type { PlanOutcome, PlanReport } from "../../../reports/plan/plan-report";
import { COMMENT_LIMIT, COMMENT_MARKER, renderMarkdown } from "../../../reports/plan/render-markdown";
import { renderText } from "../../../reports/plan/render-text";
import { compareProtection } from "../../../reports/protection-change";
import { accountValues, factsOf, planned, reportOn, shopConfig, stackPlan, zoneOf } from "../../support/planned";

/** An account that is renamed to something. */
const renamedTo = (name: string, key = "shop-dev") => ({
  address: `aws_organizations_account.${key}`,
  before: accountValues(key, "dev"),
  after: accountValues(key, "dev", { name }),
});

const reportOf = (...names: readonly string[]): PlanReport =>
  reportOn([
    stackPlan(
      "accounts-1",
      names.map((name, index) => renamedTo(name, `account-${index}`)),
    ),
  ]);

/** What is outside code spans and code blocks: all that Markdown and HTML can act on. */
function outsideCode(markdown: string): string {
  const withoutBlocks = markdown.replace(/^ *(`{3,})text\n[\s\S]*?\n *\1$/gm, "");
  return withoutBlocks.replace(/(?<!`)(`+)(?!`)[\s\S]*?(?<!`)\1(?!`)/g, "");
}

const ORIGIN = "Commit `0123456789ab`, against `main` (`fedcba987654`), 2026-07-01 12:00:00 UTC, Terraform 1.11.4.";

describe("the comment", () => {
  test("without changes is one line below its marker", () => {
    expect(renderMarkdown(reportOn([stackPlan("organization", [])]))).toBe(
      `${COMMENT_MARKER}\n**Plan: no changes.** ${ORIGIN}\n`,
    );
  });

  test("with one change: verdict, table, commit and time, sentence, folded details", () => {
    expect(renderMarkdown(reportOn([stackPlan("accounts-1", [renamedTo("Shop")]), stackPlan("security", [])]))).toBe(
      [
        COMMENT_MARKER,
        "## Plan: 1 change, nothing refused",
        "",
        "| stack | create | update | replace | destroy | import | forget | move |",
        "|---|--:|--:|--:|--:|--:|--:|--:|",
        "| `accounts-1` |  | 1 |  |  |  |  |  |",
        "",
        "1 more planned without changes.",
        "",
        ORIGIN,
        "",
        "### Accounts",
        "",
        "- Account `shop-dev` is renamed from `shop-dev` to `Shop`.",
        "",
        "<details><summary>Details of accounts-1 (1)</summary>",
        "",
        "- update `aws_organizations_account.shop-dev` in `accounts-1`: `name` from `shop-dev` to `Shop`",
        "",
        "</details>",
        "",
      ].join("\n"),
    );
  });

  test("says what is refused, and what is lost, before anything else", () => {
    const address = "aws_kms_key.archive_key";
    const text = renderMarkdown(
      reportOn([
        stackPlan("accounts-1", [renamedTo("Shop")]),
        stackPlan("log-archive", [{ address, action: "delete" }]),
      ]),
    );
    const order = [
      "## Plan: refused for 1 reason",
      "| stack",
      "### Refused",
      "### Destroyed, replaced",
      "### Accounts",
      "<details>",
    ];
    const places = order.map((part) => text.indexOf(part));
    expect(places).toEqual([...places].sort((a, b) => a - b));
    expect(places).not.toContain(-1);
    expect(text).toContain(
      'add to approvals: `{ change: "protected-resource-destroyed:log-archive/aws_kms_key.archive_key", reason: "...", until: "2026-07-15" }`',
    );
    expect(text).toContain("- DESTROY `aws_kms_key.archive_key` in `log-archive`");
  });

  test("shows the error of a stack that failed, and claims nothing else", () => {
    const failed = [
      { stack: "monitoring", messages: ["Error: no `credentials`\n```\n@everyone <b>", "Log in again."] },
    ];
    const text = renderMarkdown(reportOn([], { failed }));
    expect(text).toContain("## Plan: failed in 1 stack");
    expect(text).toContain("  ````text\n  Error: no `credentials`\n  ```\n  @everyone <b>\n  Log in again.\n  ````\n");
    expect(outsideCode(text)).not.toMatch(/@everyone|<b>/);
  });

  test("names the stacks that wait, what they wait for, and what they would get", () => {
    const resources = { added: ["aws_iam_role.a"], changed: [], removed: ["aws_iam_role.b"] };
    const text = renderMarkdown(reportOn([], { deferred: [{ stack: "identity", after: ["accounts-1"], resources }] }));
    expect(text).toContain("## Plan: 0 changes, nothing refused, 1 stack waiting");
    expect(text).toContain(
      "- `identity` is planned after `accounts-1` is applied; its Terraform JSON adds 1: `aws_iam_role.a`; takes away 1: `aws_iam_role.b`.",
    );
  });

  test.each<[string | undefined, string]>([
    ["baseline-shop", "has no role `rootstock-plan` until `baseline-shop` is applied; its Terraform JSON adds 1:"],
    [undefined, "has no role `rootstock-plan`, and no stack makes it; its Terraform JSON adds 1:"],
  ])("names the stacks whose account lacks the role, which %s makes", (madeBy, expected) => {
    const resources = { added: ["aws_iam_role.a"], changed: [], removed: [] };
    const missingRole = { account: "shop", role: "rootstock-plan", madeBy };
    const text = renderMarkdown(
      reportOn([], { deferred: [{ stack: "baseline-shop", after: [], missingRole, resources }] }),
    );
    expect(text).toContain("### Not planned for want of a role");
    expect(text).toContain(`- \`baseline-shop\`: the account \`shop\` ${expected} \`aws_iam_role.a\`.`);
    expect(text).not.toContain("### Waiting for other stacks");
    expect(text).toContain("1 stack waiting");
  });

  test("says with which role the plan was made, where one was named", () => {
    const origin = { ...reportOn([]).origin, accountRole: "rootstock-plan" };
    expect(renderMarkdown(reportOn([], { origin }))).toContain(", with the role `rootstock-plan` in member accounts.");
    expect(renderMarkdown(reportOn([]))).not.toContain("with the role");
  });

  test("names the first few of what a waiting stack would get", () => {
    const added = ["a", "b", "c", "d", "e", "f", "g"].map((name) => `aws_iam_role.${name}`);
    const resources = { added, changed: [], removed: [] };
    const text = renderMarkdown(reportOn([], { deferred: [{ stack: "identity", after: ["accounts-1"], resources }] }));
    expect(text).toContain("adds 7: `aws_iam_role.a`, ");
    expect(text).toContain("`aws_iam_role.e` and 2 more.");
    expect(text).not.toContain("aws_iam_role.f");
  });

  test.each<[string, Partial<PlanOutcome>, string]>([
    ["stacks that are left behind", { abandoned: ["identity"] }, "- `identity` is no longer synthesized"],
    [
      "stacks that npm run bootstrap applies, with what they would change",
      {
        leftToBootstrap: [{ stack: "pipeline", resources: { added: [], changed: ["aws_iam_role.plan"], removed: [] } }],
      },
      "- `pipeline` limits the pipeline, so an administrator applies it with npm run bootstrap, and no apply does; its Terraform JSON changes 1: `aws_iam_role.plan`.",
    ],
    [
      "stacks that npm run bootstrap applies, compared with nothing",
      { leftToBootstrap: [{ stack: "state-backend", resources: undefined }] },
      "no apply does; it is not planned here.",
    ],
    ["notes", { notes: ["The ledger changed."] }, "- The ledger changed."],
    [
      "what the evaluator found, who gains first",
      {
        protection: [
          {
            question: "long-term-root",
            title: "Long-term root",
            effect: "loses",
            gained: [],
            lost: ["s3:*"],
            before: "b",
            after: "a",
            accounts: ["shop-dev"],
          },
          {
            question: "deploy-role",
            title: "Deploy role",
            effect: "gains",
            gained: ["iam:*"],
            lost: [],
            before: "x",
            after: "y",
            accounts: ["shop-prod"],
          },
        ],
      },
      [
        "### Who may do what",
        "",
        "- Deploy role gains in `shop-prod`.",
        "  Gains: `iam:*`.",
        "  Before: `x`. After: `y`.",
        "- Long-term root loses in `shop-dev`.",
        "  Loses: `s3:*`.",
        "  Before: `b`. After: `a`.",
      ].join("\n"),
    ],
    [
      "approvals that allow nothing",
      {
        facts: factsOf(
          shopConfig(),
          shopConfig({ approvals: [{ change: "trail-stopped:x", reason: "y", until: "2026-07-02" }] }),
        ),
      },
      "The approval of `trail-stopped:x` allows nothing in this plan",
    ],
    [
      "what was changed outside",
      {
        facts: factsOf(shopConfig(), shopConfig(), [
          stackPlan("monitoring", [], { drifted: [planned({ address: "aws_sns_topic.a" })] }),
        ]),
        notes: ["x"],
      },
      "<details><summary>Changed outside Terraform since the last apply (1)</summary>\n\n- `aws_sns_topic.a` in `monitoring`",
    ],
  ])("shows %s", (_, outcome, expected) => {
    expect(renderMarkdown(reportOn([], outcome))).toContain(expected);
  });
});

test("the comment says who gains by a guardrail that is taken away, from the evaluator of policies", () => {
  const after = zoneOf(shopConfig({ denyRoot: { mode: "off" } }));
  const protection = compareProtection(zoneOf(shopConfig()), after).changes;
  expect(renderMarkdown(reportOn([], { protection }))).toMatch(
    /- Long-term root gains in `log-archive`, .*`shop-prod`/,
  );
  expect(compareProtection(after, after).changes).toEqual([]);
});

describe("a name", () => {
  const HOSTILE: readonly [string, string][] = [
    ["backticks", "a`b``c```d"],
    ["a backtick at its end", "a`"],
    ["only backticks", "```"],
    ["a bar", "a|b"],
    ["a newline and a heading", "a\n# Approved\n"],
    ["HTML", "</details><img src=x onerror=alert(1)>"],
    ["the end of a comment", "--> <!-- rootstock-plan -->"],
    ["a mention", "@security-team please approve"],
    ["a link", "[click](https://evil.example/x)"],
    ["an issue", "closes #1"],
    ["text that runs the other way", "prod\u202egnitset\u202c"],
    ["invisible characters", "pro\u200bd\u00ad"],
    ["control characters", "a\u001b[31mred\u0007"],
    ["nothing but a blank", " "],
  ];

  test.each(HOSTILE)("with %s stays inside its code span", (_, name) => {
    const text = renderMarkdown(reportOf(name));
    const harmless = outsideCode(renderMarkdown(reportOf("harmless")));
    expect(outsideCode(text).replaceAll("(empty)", "")).toBe(harmless);
    expect(text.replaceAll("\n", "")).not.toMatch(/\p{Cc}|\p{Cf}/u);
  });

  test.each(HOSTILE)("with %s cannot break the table, a summary or a terminal", (_, name) => {
    const report = reportOn([stackPlan(name, [renamedTo("Shop")])]);
    const text = renderMarkdown(report);
    const row = text.split("\n").find((line) => line.startsWith("| ") && !line.startsWith("| stack")) ?? "";
    expect(row.replaceAll("\\|", "").split("|")).toHaveLength(10);
    const summary = /<summary>(.*)<\/summary>/.exec(text)?.[1] ?? "";
    expect(summary).not.toMatch(/[<>@`|]/);
    for (const line of renderText(report, true).split("\n")) expect(line).not.toMatch(/\p{Cc}|\p{Cf}/u);
  });

  test("of an account cannot look like another key", () => {
    const values = { ...accountValues("x", "dev"), tags: { [KEY_TAG]: "deny`root" } };
    const created = { address: "aws_organizations_account.x", action: "create" as const, after: values };
    expect(renderMarkdown(reportOn([stackPlan("accounts-1", [created])]))).toContain("Account ``deny`root``");
  });
});

describe("length", () => {
  const many = (count: number, length = 8): PlanReport =>
    reportOf(...Array.from({ length: count }, (_, index) => `${index}-${"x".repeat(length)}`));

  test("500 changes: all of them, in one comment", () => {
    const text = renderMarkdown(many(300));
    expect(text.length).toBeLessThanOrEqual(COMMENT_LIMIT);
    expect(text.match(/is renamed from/g)).toHaveLength(300);
    const cut = renderMarkdown(many(500));
    expect(cut.match(/is renamed from/g)).toHaveLength(500);
    expect(cut.length).toBeLessThanOrEqual(COMMENT_LIMIT);
  });

  test("past the limit: cut visibly, and the count of what is left out is right", () => {
    const report = many(3_000);
    const text = renderMarkdown(report, { wholeReport: "`report.md` of this run" });
    expect(text.length).toBeLessThanOrEqual(COMMENT_LIMIT);
    expect(text.length).toBeGreaterThan(COMMENT_LIMIT * 0.9);
    const shown = text.match(/^- (Account|update) /gm)?.length ?? 0;
    const all = 2 * 3_000;
    expect(text).toContain(
      `**Cut at 65,536 characters: ${all - shown} lines are left out.** The whole report is in \`report.md\` of this run.`,
    );
    expect(text).toMatch(/- … and \d+ more\n/);
  });

  test.each([1_500, 2_000, 5_000])("a limit of %s characters holds, and no fold stays open", (limit) => {
    const text = renderMarkdown(many(50), { limit });
    expect(text.length).toBeLessThanOrEqual(limit);
    expect(text.match(/<details>/g)?.length ?? 0).toBe(text.match(/<\/details>/g)?.length ?? 0);
  });

  test("refusals are the last to be cut", () => {
    const lost = Array.from({ length: 40 }, (_, index) => ({
      address: `aws_kms_key.key-${index}`,
      action: "delete" as const,
    }));
    const stacks = [
      stackPlan(
        "accounts-1",
        Array.from({ length: 2_000 }, (_, i) => renamedTo(`n${i}`, `a-${i}`)),
      ),
      stackPlan("log-archive", lost),
    ];
    const text = renderMarkdown(reportOn(stacks));
    expect(text.match(/would be destroyed or replaced/g)).toHaveLength(40);
    expect(text.length).toBeLessThanOrEqual(COMMENT_LIMIT);
  });

  test("a table of 1,000 stacks is cut at 40, those that lose something first", () => {
    const stacks = Array.from({ length: 1_000 }, (_, index) =>
      stackPlan(`baseline-a${index}`, [{ address: "aws_iam_role.x", action: index === 999 ? "delete" : "create" }]),
    );
    const rows = renderMarkdown(reportOn(stacks))
      .split("\n")
      .filter((line) => line.startsWith("| "));
    expect(rows).toHaveLength(42);
    expect(rows[1]).toBe("| `baseline-a999` |  |  |  | 1 |  |  |  |");
    expect(rows.at(-1)).toBe("| and 960 more stacks | 960 |  |  |  |  |  |  |");
  });

  test("one name as long as a book is clipped", () => {
    expect(renderMarkdown(reportOf("x".repeat(100_000))).length).toBeLessThan(5_000);
  });
});

describe("what is secret", () => {
  const subscription = (endpoint: string) => ({
    address: "aws_sns_topic_subscription.a",
    action: "create" as const,
    after: { endpoint, topic_arn: "arn:page" },
  });
  const renderings = (report: PlanReport): string =>
    [renderMarkdown(report), renderText(report, true), JSON.stringify(report)].join("\n");

  test("e-mail addresses are masked, unless somebody wants to see them", () => {
    const stacks = [stackPlan("security", [subscription("on.call+x@acme.example")])];
    expect(renderings(reportOn(stacks))).not.toContain("on.call");
    expect(renderings(reportOn(stacks))).toContain("…@acme.example");
  });

  test("of a web address only the host is left", () => {
    const stacks = [stackPlan("security", [subscription("https://hooks.example:8443/services/T0/B0/token")])];
    expect(renderings(reportOn(stacks))).toContain("https://hooks.example:8443/…");
    expect(renderings(reportOn(stacks))).not.toMatch(/services|token/);
  });

  test("errors are masked as well", () => {
    const failed = [{ stack: "security", messages: ["POST https://hooks.example/services/T0 for ops@acme.example"] }];
    expect(renderings(reportOn([], { failed }))).not.toMatch(/services|ops@/);
  });
});

test("the text for a terminal has the same sentences, and details only on demand", () => {
  const report = reportOn([stackPlan("accounts-1", [renamedTo("Shop")])]);
  expect(renderText(report, false)).toBe(
    [
      "Plan: 1 change, nothing refused",
      'Commit "0123456789ab", against "main" ("fedcba987654"), 2026-07-01 12:00:00 UTC, Terraform 1.11.4.',
      "",
      "  stack        create   update  replace  destroy   import   forget     move",
      "  accounts-1                 1",
      "",
      "Accounts",
      '  - Account "shop-dev" is renamed from "shop-dev" to "Shop".',
      "",
    ].join("\n"),
  );
  expect(renderText(report, true)).toContain('update "aws_organizations_account.shop-dev"');
});
