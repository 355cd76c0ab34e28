import { DescribeRuleCommand, type EventBridgeClient, ListTargetsByRuleCommand } from "@aws-sdk/client-eventbridge";
import type { LiveRule } from "../../audit/evidence";
import { call, nameOf } from "../../preflight/observe";

/** One rule with its targets; `undefined` when it, or its bus, is not there. */
export async function describeRule(
  client: EventBridgeClient,
  name: string,
  eventBusName = "default",
): Promise<LiveRule | undefined> {
  const state = await call("events:DescribeRule", async () => {
    try {
      return (await client.send(new DescribeRuleCommand({ Name: name, EventBusName: eventBusName }))).State ?? "";
    } catch (error) {
      if (nameOf(error).startsWith("ResourceNotFound")) return undefined;
      throw error;
    }
  });
  if (state === undefined) return undefined;
  // A rule has at most five targets, which is less than a page.
  const { Targets = [] } = await call("events:ListTargetsByRule", () =>
    client.send(new ListTargetsByRuleCommand({ Rule: name, EventBusName: eventBusName })),
  );
  return { name, isEnabled: state.startsWith("ENABLED"), targetArns: Targets.map(({ Arn = "" }) => Arn) };
}
