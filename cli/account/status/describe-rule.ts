import { DescribeRuleCommand, type EventBridgeClient, ListTargetsByRuleCommand } from "@aws-sdk/client-eventbridge";
import { call, nameOf } from "../../preflight/observe";
import type { MatchingRule } from "./facts";

/** One rule with its targets; `undefined` when it, or its bus, is not there. */
export async function describeRule(
  client: EventBridgeClient,
  name: string,
  eventBusName = "default",
): Promise<MatchingRule | undefined> {
  const rule = await call("events:DescribeRule", async () => {
    try {
      return await client.send(new DescribeRuleCommand({ Name: name, EventBusName: eventBusName }));
    } catch (error) {
      if (nameOf(error).startsWith("ResourceNotFound")) return undefined;
      throw error;
    }
  });
  if (rule === undefined) return undefined;
  const { State = "", EventPattern = "" } = rule;
  // A rule has at most five targets, which is less than a page.
  const { Targets = [] } = await call("events:ListTargetsByRule", () =>
    client.send(new ListTargetsByRuleCommand({ Rule: name, EventBusName: eventBusName })),
  );
  return {
    name,
    isEnabled: State.startsWith("ENABLED"),
    targetArns: Targets.map(({ Arn = "" }) => Arn),
    pattern: EventPattern,
  };
}
