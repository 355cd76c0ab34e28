import { CloudwatchLogMetricFilter } from "@cdktf/provider-aws/lib/cloudwatch-log-metric-filter";
import type { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import { Construct } from "constructs";
import { metricAlarmText } from "../alerts/alert-text";
import { metricFilters } from "../alerts/metrics";
import { acceptedFilter } from "../alerts/metrics/filter-syntax";
import { thresholdOf } from "../alerts/metrics/thresholds";
import { METRIC_ALERT_IDS, METRIC_ALERTS, type Severity } from "../catalogue/alerts";
import { namesOf } from "../model/names";
import { stackOf } from "./landing-zone-stack";
import { MetricAlarm } from "./metric-alarm";

/** What the alarms read and whom they tell. */
export interface TrailAlarmsProps {
  readonly provider: AwsProvider;
  /** The name of the trail's log group, as an expression that orders the filters after it. */
  readonly logGroupName: string;
  topicArn(severity: Severity): string;
}

/** A metric filter on the trail's log group and an alarm on its metric, for every alert of the catalogue. */
export class TrailAlarms extends Construct {
  constructor(scope: Construct, id: string, { provider, logGroupName, topicArn }: TrailAlarmsProps) {
    super(scope, id);
    const { zone } = stackOf(this);
    const names = namesOf(zone);
    const patterns = metricFilters(zone);
    for (const alert of METRIC_ALERT_IDS) {
      const metric = { namespace: names.metricNamespace, name: alert };
      new CloudwatchLogMetricFilter(this, `${alert}_filter`, {
        provider,
        name: alert,
        logGroupName,
        // A pattern that AWS would refuse ends the synthesis, not the apply.
        pattern: acceptedFilter(patterns[alert]),
        metricTransformation: { ...metric, value: "1", defaultValue: "0" },
      });
      const { count, periodSeconds } = thresholdOf(alert);
      new MetricAlarm(this, alert, {
        provider,
        name: names.alarm(alert),
        description: metricAlarmText(alert, zone),
        metric,
        statistic: "Sum",
        threshold: count,
        periodSeconds,
        topicArn: topicArn(METRIC_ALERTS[alert].severity),
      });
    }
  }
}
