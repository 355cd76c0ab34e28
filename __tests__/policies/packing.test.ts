import { describe, expect, test } from "@jest/globals";
import type { PolicyRecords } from "../../model/ledger";
import { packPolicies } from "../../policies/packing";
import type { PackableGuardrail, PolicyMeasure } from "../../policies/packing/packable-guardrail";

/** `a` at the root, `a@x,y` at units, `a@` nowhere, `a!` where it stands alone, `a:60` with as many characters as that. */
function guardrail(text: string): PackableGuardrail & { readonly characters: number } {
  const [, key = "", alone, characters = "30", targets = "root"] =
    /^([a-z]+)(!)?(?::(\d+))?(?:@([a-z,]*))?$/.exec(text) ?? [];
  return {
    key,
    policyType: "scp",
    standsAlone: alone !== undefined,
    targets: targets === "" ? [] : targets.split(","),
    characters: Number(characters),
  };
}

/** Packs guardrails where a policy has room for 100 characters. */
function pack(guardrails: readonly string[], records: PolicyRecords = {}, consolidate = false): PolicyRecords {
  const parsed = guardrails.map(guardrail);
  const ofGuardrail = (wanted: string): number => parsed.find(({ key }) => key === wanted)?.characters ?? 0;
  const measure: PolicyMeasure = {
    ofGuardrail,
    ofPolicy: (keys) => [...new Set(keys)].reduce((sum, key) => sum + ofGuardrail(key), 0),
    limit: () => 100,
  };
  return packPolicies({ guardrails: parsed, records, measure, consolidate });
}

/** What follows of each list of guardrails, synthesized one after the other. */
const packed = (...lists: readonly (readonly string[])[]): PolicyRecords =>
  lists.reduce<PolicyRecords>((records, list) => pack(list, records), {});

/** Records in one line each: `id: guardrails @ targets`, then what is in between. */
function inShort(records: PolicyRecords): readonly string[] {
  const words = (name: string, keys: readonly string[] = []): string => (keys.length === 0 ? "" : ` ${name} ${keys}`);
  return Object.entries(records)
    .filter(([, { state }]) => state === "active")
    .map(([id, { guardrails, targets, arriving, leaving, after }]) =>
      [
        `${id}: ${Object.keys(guardrails)} @ ${targets}`,
        words("arriving", arriving?.guardrails),
        words("arriving at", arriving?.targets),
        words("leaving", leaving?.guardrails),
        words(
          "leaving",
          leaving?.targets?.map((target) => `@${target}`),
        ),
        words("after", after),
      ].join(""),
    );
}

describe("at first", () => {
  test.each<[string, string[], string[]]>([
    ["guardrails with equal targets share a policy", ["a", "b", "c"], ["scp_1: a,b,c @ root"]],
    [
      "guardrails with other targets do not",
      ["a", "b@x", "c@x,y"],
      ["scp_1: a @ root", "scp_2: b @ x", "scp_3: c @ x,y"],
    ],
    ["what stands alone does", ["a!", "b", "c!"], ["a: a @ root", "c: c @ root", "scp_1: b @ root"]],
    ["the largest are placed first", ["a:40", "b:60", "c:60", "d:40"], ["scp_1: a,b @ root", "scp_2: c,d @ root"]],
    ["what fits nowhere has a policy", ["a:120", "b:30"], ["scp_1: a @ root", "scp_2: b @ root"]],
  ])("%s", (_, guardrails, expected) => {
    expect(inShort(pack(guardrails))).toEqual(expected);
  });
});

describe("later", () => {
  test.each<[string, string[][], string[]]>([
    ["a guardrail that is added moves no other", [["b:60"], ["a:60", "b:60"]], ["scp_1: b @ root", "scp_2: a @ root"]],
    [
      "it goes where there is room",
      [
        ["a:60", "b:60"],
        ["a:60", "b:60", "c:40"],
      ],
      ["scp_1: a,c @ root", "scp_2: b @ root"],
    ],
    [
      "one that is removed makes room, and its policy stays for the others",
      [["a:60", "b:40"], ["b:40"], ["b:40", "c:60"]],
      ["scp_1: b,c @ root"],
    ],
    ["the number of a policy that is gone is not used again", [["a"], [], ["a"]], ["scp_2: a @ root"]],
    [
      "other targets: the new policy comes first, and the old one holds the guardrail",
      [
        ["a", "b"],
        ["a@x", "b"],
      ],
      ["scp_1: b @ root leaving a", "scp_2: a @ x arriving a"],
    ],
    [
      "so too when nothing else is in the old policy",
      [["a"], ["a@x"]],
      ["scp_1:  @ root leaving a", "scp_2: a @ x arriving a"],
    ],
    [
      "synthesizing again finishes nothing",
      [["a"], ["a@x"], ["a@x"]],
      ["scp_1:  @ root leaving a", "scp_2: a @ x arriving a"],
    ],
    [
      "back again: the old policy still holds it",
      [
        ["a", "b"],
        ["a@x", "b"],
        ["a", "b"],
      ],
      ["scp_1: a,b @ root"],
    ],
    [
      "moved again before that is finished: both hold it",
      [["a"], ["a@x"], ["a@y"]],
      ["scp_1:  @ root leaving a", "scp_2:  @ x arriving a leaving a", "scp_3: a @ y arriving a"],
    ],
    [
      "taken out on purpose during a move: it is gone everywhere",
      [["a", "b"], ["a@x", "b"], ["b"]],
      ["scp_1: b @ root"],
    ],
    [
      "standing alone now: a policy of its own comes first",
      [
        ["a", "b"],
        ["a!", "b"],
      ],
      ["a: a @ root arriving a", "scp_1: b @ root leaving a"],
    ],
    [
      "standing alone no longer: it stays where it is",
      [
        ["a!", "b"],
        ["a", "b"],
      ],
      ["a: a @ root", "scp_1: b @ root"],
    ],
    [
      "a policy of its own: new nodes are attached, old ones stay",
      [["a!@x,y"], ["a!@y,z"]],
      ["a: a @ y,z arriving at z leaving @x"],
    ],
    ["a node that is only taken away is detached at once", [["a!@x,y"], ["a!@y"]], ["a: a @ y"]],
    [
      "not while another node is not known to be attached",
      [["a!@x,y"], ["a!@x,y,z"], ["a!@z"]],
      ["a: a @ z arriving at z leaving @x,@y"],
    ],
    [
      "taken from every node: it leaves a policy that it shares at once",
      [
        ["a", "b"],
        ["a@", "b"],
      ],
      ["scp_1: b @ root", "scp_2: a @ "],
    ],
    [
      "taken from every node during a move: it leaves both policies",
      [
        ["a", "b"],
        ["a@x", "b"],
        ["a@", "b"],
      ],
      ["scp_1: b @ root", "scp_3: a @ "],
    ],
    ["taken from every node and attached again: nothing held it", [["a"], ["a@"], ["a"]], ["scp_3: a @ root"]],
    ["a policy of its own that is taken from every node", [["a!@x"], ["a!@"]], ["a: a @ "]],
    ["nodes back again", [["a!@x"], ["a!@y"], ["a!@x"]], ["a: a @ x"]],
    [
      "what no longer fits goes to a new policy, and the old one waits for it",
      [
        ["a:40", "b:40"],
        ["a:40", "b:70"],
      ],
      ["scp_1: a @ root after scp_2", "scp_2: b @ root arriving b"],
    ],
    [
      "the one that grew goes, not the largest",
      [
        ["a:60", "b:20"],
        ["a:60", "b:50"],
      ],
      ["scp_1: a @ root after scp_2", "scp_2: b @ root arriving b"],
    ],
    [
      "not to an older policy with room, which might wait for this one",
      [
        ["a:90", "b:40", "c:40"],
        ["a:10", "b:40", "c:70"],
      ],
      ["scp_1: a @ root", "scp_2: b @ root after scp_3", "scp_3: c @ root arriving c"],
    ],
    [
      "moving and grown at once: the old policy has no room, and waits",
      [
        ["a:40", "b:40"],
        ["a:40", "b:70@x"],
      ],
      ["scp_1: a @ root after scp_2", "scp_2: b @ x arriving b"],
    ],
    [
      "too long for any policy: the others go, and a rule refuses it",
      [
        ["a", "b"],
        ["a", "b:120"],
      ],
      ["scp_1: b @ root after scp_2", "scp_2: a @ root arriving a"],
    ],
  ])("%s", (_, lists, expected) => {
    expect(inShort(packed(...lists))).toEqual(expected);
  });
});

describe("put together on request", () => {
  const own = (key: string): PolicyRecords => ({
    [key]: { policyType: "scp", state: "active", targets: ["root"], guardrails: { [key]: 0 } },
  });

  test.each<[string, string[], PolicyRecords, string[]]>([
    [
      "policies of guardrails' own become one",
      ["a", "b"],
      { ...own("a"), ...own("b") },
      ["a:  @ root leaving a", "b:  @ root leaving b", "scp_1: a,b @ root arriving a,b"],
    ],
    ["one alone stays", ["a", "b!"], { ...own("a"), ...own("b") }, ["a: a @ root", "b: b @ root"]],
    [
      "two that do not fit together stay",
      ["a:60", "b:60"],
      { ...own("a"), ...own("b") },
      ["a: a @ root", "b: b @ root"],
    ],
    [
      "the youngest policy is given up where the others have room",
      ["a:40", "b:40"],
      packed(["a:90", "b:90"], ["a:40", "b:40"]),
      ["scp_1: a,b @ root arriving b", "scp_2:  @ root leaving b"],
    ],
    [
      "what is leaving takes its room: the policy that holds it is given up instead",
      ["a:50", "b:40", "c:50@x"],
      packed(["a:50", "c:50", "b:40"], ["a:50", "c:50@x", "b:40"]),
      ["scp_1:  @ root leaving a,c", "scp_2: a,b @ root arriving a", "scp_3: c @ x arriving c"],
    ],
  ])("%s", (_, guardrails, records, expected) => {
    expect(inShort(pack(guardrails, records, true))).toEqual(expected);
  });

  test("without the request, everything stays", () => {
    expect(inShort(pack(["a", "b"], { ...own("a"), ...own("b") }))).toEqual(["a: a @ root", "b: b @ root"]);
  });
});

test("a guardrail of another type is another policy, of which nothing can be kept", () => {
  const records = packed(["a", "b!"]);
  const measure: PolicyMeasure = { ofGuardrail: () => 1, ofPolicy: () => 1, limit: () => 100 };
  const guardrails = ["a", "b!"].map((text) => ({ ...guardrail(text), policyType: "rcp" as const }));
  expect(inShort(packPolicies({ guardrails, records, measure, consolidate: false }))).toEqual([
    "b: b @ root",
    "rcp_1: a @ root",
  ]);
});
