import { describe, expect, test } from "@jest/globals";
import type { Look } from "../../../../cli/account/status/look";
import { ASPECT_IDS, type AspectId, type Outcome, type StatusRow } from "../../../../cli/account/status/row";
import { watchAccount } from "../../../../cli/account/status/watch";
import type { ReadinessClock } from "../../../../cli/account-readiness";

type Outcomes = Partial<Record<AspectId, Outcome>>;

/** Looks that find what they are told to, one after the other; the last goes on. What is not named is ready. */
function watching(looks: readonly Outcomes[], { isNew = false, minutes = 20 } = {}) {
  const asked: (readonly AspectId[])[] = [];
  const said: string[] = [];
  const pauses: number[] = [];
  const clock: ReadinessClock = {
    now: () => pauses.reduce((sum, pause) => sum + pause, 0),
    pause: async (milliseconds) => void pauses.push(milliseconds),
  };
  const look = async (aspects: readonly AspectId[]): Promise<Look> => {
    const outcomes = looks[Math.min(asked.length, looks.length - 1)] ?? {};
    asked.push(aspects);
    const row = (aspect: AspectId): StatusRow => ({ aspect, outcome: outcomes[aspect] ?? "ready", found: "x" });
    return { rows: aspects.map(row), member: undefined, isNew };
  };
  const onLook = (changed: readonly StatusRow[]): void =>
    void said.push(changed.map(({ aspect, outcome }) => `${aspect} ${outcome}`).join(", "));
  const signal = new AbortController().signal;
  const watch = { look, clock, signal, onLook, deadlineMilliseconds: minutes * 60_000 };
  return { watch, asked, said, pauses };
}

describe("an account", () => {
  test("that is ready is looked at once", async () => {
    const { watch, asked } = watching([{ access: "not configured" }]);
    expect(await watchAccount(watch)).toMatchObject({ isTimedOut: false });
    expect(asked).toEqual([ASPECT_IDS]);
  });

  test("is waited for, and only what is not settled is looked at again and told", async () => {
    const { watch, asked, said, pauses } = watching([
      { trail: "waiting", "alert-path": "waiting" },
      { trail: "waiting" },
      {},
    ]);
    const { rows, isTimedOut } = await watchAccount(watch);
    expect(rows.every(({ outcome }) => outcome === "ready")).toBe(true);
    expect({ isTimedOut, pauses }).toEqual({ isTimedOut: false, pauses: [2_000, 4_000] });
    expect(asked.slice(1)).toEqual([["trail", "alert-path"], ["trail"]]);
    expect(said.slice(1)).toEqual(["alert-path ready", "trail ready"]);
  });

  test.each<[string, Outcomes, { isNew?: boolean; minutes?: number }, number, boolean]>([
    ["something missing is not waited for", { contacts: "missing" }, {}, 1, false],
    [
      "something missing is looked at again while something waits",
      { contacts: "missing", trail: "waiting" },
      { minutes: 1 },
      6,
      true,
    ],
    [
      "something missing may still come in a new account",
      { contacts: "missing" },
      { isNew: true, minutes: 1 },
      6,
      true,
    ],
    ["what waits is not waited for without time", { trail: "waiting" }, { minutes: 0 }, 1, false],
  ])("%s", async (_, outcomes, options, looks, isTimedOut) => {
    const { watch, asked } = watching([outcomes], options);
    expect((await watchAccount(watch)).isTimedOut).toBe(isTimedOut);
    expect(asked).toHaveLength(looks);
  });

  test("is looked at every half minute at most, and not after the deadline", async () => {
    const { watch, pauses } = watching([{ trail: "waiting" }], { minutes: 3 });
    await watchAccount(watch);
    expect(pauses).toEqual([2_000, 4_000, 8_000, 16_000, 30_000, 30_000, 30_000, 30_000, 30_000]);
  });
});
