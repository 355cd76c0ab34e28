import type { BusAlertId } from "../../catalogue/bus-alerts";
import type { EventPattern } from "../event-pattern";
import { recoveryMove } from "./recovery-move";

/** What the patterns of alerts on the bus depend on: ids that only the organization's state knows. */
export interface BusPatternIds {
  /** The id of the Recovery OU: a literal or an expression. */
  readonly recoveryUnitId: string;
}

/** The event pattern of every alert that only the bus has a rule for. */
export function busPatterns({ recoveryUnitId }: BusPatternIds): Readonly<Record<BusAlertId, EventPattern>> {
  return { "recovery-move": recoveryMove(recoveryUnitId) };
}
