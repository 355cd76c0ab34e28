import { readFileSync } from "node:fs";
import { describe, expect, test } from "@jest/globals";
import { Failure, misuse, reportFailure } from "../../cli/failure";
import { caughtAny } from "./caught";

describe("reportFailure", () => {
  test.each<[name: string, error: unknown, text: string, exitCode: number]>([
    [
      "a failure",
      new Failure("Terraform is missing", "Install Terraform 1.11 or newer."),
      "Error: Terraform is missing\n  Install Terraform 1.11 or newer.\n",
      1,
    ],
    ["misuse", misuse("There is no verb x", "Use validate."), "Error: There is no verb x\n  Use validate.\n", 2],
    [
      "a bug, by its first line only",
      new TypeError("x is not a function\nand more"),
      "Error: This is a bug in Rootstock: x is not a function\n  Run the same command with --verbose and report what it prints.\n",
      1,
    ],
    [
      "a thrown text",
      "boom",
      "Error: This is a bug in Rootstock: boom\n  Run the same command with --verbose and report what it prints.\n",
      1,
    ],
  ])("prints %s in two lines", (_, error, text, exitCode) => {
    expect(reportFailure(error, false)).toEqual({ text, exitCode });
  });

  test("does not call a refusal of the operating system a bug", () => {
    const refusal = caughtAny(() => readFileSync(__dirname));
    expect(reportFailure(refusal, false).text).toBe(
      "Error: The operating system refused: EISDIR: illegal operation on a directory, read\n" +
        "  Check that the path exists, that you may read and write it, and that the disk has room.\n",
    );
  });

  test("prints the stack of the cause when asked", () => {
    const cause = new Error("underneath");
    const { text } = reportFailure(new Failure("It failed", "Mend it.", { cause }), true);
    expect(text).toBe(`Error: It failed\n  Mend it.\n\n${cause.stack}\n`);
  });
});
