import { describe, expect, test } from "@jest/globals";
import { alertPathTests, isAnotherDue, type TestMoment } from "../../../../cli/account/status/alert-path-tests";
import type { Counts, FollowedTest, Invocations, LiveMember } from "../../../../cli/account/status/facts";
import { declaredShop, SHOP } from "./declared-shop";
import { type Answer, awsError, fakedClients, lendRole } from "./faked-clients";

const MINUTE = 60_000;
const NOON = Date.parse("2026-07-01T12:00:00.000Z");
const member: LiveMember = { id: SHOP, name: "shop", state: "ACTIVE", joinedAt: undefined };

const invoked = (made: number, failed = 0): Invocations => ({ made, failed, lastAt: undefined });
const counted = (made: number, onBus: Invocations, since = NOON): Counts => ({
  since: new Date(since).toISOString(),
  forwarded: { "eu-central-1": invoked(made), "us-east-1": invoked(made) },
  onBus,
});
const NOTHING = counted(0, invoked(0));

describe("another test is due", () => {
  const taken: FollowedTest["sent"]["events"] = [
    { region: "eu-central-1", error: undefined },
    { region: "us-east-1", error: undefined },
  ];
  const refused = taken.map((event) => ({ ...event, error: "AccessDeniedException no" }));
  const patient: TestMoment = { tests: 1, now: NOON + 5 * MINUTE, until: NOON + 20 * MINUTE };

  test.each<[boolean, string, Counts, Partial<TestMoment>, FollowedTest["sent"]["events"]?]>([
    [true, "after five minutes in which nothing was counted", NOTHING, {}],
    [true, "after five minutes in which half of it was counted", counted(1, invoked(1)), {}],
    [true, "after five minutes when it could not be delivered", counted(1, invoked(2, 1)), {}],
    [true, "as long as there is time for it", NOTHING, { until: NOON + 10 * MINUTE }],
    [true, "for the third time", NOTHING, { tests: 2 }],
    [false, "before five minutes have passed", NOTHING, { now: NOON + 5 * MINUTE - 1 }],
    [false, "before they have, although it could not be delivered", counted(1, invoked(2, 1)), { now: NOON + MINUTE }],
    [false, "when it came out", counted(1, invoked(2)), {}],
    [false, "when the run ends before it could come out", NOTHING, { until: NOON + 10 * MINUTE - 1 }],
    [false, "for the fourth time", NOTHING, { tests: 3 }],
    [false, "while a Region refuses this one", NOTHING, {}, refused],
  ])("%s: %s", (isDue, _, counts, moment, events = taken) => {
    const sent = { id: "id-1", sentAt: new Date(NOON).toISOString(), events, before: NOTHING };
    expect(isAnotherDue({ sent, counts }, { ...patient, ...moment })).toBe(isDue);
  });
});

/** A run of twenty minutes from noon, in which EventBridge answers by table, and its clock. */
function runOf(putEvents: Answer) {
  const { clients, calls } = fakedClients({ AssumeRole: lendRole, PutEvents: putEvents });
  const said: string[] = [];
  const clock = { now: NOON };
  const follow = alertPathTests({
    clients,
    zone: declaredShop().zone,
    sender: "x",
    until: NOON + 20 * MINUTE,
    say: (text) => void said.push(text),
    now: () => clock.now,
  });
  /** A look so many minutes after noon, with what is counted then. */
  const look = (minutes: number, count: (since: string) => Counts = () => NOTHING): Promise<FollowedTest> => {
    clock.now = NOON + minutes * MINUTE;
    return follow(member, async (since) => count(since));
  };
  const sentTo = (): readonly string[] =>
    calls.filter(({ operation }) => operation === "PutEvents").map(({ region }) => region);
  return { look, said, sentTo };
}

const TAKEN = { Entries: [{ EventId: "e" }] };

describe("the tests of a run", () => {
  test.each<[string, unknown, string | undefined]>([
    ["was too busy for it", { Entries: [{ ErrorCode: "ThrottlingException" }] }, "ThrottlingException"],
    ["did not answer", awsError("TimeoutError"), "TimeoutError"],
    ["refused it", { Entries: [{ ErrorCode: "AccessDeniedException" }] }, undefined],
  ])(
    "are sent again only where EventBridge %s, with the same id and the same counts before",
    async (_, answer, thrown) => {
      let attempts = 0;
      const { look, sentTo, said } = runOf(({ region }) => {
        attempts += region === "us-east-1" ? 1 : 0;
        return region === "us-east-1" && attempts < 3 ? answer : TAKEN;
      });
      for (const minutes of [0, 1]) {
        const looked = look(minutes, () => counted(minutes, invoked(0)));
        if (thrown === undefined)
          expect((await looked).sent.events[1]).toMatchObject({ region: "us-east-1", error: "AccessDeniedException" });
        else await expect(looked).rejects.toThrow(thrown);
      }
      const { sent } = await look(2);
      expect(sentTo()).toEqual(["eu-central-1", "us-east-1", "us-east-1", "us-east-1"]);
      expect(sent).toMatchObject({ before: counted(0, invoked(0)), sentAt: new Date(NOON + 2 * MINUTE).toISOString() });
      expect(sent.events.map(({ error }) => error)).toEqual([undefined, undefined]);
      expect(said).toEqual([expect.stringContaining(`test ${sent.id} `)]);
    },
  );

  test("are three at most, each with counts of its own before it, and each told", async () => {
    const { look, said, sentTo } = runOf(() => TAKEN);
    const count = (since: string): Counts => counted(0, invoked(0), Date.parse(since));
    const ids: string[] = [];
    const since: string[] = [];
    for (let minutes = 0; minutes < 20; minutes += 0.5) {
      const { sent, counts } = await look(minutes, count);
      if (!ids.includes(sent.id)) {
        ids.push(sent.id);
        since.push(sent.before.since.slice(11, 16));
      }
      expect(counts.since).toBe(sent.before.since);
    }
    expect(since).toEqual(["12:00", "12:05", "12:10"]);
    expect(sentTo()).toHaveLength(6);
    expect(said).toEqual(
      ids.map((id, index) => `Sending test ${id} through the alert path (${index + 1} of at most 3 in this run)`),
    );
  });

  test("end with the one that came out", async () => {
    const { look, said } = runOf(() => TAKEN);
    const { sent } = await look(0);
    for (const minutes of [1, 6, 12]) expect((await look(minutes, () => counted(1, invoked(2)))).sent).toEqual(sent);
    expect(said).toHaveLength(1);
  });

  test("count by whoever looks, for the credentials of a look end", async () => {
    const { look } = runOf(() => TAKEN);
    const asked: number[] = [];
    const counting = (one: number) => () => {
      asked.push(one);
      return NOTHING;
    };
    await look(0, counting(0));
    await look(5, counting(5));
    expect(asked).toEqual([0, 0, 5, 5, 5]);
  });
});
