import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { parse } from "yaml";
import { ROOT } from "../docs/markdown";

/** One step of a job, as far as the tests look at it. */
export interface Step {
  readonly name?: string;
  readonly uses?: string;
  readonly run?: string;
  readonly with?: Readonly<Record<string, unknown>>;
}

/** One job. */
export interface Job {
  readonly permissions?: Readonly<Record<string, string>>;
  readonly environment?: string;
  readonly "timeout-minutes"?: number;
  readonly steps: readonly Step[];
}

/** One workflow of GitHub Actions, parsed. */
export interface Workflow {
  readonly on: Readonly<Record<string, unknown>>;
  readonly permissions?: Readonly<Record<string, string>>;
  readonly jobs: Readonly<Record<string, Job>>;
}

/** One file below `.github/workflows`. */
export interface WorkflowFile {
  readonly name: string;
  readonly text: string;
  readonly workflow: Workflow;
}

const DIRECTORY = path.join(ROOT, ".github", "workflows");

/** Every workflow of the repository. */
export function readWorkflows(): readonly WorkflowFile[] {
  return readdirSync(DIRECTORY)
    .sort()
    .map((name) => workflowFile(name, readFileSync(path.join(DIRECTORY, name), "utf8")));
}

/** A workflow from its text. */
export function workflowFile(name: string, text: string): WorkflowFile {
  return { name, text, workflow: parse(text) };
}

/** The steps of a workflow, with the job that each is in. */
export function stepsOf({ workflow }: WorkflowFile): readonly (readonly [job: string, step: Step])[] {
  return Object.entries(workflow.jobs).flatMap(([job, { steps }]) => steps.map((step) => [job, step] as const));
}
