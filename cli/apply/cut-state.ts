import { readFileSync, statSync } from "node:fs";
import path from "node:path";
import { z } from "zod";
import { parsedJson } from "../parsed-json";
import { STACK_JSON } from "../plan/manifest";
import { readIfThere } from "../read-if-there";
import type { StackDirectory } from "../terraform/terraform-run";
import { writeWhole } from "../write-whole";

const stackJsonSchema = z.object({
  terraform: z.object({
    backend: z.object({ local: z.object({ path: z.string() }).optional() }).optional(),
  }),
});

/**
 * Puts back local states that were cut short: Terraform writes a state file in place, so that a run which is killed in
 * that moment leaves the beginning of one, or nothing.
 *
 * What Terraform kept before its first change takes the place; what was made since then is found in the organization.
 * States in a bucket or in HCP Terraform are written whole or not at all.
 *
 * @returns the names of the stacks whose states were put back
 */
export function restoreCutStates(stacks: readonly StackDirectory[]): readonly string[] {
  return stacks.filter((stack) => isRestored(localStateOf(stack))).map(({ name }) => name);
}

function localStateOf({ directory }: StackDirectory): string | undefined {
  const json = stackJsonSchema.safeParse(JSON.parse(readFileSync(path.join(directory, STACK_JSON), "utf8")));
  const local = json.data?.terraform.backend?.local?.path;
  return local === undefined ? undefined : path.resolve(directory, local);
}

function isRestored(state: string | undefined): boolean {
  const text = state === undefined ? undefined : readIfThere(state);
  if (state === undefined || text === undefined || !isCut(text)) return false;
  const backup = readIfThere(`${state}.backup`);
  if (backup === undefined || isCut(backup)) return false;
  writeWhole(state, backup, { mode: statSync(state).mode });
  return true;
}

function isCut(text: string): boolean {
  return parsedJson(text) === undefined;
}
