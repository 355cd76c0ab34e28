import type { MetricAlertId } from "../../catalogue/alerts";

/** When a count of matching events becomes an alarm. */
export interface AlarmThreshold {
  /** As many events in one period. */
  readonly count: number;
  readonly periodSeconds: number;
}

/** CIS proposes one event in five minutes. */
const ONCE: AlarmThreshold = { count: 1, periodSeconds: 300 };

const COUNTED: { readonly [A in MetricAlertId]?: AlarmThreshold } = {
  // A console page that asks for more than its reader may see makes a dozen denied calls.
  "unauthorized-api-calls": { count: 25, periodSeconds: 3600 },
  // One mistyped password is no attack.
  "console-authentication-failures": { count: 5, periodSeconds: 900 },
};

/** The threshold of an alarm; one event is enough unless people or programs make such events by accident. */
export function thresholdOf(alert: MetricAlertId): AlarmThreshold {
  return COUNTED[alert] ?? ONCE;
}
