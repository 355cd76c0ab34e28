import { describe, expect, test } from "@jest/globals";
import { reviewedChange, reviewedChanges } from "../../../cli/plan/reviewed-change";
import { UNKNOWN } from "../../../reports/plan/stack-plan";
import { planned, type ResourceParts } from "../../support/planned";

const configured = (...names: readonly string[]) => Object.fromEntries(names.map((name) => [name, []]));

const UNIT: ResourceParts = {
  address: "aws_organizations_organizational_unit.prod",
  references: configured("name", "parent_id", "tags"),
};
const CREATED: ResourceParts = {
  ...UNIT,
  action: "create",
  after: { name: "Prod", parent_id: UNKNOWN, tags: { a: "1", "x/y~z": UNKNOWN }, id: UNKNOWN, arn: UNKNOWN },
};
const RENAMED: ResourceParts = {
  ...UNIT,
  before: { id: "ou-1", name: "Prod", parent_id: "r-1", accounts: ["1"] },
  after: { id: "ou-1", name: "Production", parent_id: "r-1", accounts: UNKNOWN },
};

const digestOf = (parts: ResourceParts, unknown?: readonly string[]): string =>
  reviewedChange(planned(parts), unknown).digest;

describe("two changes are the same when they differ in", () => {
  test.each<[string, ResourceParts, ResourceParts]>([
    ["nothing", CREATED, { ...CREATED }],
    [
      "the order of arguments",
      CREATED,
      { ...CREATED, after: { tags: { "x/y~z": UNKNOWN, a: "1" }, parent_id: UNKNOWN, name: "Prod" } },
    ],
    [
      "what the provider computes for something new",
      CREATED,
      { ...CREATED, after: { ...CREATED.after, arn: "arn:x" } },
    ],
    ["what is computed and not known", RENAMED, { ...RENAMED, before: { ...RENAMED.before, accounts: ["1", "2"] } }],
    [
      "what stays as it is",
      RENAMED,
      { ...RENAMED, before: { ...RENAMED.before, parent_id: "r-2" }, after: { ...RENAMED.after, parent_id: "r-2" } },
    ],
  ])("%s", (_, one, other) => {
    expect(digestOf(other)).toBe(digestOf(one));
  });
});

describe("two changes are not the same when they differ in", () => {
  const deleted: ResourceParts = { ...UNIT, action: "delete", before: { id: "ou-1" } };
  test.each<[string, ResourceParts, ResourceParts]>([
    ["a value to be set", CREATED, { ...CREATED, after: { ...CREATED.after, name: "Dev" } }],
    ["a value below another", CREATED, { ...CREATED, after: { ...CREATED.after, tags: { a: "2", "x/y~z": UNKNOWN } } }],
    ["whether a value is known", CREATED, { ...CREATED, after: { ...CREATED.after, parent_id: "r-1" } }],
    ["the value that is replaced", RENAMED, { ...RENAMED, before: { ...RENAMED.before, name: "Test" } }],
    ["the resource that it happens to", RENAMED, { ...RENAMED, before: { ...RENAMED.before, id: "ou-2" } }],
    ["another argument that changes", RENAMED, { ...RENAMED, after: { ...RENAMED.after, parent_id: "r-2" } }],
    [
      "an argument that is taken away",
      RENAMED,
      { ...RENAMED, before: { ...RENAMED.before, note: "x" }, after: { ...RENAMED.after, note: null } },
    ],
    ["the resource that is destroyed", deleted, { ...deleted, before: { id: "ou-2" } }],
    ["destroyed or forgotten", deleted, { ...deleted, action: "forget" }],
    ["updated or replaced", RENAMED, { ...RENAMED, action: "replace" }],
    ["whether it is imported", RENAMED, { ...RENAMED, isImported: true }],
    ["the address that it had", RENAMED, { ...RENAMED, previousAddress: "aws_organizations_organizational_unit.old" }],
  ])("%s", (_, one, other) => {
    expect(digestOf(other)).not.toBe(digestOf(one));
  });
});

describe("what an earlier plan did not know", () => {
  const { unknown, digest } = reviewedChange(planned(CREATED));

  test("is listed by its place, and only where it is configured", () => {
    expect(unknown).toEqual(["/parent_id/after", "/tags/after/x~1y~0z"]);
  });

  test("may be anything later", () => {
    const later = { ...CREATED, after: { name: "Prod", parent_id: "r-1", tags: { a: "1", "x/y~z": "2" } } };
    expect(digestOf(later)).not.toBe(digest);
    expect(digestOf(later, unknown)).toBe(digest);
  });

  test("opens no other place", () => {
    const later = { ...CREATED, after: { name: "Dev", parent_id: "r-1", tags: { a: "1", "x/y~z": "2" } } };
    expect(digestOf(later, unknown)).not.toBe(digest);
  });

  test("is no place that the later change does not have", () => {
    expect(digestOf(RENAMED, ["/parent_id/after", "/tags/after/a"])).toBe(digestOf(RENAMED));
  });

  test("may be in a list", () => {
    const listing = (second: string): ResourceParts => ({
      address: "aws_x.y",
      action: "create",
      references: configured("names"),
      after: { names: ["a", second] },
    });
    const reviewed = reviewedChange(planned(listing(UNKNOWN)));
    expect(reviewed.unknown).toEqual(["/names/after/1"]);
    expect(digestOf(listing("b"), reviewed.unknown)).toBe(reviewed.digest);
  });
});

test("a plan's changes are those that do something, by address, and hold no value", () => {
  const changes = reviewedChanges([
    planned({ ...UNIT, address: "aws_x.stays", action: "no-op" }),
    planned({ address: "aws_x.moved", action: "no-op", previousAddress: "aws_x.old" }),
    planned({ address: "aws_x.known", action: "no-op", isImported: true }),
    planned(CREATED),
  ]);
  expect(changes.map(({ address, action, previousAddress }) => [address, action, previousAddress])).toEqual([
    ["aws_organizations_organizational_unit.prod", "create", undefined],
    ["aws_x.known", "import", undefined],
    ["aws_x.moved", "move", "aws_x.old"],
  ]);
  expect(JSON.stringify(changes)).not.toContain("Prod");
});
