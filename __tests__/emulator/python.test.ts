import { spawnSync } from "node:child_process";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { expect, test } from "@jest/globals";
import { preparePythonEnvironment } from "../../emulator/python-environment";

const EMULATOR = resolve(__dirname, "../../emulator");

test("the emulator's own tests pass", async () => {
  const { python } = await preparePythonEnvironment({ cacheDirectory: join(tmpdir(), "rootstock-emulator-tests") });
  const { status, stderr } = spawnSync(python, ["-m", "unittest", "discover", "-s", join(EMULATOR, "tests")], {
    encoding: "utf8",
    env: { ...process.env, PYTHONPATH: EMULATOR },
  });
  expect({ status, report: stderr }).toEqual({ status: 0, report: expect.stringMatching(/Ran \d{2,} tests/) });
}, 300_000);
