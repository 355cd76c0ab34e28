import type { LandingZone } from "../../model/landing-zone";
import type { Statement } from "../policy-document";
import type { PolicyIds } from "../policy-ids";

/** The statements of a built-in guardrail. */
export type GuardrailBody = (zone: LandingZone, ids: PolicyIds) => readonly Statement[];
