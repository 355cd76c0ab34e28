import { spawn } from "node:child_process";
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { afterAll, afterEach, beforeEach, describe, expect, test } from "@jest/globals";
import { minimalConfig } from "../support/example-config";
import { captured } from "./captured";

const ROOT = path.join(__dirname, "..", "..");

/** As few stacks as possible. */
const CONFIG = minimalConfig({ trail: { mode: "off" }, alerting: { mode: "off" }, baseline: { mode: "off" } });

let root = "";
const environment = { ...process.env };
beforeEach(() => {
  root = mkdtempSync(path.join(os.tmpdir(), "rootstock-faults-"));
  mkdirSync(path.join(root, "bin"));
  writeFileSync(path.join(root, "config.json"), JSON.stringify(CONFIG));
  Object.assign(process.env, { PATH: path.join(root, "bin"), LANDING_ZONE_CONFIG: path.join(root, "config.json") });
  for (const name of ["TERRAFORM_BINARY_NAME", "TF_PLUGIN_MIRROR_DIR", "LANDING_ZONE_LEDGER"]) delete process.env[name];
});
afterEach(() => {
  process.env = { ...environment };
  rmSync(root, { recursive: true, force: true });
});
afterAll(() => {
  process.env = environment;
});

/** Programs that stand for Terraform and Python: they write down that they run, and do as much as a case needs. */
const write = (name: string, ...lines: readonly string[]): void => {
  const file = path.join(root, "bin", name);
  writeFileSync(file, ["#!/bin/sh", ...lines, ""].join("\n"));
  chmodSync(file, 0o755);
};

const running = (name: string): string => `echo $$ >> '${path.join(root, `${name}.pids`)}'`;

/** @param steps shell commands by `init`, `plan` and `apply`; an `apply` that is not given does nothing */
function terraform(steps: Readonly<Record<string, string>> = {}, version = "1.11.4"): void {
  const cases = Object.entries({ init: "", plan: PLANNED, apply: "", ...steps }).map(
    ([verb, does]) => `${verb}) ${does};;`,
  );
  write("terraform", running("terraform"), 'case "$1" in', `version) echo 'Terraform v${version}';;`, ...cases, "esac");
}

/** @param emulator what `python3 -m rootstock_emulator` does; by default it answers that it is ready and waits */
function python(emulator = `echo '{"port":1,"ca":"/dev/null","pid":1}'; exec /bin/cat`, venv = "exit 1"): void {
  write(
    "python3",
    'case "$1 $2" in',
    '"-c import platform;"*) echo 3.11.7;;',
    '"-c import moto"*) echo 5.2.1;;',
    `"-m venv") ${venv};;`,
    `"-m rootstock_emulator") ${running("emulator")}; ${emulator};;`,
    "esac",
  );
}

const error = (summary: string, detail = ""): string =>
  `echo '${JSON.stringify({ type: "diagnostic", diagnostic: { severity: "error", summary, detail } })}'`;

const PLANNED = `echo '{"type":"change_summary","changes":{"add":1,"change":0,"remove":0}}'; exit 2`;

const directories = () => ["--directory", path.join(root, "demo"), "--cache", path.join(root, "cache")];

const demo = (...options: readonly string[]) => captured(["demo", ...directories(), ...options]);

/** The programs that still run; a fake's last act is to end, so a short while is given to it. */
async function leftRunning(): Promise<readonly string[]> {
  const pids = ["terraform", "emulator"]
    .map((name) => path.join(root, `${name}.pids`))
    .flatMap((file) => (existsSync(file) ? readFileSync(file, "utf8").trim().split("\n") : []));
  await new Promise((resolve) => setTimeout(resolve, 20));
  return pids.filter(isRunning);
}

function isRunning(pid: string): boolean {
  try {
    process.kill(Number(pid), 0);
    return !existsSync(`/proc/${pid}/stat`) || !/\) Z /.test(readFileSync(`/proc/${pid}/stat`, "utf8"));
  } catch {
    return false;
  }
}

interface Fault {
  readonly name: string;
  readonly arrange: () => void;
  readonly options?: readonly string[];
  /** What the one sentence says. */
  readonly message: RegExp;
  readonly remedy: RegExp;
}

const FAULTS: readonly Fault[] = [
  {
    name: "Terraform is missing",
    arrange: python,
    message: /^Neither terraform nor tofu is on the PATH$/,
    remedy: /Install Terraform >= 1\.11/,
  },
  {
    name: "Terraform is too old",
    arrange: () => terraform({}, "1.10.5"),
    message: /^Terraform 1\.10\.5 at .* is too old: the stacks need 1\.11\.0 or newer$/,
    remedy: /Install Terraform >= 1\.11/,
  },
  {
    name: "Python is missing",
    arrange: terraform,
    message: /^The emulator needs Python, and python3 cannot be run$/,
    remedy: /Install Python 3\.10 or newer/,
  },
  {
    name: "the emulator's packages cannot be had",
    arrange: () => {
      terraform();
      write(
        "python3",
        'case "$1 $2" in',
        '"-c import platform;"*) echo 3.11.7;;',
        "*) echo 'no index' >&2; exit 1;;",
        "esac",
      );
    },
    message: /^The emulator's Python packages cannot be installed: no index/,
    remedy: /pip access to a package index/,
  },
  {
    name: "the emulator does not start",
    arrange: () => {
      terraform();
      python("echo 'moto is broken' >&2; exit 1");
    },
    message: /^The emulator ended before it was ready: moto is broken$/,
    remedy: /try again/,
  },
  {
    name: "the port is taken",
    arrange: () => {
      terraform();
      python("exit 3");
    },
    options: ["--port", "4566"],
    message: /^Port 4566 is taken by another process$/,
    remedy: /Choose another port/,
  },
  {
    name: "the provider cannot be had",
    arrange: () => {
      terraform({ init: `${error("Failed to query available provider packages", "no such host")}; exit 1` });
      python();
    },
    message: /^Terraform cannot get the AWS provider: no such host$/,
    remedy: /TF_PLUGIN_MIRROR_DIR/,
  },
  {
    name: "the mirror that is named holds no provider",
    arrange: () => {
      terraform();
      python();
      process.env.TF_PLUGIN_MIRROR_DIR = root;
    },
    message: /^TF_PLUGIN_MIRROR_DIR names .*, which holds no version >= 5\.100\.0, < 7\.0\.0 of registry/,
    remedy: /terraform providers mirror/,
  },
  {
    name: "the output folder cannot be written",
    arrange: () => writeFileSync(path.join(root, "demo"), "a file in its place"),
    message: /^The work directory .*demo cannot be written: /,
    remedy: /--directory/,
  },
  {
    name: "an apply fails half-way",
    arrange: () => {
      const broken = [error("creating Organizations Policy: it is full"), error("and another thing")].join("; ");
      terraform({ apply: `case "$PWD" in */guardrails) ${broken}; exit 1;; esac` });
      python();
    },
    message:
      /^Terraform apply failed in the stack guardrails: creating Organizations Policy: it is full; and another thing$/,
    remedy: /guardrails\.apply\.jsonl; put the cause right and run the same command again/,
  },
  {
    name: "an apply dies without a word",
    arrange: () => {
      terraform({ apply: "kill -9 $$" });
      python();
    },
    message: /^Terraform apply failed in the stack organization: it said nothing$/,
    remedy: /run the same command again/,
  },
  {
    name: "a second plan would change something",
    arrange: () => {
      const change = `echo '{"type":"planned_change","change":{"resource":{"addr":"aws_x.y"},"action":"update"}}'`;
      terraform({ plan: `case "$PWD" in */organization) ${change}; exit 2;; esac` });
      python();
    },
    message: /^A second plan would still change something in organization \(aws_x\.y\)$/,
    remedy: /report it/,
  },
];

describe("a fault is one sentence with what to do, exit code 1, and nothing left running", () => {
  test.each(FAULTS)("$name", async ({ arrange, options = [], message, remedy }) => {
    arrange();
    const { code, stderr } = await demo(...options);
    const [sentence = "", advice = "", ...rest] = stderr.split("\n");
    expect(sentence.replace(/^Error: /, "")).toMatch(message);
    expect(advice).toMatch(remedy);
    expect({ code, rest }).toEqual({ code: 1, rest: [""] });
    expect(await leftRunning()).toEqual([]);
  });
});

test("a configuration with problems starts nothing", async () => {
  terraform();
  python();
  writeFileSync(
    path.join(root, "config.json"),
    JSON.stringify(minimalConfig({ services: { logArchive: "a", security: "b" } })),
  );
  const { code, stderr } = await demo();
  expect(code).toBe(1);
  expect(stderr).toContain("services.logArchive");
  expect(existsSync(path.join(root, "terraform.pids"))).toBe(false);
});

test.each(["0", "70000", "http"])("--port %s is a misuse", async (port) => {
  expect(await demo("--port", port)).toMatchObject({ code: 2, stderr: expect.stringContaining("--port is no port") });
});

describe("a signal stops everything", () => {
  const waits = "exec /bin/sleep 60";
  const cases: readonly [string, NodeJS.Signals, number, () => void, string][] = [
    ["while Terraform applies", "SIGINT", 130, () => terraform({ apply: `${running("apply")}; ${waits}` }), "apply"],
    [
      "while Terraform is initialized",
      "SIGTERM",
      143,
      () => terraform({ init: `${running("init")}; ${waits}` }),
      "init",
    ],
    ["while the emulator starts", "SIGINT", 130, () => python(`${running("start")}; ${waits}`), "start"],
    ["while Python's packages are installed", "SIGTERM", 143, () => python("", `${running("venv")}; ${waits}`), "venv"],
  ];
  test.each(cases)(
    "%s",
    async (_, signal, exitCode, arrange, marker) => {
      terraform();
      python();
      arrange();
      const program = ["--require", "tsx/cjs", path.join(ROOT, "cli", "rootstock.ts"), "demo", ...directories()];
      const env = { ...process.env, PATH: `${path.join(root, "bin")}:/usr/bin:/bin` };
      const child = spawn(process.execPath, program, { cwd: ROOT, env, stdio: "ignore" });
      const ended = new Promise<number | null>((resolve) => child.once("close", resolve));
      const file = path.join(root, `${marker}.pids`);
      const isWritten = (): boolean => existsSync(file) && readFileSync(file, "utf8").endsWith("\n");
      while (!isWritten() && child.exitCode === null) await new Promise((resolve) => setTimeout(resolve, 20));
      child.kill(signal);
      expect(await ended).toBe(exitCode);
      expect(readFileSync(file, "utf8").trim().split("\n").filter(isRunning)).toEqual([]);
      expect(await leftRunning()).toEqual([]);
    },
    20_000,
  );
});
