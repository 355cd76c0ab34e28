import { REGIONS, type Region } from "../catalogue/regions";
import { compareKeys } from "./next-ledger";

/** Every Region that an account must opt in to, sorted. */
export const OPT_IN_REGIONS: readonly Region[] = optInRegions(Object.keys(REGIONS).filter(isRegion));

/** Those Regions that an account must opt in to, sorted, without repeats. */
export function optInRegions(regions: readonly Region[]): readonly Region[] {
  return [...new Set(regions)].filter((region) => REGIONS[region] === "opt-in").sort(compareKeys);
}

function isRegion(name: string): name is Region {
  return Object.hasOwn(REGIONS, name);
}
