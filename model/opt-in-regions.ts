import { REGIONS, type Region } from "../catalogue/regions";
import { compareKeys } from "./next-ledger";

/** Those Regions that an account must opt in to, sorted, without repeats. */
export function optInRegions(regions: readonly Region[]): readonly Region[] {
  return [...new Set(regions)].filter((region) => REGIONS[region] === "opt-in").sort(compareKeys);
}
