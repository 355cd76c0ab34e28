import { describe, expect, test } from "@jest/globals";
import { type ReadinessClock, untilAccountIsUsable } from "../../cli/account-readiness";
import { Failure } from "../../cli/failure";

const ROLE = "arn:aws:iam::222222222222:role/OrganizationAccountAccessRole";

/** STS that refuses so often before it lends the role, and a clock that only runs in pauses. */
function waiting(refusals: number, error = "AccessDenied") {
  const pauses: number[] = [];
  let asked = 0;
  const clock: ReadinessClock = {
    now: () => pauses.reduce((sum, pause) => sum + pause, 0),
    pause: async (milliseconds) => void pauses.push(milliseconds),
  };
  const send = async (): Promise<unknown> => {
    asked += 1;
    if (asked <= refusals) throw Object.assign(new Error("not authorized"), { name: error });
    return {};
  };
  // Of the client only this call is used; its overloads cannot be written as one function.
  const sts = { send } as unknown as Parameters<typeof untilAccountIsUsable>[0]["sts"];
  return { readiness: { sts, clock, account: "shop", roleArn: ROLE }, pauses, asked: () => asked };
}

describe("an account", () => {
  test.each([
    [0, []],
    [1, [1_000]],
    [7, [1_000, 2_000, 4_000, 8_000, 16_000, 30_000, 30_000]],
  ])("that refuses %i times is waited for", async (refusals, expected) => {
    const { readiness, pauses, asked } = waiting(refusals);
    await untilAccountIsUsable(readiness);
    expect(pauses).toEqual(expected);
    expect(asked()).toBe(refusals + 1);
  });

  test("that stays unusable is a failure at the deadline, not after it", async () => {
    const { readiness, pauses } = waiting(Number.POSITIVE_INFINITY);
    const failure = untilAccountIsUsable({ ...readiness, deadlineMilliseconds: 10_000 });
    await expect(failure).rejects.toThrow(Failure);
    await expect(failure).rejects.toThrow(`The role ${ROLE} of the account "shop" cannot be assumed: not authorized`);
    expect(pauses).toEqual([1_000, 2_000, 4_000]);
  });

  test("whose answer will not change is not waited for", async () => {
    const { readiness, pauses } = waiting(1, "ExpiredToken");
    await expect(untilAccountIsUsable(readiness)).rejects.toThrow(Failure);
    expect(pauses).toEqual([]);
  });

  test("is not waited for any longer once the run was interrupted", async () => {
    const { readiness, asked } = waiting(1);
    await expect(untilAccountIsUsable({ ...readiness, signal: AbortSignal.abort() })).rejects.toThrow(/aborted/);
    expect(asked()).toBe(0);
  });
});
