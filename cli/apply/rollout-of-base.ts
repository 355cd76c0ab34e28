import { isDeepStrictEqual } from "node:util";
import { baselineStackName } from "../../model/baseline";
import type { LandingZone } from "../../model/landing-zone";
import { isBootstrapStack } from "../bootstrap/bootstrap-stacks";
import { Failure } from "../failure";
import { type BaselineKind, baselineKinds, representationsOf } from "../plan/representatives";
import { baselineWaves } from "../plan/waves";
import { affectedStacks, synthesizedResources, type TerraformJsonByStack } from "../terraform/terraform-json";
import type { ReviewedManifest } from "./reviewed-plan";

/** The two configurations that a reviewed plan is about, synthesized here. */
export interface BothSides {
  readonly zone: LandingZone;
  /** `undefined` without a base, or when it cannot be synthesized. */
  readonly base: TerraformJsonByStack | undefined;
  readonly head: TerraformJsonByStack;
}

/**
 * Why the rollout that a manifest describes may not be followed; `undefined` when it follows from the configuration.
 *
 * A manifest comes from where pull requests run their own code. So whom a stack is represented by, in which wave it is,
 * what its JSON adds, and which stacks there are, is worked out again; only digests are taken from it.
 */
export function unfoundedRollout(manifest: ReviewedManifest, sides: BothSides): Failure | undefined {
  const kinds = baselineKinds({ ...sides, stacks: manifest.stacks.map(({ name }) => name) });
  const representatives = representativesOf(kinds);
  const waves = wavesOf(manifest, sides, kinds);
  const unfounded = manifest.stacks.filter(
    (stack) =>
      !isRepresentedRightly(stack, representatives) ||
      stack.wave !== waves.get(stack.name) ||
      !hasOwnResources(stack, sides),
  );
  if (unfounded.length > 0) {
    return new Failure(
      `The reviewed plan says of ${unfounded.map(({ name }) => name).join(", ")} what does not follow from the configuration and its base`,
      "Plan again with this version of Rootstock, and find out what wrote the manifest.",
    );
  }
  return uncovered(manifest, sides);
}

type ReviewedStack = ReviewedManifest["stacks"][number];

function isRepresentedRightly(
  { name, representedBy }: ReviewedStack,
  representatives: ReadonlyMap<string, string>,
): boolean {
  return representedBy === undefined || representedBy === representatives.get(name);
}

function hasOwnResources({ name, representedBy = name, resources }: ReviewedStack, { base, head }: BothSides): boolean {
  if (resources === undefined) return true;
  return isDeepStrictEqual(resources, synthesizedResources(base?.get(representedBy), head.get(representedBy)));
}

function representativesOf(kinds: readonly BaselineKind[]): ReadonlyMap<string, string> {
  return new Map(
    representationsOf(kinds).flatMap(({ account, represented }) =>
      represented.map((key): [string, string] => [baselineStackName(key), baselineStackName(account)]),
    ),
  );
}

function wavesOf(
  manifest: ReviewedManifest,
  { zone }: BothSides,
  kinds: readonly BaselineKind[],
): ReadonlyMap<string, number> {
  const found = baselineWaves({ zone, stacks: manifest.stacks.map(({ name }) => name), kinds });
  if (found.length < 2) return new Map();
  return new Map(found.flatMap((names, index) => names.map((name): [string, number] => [name, index + 1])));
}

/** After a merge a stack may differ from the base that the plan left out; those of bootstrap it leaves out on purpose. */
function uncovered({ stacks, isSelection }: ReviewedManifest, { base, head }: BothSides): Failure | undefined {
  if (isSelection) return undefined;
  const names = new Set(stacks.map(({ name }) => name));
  const changed = base === undefined ? [...head.keys()] : affectedStacks(base, head).changed;
  const missing = changed.filter((name) => !names.has(name) && !isBootstrapStack(name)).sort();
  if (missing.length === 0) return undefined;
  return new Failure(
    `The reviewed plan leaves out what the configuration changes: ${missing.join(", ")}`,
    "Plan again, and review the new plan.",
  );
}
