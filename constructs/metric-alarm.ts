import { CloudwatchMetricAlarm } from "@cdktf/provider-aws/lib/cloudwatch-metric-alarm";
import type { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import type { Construct } from "constructs";

/** The name of one metric and its dimensions. */
export interface Metric {
  readonly namespace: string;
  readonly name: string;
  readonly dimensions?: Readonly<Record<string, string>>;
}

/** When a metric becomes an alarm, and who is told. */
export interface MetricAlarmProps {
  readonly provider: AwsProvider;
  readonly name: string;
  readonly description: string;
  readonly metric: Metric;
  /** `Sum` counts events; `Maximum` reads a level. */
  readonly statistic: "Sum" | "Maximum";
  readonly threshold: number;
  readonly periodSeconds: number;
  readonly topicArn: string;
}

/** An alarm on one period of a metric at or above a threshold; no data is good news. */
export class MetricAlarm extends CloudwatchMetricAlarm {
  constructor(scope: Construct, id: string, props: MetricAlarmProps) {
    const { provider, name, description, metric, statistic, threshold, periodSeconds, topicArn } = props;
    super(scope, id, {
      provider,
      alarmName: name,
      alarmDescription: description,
      namespace: metric.namespace,
      metricName: metric.name,
      ...(metric.dimensions === undefined ? {} : { dimensions: { ...metric.dimensions } }),
      statistic,
      period: periodSeconds,
      evaluationPeriods: 1,
      threshold,
      comparisonOperator: "GreaterThanOrEqualToThreshold",
      treatMissingData: "notBreaching",
      alarmActions: [topicArn],
    });
  }
}
