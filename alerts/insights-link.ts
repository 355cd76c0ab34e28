import type { Region } from "../catalogue/regions";

/** A CloudWatch Logs Insights query over the last hours. */
export interface InsightsQuery {
  readonly region: Region;
  readonly logGroup: string;
  readonly query: string;
  /** @default 3 hours */
  readonly lastSeconds?: number;
}

const DEFAULT_LAST_SECONDS = 3 * 60 * 60;

/**
 * A link that opens a query, ready to run, in the AWS console.
 *
 * The console writes the query as nested `~(key~value)`, strings behind a quote with `*` for `%`, and escapes the whole
 * twice, the second time with `$` for `%`. AWS does not document it; this is what the console itself produces.
 */
export function insightsLink({ region, logGroup, query, lastSeconds = DEFAULT_LAST_SECONDS }: InsightsQuery): string {
  const detail = [
    "end~0",
    `start~-${lastSeconds}`,
    `timeType~${text("RELATIVE")}`,
    `unit~${text("seconds")}`,
    `editorString~${text(query)}`,
    `source~(~${text(logGroup)})`,
  ].join("~");
  const fragment = encodeURIComponent(`?queryDetail=${escapeOnce(`~(${detail})`)}`).replaceAll("%", "$");
  return `https://${region}.console.aws.amazon.com/cloudwatch/home?region=${region}#logsV2:logs-insights${fragment}`;
}

function text(value: string): string {
  return `'${escapeOnce(value).replaceAll("%", "*")}`;
}

/** Escapes what `encodeURIComponent` leaves alone as well, except the `*` of an inner escape. */
function escapeOnce(value: string): string {
  return encodeURIComponent(value).replace(
    /[!'()~]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}
