import { existsSync, readFileSync } from "node:fs";
import { describe, expect, test } from "@jest/globals";
import { type ProcessRun, runProcess } from "../../../cli/terraform/child-process";

function shell(script: string, more: Partial<ProcessRun> = {}): ProcessRun {
  return {
    file: "/bin/sh",
    arguments: ["-c", script],
    directory: "/",
    environment: { PATH: process.env.PATH },
    graceMilliseconds: 200,
    onLine: () => undefined,
    ...more,
  };
}

/** A process that has ended but that nobody has waited for yet, as of an orphan in a container, does not run. */
function isRunning(pid: string): boolean {
  try {
    process.kill(Number(pid), 0);
    return !existsSync(`/proc/${pid}/stat`) || !/\) Z /.test(readFileSync(`/proc/${pid}/stat`, "utf8"));
  } catch {
    return false;
  }
}

describe("runProcess", () => {
  test("hands on lines, the exit code and the error output", async () => {
    const lines: string[] = [];
    const end = await runProcess(
      shell("echo one; echo two; echo bad >&2; exit 3", { onLine: (line) => lines.push(line) }),
    );
    expect({ ...end, lines }).toEqual({ exitCode: 3, errorOutput: "bad\n", lines: ["one", "two"] });
  });

  test("a program that does not exist is an error", async () => {
    await expect(runProcess(shell("", { file: "/nowhere/terraform" }))).rejects.toThrow("ENOENT");
  });

  test("nothing is started once it was stopped", async () => {
    const lines: string[] = [];
    const run = shell("echo started", {
      signal: AbortSignal.abort(new Error("stopped")),
      onLine: (line) => lines.push(line),
    });
    await expect(runProcess(run)).rejects.toThrow("stopped");
    expect(lines).toEqual([]);
  });

  test.each([
    ["ends on the first signal", "sleep 60 & echo $!; wait"],
    ["ignores the signal", "trap '' INT; sleep 60 & echo $!; wait"],
  ])("stops a program that %s, and what it started", async (_, script) => {
    const controller = new AbortController();
    let pid = "";
    const run = shell(script, {
      signal: controller.signal,
      onLine: (line) => {
        pid = line;
        controller.abort(new Error("stopped"));
      },
    });
    await expect(runProcess(run)).rejects.toThrow("stopped");
    expect(pid).toMatch(/^\d+$/);
    // A process that was killed closes its files, by which the run ends, a moment before it is gone.
    for (let at = 0; at < 100 && isRunning(pid); at++) await new Promise((resolve) => setTimeout(resolve, 20));
    expect(isRunning(pid)).toBe(false);
  });
});
