import { describe, expect, test } from "@jest/globals";
import type { EventValue } from "../../alerts/event-pattern";
import { NOTICE_MAX_LENGTH, recoveryExpiredText, weeklyReviewText } from "../../alerts/notice-text";
import { INSIGHTS_QUERIES } from "../../alerts/queries/insights";
import { REVIEW_QUERIES, REVIEW_QUERY_IDS } from "../../catalogue/review-queries";
import { resolve } from "../../model/resolve";
import { minimalConfig } from "../support/example-config";
import { RECORDED_EVENTS } from "./recorded-events";

/** The words of the query language that the queries use; anything else outside quotes is a field. */
const LANGUAGE = new Set(
  "fields filter stats sort limit display asc desc by as and or not like ispresent coalesce concat count".split(" "),
);
/** Names that a query gives to what it computes. */
const COMPUTED = new Set(["session", "place", "failures"]);
const details: readonly EventValue[] = Object.values(RECORDED_EVENTS).map(({ detail }) => detail);

function fieldsOf(query: string): readonly string[] {
  const code = query.replaceAll(/"[^"]*"|\/(?:[^/\\]|\\.)*\//g, " ");
  const words = code.match(/[A-Za-z][\w.]*/g) ?? [];
  return [...new Set(words)].filter((word) => !LANGUAGE.has(word) && !COMPUTED.has(word));
}

function isRecorded(field: string): boolean {
  return details.some(
    (detail) =>
      field
        .split(".")
        .reduce<unknown>(
          (found, step) => (typeof found === "object" && found !== null ? Reflect.get(found, step) : undefined),
          detail,
        ) !== undefined,
  );
}

describe.each(REVIEW_QUERY_IDS)("the saved query %s", (id) => {
  test("asks for fields that recorded events have", () => {
    const fields = fieldsOf(INSIGHTS_QUERIES[id]);
    expect(fields).toEqual(expect.arrayContaining(["eventName"]));
    expect(fields.filter((field) => !isRecorded(field))).toEqual([]);
  });

  test("has an end", () => {
    expect(INSIGHTS_QUERIES[id]).toMatch(/\n\| limit \d+$/);
  });
});

test("a field that no event has would be noticed", () => {
  expect(
    fieldsOf('filter userIdentity.typo = "Root" and eventName like /Policy/').filter((f) => !isRecorded(f)),
  ).toEqual(["userIdentity.typo"]);
});

test("root sessions are correlated by the access key id that AssumeRoot answers with", () => {
  const granted = RECORDED_EVENTS["a root session is granted"].detail;
  const used = RECORDED_EVENTS["root in a root session deletes a bucket policy"].detail;
  expect(granted).toMatchObject({ responseElements: { credentials: { accessKeyId: "ASIAROOT" } } });
  expect(used).toMatchObject({ userIdentity: { accessKeyId: "ASIAROOT" } });
  expect(INSIGHTS_QUERIES["root-sessions"]).toContain(
    "coalesce(responseElements.credentials.accessKeyId, userIdentity.accessKeyId) as session",
  );
});

describe("notices", () => {
  const { zone } = resolve(minimalConfig(), undefined);
  const longest = {
    ...zone,
    name: "a".repeat(20),
    homeRegion: "ap-southeast-1",
    alerting: { ...zone.alerting, runbookUrl: "https://github.com/acme/landing-zone/blob/main/docs/runbooks.md" },
  } as const;

  test("the weekly review links to every query, over seven days, and fits EventBridge", () => {
    const text = weeklyReviewText(longest);
    expect(text.length).toBeLessThanOrEqual(NOTICE_MAX_LENGTH);
    const { queries }: { queries: readonly { title: string; link: string }[] } = JSON.parse(text);
    expect(queries.map(({ title }) => title)).toEqual(REVIEW_QUERY_IDS.map((id) => REVIEW_QUERIES[id].title));
    for (const { link } of queries) expect(link).toMatch(/^https:\/\/ap-southeast-1\.console.*start\$257E-604800\$/);
  });

  test("an expired stay names account, reason and last day, and what to do", () => {
    const [account] = zone.accounts;
    if (account === undefined) throw new Error("no account");
    expect(JSON.parse(recoveryExpiredText([{ account, reason: "drill", until: "2026-07-01" }], zone))).toMatchObject({
      title: expect.stringMatching(/^\[page\] /),
      accounts: [{ account: "log-archive", reason: "drill", until: "2026-07-01" }],
      runbook: "docs/runbooks.md#recovery-move",
    });
  });
});
