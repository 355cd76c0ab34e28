import { execFile } from "node:child_process";
import { createHash, randomUUID } from "node:crypto";
import { access, mkdir, readdir, readFile, rename, rm, stat, writeFile } from "node:fs/promises";
import { basename, join } from "node:path";
import { promisify } from "node:util";
import { EmulatorError } from "./emulator-error";

const run = promisify(execFile);

const REQUIREMENTS = join(__dirname, "requirements.txt");
const OLDEST_PYTHON = [3, 10] as const;
const REQUIRED_MOTO = "5.2.1";
/** An environment's name depends on this, so that a change of layout never reuses an old one. */
const LAYOUT = "2";
const INSTALL_DEADLINE_MS = 5 * 60_000;
const ABANDONED_AFTER_MS = 60 * 60_000;
const LAST_LINES = 5;

/** A Python that has the emulator's packages. */
export interface PythonEnvironment {
  /** The interpreter to run. */
  readonly python: string;
  /** Where the packages come from: freshly installed, installed before, or the machine's own Python. */
  readonly origin: "installed" | "reused" | "system";
}

export interface PythonEnvironmentOptions {
  /** The directory that prepared environments are kept in. */
  readonly cacheDirectory: string;
  /**
   * The Python to make the environment with.
   * @default "python3" from the path
   */
  readonly python?: string;
  /**
   * The requirements file.
   * @default the emulator's own
   */
  readonly requirements?: string;
  /**
   * Variables for Python and pip.
   * @default this process's own
   */
  readonly environment?: NodeJS.ProcessEnv;
  /**
   * Ends the preparation, and the Python that it runs, when it is aborted.
   * @default runs to the end
   */
  readonly signal?: AbortSignal;
}

interface Step {
  readonly python: string;
  readonly requirements: string;
  /** What every Python here is run with. */
  readonly limits: { readonly env: NodeJS.ProcessEnv; readonly signal?: AbortSignal };
}

/**
 * Prepares a private Python environment with the pinned packages, or reuses the one prepared before.
 *
 * Each installation has a directory of its own; a file that names it is written last, by a rename.
 * So a half-made one is never reused, and two processes may install at the same time. Where the
 * packages cannot be installed, a machine's own Python with the right moto will do.
 */
export async function preparePythonEnvironment(options: PythonEnvironmentOptions): Promise<PythonEnvironment> {
  const step: Step = {
    python: options.python ?? "python3",
    requirements: options.requirements ?? REQUIREMENTS,
    limits: {
      env: options.environment ?? process.env,
      ...(options.signal === undefined ? {} : { signal: options.signal }),
    },
  };
  const name = join(options.cacheDirectory, await environmentName(step.requirements, await pythonVersion(step)));
  const prepared = await preparedPython(name);
  if (prepared !== undefined) {
    return { python: prepared, origin: "reused" };
  }
  const directory = `${name}-${randomUUID()}`;
  try {
    await mkdir(directory, { recursive: true });
    await install(step, directory);
    await publish(name, directory);
    return { python: interpreterIn(directory), origin: "installed" };
  } catch (error) {
    await rm(directory, { recursive: true, force: true });
    if (await hasMoto(step)) {
      return { python: step.python, origin: "system" };
    }
    throw installFailed(error);
  } finally {
    await removeAbandoned(name);
  }
}

/** Returns Python's version as "3.11.7"; fails when Python is missing or too old. */
async function pythonVersion(step: Step): Promise<string> {
  const remedy = `Install Python ${OLDEST_PYTHON.join(".")} or newer, and have it on the path as python3.`;
  const program = "import platform; print(platform.python_version())";
  const version = await run(step.python, ["-c", program], step.limits).then(
    (result) => result.stdout.trim(),
    () => {
      throw new EmulatorError(`The emulator needs Python, and ${step.python} cannot be run.`, remedy);
    },
  );
  const [major = 0, minor = 0] = version.split(".").map(Number);
  if (major < OLDEST_PYTHON[0] || (major === OLDEST_PYTHON[0] && minor < OLDEST_PYTHON[1])) {
    const message = `The emulator needs Python ${OLDEST_PYTHON.join(".")} or newer; ${step.python} is ${version}.`;
    throw new EmulatorError(message, remedy);
  }
  return version;
}

/** Returns a name that differs for other packages, another Python and another layout. */
async function environmentName(requirements: string, version: string): Promise<string> {
  const content = await readFile(requirements, "utf8");
  const hash = createHash("sha256").update(`${LAYOUT}\n${version}\n${content}`).digest("hex");
  return `python-${hash.slice(0, 16)}`;
}

function interpreterIn(directory: string): string {
  return process.platform === "win32" ? join(directory, "Scripts", "python.exe") : join(directory, "bin", "python");
}

/** Returns the interpreter of the environment that `name` stands for, if one was finished. */
async function preparedPython(name: string): Promise<string | undefined> {
  const python = await readFile(`${name}.txt`, "utf8").then(
    (directory) => interpreterIn(`${name}-${directory.trim()}`),
    () => undefined,
  );
  return python !== undefined && (await exists(python)) ? python : undefined;
}

function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}

async function install(step: Step, directory: string): Promise<void> {
  const limits = { ...step.limits, timeout: INSTALL_DEADLINE_MS };
  await run(step.python, ["-m", "venv", directory], limits);
  const pip = ["-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--no-input"];
  await run(interpreterIn(directory), [...pip, "--requirement", step.requirements], limits);
}

/** Lets `name` stand for `directory`; a rename happens wholly or not at all. */
async function publish(name: string, directory: string): Promise<void> {
  const unfinished = `${directory}.txt`;
  await writeFile(unfinished, `${directory.slice(name.length + 1)}\n`);
  await rename(unfinished, `${name}.txt`);
}

/** Removes what interrupted installations left long ago. */
async function removeAbandoned(name: string): Promise<void> {
  const [parent, prefix] = [join(name, ".."), `${basename(name)}-`];
  const current = await preparedPython(name);
  for (const entry of await readdir(parent)) {
    const path = join(parent, entry);
    const age = Date.now() - (await stat(path).then((found) => found.mtimeMs, Date.now));
    if (entry.startsWith(prefix) && age > ABANDONED_AFTER_MS && current?.startsWith(path) !== true) {
      await rm(path, { recursive: true, force: true });
    }
  }
}

async function hasMoto(step: Step): Promise<boolean> {
  const program = "import moto, boto3, cryptography, yaml; print(moto.__version__)";
  return run(step.python, ["-c", program], step.limits).then(
    (result) => result.stdout.trim() === REQUIRED_MOTO,
    () => false,
  );
}

function installFailed(cause: unknown): EmulatorError {
  const lines = String((cause as { readonly stderr?: unknown }).stderr ?? cause)
    .trim()
    .split("\n");
  return new EmulatorError(
    `The emulator's Python packages cannot be installed: ${lines.slice(-LAST_LINES).join(" ")}`,
    `Give pip access to a package index, or install moto[proxy]==${REQUIRED_MOTO} for python3.`,
  );
}
