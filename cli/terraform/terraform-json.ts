import { readFileSync } from "node:fs";
import path from "node:path";
import { isDeepStrictEqual } from "node:util";
import type { SynthesizedResources } from "../../reports/plan/synthesized-resources";
import type { StackDirectory } from "./terraform-run";

/** The Terraform JSON of one stack, parsed. */
export type TerraformJson = Readonly<Record<string, unknown>>;

/** The Terraform JSON of every stack, by its name. */
export type TerraformJsonByStack = ReadonlyMap<string, TerraformJson>;

/** Reads what a synthesis wrote. */
export function readTerraformJson(stacks: readonly StackDirectory[]): TerraformJsonByStack {
  return new Map(
    stacks.map(({ name, directory }): [string, TerraformJson] => [
      name,
      JSON.parse(readFileSync(path.join(directory, "cdk.tf.json"), "utf8")),
    ]),
  );
}

/** The stacks that a change affects. */
export interface AffectedStacks {
  /** Those that are new, or whose JSON says something else, in the order given. */
  readonly changed: readonly string[];
  /** Those that the base has and this configuration has not, sorted. */
  readonly abandoned: readonly string[];
}

/** Compares two syntheses by what their JSON says; the comments of the library that wrote it do not count. */
export function affectedStacks(base: TerraformJsonByStack, head: TerraformJsonByStack): AffectedStacks {
  return {
    changed: [...head]
      .filter(([name, json]) => !isDeepStrictEqual(spoken(base.get(name)), spoken(json)))
      .map(([name]) => name),
    abandoned: [...base.keys()].filter((name) => !head.has(name)).sort(),
  };
}

/** What the JSON of a stack says, without the comments of the library that wrote it. */
export function spoken(json: TerraformJson | undefined): unknown {
  if (json === undefined) return undefined;
  const { "//": _, ...rest } = json;
  return withoutComments(rest);
}

/** CDKTF writes the path and an id of each construct below `//`. */
function withoutComments(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutComments);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([name]) => name !== "//")
      .map(([name, below]) => [name, withoutComments(below)]),
  );
}

/** What the JSON of a stack would add, change and take away, block by block; everything where there is no base. */
export function synthesizedResources(
  base: TerraformJson | undefined,
  head: TerraformJson | undefined,
): SynthesizedResources {
  const [had, has] = [resourceBlocks(base), resourceBlocks(head)];
  return {
    added: [...has.keys()].filter((address) => !had.has(address)).sort(),
    changed: [...has]
      .filter(([address, block]) => had.has(address) && !isDeepStrictEqual(had.get(address), block))
      .map(([address]) => address)
      .sort(),
    removed: [...had.keys()].filter((address) => !has.has(address)).sort(),
  };
}

function resourceBlocks(json: TerraformJson | undefined): ReadonlyMap<string, unknown> {
  const byType = Object.entries(Object(json?.resource));
  return new Map(
    byType.flatMap(([type, byName]) =>
      Object.entries(Object(byName)).map(([name, block]): [string, unknown] => [`${type}.${name}`, settingsOf(block)]),
    ),
  );
}

/** What a block asks of AWS: in which order Terraform gets there is no part of it. */
function settingsOf(block: unknown): unknown {
  const { depends_on: _, ...settings } = Object(withoutComments(block));
  return settings;
}

/** One value of another stack that a stack needs. */
export interface NeededOutput {
  readonly stack: string;
  readonly output: string;
}

/** Everything that the JSON of a stack reads from other stacks, each once. */
export function neededOutputs(json: TerraformJson | undefined): readonly NeededOutput[] {
  const found = JSON.stringify(json ?? {}).matchAll(/\bdata\.terraform_remote_state\.([\w-]+)\.outputs\.([\w-]+)/g);
  const needed = [...found].map(([text, stack = "", output = ""]): [string, NeededOutput] => [text, { stack, output }]);
  return [...new Map(needed).values()];
}

/** Whether the JSON of a stack publishes a value. */
export function publishes(json: TerraformJson | undefined, output: string): boolean {
  return Object.hasOwn(Object(json?.output), output);
}
