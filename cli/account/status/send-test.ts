import { randomUUID } from "node:crypto";
import { PutEventsCommand, type PutEventsResultEntry } from "@aws-sdk/client-eventbridge";
import { AssumeRoleCommand } from "@aws-sdk/client-sts";
import { alertPathTestEvent } from "../../../alerts/events/alert-path-test";
import type { Region } from "../../../catalogue/regions";
import type { LandingZone } from "../../../model/landing-zone";
import { roleArn } from "../../../model/names";
import type { SessionCredentials } from "../../audit/clients";
import { SESSION_SECONDS, sessionCredentials } from "../../audit/read-only-session";
import { call } from "../../preflight/observe";
import type { StatusClients } from "./clients";
import type { Counts, SentEvent, SentTest } from "./facts";

/** Source: EventBridge API reference, PutEventsResultEntry, read 2026-11. */
const RETRYABLE: readonly string[] = ["InternalFailure", "ThrottlingException"];

/** Who tests the alert path of which account. */
export interface TestSender {
  readonly clients: StatusClients;
  readonly zone: LandingZone;
  readonly accountId: string;
  /** The ARN of whoever runs the verb, for whoever reads the notice. */
  readonly sender: string;
  /** Counts what is to be told from the test. */
  readonly count: () => Promise<Counts>;
}

/** Puts one test event on the account's default bus in every governed Region: each has rules of its own. */
export async function sendTest(test: TestSender): Promise<SentTest> {
  const { clients, zone, sender, count } = test;
  const id = randomUUID();
  const before = await count();
  const { events } = clients.session(await sendingSession(test));
  const sentAt = new Date().toISOString();
  const { source, detailType, detail } = alertPathTestEvent({ id, sender });
  const Entries = [{ Source: source, DetailType: detailType, Detail: JSON.stringify(detail) }];
  const sent: SentEvent[] = [];
  for (const region of zone.governedRegions) {
    sent.push(
      await call("events:PutEvents", async () => {
        const answer = await events(region).send(new PutEventsCommand({ Entries }));
        return sentEvent(region, answer.Entries?.[0]);
      }),
    );
  }
  return { id, sentAt, events: sent, before };
}

/** @throws Error for an answer after which the same event may be sent again; the SDK looks at whole calls only */
function sentEvent(region: Region, { EventId, ErrorCode, ErrorMessage }: PutEventsResultEntry = {}): SentEvent {
  if (EventId !== undefined) return { region, error: undefined };
  const error = `${ErrorCode ?? "no answer"} ${ErrorMessage ?? ""}`.trim();
  if (RETRYABLE.includes(ErrorCode ?? "")) throw new Error(error);
  return { region, error };
}

/** The role may do anything in its account; this session can put events on the default bus and nothing else. */
async function sendingSession({ clients, zone, accountId }: TestSender): Promise<SessionCredentials> {
  const { partition, accountAccessRole } = zone;
  const Policy = JSON.stringify({
    Version: "2012-10-17",
    Statement: [
      {
        Effect: "Allow",
        Action: "events:PutEvents",
        Resource: `arn:${partition}:events:*:${accountId}:event-bus/default`,
      },
    ],
  });
  const { Credentials } = await call("sts:AssumeRole", () =>
    clients.sts.send(
      new AssumeRoleCommand({
        RoleArn: roleArn(partition, accountId, accountAccessRole),
        RoleSessionName: "rootstock-alert-path-test",
        Policy,
        DurationSeconds: SESSION_SECONDS,
      }),
    ),
  );
  return sessionCredentials(Credentials);
}
