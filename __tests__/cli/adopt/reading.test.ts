import { appendFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "@jest/globals";
import { z } from "zod";
import { patiently } from "../../../cli/adopt/patience";
import { ReadingJournal } from "../../../cli/adopt/reading-journal";

const NOW = "2026-07-01T10:00:00.000Z";
const LATER = "2026-07-01T21:59:00.000Z";
const TOO_LATE = "2026-07-01T22:01:00.000Z";

let directory = "";
beforeEach(() => {
  directory = mkdtempSync(path.join(tmpdir(), "rootstock-journal-"));
});
afterEach(() => rmSync(directory, { recursive: true }));

const never = (): Promise<never> => Promise.reject(new Error("asked again"));
const file = (): string => path.join(directory, "adopt-o-1.ndjson");

/** A journal with the answers `one` and `two`, as a run that was killed leaves it. */
async function killed(): Promise<void> {
  const journal = ReadingJournal.open(directory, "o-1", NOW);
  for (const step of ["one", "two"]) await journal.answer(step, z.string(), async () => `answer ${step}`);
}

describe("the journal of a reading", () => {
  test("keeps answers, so that a run that was killed goes on", async () => {
    await killed();
    const journal = ReadingJournal.open(directory, "o-1", LATER);
    expect(journal.size).toBe(2);
    expect(await journal.answer("one", z.string(), never)).toBe("answer one");
  });

  test("asks again what was torn, and goes on behind it", async () => {
    await killed();
    appendFileSync(file(), '{"step":"three","ans');
    const journal = ReadingJournal.open(directory, "o-1", LATER);
    expect(await journal.answer("three", z.string(), async () => "anew")).toBe("anew");
    const next = ReadingJournal.open(directory, "o-1", LATER);
    expect(await next.answer("three", z.string(), never)).toBe("anew");
    expect(await next.answer("two", z.string(), never)).toBe("answer two");
  });

  test("asks again what has another form than today's", async () => {
    await killed();
    const journal = ReadingJournal.open(directory, "o-1", LATER);
    expect(await journal.answer("one", z.number(), async () => 1)).toBe(1);
  });

  test.each([
    ["is too old", async () => killed(), TOO_LATE],
    ["is no journal", async () => writeFileSync(file(), "hello\n"), NOW],
  ])("begins anew when it %s", async (_, leave, now) => {
    await leave();
    expect(ReadingJournal.open(directory, "o-1", now).size).toBe(0);
    expect(readFileSync(file(), "utf8").trim().split("\n")).toHaveLength(1);
  });

  test("another organization's is not read, and one that is done is gone", async () => {
    await killed();
    expect(ReadingJournal.open(directory, "o-2", NOW).size).toBe(0);
    ReadingJournal.open(directory, "o-1", NOW).remove();
    expect(ReadingJournal.open(directory, "o-1", NOW).size).toBe(0);
  });
});

describe("patience", () => {
  const failing = (times: number, name: string, wrap = (error: Error): unknown => error) => {
    let left = times;
    return async (): Promise<string> => {
      left -= 1;
      if (left >= 0) throw wrap(Object.assign(new Error("no"), { name }));
      return "yes";
    };
  };

  test.each([
    ["TooManyRequestsException", (error: Error) => error],
    ["ThrottlingException", (error: Error) => new Error("call failed", { cause: error })],
  ])("asks again after longer and longer pauses while AWS says %s", async (name, wrap) => {
    const pauses: number[] = [];
    const sleep = async (milliseconds: number): Promise<void> => {
      pauses.push(milliseconds);
    };
    expect(await patiently(failing(7, name, wrap), sleep)).toBe("yes");
    expect(pauses).toEqual([1_000, 2_000, 4_000, 8_000, 16_000, 30_000, 30_000]);
  });

  test("gives up in the end, and at once on any other error", async () => {
    let slept = 0;
    const sleep = async (): Promise<void> => {
      slept += 1;
    };
    await expect(patiently(failing(99, "ThrottlingException"), sleep)).rejects.toThrow("no");
    expect(slept).toBe(9);
    await expect(patiently(failing(1, "AccessDeniedException"), sleep)).rejects.toThrow("no");
    expect(slept).toBe(9);
  });
});
