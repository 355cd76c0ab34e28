import type { Region } from "../../../catalogue/regions";
import type { FollowedTest, Invocations } from "./facts";

/** How far a test came, as CloudWatch counts it. */
export interface Arrival {
  /** The Regions from which it could not be delivered to the bus. */
  readonly failedFrom: readonly Region[];
  /** The Regions that it left. */
  readonly left: readonly Region[];
  readonly onBus: Invocations;
  /** Whether all of it came out at the topic. */
  readonly isWhole: boolean;
}

/** What was counted since the test; others sent in the minutes since then are counted with it. */
export function arrivalOf({ sent, counts }: FollowedTest): Arrival {
  const { before, events } = sent;
  const regions = events.map(({ region }) => region);
  const since = (region: Region) => added(counts.forwarded[region], before.forwarded[region]);
  const failedFrom = regions.filter((region) => since(region).failed > 0);
  const left = regions.filter((region) => since(region).made > 0);
  const onBus = added(counts.onBus, before.onBus);
  const hasFailed = failedFrom.length > 0 || onBus.failed > 0;
  return {
    failedFrom,
    left,
    onBus,
    isWhole: !hasFailed && left.length === regions.length && onBus.made >= regions.length,
  };
}

function added(after: Invocations = NONE, before: Invocations = NONE): Invocations {
  return { made: after.made - before.made, failed: after.failed - before.failed, lastAt: after.lastAt };
}

const NONE: Invocations = { made: 0, failed: 0, lastAt: undefined };
