import { type ChildProcess, spawn } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { createInterface } from "node:readline";
import { EmulatorError } from "./emulator-error";
import { type PythonEnvironment, preparePythonEnvironment } from "./python-environment";

export { EmulatorError } from "./emulator-error";

const READY_DEADLINE_MS = 60_000;
const STOP_DEADLINE_MS = 5_000;
const PORT_TAKEN = 3;
const LAST_LINES = 5;
const ACCESS_KEY = "AKIAROOTSTOCKEMULATE";
const SECRET_KEY = "rootstock-emulator-is-a-test-tool-no-secret";
/** Hosts that a child reaches without the emulator, which refuses every host that is not AWS's. */
const DIRECT_HOSTS = [
  "localhost",
  "127.0.0.1",
  "registry.terraform.io",
  "registry.opentofu.org",
  "releases.hashicorp.com",
  "github.com",
  ".githubusercontent.com",
  "registry.npmjs.org",
] as const;
const ENDING_SIGNALS = ["SIGINT", "SIGTERM", "SIGHUP"] as const;

/** A fault that the emulator injects: a share of calls by seed, or the nth call. */
export interface Fault {
  /** @default "*", any service */
  readonly service?: string;
  /** @default "*", any action; may hold `*`, as in "List*" */
  readonly action?: string;
  /** @default "*", any calling account */
  readonly account?: string;
  /** Which share of the matching calls fails, 0 to 100. Give this or `nth`. */
  readonly percent?: number;
  /** @default 0; one seed always strikes the same calls */
  readonly seed?: number;
  /** Which of the matching calls fails, counted from 1. Give this or `percent`. */
  readonly nth?: number;
  /** @default the code with which the service throttles */
  readonly code?: string;
  /** @default 400 */
  readonly status?: number;
  /** @default "Injected by a test." */
  readonly message?: string;
}

/** What becomes of the creation of accounts: CreateAccount itself succeeds, and the outcome shows in its status. */
export interface CreationFault {
  /** The e-mail addresses that it is about; may hold `*`. */
  readonly email: string;
  /** The FailureReason that the status ends with. @default it ends as any other */
  readonly failure?: string;
  /** How long until the status ends. @default as for any other account */
  readonly seconds?: number;
  /**
   * Whether the first answer does not arrive: the request is accepted, and the client is told of an internal error.
   *
   * @default false
   */
  readonly lost?: boolean;
}

export interface EmulatorOptions {
  /** The directory that the Python environment is kept in. */
  readonly cacheDirectory: string;
  /** @default 0, any free port */
  readonly port?: number;
  /** @default "111111111111" */
  readonly managementAccount?: string;
  /** @default "management@example.com" */
  readonly managementEmail?: string;
  /** @default "management" */
  readonly managementName?: string;
  /** How many accounts the organization may have. @default 100 */
  readonly accountQuota?: number;
  /** How long one account takes to be created. @default 0.3 */
  readonly createAccountSeconds?: number;
  /** How old a created account must be before it can be removed. @default 4, as at AWS */
  readonly minimumAccountAgeDays?: number;
  /** Whether calls are throttled at AWS's documented rates. @default true */
  readonly throttle?: boolean;
  /** How many times faster than at AWS the rates are. @default 10 */
  readonly throttleFactor?: number;
  /** Whether an organization with all features is there from the start. @default false */
  readonly organizationExists?: boolean;
  /** @default no faults */
  readonly faults?: readonly (Fault | CreationFault)[];
  /** @default "python3" from the path, to make the environment with */
  readonly python?: string;
  /** Ends the start, and what it runs, when it is aborted. @default runs to the end */
  readonly signal?: AbortSignal;
}

/** One API call as the emulator logged it. */
export interface ApiCall {
  /** When, in UTC. */
  readonly time: string;
  /** The service's prefix in IAM policies, such as "organizations". */
  readonly service: string;
  /** The operation, such as "CreateAccount". */
  readonly action: string;
  readonly region: string;
  /** The calling account. */
  readonly account: string;
  /** The caller's ARN: a user, an assumed role, or `arn:aws:iam::<account>:root`. */
  readonly principal: string;
  /** The HTTP status. */
  readonly status: number;
  /** The AWS error code; null when the call succeeded. */
  readonly errorCode: string | null;
  /** What is said of the error; null when the call succeeded, or nothing is said. */
  readonly errorMessage: string | null;
}

/** A running emulator. */
export interface Emulator {
  readonly port: number;
  /** The certificate authority that a client of the emulator must trust, as a PEM file. */
  readonly certificateAuthorityPath: string;
  /** The whole environment for a child process whose AWS calls shall reach the emulator. */
  readonly environment: Readonly<Record<string, string>>;
  /** Returns the calls so far, oldest first. */
  calls(): readonly ApiCall[];
  /** Tells the emulator itself something, such as `POST` of `faults`: its README lists what. */
  control(method: "DELETE" | "POST", name: string, body?: object): Promise<void>;
  /** Ends the emulator; may be called more than once. */
  stop(): Promise<void>;
}

interface Ready {
  readonly port: number;
  readonly ca: string;
  readonly pid: number;
}

/**
 * Starts an emulator of AWS and resolves when it answers.
 *
 * It ends with this process, however this process ends. Rejects with an {@link EmulatorError}.
 */
export async function startEmulator(options: EmulatorOptions): Promise<Emulator> {
  const { python, origin } = await preparePythonEnvironment({
    cacheDirectory: options.cacheDirectory,
    ...(options.python === undefined ? {} : { python: options.python }),
    ...(options.signal === undefined ? {} : { signal: options.signal }),
  });
  options.signal?.throwIfAborted();
  const directory = mkdtempSync(join(tmpdir(), "rootstock-calls-"));
  const callsPath = join(directory, "calls.jsonl");
  const child = spawn(python, ["-m", "rootstock_emulator", ...argumentsFor(options, callsPath)], {
    // The emulator ends at the end of its stdin, so it cannot outlive this process.
    stdio: ["pipe", "pipe", "pipe"],
    env: { ...process.env, PYTHONPATH: pythonPath(origin), PYTHONDONTWRITEBYTECODE: "1" },
  });
  const stopWatching = endWithThisProcess(child, directory);
  const stop = once(async () => {
    await end(child);
    stopWatching();
    rmSync(directory, { recursive: true, force: true });
  });
  try {
    const ready = await untilReady(child, options.port ?? 0);
    return {
      port: ready.port,
      certificateAuthorityPath: ready.ca,
      environment: environmentFor(ready),
      calls: () => readCalls(callsPath),
      control: (...request) => control(ready.port, ...request),
      stop,
    };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** The emulator's own package first; a machine's Python may find moto by its own PYTHONPATH. */
function pythonPath(origin: PythonEnvironment["origin"]): string {
  const own = origin === "system" ? process.env.PYTHONPATH : undefined;
  return own === undefined ? __dirname : [__dirname, own].join(delimiter);
}

function argumentsFor(options: EmulatorOptions, callsPath: string): readonly string[] {
  const values: readonly (readonly [string, string | number | undefined])[] = [
    ["--calls", callsPath],
    ["--port", options.port],
    ["--management-account", options.managementAccount],
    ["--management-email", options.managementEmail],
    ["--management-name", options.managementName],
    ["--account-quota", options.accountQuota],
    ["--create-account-seconds", options.createAccountSeconds],
    ["--minimum-account-age-days", options.minimumAccountAgeDays],
    ["--throttle", options.throttle === false ? "off" : "on"],
    ["--throttle-factor", options.throttleFactor],
    ...(options.faults ?? []).map((fault) => ["--fault", JSON.stringify(fault)] as const),
  ];
  return [
    ...values.flatMap(([name, value]) => (value === undefined ? [] : [name, String(value)])),
    ...(options.organizationExists === true ? ["--organization-exists"] : []),
  ];
}

/** Variables that would send a client elsewhere than to the emulator. */
const FOREIGN_VARIABLES: ReadonlySet<string> = new Set([
  "AWS_PROFILE",
  "AWS_DEFAULT_PROFILE",
  "AWS_SESSION_TOKEN",
  "AWS_SECURITY_TOKEN",
  "AWS_ROLE_ARN",
  "AWS_WEB_IDENTITY_TOKEN_FILE",
  "AWS_CONTAINER_CREDENTIALS_FULL_URI",
  "AWS_CONTAINER_CREDENTIALS_RELATIVE_URI",
  "AWS_ENDPOINT_URL",
  "ALL_PROXY",
  "HTTP_PROXY",
  "HTTPS_PROXY",
  "NO_PROXY",
]);

function environmentFor(ready: Ready): Readonly<Record<string, string>> {
  const inherited = Object.entries(process.env).flatMap(([name, value]) =>
    value === undefined || isForeign(name) ? [] : [[name, value] as const],
  );
  const proxy = `http://127.0.0.1:${ready.port}`;
  return {
    ...Object.fromEntries(inherited),
    HTTPS_PROXY: proxy,
    HTTP_PROXY: proxy,
    NO_PROXY: DIRECT_HOSTS.join(","),
    AWS_CA_BUNDLE: ready.ca,
    NODE_EXTRA_CA_CERTS: ready.ca,
    AWS_ACCESS_KEY_ID: ACCESS_KEY,
    AWS_SECRET_ACCESS_KEY: SECRET_KEY,
    AWS_EC2_METADATA_DISABLED: "true",
    AWS_CONFIG_FILE: "/dev/null",
    AWS_SHARED_CREDENTIALS_FILE: "/dev/null",
  };
}

function isForeign(name: string): boolean {
  return FOREIGN_VARIABLES.has(name.toUpperCase()) || name.startsWith("AWS_ENDPOINT_URL_");
}

/** Resolves with the emulator's first line; rejects when it ends, cannot start, or takes too long. */
function untilReady(child: ChildProcess, port: number): Promise<Ready> {
  const errors = lastLinesOf(child);
  return new Promise((resolve, reject) => {
    const deadline = setTimeout(() => {
      const message = `The emulator did not answer within ${READY_DEADLINE_MS / 1000} seconds.`;
      reject(new EmulatorError(message, "Try again; this machine may be busy."));
    }, READY_DEADLINE_MS);
    child.once("error", (error) => reject(startFailed([error.message])));
    child.once("close", (code) => reject(code === PORT_TAKEN ? portTaken(port) : startFailed(errors())));
    if (child.stdout !== null) {
      createInterface(child.stdout).once("line", (line) => resolve(JSON.parse(line) as Ready));
    }
    child.once("close", () => clearTimeout(deadline));
    child.stdout?.once("data", () => clearTimeout(deadline));
  });
}

function portTaken(port: number): EmulatorError {
  return new EmulatorError(
    `Port ${port} is taken by another process.`,
    "Choose another port, or none: the emulator then takes a free one.",
  );
}

function startFailed(lines: readonly string[]): EmulatorError {
  return new EmulatorError(
    `The emulator ended before it was ready: ${lines.join(" ") || "it said nothing"}`,
    "Remove the cache directory of its Python environment and try again.",
  );
}

/** Collects the last lines that the child writes to stderr, and keeps its pipe from filling up. */
function lastLinesOf(child: ChildProcess): () => readonly string[] {
  let lines: readonly string[] = [];
  if (child.stderr !== null) {
    createInterface(child.stderr).on("line", (line) => {
      lines = [...lines, line].slice(-LAST_LINES);
    });
  }
  return () => lines;
}

/** Ends the child when this process exits or is told to; returns a function that undoes the watch. */
function endWithThisProcess(child: ChildProcess, directory: string): () => void {
  const kill = (): void => {
    child.kill("SIGTERM");
    rmSync(directory, { recursive: true, force: true });
  };
  const handlers = ENDING_SIGNALS.map((signal) => {
    const handler = (): void => {
      kill();
      // Without our handler the signal has its usual effect, unless somebody else handles it.
      process.removeListener(signal, handler);
      if (process.listenerCount(signal) === 0) {
        process.kill(process.pid, signal);
      }
    };
    process.on(signal, handler);
    return [signal, handler] as const;
  });
  process.on("exit", kill);
  return () => {
    process.removeListener("exit", kill);
    for (const [signal, handler] of handlers) {
      process.removeListener(signal, handler);
    }
  };
}

/** Asks the child to end, and insists after a while. */
async function end(child: ChildProcess): Promise<void> {
  if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) {
    return;
  }
  const ended = new Promise<void>((resolve) => child.once("exit", () => resolve()));
  child.kill("SIGTERM");
  const insist = setTimeout(() => child.kill("SIGKILL"), STOP_DEADLINE_MS);
  await ended;
  clearTimeout(insist);
}

async function control(port: number, method: "DELETE" | "POST", name: string, body?: object): Promise<void> {
  const answer = await fetch(`http://127.0.0.1:${port}/rootstock/${name}`, {
    method,
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  if (answer.ok) return;
  throw new EmulatorError(
    `The emulator refuses ${method} ${name}: ${await answer.text()}`,
    "See emulator/README.md for what it may be told.",
  );
}

function readCalls(path: string): readonly ApiCall[] {
  if (!existsSync(path)) {
    return [];
  }
  const lines = readFileSync(path, "utf8").split("\n").slice(0, -1);
  return lines.map((line) => JSON.parse(line) as ApiCall);
}

function once(action: () => Promise<void>): () => Promise<void> {
  let done: Promise<void> | undefined;
  return () => {
    done ??= action();
    return done;
  };
}
