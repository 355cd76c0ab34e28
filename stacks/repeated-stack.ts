import { TerraformStack } from "cdktf";
import type { Construct } from "constructs";
import type { LandingZoneStack } from "../constructs/landing-zone-stack";

/** A stack that was rendered once, and what stands in it for the values that differ from stack to stack. */
export interface StackTemplate {
  /** What the stack's `toTerraform` returned. */
  readonly rendered: unknown;
  readonly dependencies: readonly TerraformStack[];
}

/** Renders a stack and takes it out of the app again. */
export function stackTemplate(stack: LandingZoneStack): StackTemplate {
  const rendered: unknown = stack.toTerraform();
  stack.node.scope?.node.tryRemoveChild(stack.node.id);
  return { rendered, dependencies: stack.dependencies };
}

/** Texts to replace, with what takes their place. */
export type Replacements = readonly (readonly [from: string, to: string])[];

/** How a stack is made from one that was rendered already. */
export interface Repetition {
  readonly template: StackTemplate;
  readonly replacements: Replacements;
  /** Adds what is this stack's own, after everything was replaced. */
  readonly complete: (rendered: unknown) => unknown;
}

/**
 * A stack that is equal to one that was rendered already, but for a few texts and what is added at the end.
 *
 * It has no elements of its own: building and resolving them is what a synthesis of many equal stacks spends its time
 * on. The JSON is written by the same synthesizer, so its bytes are those of a stack that was built.
 */
export class RepeatedStack extends TerraformStack {
  private readonly repetition: Repetition;

  constructor(scope: Construct, name: string, repetition: Repetition) {
    super(scope, name);
    this.repetition = repetition;
    for (const dependency of repetition.template.dependencies) this.addDependency(dependency);
  }

  /** There is no backend to add: the template has one. */
  override prepareStack(): void {
    return;
  }

  override toTerraform(): unknown {
    const { template, replacements, complete } = this.repetition;
    return complete(replaced(template.rendered, replacements));
  }
}

function replaced(value: unknown, replacements: Replacements): unknown {
  if (typeof value === "string") return replacedText(value, replacements);
  if (Array.isArray(value)) return value.map((element) => replaced(element, replacements));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, below]) => [replacedText(key, replacements), replaced(below, replacements)]),
  );
}

/** CDKTF's comments list outputs under the stack's name, so names of fields are texts, too. */
function replacedText(text: string, replacements: Replacements): string {
  return replacements.reduce((result, [from, to]) => result.replaceAll(from, to), text);
}
