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
import type { SentTest } from "./facts";

/** Source: EventBridge API reference, PutEventsResultEntry, read 2026-11. */
const RETRYABLE: readonly string[] = ["InternalFailure", "ThrottlingException"];

/** Who tests the alert path of which account. */
export interface TestSender {
  readonly clients: StatusClients;
  readonly zone: LandingZone;
  readonly accountId: string;
  /** The ARN of whoever runs the verb, for whoever reads the notice. */
  readonly sender: string;
  /** Milliseconds since 1970. */
  readonly now: () => number;
}

/** A test while it is sent, Region by Region, in as many attempts as that takes. */
export interface BegunTest extends Pick<SentTest, "id" | "before"> {
  /** When it was taken, in milliseconds since 1970, by each Region that took it. */
  readonly taken: Map<Region, number>;
}

/**
 * Puts one test event on the account's default bus in every governed Region that has not taken it yet.
 *
 * Each Region has rules of its own.
 */
export async function sendTest(test: TestSender, { id, before, taken }: BegunTest): Promise<SentTest> {
  const { clients, zone, sender, now } = test;
  const rest = zone.governedRegions.filter((region) => !taken.has(region));
  const errors = new Map<Region, string>();
  if (rest.length > 0) {
    const { events } = clients.session(await sendingSession(test));
    const { source, detailType, detail } = alertPathTestEvent({ id, sender });
    const Entries = [{ Source: source, DetailType: detailType, Detail: JSON.stringify(detail) }];
    for (const region of rest) {
      const error = await call("events:PutEvents", async () => {
        const answer = await events(region).send(new PutEventsCommand({ Entries }));
        return refusalOf(answer.Entries?.[0]);
      });
      if (error === undefined) taken.set(region, now());
      else errors.set(region, error);
    }
  }
  return {
    id,
    sentAt: new Date(Math.max(...(taken.size === 0 ? [now()] : taken.values()))).toISOString(),
    events: zone.governedRegions.map((region) => ({ region, error: errors.get(region) })),
    before,
  };
}

/**
 * Why EventBridge refused an event; `undefined`: it took it.
 *
 * @throws Error for an answer after which the same event may be sent again; the SDK looks at whole calls only
 */
function refusalOf({ EventId, ErrorCode, ErrorMessage }: PutEventsResultEntry = {}): string | undefined {
  if (EventId !== undefined) return undefined;
  const error = `${ErrorCode ?? "no answer"} ${ErrorMessage ?? ""}`.trim();
  if (RETRYABLE.includes(ErrorCode ?? "")) throw new Error(error);
  return error;
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
