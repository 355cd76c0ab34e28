import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { createInterface } from "node:readline";
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { type Emulator, EmulatorError, startEmulator } from "../../emulator/emulator";
import { preparePythonEnvironment } from "../../emulator/python-environment";

const START_MS = 120_000;
/** Shared by all runs of these tests, as the project's own cache is by all runs of the demo. */
const CACHE = join(tmpdir(), "rootstock-emulator-tests");
const SOURCE = resolve(__dirname, "../../emulator/emulator");

let scratch: string;

beforeAll(() => {
  scratch = mkdtempSync(join(tmpdir(), "rootstock-test-"));
});

afterAll(() => {
  rmSync(scratch, { recursive: true, force: true });
});

async function errorOf(promise: Promise<unknown>): Promise<EmulatorError> {
  const error = await promise.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(EmulatorError);
  return error as EmulatorError;
}

async function until(condition: () => boolean): Promise<void> {
  const deadline = Date.now() + 10_000;
  while (!condition() && Date.now() < deadline) {
    await new Promise((wake) => setTimeout(wake, 50));
  }
  expect(condition()).toBe(true);
}

/** Asks who the caller is, through the emulator, as any process with its environment can. */
function callerArn(emulator: Emulator): string {
  const program = "import boto3, sys; print(boto3.client('sts', region_name='us-east-1').get_caller_identity()['Arn'])";
  const python = readdirSync(CACHE).find((entry) => existsSync(join(CACHE, entry, "bin", "python")));
  const interpreter = python === undefined ? "python3" : join(CACHE, python, "bin", "python");
  return execFileSync(interpreter, ["-c", program], { env: { ...emulator.environment }, encoding: "utf8" }).trim();
}

describe("a started emulator", () => {
  let emulator: Emulator;

  beforeAll(async () => {
    emulator = await startEmulator({ cacheDirectory: CACHE, managementAccount: "123412341234" });
  }, START_MS);

  afterAll(() => emulator.stop());

  test("answers a process that has its environment, and logs the call", () => {
    const arn = "arn:aws:iam::123412341234:user/administrator";
    expect(callerArn(emulator)).toBe(arn);
    expect(emulator.calls()).toEqual([
      expect.objectContaining({ service: "sts", action: "GetCallerIdentity", principal: arn, errorCode: null }),
    ]);
  });

  test("does what it is told while it runs, and says why it does not", async () => {
    await emulator.control("POST", "faults", { email: "aws+taken@acme.example", failure: "EMAIL_ALREADY_EXISTS" });
    await emulator.control("POST", "account-quota", { accounts: 200 });
    await emulator.control("DELETE", "faults");
    const error = await errorOf(emulator.control("POST", "faults", { email: "aws+taken@acme.example" }));
    expect(error.message).toContain("The emulator refuses POST faults");
    expect(error.message).toContain("needs 'failure', 'seconds' or 'lost'");
  });

  test("gives child processes no way around it", () => {
    const { environment } = emulator;
    expect(environment.HTTPS_PROXY).toBe(`http://127.0.0.1:${emulator.port}`);
    expect(environment.AWS_CA_BUNDLE).toBe(emulator.certificateAuthorityPath);
    for (const name of ["AWS_PROFILE", "AWS_SESSION_TOKEN", "AWS_ENDPOINT_URL", "https_proxy", "no_proxy"]) {
      expect(environment).not.toHaveProperty(name);
    }
  });

  test("is gone after stop, with its files", async () => {
    const other = await startEmulator({ cacheDirectory: CACHE });
    await Promise.all([other.stop(), other.stop()]);
    expect(existsSync(dirname(other.certificateAuthorityPath))).toBe(false);
    await expect(fetch(`http://127.0.0.1:${other.port}/rootstock/health`)).rejects.toThrow("fetch failed");
  });

  test("names a port that is taken", async () => {
    const server = createServer().listen(0, "127.0.0.1");
    await once(server, "listening");
    const { port } = server.address() as AddressInfo;
    const error = await errorOf(startEmulator({ cacheDirectory: CACHE, port }));
    server.close();
    expect(error.message).toBe(`Port ${port} is taken by another process.`);
    expect(error.remedy).toContain("another port");
  });

  test("says why it ended early", async () => {
    const error = await errorOf(startEmulator({ cacheDirectory: CACHE, managementAccount: "12" }));
    expect(error.message).toContain("'12' is not an account id of 12 digits");
  });
});

describe("when the process that started it ends", () => {
  /** Starts an emulator in a Node process of its own. */
  async function startInChild(): Promise<{ child: ChildProcess; port: number; ca: string }> {
    const program = `
      const { startEmulator } = require(${JSON.stringify(SOURCE)});
      startEmulator({ cacheDirectory: ${JSON.stringify(CACHE)} }).then((e) => {
        console.log(JSON.stringify({ port: e.port, ca: e.certificateAuthorityPath }));
        setInterval(() => {}, 1000);
      });`;
    const child = spawn(process.execPath, ["--require", "tsx/cjs", "--eval", program], {
      stdio: ["ignore", "pipe", "inherit"],
    });
    const [line] = (await once(createInterface(child.stdout), "line")) as [string];
    return { child, ...(JSON.parse(line) as { port: number; ca: string }) };
  }

  test.each(["SIGKILL", "SIGINT", "SIGTERM"] as const)(
    "by %s, nothing is left running",
    async (signal) => {
      const { child, port, ca } = await startInChild();
      child.kill(signal);
      const [, endedBy] = (await once(child, "exit")) as [number | null, string | null];
      expect(endedBy).toBe(signal);
      await until(() => !existsSync(dirname(ca)));
      await expect(fetch(`http://127.0.0.1:${port}/rootstock/health`)).rejects.toThrow("fetch failed");
    },
    START_MS,
  );
});

describe("the Python environment", () => {
  /** An environment without packages takes a few seconds and no index. */
  function emptyRequirements(): string {
    const path = join(scratch, "requirements.txt");
    writeFileSync(path, "# nothing\n");
    return path;
  }

  function script(name: string, content: string): string {
    const path = join(scratch, name);
    writeFileSync(path, `#!/bin/sh\n${content}\n`);
    chmodSync(path, 0o755);
    return path;
  }

  test(
    "is installed once and then reused",
    async () => {
      const options = { cacheDirectory: join(scratch, "reuse"), requirements: emptyRequirements() };
      const first = await preparePythonEnvironment(options);
      const second = await preparePythonEnvironment(options);
      expect([first.origin, second.origin]).toEqual(["installed", "reused"]);
      expect(second.python).toBe(first.python);
      writeFileSync(options.requirements, "# other\n");
      expect((await preparePythonEnvironment(options)).origin).toBe("installed");
    },
    START_MS,
  );

  test(
    "is not reused when its installation was killed",
    async () => {
      const cacheDirectory = join(scratch, "killed");
      const requirements = emptyRequirements();
      const program = `
        const { preparePythonEnvironment } = require(${JSON.stringify(join(dirname(SOURCE), "python-environment"))});
        preparePythonEnvironment(${JSON.stringify({ cacheDirectory, requirements })});`;
      const child = spawn(process.execPath, ["--require", "tsx/cjs", "--eval", program], { stdio: "ignore" });
      await until(() => existsSync(cacheDirectory) && readdirSync(cacheDirectory).length > 0);
      child.kill("SIGKILL");
      await once(child, "exit");
      expect((await preparePythonEnvironment({ cacheDirectory, requirements })).origin).toBe("installed");
    },
    START_MS,
  );

  test("that cannot be installed is replaced by a machine's Python with moto, or refused", async () => {
    const cacheDirectory = join(scratch, "offline");
    const version = 'case "$*" in *platform*) echo 3.12.0;; *moto*)';
    const withMoto = script("with-moto", `${version} echo 5.2.1;; *) echo no index >&2; exit 1;; esac`);
    expect(await preparePythonEnvironment({ cacheDirectory, python: withMoto })).toEqual({
      python: withMoto,
      origin: "system",
    });
    const without = script("without", `${version} exit 1;; *) echo no index >&2; exit 1;; esac`);
    const error = await errorOf(preparePythonEnvironment({ cacheDirectory, python: without }));
    expect(error.message).toContain("no index");
    expect(readdirSync(cacheDirectory)).toEqual([]);
  });

  test("needs Python", async () => {
    const error = await errorOf(startEmulator({ cacheDirectory: CACHE, python: join(scratch, "no-python") }));
    expect(error.message).toMatch(/needs Python, and .*no-python cannot be run/);
    expect(error.remedy).toContain("Install Python 3.10");
  });

  test("needs a Python that is new enough", async () => {
    mkdirSync(scratch, { recursive: true });
    const error = await errorOf(startEmulator({ cacheDirectory: CACHE, python: script("old", "echo 3.9.18") }));
    expect(error.message).toContain("needs Python 3.10 or newer");
    expect(error.message).toContain("3.9.18");
  });
});
