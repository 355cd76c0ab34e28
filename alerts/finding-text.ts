import { FINDING_ALERTS, type FindingAlertId, type FindingSource } from "../catalogue/finding-alerts";
import { type AlertTextContext, alertTitle, chatMessage, type EventText, runbookLink } from "./alert-text";

/** Where each service writes what a reader needs; a value that a finding lacks leaves an empty text. */
const INPUT_PATHS: Readonly<Record<FindingSource, Readonly<Record<string, string>>>> = {
  GuardDuty: {
    account: "$.detail.accountId",
    region: "$.detail.region",
    time: "$.detail.updatedAt",
    finding: "$.detail.type",
    about: "$.detail.title",
    level: "$.detail.severity",
    id: "$.detail.id",
  },
  "Security Hub": {
    account: "$.detail.findings[0].AwsAccountId",
    region: "$.detail.findings[0].Region",
    time: "$.detail.findings[0].UpdatedAt",
    finding: "$.detail.findings[0].Title",
    about: "$.detail.findings[0].Resources[0].Id",
    level: "$.detail.findings[0].Severity.Label",
    id: "$.detail.findings[0].Id",
  },
  "Access Analyzer": {
    account: "$.detail.accountId",
    region: "$.region",
    time: "$.time",
    finding: "$.detail.resourceType",
    about: "$.detail.resource",
    level: "$.detail.status",
    id: "$.detail.id",
  },
};

/** What an alert on a finding says by e-mail and to HTTPS receivers: JSON that people and programs can read. */
export function findingText(alert: FindingAlertId, context: AlertTextContext): EventText {
  const { title, severity, source, runbook } = FINDING_ALERTS[alert];
  const message = {
    title: alertTitle(severity, title),
    alert,
    account: "<account>",
    finding: "<finding>",
    about: "<about>",
    level: "<level>",
    time: "<time>",
    region: "<region>",
    id: "<id>",
    runbook: runbookLink(runbook, context),
  };
  return { inputPaths: INPUT_PATHS[source], inputTemplate: JSON.stringify(message, null, 2) };
}

/** What an alert on a finding says in chat. */
export function findingChatText(alert: FindingAlertId, context: AlertTextContext): EventText {
  const { title, severity, source, runbook } = FINDING_ALERTS[alert];
  const lines = [
    "*Account* <account>",
    "*Finding* <finding> (<level>)",
    "*About* <about>",
    "*When* <time> in <region>",
  ];
  const { id: _id, ...inputPaths } = INPUT_PATHS[source];
  return { inputPaths, inputTemplate: chatMessage({ alert, title, severity, runbook, lines }, context) };
}
