import { describe, expect, test } from "@jest/globals";
import { isNeverApplied, outsideChanges, pendingChanges } from "../../../reports/drift/outside-changes";
import { UNKNOWN, type Values } from "../../../reports/plan/stack-plan";
import { planned, type ResourceParts, stackPlan } from "../../support/planned";

const ADDRESS = "demo_thing.a";

/** One resource: as the last apply left it, as it is, and as the configuration wants it. */
interface Sides {
  readonly applied?: Values;
  readonly is?: Values;
  readonly wanted?: Values;
}

function planOf({ applied, is, wanted }: Sides) {
  const isSame = JSON.stringify(applied) === JSON.stringify(is);
  const drifted =
    applied === undefined || isSame
      ? []
      : [planned({ address: ADDRESS, action: is === undefined ? "delete" : "update", before: applied, after: is })];
  return stackPlan("demo", resourcesOf(is, wanted), { drifted });
}

function resourcesOf(is: Values | undefined, wanted: Values | undefined): readonly ResourceParts[] {
  if (is === undefined) return wanted === undefined ? [] : [{ address: ADDRESS, action: "create", after: wanted }];
  if (wanted === undefined) return [{ address: ADDRESS, action: "delete", before: is }];
  const action = JSON.stringify(is) === JSON.stringify(wanted) ? "no-op" : "update";
  return [{ address: ADDRESS, action, before: is, after: wanted }];
}

/** What of a pseudo-plan differs, as `name: before > after`. */
function told(change: typeof outsideChanges, sides: Sides): readonly string[] {
  return change(planOf(sides)).resources.flatMap(({ action, changed, before, after }) => {
    if (action === "no-op") return [];
    return action === "update" ? changed.map((name) => `${name}: ${before?.[name]} > ${after?.[name]}`) : [action];
  });
}

describe.each<readonly [string, Sides, readonly string[], readonly string[]]>([
  ["nothing happened", { applied: { n: 1 }, is: { n: 1 }, wanted: { n: 1 } }, [], []],
  ["it was changed outside", { applied: { n: 1 }, is: { n: 2 }, wanted: { n: 1 } }, ["n: 1 > 2"], []],
  ["it was deleted outside", { applied: { n: 1 }, wanted: { n: 1 } }, ["delete"], []],
  ["it is configured and not applied", { applied: { n: 1 }, is: { n: 1 }, wanted: { n: 3 } }, [], ["n: 1 > 3"]],
  ["it is new and not applied", { wanted: { n: 1 } }, [], ["create"]],
  ["it is taken out and not applied", { applied: { n: 1 }, is: { n: 1 } }, [], ["delete"]],
  [
    "one argument was changed outside and another is configured",
    { applied: { n: 1, m: 1 }, is: { n: 2, m: 1 }, wanted: { n: 1, m: 4 } },
    ["n: 1 > 2"],
    ["m: 1 > 4"],
  ],
  [
    "it was changed outside and is configured to be something else again",
    { applied: { n: 1 }, is: { n: 2 }, wanted: { n: 3 } },
    ["n: 1 > 2"],
    ["n: 2 > 3"],
  ],
  ["what was done outside is configured by now", { applied: { n: 1 }, is: { n: 2 }, wanted: { n: 2 } }, [], []],
  [
    "AWS computes what differs",
    { applied: { n: 1, size: 1 }, is: { n: 2, size: 9 }, wanted: { n: 1, size: 9 } },
    ["n: 1 > 2"],
    [],
  ],
  ["it was deleted outside and is taken out", { applied: { n: 1 } }, [], []],
  [
    "AWS gives out a value again when it is put back",
    { applied: { n: 1, id: "x" }, is: { n: 2, id: "y" }, wanted: { n: 1, id: UNKNOWN } },
    ["id: x > y", "n: 1 > 2"],
    [],
  ],
])("where %s", (_, sides, outside, pending) => {
  test("what was done outside is told", () => {
    expect(told(outsideChanges, sides)).toEqual(outside);
  });

  test("what is not applied yet is told apart", () => {
    expect(told(pendingChanges, sides)).toEqual(pending);
  });
});

test("what a configuration leaves as it is stands on both sides as it is", () => {
  const { resources } = outsideChanges(
    planOf({ applied: { n: 1, size: 1 }, is: { n: 1, size: 9 }, wanted: { n: 1, size: 9 } }),
  );
  expect(resources).toMatchObject([{ action: "no-op", before: { size: 9 }, after: { size: 9 } }]);
});

test.each<readonly [string, Sides, boolean]>([
  ["nothing exists", { wanted: { n: 1 } }, true],
  ["something exists", { applied: { n: 1 }, is: { n: 1 }, wanted: { n: 1 } }, false],
  ["everything was deleted outside", { applied: { n: 1 }, wanted: { n: 1 } }, false],
  ["there is nothing to make", {}, false],
])("where %s, a stack was never applied: %#", (_, sides, expected) => {
  expect(isNeverApplied(planOf(sides))).toBe(expected);
});
