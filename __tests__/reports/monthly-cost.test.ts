import { describe, expect, test } from "@jest/globals";
import { PRICES, type Price } from "../../catalogue/prices";
import type { LandingZoneConfig } from "../../model/config";
import { resolve } from "../../model/resolve";
import { countAlarms, countKeys, countMetrics, DEFAULT_USAGE, monthlyCost } from "../../reports/monthly-cost";
import { formatMonthlyCost } from "../../reports/monthly-cost-text";
import { exampleConfig, minimalConfig } from "../support/example-config";
import { type Synthesized, synthesize } from "../support/synthesize";

/** How many resources of a type all stacks together have. */
function count({ stacks }: Synthesized, type: string): number {
  return Object.values(stacks).reduce((sum, { resource }) => sum + Object.keys(resource?.[type] ?? {}).length, 0);
}

const configurations: readonly (readonly [name: string, config: LandingZoneConfig])[] = [
  ["the example", exampleConfig()],
  ["the smallest", minimalConfig()],
  ["one in us-east-1 alone", minimalConfig({ homeRegion: "us-east-1" })],
  ["one in four Regions", minimalConfig({ governedRegions: ["eu-central-1", "us-east-1", "eu-west-1", "us-west-2"] })],
  ["one with chat", minimalConfig({ alerting: { chat: { slackWorkspaceId: "T0", slackChannelId: "C0" } } })],
  ["one with queries over the archive", minimalConfig({ review: { athena: {} } })],
  ["one without a trail", minimalConfig({ trail: { mode: "off" } })],
  ["one without alerting", minimalConfig({ alerting: { mode: "off" } })],
  ["one without either", minimalConfig({ trail: { mode: "off" }, alerting: { mode: "off" } })],
];

describe.each(configurations)("of %s, the estimate", (_, config) => {
  const synthesized = synthesize(config);
  const { zone } = synthesized;

  test.each([
    ["KMS keys", countKeys, "aws_kms_key"],
    ["alarms", countAlarms, "aws_cloudwatch_metric_alarm"],
    ["metrics", countMetrics, "aws_cloudwatch_log_metric_filter"],
  ])("counts as many %s as the stacks have", (_resources, counted, type) => {
    expect(counted(zone)).toBe(count(synthesized, type));
  });
});

test("without trail and alerting nothing costs anything", () => {
  const { zone } = resolve(minimalConfig({ trail: { mode: "off" }, alerting: { mode: "off" } }), undefined);
  expect(monthlyCost(zone)).toEqual({ lines: [], fixedUsd: 0, variableUsd: 0, usage: DEFAULT_USAGE });
});

test("the sums are those of the lines, and every line says where its quantity comes from", () => {
  const { lines, fixedUsd, variableUsd } = monthlyCost(resolve(exampleConfig(), undefined).zone);
  const sum = (kind: string): number =>
    lines
      .filter((line) => line.kind === kind)
      .reduce((total, { quantity, price }) => total + quantity * PRICES[price].usd, 0);
  expect(fixedUsd).toBeCloseTo(sum("fixed"), 9);
  expect(variableUsd).toBeCloseTo(sum("variable"), 9);
  for (const { reason } of lines) expect(reason).not.toBe("");
});

test("twice the events are twice the ingestion, and leave what is fixed as it is", () => {
  const { zone } = resolve(exampleConfig(), undefined);
  const quiet = monthlyCost(zone);
  const busy = monthlyCost(zone, { ...DEFAULT_USAGE, eventsPerAccount: 2 * DEFAULT_USAGE.eventsPerAccount });
  const ingestion = (cost: typeof quiet): number =>
    cost.lines.find(({ price }) => price === "logs-ingestion")?.usd ?? 0;
  expect(ingestion(busy)).toBeCloseTo(2 * ingestion(quiet), 9);
  expect(busy.fixedUsd).toBe(quiet.fixedUsd);
});

test("queries over the archive cost what they read, and nothing where there are none", () => {
  const items = (config: LandingZoneConfig) =>
    monthlyCost(resolve(config, undefined).zone).lines.filter(({ price }) =>
      ["athena-scan", "glue-object", "s3-get"].includes(price),
    );
  expect(items(minimalConfig())).toEqual([]);
  // Three accounts of 150,000 events of 150 bytes, of which four queries read seven thirtieths four times.
  expect(items(minimalConfig({ review: { athena: {} } }))).toMatchObject([
    { price: "glue-object", quantity: 2 },
    { price: "athena-scan", quantity: expect.closeTo((3 * 150_000 * 150 * 4 * 4 * 7) / 30 / 1e12, 9) },
    { price: "s3-get", quantity: expect.closeTo((3 * 30_000 * 4 * 4 * 7) / 30, 6) },
  ]);
});

test("the archive costs no more than what it has not yet expired", () => {
  const { zone } = resolve(exampleConfig(), undefined);
  const stored = (monthsGathered: number): number =>
    monthlyCost(zone, { ...DEFAULT_USAGE, monthsGathered }).lines.find(({ price }) => price === "s3-storage")
      ?.quantity ?? 0;
  expect(stored(12)).toBeCloseTo(12 * stored(1), 9);
  expect(stored(1_000)).toBe(stored(2_000));
});

test("the text says that it is an estimate, of what day, and under which assumptions", () => {
  const text = formatMonthlyCost(monthlyCost(resolve(exampleConfig(), undefined).zone)).join("\n");
  expect(text).toMatch(/^Estimate of the monthly cost.*no offer and no bill/);
  expect(text).toMatch(/looked up on 2026-\d\d-\d\d in stored copies of AWS's pages/);
  expect(text).toMatch(/12 accounts of 150,000 management events/);
});

test("the text names what has a price that nobody read, and is silent where there is none", () => {
  const cost = monthlyCost(resolve(exampleConfig(), undefined).zone);
  const textOf = (lines: typeof cost.lines): string => formatMonthlyCost({ ...cost, lines }).join("\n");
  const isRead = ({ price }: (typeof cost.lines)[number]): boolean => PRICES[price].source !== undefined;
  const unread = cost.lines.filter((line) => !isRead(line)).map(({ item }) => item);
  expect(unread).toContain("CloudWatch alarms");
  const list = unread.map((item) => `  - ${item}\n`).join("");
  expect(textOf(cost.lines)).toContain(`not read; check before you rely on it:\n${list}`);
  expect(textOf(cost.lines.filter(isRead))).not.toMatch(/general knowledge/);
});

test("every price names AWS's page and, if it was read, where and on which day", () => {
  const prices: readonly Price[] = Object.values(PRICES);
  for (const { page, source } of prices) {
    expect(page).toMatch(/^https:\/\/aws\.amazon\.com\/.+\/pricing\/$/);
    if (source === undefined) continue;
    expect(source.readOn).toMatch(/^\d{4}-\d\d-\d\d$/);
    expect(source.url === page).toBe(source.kind === "copy-of-aws-page");
    expect((source.dated ?? source.readOn) <= source.readOn).toBe(true);
  }
});
