import { CloudwatchQueryDefinition } from "@cdktf/provider-aws/lib/cloudwatch-query-definition";
import type { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import { Construct } from "constructs";
import { INSIGHTS_QUERIES } from "../alerts/queries/insights";
import { REVIEW_QUERY_IDS } from "../catalogue/review-queries";
import { namesOf } from "../model/names";
import { stackOf } from "./landing-zone-stack";

/** Which log group the queries ask. */
export interface ReviewQueriesProps {
  readonly provider: AwsProvider;
  readonly logGroupName: string;
}

/** The saved queries over the trail's log group, as CloudWatch Logs Insights lists them. */
export class ReviewQueries extends Construct {
  constructor(scope: Construct, id: string, { provider, logGroupName }: ReviewQueriesProps) {
    super(scope, id);
    const names = namesOf(stackOf(this).zone);
    for (const query of REVIEW_QUERY_IDS) {
      new CloudwatchQueryDefinition(this, query, {
        provider,
        name: names.reviewQuery(query),
        logGroupNames: [logGroupName],
        queryString: INSIGHTS_QUERIES[query],
      });
    }
  }
}
