import { createHash } from "node:crypto";
import type { TerraformResource } from "cdktf";

/** What a resource must wait for, as its properties say it. */
export interface Order {
  readonly dependsOn?: TerraformResource[];
}

/**
 * Lets Terraform make only so many resources of a kind at once, where AWS throttles more.
 *
 * Each resource depends on the one before it in its lane. A key always has the same lane, so that one that is added or
 * taken out changes a dependency of one other resource and moves none.
 */
export class Lanes {
  private readonly count: number;
  private readonly last = new Map<number, TerraformResource>();

  constructor(count: number) {
    this.count = count;
  }

  /** Adds a resource at the end of a key's lane, made with what it must wait for. */
  append<R extends TerraformResource>(key: string, create: (order: Order) => R): R {
    const lane = hash(key) % this.count;
    const previous = this.last.get(lane);
    const resource = create(previous === undefined ? {} : { dependsOn: [previous] });
    this.last.set(lane, resource);
    return resource;
  }
}

/** A number that is spread evenly over similar keys and is the same on every machine. */
function hash(text: string): number {
  return createHash("sha256").update(text).digest().readUInt32BE();
}
