/** The largest metric filter pattern, in characters; source: CloudWatch Logs API reference, PutMetricFilter. */
export const FILTER_PATTERN_MAX_LENGTH = 1024;

/** A CloudWatch Logs pattern for events with one of these names, of one service if it is given. */
export function eventNamePattern(eventNames: readonly string[], eventSource?: string): string {
  const anyName = eventNames.map((eventName) => `($.eventName = ${eventName})`).join(" || ");
  return eventSource === undefined ? `{ ${anyName} }` : `{ ($.eventSource = ${eventSource}) && (${anyName}) }`;
}
