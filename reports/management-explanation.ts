import type { LandingZone } from "../model/landing-zone";
import { type CompensatingControl, compensatingControls } from "./compensating-controls";

/** Why nothing is denied in the management account, and what stands in for it. */
export interface ManagementExplanation {
  readonly account: string;
  readonly accountId: string;
  readonly verdict: "not-bound";
  readonly why: string;
  readonly instead: readonly CompensatingControl[];
}

/** Explains the management account: never more than what compensates. */
export function managementExplanation(zone: LandingZone): ManagementExplanation {
  return {
    account: zone.managementAccount.name,
    accountId: zone.managementAccount.id,
    verdict: "not-bound",
    why: "service control policies never bind the management account, its root user included, and resource control policies never bind its resources",
    instead: compensatingControls(zone),
  };
}

/** The explanation as text for people. */
export function renderManagementExplanation({ account, accountId, why, instead }: ManagementExplanation): string {
  return [
    `${account} (${accountId}), the management account`,
    "",
    `NOT BOUND BY SCP: ${why}.`,
    "",
    "What stands in for them",
    ...instead.map(({ control, isInPlace }) => `  ${isInPlace ? "in place" : "MISSING "}  ${control}`),
    "",
  ].join("\n");
}
