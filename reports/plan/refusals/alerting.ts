import { isList, type PlannedResource, type StackPlan, textOf, UNKNOWN } from "../stack-plan";
import { type JudgedPlan, type Refusal, refuse } from "./refusal";

/** Alarms, rules and topics that stay and would tell nobody any more. */
export function silencedAlerts({ facts }: JudgedPlan): readonly Refusal[] {
  return facts.stacks.flatMap((plan) => [...silencedAlarms(plan), ...silencedRules(plan), ...silencedTopics(plan)]);
}

function silencedAlarms({ stack, resources }: StackPlan): readonly Refusal[] {
  return resources
    .filter(({ type, action }) => type === "aws_cloudwatch_metric_alarm" && action === "update")
    .filter(({ before, after }) => hasActions(before) && !hasActions(after))
    .map((alarm) => refuse("alarm-without-target", `${stack}/${nameOf(alarm, "alarm_name")}`, { resource: at(alarm) }));
}

function hasActions(alarm: PlannedResource["after"]): boolean {
  const actions = alarm?.alarm_actions;
  // The provider leaves `actions_enabled` out where it is not set, and then it is true.
  return alarm?.actions_enabled !== false && (actions === UNKNOWN || (isList(actions) && actions.length > 0));
}

function silencedRules({ stack, resources }: StackPlan): readonly Refusal[] {
  const targets = resources.filter(({ type }) => type === "aws_cloudwatch_event_target");
  const rules = resources.filter((rule) => rule.type === "aws_cloudwatch_event_rule" && stays(rule));
  return rules
    .filter((rule) => {
      const isDisabled = isEnabled(rule.before) && !isEnabled(rule.after);
      return isDisabled || loses(rule, rules, targets, "rule", "name");
    })
    .map((rule) => refuse("alarm-without-target", `${stack}/${nameOf(rule, "name")}`, { resource: at(rule) }));
}

function isEnabled(rule: PlannedResource["after"]): boolean {
  return !(textOf(rule, "state") ?? "ENABLED").startsWith("DISABLED") && rule?.is_enabled !== false;
}

function silencedTopics({ stack, resources }: StackPlan): readonly Refusal[] {
  const subscriptions = resources.filter(({ type }) => type === "aws_sns_topic_subscription");
  const topics = resources.filter((topic) => topic.type === "aws_sns_topic" && stays(topic));
  return topics
    .filter((topic) => loses(topic, topics, subscriptions, "topic_arn", "arn"))
    .map((topic) => refuse("topic-without-recipient", `${stack}/${nameOf(topic, "name")}`, { resource: at(topic) }));
}

function stays({ action }: PlannedResource): boolean {
  return action === "no-op" || action === "update";
}

/**
 * Whether something had others that belong to it, and would have none.
 *
 * Rules of several Regions share a name, and nothing in a target tells its Region: there each must have one.
 */
function loses(
  owner: PlannedResource,
  owners: readonly PlannedResource[],
  others: readonly PlannedResource[],
  argument: string,
  attribute: string,
): boolean {
  const count = (side: "before" | "after"): number =>
    others.filter((other) => other[side] !== undefined && other[side][argument] === owner[side]?.[attribute]).length;
  const alike = owners.filter(({ before }) => before?.[attribute] === owner.before?.[attribute]).length;
  return count("before") >= alike && count("after") < alike;
}

function nameOf(resource: PlannedResource, argument: string): string {
  return textOf(resource.before, argument) ?? resource.address;
}

function at({ stack, address }: PlannedResource) {
  return { stack, address };
}
