import { describe, expect, test } from "@jest/globals";
import { isSamePrincipal, type Present, refusalOf } from "../../../cli/apply/acceptance";
import type { ReviewedManifest } from "../../../cli/apply/reviewed-plan";
import { BASE, COMMIT, reviewedManifest, reviewedStack } from "./reviewed";

const HASH = "a".repeat(64);
const MERGED = "3".repeat(40);

function present(changes: Partial<Present> = {}): Present {
  return {
    commit: COMMIT,
    parent: BASE,
    isDirty: false,
    ledgerChanged: false,
    json: new Map([["organization", HASH]]),
    principal: "arn:aws:iam::111111111111:role/rootstock-deploy",
    accountRole: undefined,
    now: new Date("2026-07-02T12:00:00.000Z"),
    ...changes,
  };
}

interface Case {
  readonly manifest?: Partial<ReviewedManifest>;
  readonly now?: Partial<Present>;
  readonly canApplyFiles?: boolean;
}

const judged = ({ manifest, now, canApplyFiles = false }: Case): string | undefined =>
  refusalOf(reviewedManifest(manifest), present(now), { canApplyFiles, maxAgeDays: 7 })?.message;

describe("a reviewed plan may be applied", () => {
  test.each<[string, Case]>([
    ["at its commit", {}],
    ["when its branch was merged or squashed onto its base", { now: { commit: MERGED } }],
    [
      "outside of any repository, where it was made so",
      { manifest: { commit: undefined, base: undefined }, now: { commit: undefined, parent: undefined } },
    ],
    ["without a base, at its commit", { manifest: { base: undefined } }],
    [
      "of files in no commit, by its files",
      { manifest: { isDirty: true }, now: { isDirty: true }, canApplyFiles: true },
    ],
    ["on its last day", { now: { now: new Date("2026-07-08T12:00:00.000Z") } }],
    ["by a clock that is a little behind", { now: { now: new Date("2026-07-01T11:56:00.000Z") } }],
    [
      "whatever other stacks say",
      {
        now: {
          json: new Map([
            ["organization", HASH],
            ["guardrails", "x"],
          ]),
        },
      },
    ],
  ])("%s", (_, facts) => {
    expect(judged(facts)).toBeUndefined();
  });
});

describe("a reviewed plan is refused", () => {
  test.each<[string, Case, RegExp]>([
    ["that failed", { manifest: { isAcceptable: false } }, /failed in some stack/],
    ["with refusals", { manifest: { isAcceptable: false, refused: ["trail-stopped:x"] } }, /refused: trail-stopped:x/],
    ["whose refusals are hidden", { manifest: { refused: ["trail-stopped:x"] } }, /refused: trail-stopped:x/],
    [
      "of what limits the pipeline",
      { manifest: { stacks: [reviewedStack({ name: "pipeline" }), reviewedStack({ name: "organization" })] } },
      /The plan holds pipeline, which limits the pipeline itself/,
    ],
    [
      "of another commit",
      { now: { commit: MERGED, parent: "4".repeat(40) } },
      /for another commit: for 111111111111, and this is 333333333333/,
    ],
    [
      "of another commit, without a base",
      { manifest: { base: undefined }, now: { commit: MERGED } },
      /for another commit/,
    ],
    [
      "of another commit, whose parent nobody fetched",
      { now: { commit: MERGED, parent: undefined } },
      /for another commit/,
    ],
    [
      "of a repository, outside of it",
      { now: { commit: undefined, parent: undefined } },
      /in a Git repository, and the configuration is in none now/,
    ],
    [
      "from outside, in a repository",
      { manifest: { commit: undefined } },
      /outside of a Git repository, and the configuration is in one now/,
    ],
    ["when files were changed since", { now: { isDirty: true }, canApplyFiles: true }, /Files were changed since/],
    [
      "of files in no commit, where it would be planned again",
      { manifest: { isDirty: true }, now: { isDirty: true } },
      /made from files that are in no commit/,
    ],
    [
      "of files in no commit, after a merge",
      { manifest: { isDirty: true }, now: { commit: MERGED }, canApplyFiles: true },
      /made from files that are in no commit/,
    ],
    ["when the ledger gains something", { now: { ledgerChanged: true } }, /gave the ledger something new/],
    [
      "when a stack says something else",
      { now: { json: new Map([["organization", "b".repeat(64)]]) } },
      /something else now than what was planned, in organization/,
    ],
    ["when a stack is gone", { now: { json: new Map() } }, /in organization/],
    ["that is too old", { now: { now: new Date("2026-07-08T12:00:01.000Z") } }, /7 days old, and may be 7/],
    ["of the future", { now: { now: new Date("2026-07-01T11:54:00.000Z") } }, /in the future/],
  ])("%s", (_, facts, message) => {
    expect(judged(facts)).toMatch(message);
  });
});

test.each<[string, Partial<ReviewedManifest>, Partial<Present>, boolean]>([
  ["the same", {}, { principal: "arn:aws:iam::111111111111:role/rootstock-plan" }, true],
  ["another", {}, {}, false],
  ["unknown twice", { principal: undefined }, { principal: undefined }, false],
  [
    "the same, with another role in member accounts",
    { accountRole: "rootstock-plan" },
    { principal: "arn:aws:iam::111111111111:role/rootstock-plan", accountRole: "rootstock-deploy" },
    false,
  ],
])("who applies and who planned: %s", (_, manifest, now, expected) => {
  expect(isSamePrincipal(reviewedManifest(manifest), present(now))).toBe(expected);
});
