import { TRAIL_ARGUMENTS } from "../../../catalogue/plan-refusals";
import { isList, type PlannedResource, textOf, UNKNOWN, type Value } from "../stack-plan";
import { type JudgedPlan, type Refusal, refuse } from "./refusal";

/** A trail that stops logging, or records less. */
export function weakenedTrail({ facts }: JudgedPlan): readonly Refusal[] {
  return facts.stacks
    .flatMap(({ resources }) => resources)
    .filter(({ type, action }) => type === "aws_cloudtrail" && action === "update")
    .flatMap(refusalsOf);
}

function refusalsOf(trail: PlannedResource): readonly Refusal[] {
  const { stack, address, before, after } = trail;
  const resource = { stack, address };
  const name = textOf(before, "name") ?? address;
  const isStopped = before?.enable_logging === true && after?.enable_logging === false;
  return [
    ...(isStopped ? [refuse("trail-stopped", name, { resource })] : []),
    ...Object.entries(TRAIL_ARGUMENTS)
      .filter(
        ([argument, need]) => trail.changed.includes(argument) && isWeaker(need, before?.[argument], after?.[argument]),
      )
      .map(([argument]) => refuse("trail-weakened", `${name}/${argument}`, { resource })),
  ];
}

function isWeaker(
  need: (typeof TRAIL_ARGUMENTS)[keyof typeof TRAIL_ARGUMENTS],
  before: Value | undefined,
  after: Value | undefined,
): boolean {
  switch (need) {
    case "must-be-true":
      return before === true && after !== true && after !== UNKNOWN;
    case "must-be-set":
      return !isNothing(before) && isNothing(after);
    case "must-not-change":
      return !isNothing(before);
    default:
      return need satisfies never;
  }
}

function isNothing(value: Value | undefined): boolean {
  return value === undefined || value === null || value === "" || (isList(value) && value.length === 0);
}
