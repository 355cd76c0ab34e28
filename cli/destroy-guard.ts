import { execFileSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import type { TeardownStack } from "../model/config";
import { Failure } from "./failure";

/** The words of a `cdktf destroy` command line after `destroy`, or `undefined` when it is no such command line. */
export function destroyArguments(commandLine: string): readonly string[] | undefined {
  const words = commandLine.trim().split(/\s+/);
  const program = words.findIndex((word) => /(^|[/\\])cdkt[fn](\.js)?$/.test(word));
  if (program === -1) return undefined;
  const [verb, ...rest] = words.slice(program + 1).filter((word) => !word.startsWith("-"));
  return verb === "destroy" ? rest : undefined;
}

/**
 * Refuses to synthesize for `cdktf destroy`, unless every stack it names is in the configuration's `teardown`.
 *
 * The CDKTF command line does not tell its app which verb was called, so the command lines of the parent processes are
 * read. Where they cannot be read this says nothing, and Terraform refuses on its own: every stack holds a resource with
 * `prevent_destroy`.
 *
 * @throws Failure that says how to proceed on purpose
 */
export function refuseDestroy(
  teardown: readonly TeardownStack[],
  ancestors: readonly string[] = ancestorCommandLines(),
): void {
  const asked = ancestors.map(destroyArguments).find((words) => words !== undefined);
  if (asked === undefined) return;
  const allowed = new Set<string>(teardown);
  if (asked.length > 0 && asked.every((stack) => allowed.has(stack))) return;
  throw new Failure(
    `cdktf destroy ${asked.join(" ")} would take the organization's protections down, so nothing was done`,
    'To take a stack down on purpose, declare it in the configuration (teardown: { stacks: ["monitoring"], reason: "...", until: "YYYY-MM-DD" }) and run cdktf destroy with that stack\'s name; docs/teardown.md says what stays.',
  );
}

/** The command lines of the processes above this one, nearest first; empty where the system cannot tell. */
function ancestorCommandLines(): readonly string[] {
  const found: string[] = [];
  let pid = process.ppid;
  while (pid > 1 && found.length < 16) {
    const parent = describeProcess(pid);
    if (parent === undefined) break;
    found.push(parent.commandLine);
    pid = parent.parent;
  }
  return found;
}

interface ProcessDescription {
  readonly parent: number;
  readonly commandLine: string;
}

function describeProcess(pid: number): ProcessDescription | undefined {
  try {
    return existsSync("/proc/self/stat") ? fromProc(pid) : fromPs(pid);
  } catch {
    return undefined;
  }
}

/** Linux, where slim images have no `ps`. */
function fromProc(pid: number): ProcessDescription | undefined {
  const [, parent] = /^.*\) \S (\d+) /s.exec(readFileSync(`/proc/${pid}/stat`, "utf8")) ?? [];
  const commandLine = readFileSync(`/proc/${pid}/cmdline`, "utf8").replaceAll("\0", " ");
  return parent === undefined ? undefined : { parent: Number(parent), commandLine };
}

/** macOS and the BSDs. */
function fromPs(pid: number): ProcessDescription | undefined {
  const line = execFileSync("ps", ["-o", "ppid=,args=", "-p", String(pid)], {
    encoding: "utf8",
    stdio: ["ignore", "pipe", "ignore"],
  });
  const [, parent, commandLine] = /^\s*(\d+)\s+(.*)$/m.exec(line) ?? [];
  return parent === undefined || commandLine === undefined ? undefined : { parent: Number(parent), commandLine };
}
