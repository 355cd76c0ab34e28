import type { LandingZone } from "../../model/landing-zone";
import type { LiveFacts } from "./facts";
import type { Finding } from "./finding";

/** Judges one matter in the management account; pure, and never throws on anything that AWS may answer. */
export type LiveCheck = (facts: LiveFacts, zone: LandingZone) => readonly Finding[];
