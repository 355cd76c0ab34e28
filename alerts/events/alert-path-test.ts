import type { EventPattern, EventValue } from "../event-pattern";

/**
 * The source of the test.
 *
 * Nobody but AWS may put events of a source that begins with `aws.`; source: EventBridge user guide, PutEvents.
 */
export const ALERT_PATH_TEST_SOURCE = "rootstock.account-status";
const DETAIL_TYPE = "Rootstock Alert Path Test";

/** Somebody sent an event through an account's alert path to see where it comes out. */
export const alertPathTest: EventPattern = { source: [ALERT_PATH_TEST_SOURCE], "detail-type": [DETAIL_TYPE] };

/** One test of an account's alert path. */
export interface AlertPathTest {
  /** Tells it from every other test. */
  readonly id: string;
  /** The ARN of whoever sends it. */
  readonly sender: string;
}

/** The event that {@link alertPathTest} matches. */
export interface AlertPathTestEvent {
  readonly source: string;
  readonly detailType: string;
  readonly detail: { readonly [field: string]: EventValue };
}

/** The event of a test; its fields are where those of CloudTrail's events are, for the alert's text reads them there. */
export function alertPathTestEvent({ id, sender }: AlertPathTest): AlertPathTestEvent {
  return {
    source: ALERT_PATH_TEST_SOURCE,
    detailType: DETAIL_TYPE,
    detail: {
      eventID: id,
      eventName: "TestAlertPath",
      eventSource: "rootstock",
      userIdentity: { type: "AssumedRole", arn: sender },
    },
  };
}
