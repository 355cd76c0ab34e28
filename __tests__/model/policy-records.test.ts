import { describe, expect, test } from "@jest/globals";
import type { LandingZoneConfig } from "../../model/config";
import type { Ledger, PolicyRecord } from "../../model/ledger";
import { finishMoves } from "../../model/policy-records";
import { resolve } from "../../model/resolve";
import { HARMLESS, withStatements } from "../support/custom-guardrail";
import { minimalConfig } from "../support/example-config";

const config = withStatements([HARMLESS]);
const { ledger } = resolve(config, undefined);

const record = (changes: Partial<PolicyRecord> = {}): PolicyRecord => ({
  policyType: "scp",
  state: "active",
  targets: ["security"],
  guardrails: { own: 120 },
  ...changes,
});

const withPolicies = (policies: Ledger["policies"]): Ledger => ({ ...ledger, ...(policies && { policies }) });
const carried = (changed: LandingZoneConfig, known: Ledger | undefined) => resolve(changed, known).zone.policyRecords;

describe("the records of a ledger, in today's keys", () => {
  test("there are none before the first synthesis", () => {
    expect(carried(config, undefined)).toEqual({});
  });

  test("a ledger from before there were any: every guardrail has a policy of its own, where it is wanted today", () => {
    const { own, "deny-root": denyRoot, ...others } = carried(config, ledger);
    expect([own, denyRoot]).toEqual([
      record({ guardrails: { own: 0 } }),
      record({ guardrails: { "deny-root": 0 }, targets: ["root"] }),
    ]);
    expect(Object.keys(others)).toContain("protect-root-settings");
  });

  test("renamed guardrails and units are found under their new keys", () => {
    const { security, ...units } = config.organizationalUnits;
    const renamed: LandingZoneConfig = {
      ...config,
      guardrails: { mine: { reason: "For the test.", statements: [HARMLESS] } },
      organizationalUnits: { ...units, core: { name: "Security", ...security, guardrails: ["mine"] } },
      moved: [
        { from: "own", to: "mine" },
        { from: "security", to: "core" },
      ],
    };
    const known = withPolicies({
      scp_1: record({ leaving: { guardrails: ["own"] }, arriving: { targets: ["security"] }, after: ["own"] }),
      own: record(),
    });
    expect(carried(renamed, known)).toMatchObject({
      scp_1: {
        targets: ["core"],
        guardrails: { mine: 120 },
        leaving: { guardrails: ["mine"] },
        arriving: { targets: ["core"] },
        after: ["mine"],
      },
      mine: { guardrails: { mine: 120 } },
    });
  });

  test("nodes that are gone are left out", () => {
    const known = withPolicies({ scp_1: record({ targets: ["gone", "security"], leaving: { targets: ["lost"] } }) });
    expect(carried(config, known).scp_1).toMatchObject({ targets: ["security"], leaving: { targets: [] } });
  });

  test("a shared policy that is released together with its node stays attached to it", () => {
    const released = { ...minimalConfig(), released: ["own", "idle"].map((key) => ({ key, reason: "Elsewhere." })) };
    const known = withPolicies({ scp_1: record({ targets: ["idle"], leaving: { targets: ["security"] } }) });
    expect(carried(released, known).scp_1).toEqual(record({ state: "released", targets: ["idle", "security"] }));
  });

  test("a shared policy is released with its last guardrail; what is final stays", () => {
    const released = { ...minimalConfig(), released: [{ key: "own", reason: "Elsewhere." }] };
    const deleted = record({ state: "deleted", targets: [], guardrails: {} });
    expect(carried(released, withPolicies({ scp_1: record(), scp_2: deleted }))).toEqual({
      scp_1: record({ state: "released" }),
      scp_2: deleted,
    });
  });
});

describe("finishing moves", () => {
  test("takes away what is leaving, says so, and knows what arrived", () => {
    const moving = withPolicies({
      scp_1: record({ leaving: { guardrails: ["b"] }, after: ["scp_2"] }),
      scp_2: record({ guardrails: { b: 1 }, arriving: { guardrails: ["b"] } }),
      scp_3: record({ guardrails: {}, leaving: { guardrails: ["c"] } }),
      c: record({ guardrails: { c: 1 }, arriving: { targets: ["x"] }, leaving: { targets: ["y"] } }),
      d: record({ guardrails: {}, leaving: { guardrails: ["d"] } }),
    });
    expect(finishMoves(moving)).toEqual({
      ledger: withPolicies({
        scp_1: record(),
        scp_2: record({ guardrails: { b: 1 } }),
        scp_3: record({ state: "deleted", targets: [], guardrails: {} }),
        c: record({ guardrails: { c: 1 } }),
      }),
      finished: [
        { policy: "scp_1", kind: "guardrail", key: "b" },
        { policy: "scp_3", kind: "guardrail", key: "c" },
        { policy: "c", kind: "target", key: "y" },
        { policy: "d", kind: "guardrail", key: "d" },
      ],
    });
  });

  test("leaves a ledger without moves, or from before there were any, as it is", () => {
    for (const settled of [ledger, withPolicies({ scp_1: record() })]) {
      expect(finishMoves(settled)).toEqual({ ledger: settled, finished: [] });
    }
  });
});
