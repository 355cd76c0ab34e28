import { writeFileSync } from "node:fs";
import path from "node:path";
import type { OrganizationsClient } from "@aws-sdk/client-organizations";
import type { LandingZone } from "../../model/landing-zone";
import { type DriftReport, driftReport } from "../../reports/drift/drift-report";
import type { OrganizationAsItIs } from "../../reports/drift/live-facts";
import { renderDriftMarkdown } from "../../reports/drift/render-drift";
import { findRepository } from "../plan/git";
import { nodeIds } from "../plan/node-ids";
import type { Observation } from "../preflight/facts";
import { observe } from "../preflight/observe";
import type { SynthesizedStack } from "../synthesize";
import { gatherLive } from "./gather-live";
import { lookAtStacks, type StackSurvey } from "./look-at-stacks";

/** What is looked at; all paths absolute. */
export interface DriftRequest {
  readonly configFile: string;
  readonly zone: LandingZone;
  readonly stacks: readonly SynthesizedStack[];
  /** Whether the synthesis gave the ledger something new. */
  readonly ledgerChanged: boolean;
  /** The names of the stacks to look at; with any, the live organization is not compared. */
  readonly names: readonly string[];
  /** Where the report is written. */
  readonly directory: string;
  readonly showsEmails: boolean;
  readonly concurrency: number;
  readonly today: string;
}

/** What the search runs with. */
export type DriftRun = Pick<StackSurvey, "terraform" | "roles" | "onProgress" | "onNote"> & {
  readonly organizations: OrganizationsClient;
};

/** Looks for what was changed outside, and writes the report. */
export async function findDrift(request: DriftRequest, run: DriftRun): Promise<DriftReport> {
  const { zone, stacks, names, directory, concurrency, showsEmails, today } = request;
  const { organizations, ...survey } = run;
  const { planned, unseen, failed } = await lookAtStacks({ ...survey, stacks, concurrency, directory });
  const live = names.length > 0 ? undefined : await observe(() => gatherLive(organizations));
  const report = driftReport(
    {
      origin: originOf(request, run),
      facts: { stacks: planned, zone, nodes: nodeIds(planned, [zone]) },
      unseen,
      failed,
      live: live?.kind === "observed" ? live.value : undefined,
      unread: live === undefined ? [] : unreadOf(live),
      notes: [...notesOf(request), ...run.roles.notes],
      today,
    },
    { showsEmails },
  );
  writePrivately(directory, REPORT_NAMES[0], `${JSON.stringify(report, undefined, 2)}\n`);
  writePrivately(directory, REPORT_NAMES[1], renderDriftMarkdown(report, Number.MAX_SAFE_INTEGER));
  writePrivately(directory, REPORT_NAMES[2], renderDriftMarkdown(report));
  return report;
}

/** The report as data, as a page, and as the body of an issue. */
export const REPORT_NAMES = ["drift.json", "drift.md", "issue.md"] as const;

function originOf({ configFile }: DriftRequest, { terraform: { binary } }: DriftRun) {
  const repository = findRepository(path.dirname(configFile));
  return {
    commit: repository?.commit,
    isDirty: repository?.isDirty ?? false,
    time: `${new Date().toISOString().slice(0, 19).replace("T", " ")} UTC`,
    terraform: `${binary.title} ${binary.version}`,
  };
}

function unreadOf(live: Observation<OrganizationAsItIs>): readonly string[] {
  switch (live.kind) {
    case "observed":
      return [];
    case "denied":
      return [`The live organization was not read: the credentials lack ${live.permission}.`];
    case "failed":
      return [`The live organization was not read: ${live.permission} failed: ${live.message}`];
    default:
      return live satisfies never;
  }
}

function notesOf({ names, ledgerChanged }: DriftRequest): readonly string[] {
  return [
    ...(names.length === 0
      ? []
      : ["Only some stacks were looked at, so the live organization was not compared with the configuration."]),
    ...(ledgerChanged ? ["The ledger gained something new: commit it with the configuration."] : []),
  ];
}

function writePrivately(directory: string, name: string, text: string): void {
  writeFileSync(path.join(directory, name), text, { mode: 0o600 });
}
