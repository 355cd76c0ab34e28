import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { auditClients } from "../../../cli/audit/clients";
import {
  deleteCredentials,
  deletionProgress,
  formatDeletions,
  planDeletions,
} from "../../../cli/audit/delete-credentials";
import type { Credential } from "../../../cli/audit/evidence";
import { inParallel } from "../../../cli/audit/in-parallel";
import { planProbe } from "../../../cli/audit/probe-deny-root";
import { auditToJson, formatAudit } from "../../../cli/audit/report";
import { bareRoot, evidence, observed, tree, withRoot, zone } from "./recorded-evidence";

const NOW = "2026-07-01T12:00:00.000Z";

let scratch = "";
beforeAll(() => {
  scratch = mkdtempSync(path.join(tmpdir(), "rootstock-audit-unit-"));
});
afterAll(() => rmSync(scratch, { recursive: true, force: true }));

const password: Credential = { kind: "password", id: "password", createdAt: "2026-01-01T00:00:00.000Z" };
const key: Credential = { kind: "access-key", id: "AKIAEXAMPLE", createdAt: "2026-01-01T00:00:00.000Z" };

const found = (account: string, ...credentials: readonly Credential[]) =>
  withRoot(account, observed({ ...bareRoot, credentials })).accounts ?? [];

describe("deletions", () => {
  const id = tree.accounts.find(({ name }) => name === "shop")?.id ?? "";

  test("are planned account by account, and shown", () => {
    const plan = planDeletions(found("shop", key, password));
    expect(plan).toEqual([{ accountId: id, key: "shop", credentials: [key, password] }]);
    expect(formatDeletions(plan)).toBe(
      `shop (${id})\n  delete the access key AKIAEXAMPLE\n  delete the root password\n`,
    );
  });

  test("never in the management account", async () => {
    expect(planDeletions(found("acme-management", password))).toEqual([]);
    const deletion = { accountId: zone.managementAccount.id, key: "acme-management", credentials: [password] };
    const options = {
      managementAccountId: zone.managementAccount.id,
      progress: deletionProgress(path.join(scratch, "management")),
      signal: new AbortController().signal,
      onDeleted: () => undefined,
    };
    await expect(deleteCredentials(auditClients("eu-central-1"), [deletion], options)).rejects.toThrow("never deleted");
  });

  test("leave out what an interrupted run deleted, but not a password that was set again", () => {
    const progress = { deleted: [`${id} password password ${password.createdAt}`] };
    const again = { ...password, createdAt: "2026-06-30T00:00:00.000Z" };
    expect(planDeletions(found("shop", password), progress)).toEqual([]);
    expect(planDeletions(found("shop", again), progress)).toHaveLength(1);
  });

  test("a damaged progress file is named, and not overwritten", () => {
    const progress = deletionProgress(scratch);
    writeFileSync(progress.path, "{");
    expect(() => progress.read()).toThrow(progress.path);
    progress.write({ deleted: [] });
    expect(progress.read()).toEqual({ deleted: [] });
    progress.remove();
    expect(progress.read()).toBeUndefined();
  });
});

describe("a probe", () => {
  test("attaches deny-root without the condition that spares root sessions", () => {
    const { document, journal } = planProbe(zone, tree, "shop", NOW);
    expect(document.Statement[0]?.Condition).toEqual({
      ArnLike: { "aws:PrincipalArn": "arn:*:iam::*:root" },
      "ForAllValues:StringNotLike": { "aws:PrincipalOrgPaths": "o-a1b2c3d4e5/r-r00t/ou-r00t-recovery/*" },
    });
    expect(journal).toMatchObject({ parentId: "ou-r00t-workloads", recoveryUnitId: "ou-r00t-recovery" });
  });

  test.each([
    ["log-archive", /never probed/],
    ["security-tooling", /never probed/],
    ["acme-management", /never probed/],
    ["111111111111", /never probed/],
    ["nobody", /no active account nobody/],
  ])("refuses %s", (account, says) => {
    expect(() => planProbe(zone, tree, account, NOW)).toThrow(says);
  });

  test("refuses an account that is in the Recovery OU", () => {
    const accounts = tree.accounts.map((account) => ({ ...account, parentId: "ou-r00t-recovery" }));
    expect(() => planProbe(zone, { ...tree, accounts }, "shop", NOW)).toThrow(/in the Recovery OU already/);
  });
});

describe("the report", () => {
  test("shows every account, and never calls the management account bound", () => {
    const lines = formatAudit({ evidence, findings: [] }).split("\n");
    expect(lines[1]).toMatch(/^acme-management +111111111111 +yes +hardware +0 +0 +never +3 of 3 +not bound by SCP$/);
    expect(lines[3]).toMatch(/^security-tooling|^shop/);
    expect(lines.at(-2)).toMatch(/^No finding: 4 accounts/);
  });

  test("is the same for a program", () => {
    expect(JSON.parse(auditToJson({ evidence, findings: [] }))).toMatchObject({ ok: true, findings: [] });
  });
});

describe("work in parallel", () => {
  test("keeps the order, and never does more at once than it may", async () => {
    let running = 0;
    let most = 0;
    const results = await inParallel([5, 1, 4, 2, 3], 2, async (item) => {
      running += 1;
      most = Math.max(most, running);
      await new Promise((wake) => setTimeout(wake, item));
      running -= 1;
      return item * 10;
    });
    expect({ results, most }).toEqual({ results: [50, 10, 40, 20, 30], most: 2 });
  });

  test("begins nothing new after a failure", async () => {
    const begun: number[] = [];
    const work = inParallel([1, 2, 3, 4], 1, async (item) => {
      begun.push(item);
      if (item === 2) throw new Error("two");
    });
    await expect(work).rejects.toThrow("two");
    expect(begun).toEqual([1, 2]);
  });
});
