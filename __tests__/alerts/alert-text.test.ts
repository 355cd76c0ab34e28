import { describe, expect, test } from "@jest/globals";
import {
  ALARM_DESCRIPTION_MAX_LENGTH,
  type AlertTextContext,
  chatText,
  type EventText,
  eventText,
  metricAlarmText,
} from "../../alerts/alert-text";
import { insightsLink } from "../../alerts/insights-link";
import { EVENT_ALERT_IDS, METRIC_ALERT_IDS, METRIC_ALERTS } from "../../catalogue/alerts";
import { resolve } from "../../model/resolve";
import { minimalConfig } from "../support/example-config";

const { zone } = resolve(minimalConfig(), undefined);
const longest: AlertTextContext = {
  ...zone,
  name: "a".repeat(20),
  homeRegion: "ap-southeast-1",
  alerting: { ...zone.alerting, runbookUrl: "https://github.com/acme/landing-zone/blob/main/docs/runbooks.md" },
};

function placeholders(text: EventText): readonly string[] {
  return [...text.inputTemplate.matchAll(/<([A-Za-z]+)>/g)].flatMap(([, name]) => name ?? []);
}

describe.each([
  ["people", eventText],
  ["chat", chatText],
] as const)("event alerts for %s", (_receiver, textOf) => {
  test.each(EVENT_ALERT_IDS)("%s names account, principal, action, source, time, Region and runbook", (alert) => {
    const text = textOf(alert, zone);
    expect(placeholders(text)).toEqual(
      expect.arrayContaining(["account", "principal", "service", "action", "sourceIp", "time", "region"]),
    );
    expect(text.inputTemplate).toMatch(/docs\/runbooks\.md#[a-z-]+/);
  });

  test.each(EVENT_ALERT_IDS)("every placeholder of %s has a path and every path is used", (alert) => {
    const text = textOf(alert, zone);
    expect([...new Set(placeholders(text))].sort()).toEqual(Object.keys(text.inputPaths).sort());
  });

  test.each(EVENT_ALERT_IDS)("%s is JSON also when it is filled in", (alert) => {
    const filled = textOf(alert, zone).inputTemplate.replace(/<[A-Za-z]+>/g, "value");
    expect(() => JSON.parse(filled)).not.toThrow();
  });
});

describe("what alerts say", () => {
  test("an event alert starts with severity and title", () => {
    expect(JSON.parse(eventText("root-sign-in", zone).inputTemplate)).toMatchObject({
      title: "[page] Root user signed in",
      alert: "root-sign-in",
      principal: "<principal>",
      runbook: "docs/runbooks.md#root-sign-in",
    });
  });

  test("chat follows the schema of custom notifications, or it is dropped", () => {
    expect(JSON.parse(chatText("assume-root", zone).inputTemplate)).toMatchObject({
      version: "1.0",
      source: "custom",
      content: { textType: "client-markdown", title: "[page] Root session started (sts:AssumeRoot)" },
    });
  });

  test.each(METRIC_ALERT_IDS)("the alarm %s names control, log group, query and runbook within the limit", (alert) => {
    const text = metricAlarmText(alert, longest);
    expect(text.length).toBeLessThanOrEqual(ALARM_DESCRIPTION_MAX_LENGTH);
    expect(text).toContain(`Control: ${METRIC_ALERTS[alert].control}`);
    expect(text).toContain(`Log group: /${longest.name}/organization-trail`);
    expect(text).toContain(
      "https://ap-southeast-1.console.aws.amazon.com/cloudwatch/home?region=ap-southeast-1#logsV2",
    );
    expect(text).toContain(`runbooks.md#${METRIC_ALERTS[alert].runbook}`);
  });

  test.each(METRIC_ALERT_IDS)("the alarm %s gives up the link before it grows too long", (alert) => {
    const text = metricAlarmText(alert, { ...longest, alerting: { ...zone.alerting, runbookUrl: "x".repeat(500) } });
    expect(text.length).toBeLessThanOrEqual(ALARM_DESCRIPTION_MAX_LENGTH);
    expect(text).toContain("Log group:");
  });
});

describe("insightsLink", () => {
  const link = insightsLink({
    region: "eu-west-1",
    logGroup: "/acme/trail",
    query: "fields a | filter b = 'c'",
    lastSeconds: 60,
  });

  test("is what the console writes", () => {
    expect(link).toBe(
      "https://eu-west-1.console.aws.amazon.com/cloudwatch/home?region=eu-west-1#logsV2:logs-insights" +
        "$3FqueryDetail$3D$257E$2528end$257E0$257Estart$257E-60$257EtimeType$257E$2527RELATIVE" +
        "$257Eunit$257E$2527seconds$257EeditorString$257E$2527fields*20a*20*7C*20filter*20b*20*3D*20*27c*27" +
        "$257Esource$257E$2528$257E$2527*2Facme*2Ftrail$2529$2529",
    );
  });

  test("decodes to the query", () => {
    const fragment = link.slice(link.indexOf("logs-insights") + "logs-insights".length);
    const detail = decodeURIComponent(decodeURIComponent(fragment.replaceAll("$", "%")));
    const query = /editorString~'([^~]*)~/.exec(detail)?.[1] ?? "";
    expect(decodeURIComponent(query.replaceAll("*", "%"))).toBe("fields a | filter b = 'c'");
  });
});
