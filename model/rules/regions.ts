import { GLOBAL_EVENTS_REGION, REGIONS, type Region } from "../../catalogue/regions";
import { type ConfigFacts, defineRule } from "../rule";

/** An opt-in Region is switched off in a new account. */
export const homeRegionDefault = defineRule<ConfigFacts>({
  id: "home-region-default",
  doc: "The home Region is enabled by default in every account.",
  waivable: false,
  *breaches({ config: { homeRegion } }) {
    if (REGIONS[homeRegion] === "default") return;
    yield {
      path: ["homeRegion"],
      message: `${homeRegion} is an opt-in Region, which is switched off in a new account`,
      remedy: "Choose a Region that is enabled by default; opt-in Regions may be governed.",
    };
  },
});

/** Rules for events must stand where the events are recorded. */
export const governedRegions = defineRule<ConfigFacts>({
  id: "governed-regions",
  doc: "The governed Regions contain the home Region and us-east-1, where root sign-in and other global events are recorded.",
  waivable: false,
  *breaches({ config: { homeRegion, governedRegions: governed } }) {
    if (governed === undefined) return;
    for (const region of new Set<Region>([homeRegion, GLOBAL_EVENTS_REGION])) {
      if (governed.includes(region)) continue;
      const reason =
        region === homeRegion ? "the home Region" : "where root sign-in and other global events are recorded";
      yield { path: ["governedRegions"], message: `${region} is missing: it is ${reason}`, remedy: `Add "${region}".` };
    }
  },
});

/** Terraform could neither enable nor disable it. */
export const optInRegion = defineRule<ConfigFacts>({
  id: "opt-in-region",
  doc: "The Regions in optInRegions are opt-in Regions: AWS enables the others in every account.",
  waivable: false,
  *breaches({ tree }) {
    for (const { config, path } of [...tree.units, ...tree.accounts]) {
      for (const [index, region] of (config.optInRegions ?? []).entries()) {
        if (REGIONS[region] === "opt-in") continue;
        yield {
          path: [...path, "optInRegions", index],
          message: `${region} is enabled in every account by default`,
          remedy: "Take it out.",
        };
      }
    }
  },
});
