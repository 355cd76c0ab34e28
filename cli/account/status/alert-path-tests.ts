import { randomUUID } from "node:crypto";
import type { LandingZone } from "../../../model/landing-zone";
import { arrivalOf } from "./arrival";
import type { StatusClients } from "./clients";
import type { Counts, FollowedTest } from "./facts";
import { type BegunTest, sendTest } from "./send-test";
import type { Observer } from "./subject";

const MINUTE = 60_000;

/** How many tests one run sends at most: each makes a digest notice a Region. */
export const MOST_TESTS = 3;

/**
 * How long a test is given.
 *
 * Rules that were just made or changed match after "a short period of time", and CloudWatch counts some minutes late.
 * Source of the first: EventBridge API reference, PutRule, read 2026-11.
 */
export const PATIENCE_MILLISECONDS = 5 * MINUTE;

/** Who sends the tests of one run, and how long that run waits. */
export interface TestRun {
  readonly clients: StatusClients;
  readonly zone: LandingZone;
  /** The ARN of whoever runs the verb, for whoever reads the notice. */
  readonly sender: string;
  /** When the run ends, in milliseconds since 1970. */
  readonly until: number;
  /** Told of each test before it is sent. */
  readonly say: (text: string) => void;
  /** Milliseconds since 1970. @default the clock of the machine */
  readonly now?: () => number;
}

/** Follows one test at a time, however often the account is looked at, and sends another one when that is due. */
export function alertPathTests(run: TestRun): NonNullable<Observer["sendTest"]> {
  const { clients, zone, sender, until, say, now = Date.now } = run;
  let test: BegunTest | undefined;
  let tests = 0;

  const follow = async (accountId: string, count: (since: string) => Promise<Counts>): Promise<FollowedTest> => {
    if (test === undefined) {
      test = { id: randomUUID(), before: await count(minuteOf(now())), taken: new Map() };
      tests += 1;
      say(`Sending test ${test.id} through the alert path (${tests} of at most ${MOST_TESTS} in this run)`);
    }
    const sent = await sendTest({ clients, zone, accountId, sender, now }, test);
    return { sent, counts: await count(sent.before.since) };
  };

  return async ({ id }, count) => {
    const followed = await follow(id, count);
    if (!isAnotherDue(followed, { tests, now: now(), until })) return followed;
    test = undefined;
    return follow(id, count);
  };
}

/** Where a run is when it may send another test; times in milliseconds since 1970. */
export interface TestMoment {
  /** How many were sent. */
  readonly tests: number;
  readonly now: number;
  /** When the run ends. */
  readonly until: number;
}

/** Whether a test that has not come out is given up for another one, which must have as much time before the run ends. */
export function isAnotherDue(followed: FollowedTest, { tests, now, until }: TestMoment): boolean {
  const { events, sentAt } = followed.sent;
  // What a Region did not take is sent there again with the same test.
  const isTaken = events.every(({ error }) => error === undefined);
  const isGivenUp = now - Date.parse(sentAt) >= PATIENCE_MILLISECONDS && !arrivalOf(followed).isWhole;
  return isTaken && isGivenUp && tests < MOST_TESTS && until - now >= PATIENCE_MILLISECONDS;
}

function minuteOf(time: number): string {
  return new Date(Math.floor(time / MINUTE) * MINUTE).toISOString();
}
