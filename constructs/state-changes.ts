import type { TerraformStack } from "cdktf";

/** A resource in a state, without its stack: type and Terraform name. */
export interface ResourceAddress {
  readonly type: string;
  readonly name: string;
}

/** Every name that one resource had, from the oldest to today's. */
export interface RenamedResource {
  readonly type: string;
  readonly names: readonly string[];
}

/** Tells Terraform which resources are the same as before under another name. */
export function declareMoved(stack: TerraformStack, resources: readonly RenamedResource[]): void {
  const moved = resources.flatMap(({ type, names }) =>
    names.slice(1).map((name, index) => ({ from: `${type}.${names[index]}`, to: `${type}.${name}` })),
  );
  if (moved.length > 0) stack.addOverride("moved", moved);
}

/** Tells Terraform which resources to forget: it leaves them as they are. */
export function declareForgotten(stack: TerraformStack, resources: readonly ResourceAddress[]): void {
  const removed = resources.map(({ type, name }) => ({ from: `${type}.${name}`, lifecycle: { destroy: false } }));
  if (removed.length > 0) stack.addOverride("removed", removed);
}
