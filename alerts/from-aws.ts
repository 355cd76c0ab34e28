import type { EventPattern } from "./event-pattern";

/**
 * What AWS itself sends, whatever the service.
 *
 * Whoever may call PutEvents in an account could otherwise raise an alert with an invented event. Source: EventBridge
 * API reference, PutEventsRequestEntry: the source of an event that is put cannot begin with `aws.`.
 */
export const FROM_AWS = { source: [{ prefix: "aws." }] } as const satisfies EventPattern;
