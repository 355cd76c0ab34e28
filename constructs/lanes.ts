import type { TerraformResource } from "cdktf";

/** What a resource must wait for, as its properties say it. */
export interface Order {
  readonly dependsOn?: TerraformResource[];
}

/**
 * Lets Terraform make only so many resources of a kind at once, where AWS throttles more.
 *
 * The keys are cut into runs of equal length, one a lane, and each resource depends on the one before it in its lane.
 * So a key that is added moves no other: it changes what its neighbour waits for, and shifts the ends of the runs by one.
 */
export class Lanes {
  private readonly laneOf: ReadonlyMap<string, number>;
  private readonly last = new Map<number, TerraformResource>();

  /**
   * @param count how many resources at most are made at once
   * @param keys all keys, in the order in which resources will be appended
   */
  constructor(count: number, keys: readonly string[]) {
    const length = Math.ceil(keys.length / count);
    this.laneOf = new Map(keys.map((key, index) => [key, Math.floor(index / length)]));
  }

  /** Adds a resource at the end of a key's lane, made with what it must wait for. */
  append<R extends TerraformResource>(key: string, create: (order: Order) => R): R {
    const lane = this.laneOf.get(key);
    if (lane === undefined) throw new Error(`no lane for ${key}`);
    const previous = this.last.get(lane);
    const resource = create(previous === undefined ? {} : { dependsOn: [previous] });
    this.last.set(lane, resource);
    return resource;
  }
}
