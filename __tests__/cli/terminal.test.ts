import { PassThrough } from "node:stream";
import { afterEach, beforeEach, describe, expect, jest, test } from "@jest/globals";
import { isConfirmed } from "../../cli/audit/confirm";
import { withTerminal } from "../../cli/terminal";

let input: PassThrough & { isTTY?: boolean };
let shown = "";
beforeEach(() => {
  input = new PassThrough();
  shown = "";
  jest.spyOn(process, "stdin", "get").mockReturnValue(input as unknown as typeof process.stdin);
  jest.spyOn(process.stderr, "write").mockImplementation((chunk) => {
    shown += String(chunk);
    return true;
  });
});
afterEach(() => {
  jest.restoreAllMocks();
});

const { signal } = new AbortController();

describe("withTerminal", () => {
  test("asks on standard error, and answers what was written, trimmed", async () => {
    input.write("  shop \n");
    expect(await withTerminal(signal, (ask) => ask("Name: "))).toBe("shop");
    expect(shown).toContain("Name: ");
  });

  test("ends when it is interrupted", async () => {
    const controller = new AbortController();
    const asked = withTerminal(controller.signal, (ask) => ask("Name: "));
    controller.abort();
    await expect(asked).rejects.toThrow("aborted");
  });
});

describe("isConfirmed", () => {
  test.each([
    ["yes", true],
    ["y", false],
    ["", false],
  ])("takes %j for %s", async (answer, isAgreed) => {
    input.isTTY = true;
    input.write(`${answer}\n`);
    expect(await isConfirmed("Do it?", { isGiven: false, signal })).toBe(isAgreed);
    expect(shown).toContain("Do it? Type yes: ");
  });

  test("asks nobody when it was agreed to before", async () => {
    expect(await isConfirmed("Do it?", { isGiven: true, signal })).toBe(true);
    expect(shown).toBe("");
  });

  test.each([
    [{}, "This changes the organization, and nobody can be asked here"],
    [{ changes: "organization.ts" }, "This changes organization.ts, and nobody can be asked here"],
  ])("refuses where nobody can be asked, %j", async (more, message) => {
    await expect(isConfirmed("Do it?", { isGiven: false, signal, ...more })).rejects.toThrow(message);
  });
});
