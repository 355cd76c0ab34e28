import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { formatLedger } from "../../cli/load-ledger";
import type { CustomGuardrailConfig, LandingZoneConfig, OrganizationalUnitConfig } from "../../model/config";
import type { LandingZone } from "../../model/landing-zone";
import type { Ledger } from "../../model/ledger";
import { BUILT_IN_GUARDRAIL_IDS } from "../../model/mechanisms";
import { finishMoves } from "../../model/policy-records";
import { resolve } from "../../model/resolve";
import {
  guardrailPolicies,
  policyOfGuardrail,
  policyRecords,
  unfinishedMoves,
} from "../../policies/guardrail-policies";
import { characterBudget, nodeBudgets } from "../../policies/quota-budget";
import {
  type AppliedPolicies,
  attached,
  inForce,
  renamedPolicies,
  statesOfApply,
  wantedPolicies,
} from "../support/applied-policies";
import { minimalConfig } from "../support/example-config";

const RUNS = 300;

/** A guardrail of the generated organization; its serial number stays whatever its key is. */
interface Made {
  readonly serial: number;
  readonly generation: number;
  readonly policyType: "scp" | "rcp";
  readonly critical: boolean;
  readonly characters: number;
  readonly targets: readonly string[];
}

const NODES = ["root", "alpha", "beta", "gamma", "in-alpha", "in-beta"] as const;
const keyOf = ({ serial, generation }: Made): string => `g${serial}-${generation}`;
const serialOf = (key: string): string => key.replace(/-.*/, "");

type Edit =
  | { readonly kind: "add"; readonly made: Omit<Made, "serial" | "generation"> }
  | { readonly kind: "remove" | "rename" | "critical"; readonly which: number }
  | { readonly kind: "retarget"; readonly which: number; readonly targets: readonly string[] }
  | { readonly kind: "resize"; readonly which: number; readonly characters: number }
  | { readonly kind: "finish" }
  | { readonly kind: "repack" };

interface Step {
  readonly edit: Edit;
  readonly isApplied: boolean;
}

const targets = fc.subarray([...NODES], { minLength: 1, maxLength: 3 });
const characters = fc.integer({ min: 20, max: 420 });
const which = fc.nat({ max: 20 });
const edit = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({
      kind: fc.constant("add" as const),
      made: fc.record({
        policyType: fc.constantFrom("scp" as const, "scp" as const, "rcp" as const),
        critical: fc.constantFrom(false, false, false, true),
        characters,
        targets: fc.oneof(fc.constantFrom(["root"], ["alpha"]), targets),
      }),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({ kind: fc.constantFrom("remove" as const, "rename" as const, "critical" as const), which }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      kind: fc.constant("retarget" as const),
      which,
      targets: fc.oneof(targets, fc.constant([])),
    }),
  },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant("resize" as const), which, characters }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant("finish" as const) }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant("repack" as const) }) },
);
const steps: fc.Arbitrary<readonly Step[]> = fc.array(
  fc.record({ edit, isApplied: fc.constantFrom(true, true, false) }),
  { minLength: 2, maxLength: 16 },
);

const OFF = Object.fromEntries(
  BUILT_IN_GUARDRAIL_IDS.filter((id) => id !== "deny-root").map((id) => [id, { mode: "off" as const }]),
);

/** A tree three levels deep, with an account in every unit; policies have room for about three guardrails. */
function configOf(
  guardrails: readonly Made[],
  changes: Pick<LandingZoneConfig, "moved" | "closing">,
): LandingZoneConfig {
  const at = (node: string): readonly string[] => guardrails.filter(({ targets }) => targets.includes(node)).map(keyOf);
  const unit = (
    key: string,
    below: OrganizationalUnitConfig["organizationalUnits"] = {},
  ): OrganizationalUnitConfig => ({
    name: key,
    guardrails: at(key),
    accounts: { [`in-${key}`]: { email: `aws+${key}@acme.example`, guardrails: at(`in-${key}`) } },
    organizationalUnits: below,
  });
  const base = minimalConfig({
    denyRoot: { mode: "off" },
    companionGuardrails: OFF,
    quotas: {
      "scp-size": { value: 700, reason: "Small, so that moves are frequent." },
      "rcp-size": { value: 700, reason: "Small, so that moves are frequent." },
    },
    ...changes,
  });
  return {
    ...base,
    rootGuardrails: at("root"),
    organizationalUnits: {
      ...base.organizationalUnits,
      alpha: unit("alpha", { beta: unit("beta") }),
      gamma: unit("gamma"),
    },
    guardrails: Object.fromEntries(
      guardrails.map((made): [string, CustomGuardrailConfig] => {
        const { policyType, critical, characters: length } = made;
        const principal = policyType === "rcp" ? { Principal: "*" as const } : {};
        const statement = { Effect: "Deny", Action: "s3:*", Resource: "x".repeat(length), ...principal } as const;
        return [keyOf(made), { reason: "For the test.", policyType, critical, statements: [statement] }];
      }),
    ),
  };
}

/** What a team has: its configuration and ledger, and what it applied last. */
interface Team {
  readonly guardrails: readonly Made[];
  readonly moved: readonly { readonly from: string; readonly to: string }[];
  readonly closed: readonly string[];
  readonly ledger: Ledger | undefined;
  readonly applied: AppliedPolicies;
  /** What every synthesis since the last apply wanted in force: what one of them gave up may be gone for a while. */
  readonly wantedSince: ReadonlySet<string> | undefined;
  readonly isApplied: boolean;
  readonly serial: number;
}

const NOTHING: Team = {
  guardrails: [],
  moved: [],
  closed: [],
  ledger: undefined,
  applied: new Map(),
  wantedSince: undefined,
  isApplied: true,
  serial: 1,
};

/** The guardrails after an edit, or `undefined` where there is nothing to edit. */
function edited(team: Team, change: Edit): Team | undefined {
  const { guardrails, moved, closed, serial } = team;
  switch (change.kind) {
    case "add":
      return { ...team, guardrails: [...guardrails, { ...change.made, serial, generation: 1 }], serial: serial + 1 };
    case "finish":
      return team.isApplied && team.ledger ? { ...team, ledger: finishMoves(team.ledger).ledger } : undefined;
    case "repack":
      return team.ledger && { ...team, ledger: repacked(team, team.ledger) };
    case "remove":
    case "rename":
    case "critical":
    case "retarget":
    case "resize": {
      const made = guardrails[change.which % Math.max(1, guardrails.length)];
      if (made === undefined) return undefined;
      const replace = (...others: readonly Made[]): Made[] =>
        guardrails.flatMap((one) => (one === made ? others : one));
      switch (change.kind) {
        case "remove":
          return { ...team, guardrails: replace(), closed: [...closed, keyOf(made)] };
        case "rename": {
          // A `moved` entry stays until it is applied: so says the how-to, and the rule refuses a chain of them.
          if (!team.isApplied) return undefined;
          const renamed = { ...made, generation: made.generation + 1 };
          const entry = { from: keyOf(made), to: keyOf(renamed) };
          return {
            ...team,
            guardrails: replace(renamed),
            moved: [...moved.filter(({ to }) => to !== entry.from), entry],
          };
        }
        case "critical":
          return { ...team, guardrails: replace({ ...made, critical: !made.critical }) };
        case "retarget":
          return { ...team, guardrails: replace({ ...made, targets: change.targets }) };
        case "resize":
          return { ...team, guardrails: replace({ ...made, characters: change.characters }) };
        default:
          return change satisfies never;
      }
    }
    default:
      return change satisfies never;
  }
}

function repacked(team: Team, ledger: Ledger): Ledger {
  return { ...ledger, policies: policyRecords(zoneOf(team, ledger), true) };
}

function zoneOf({ guardrails, moved, closed }: Team, ledger: Ledger | undefined): LandingZone {
  const closing = closed.map((key) => ({ key, reason: "Gone." }));
  return resolve(configOf(guardrails, { moved, closing }), ledger).zone;
}

function nextLedger({ guardrails, moved, closed }: Team, ledger: Ledger | undefined, zone: LandingZone): Ledger {
  const closing = closed.map((key) => ({ key, reason: "Gone." }));
  const next = resolve(configOf(guardrails, { moved, closing }), ledger).ledger;
  return JSON.parse(formatLedger({ ...next, policies: policyRecords(zone) }));
}

function isWithinQuotas(zone: LandingZone): boolean {
  const policies = guardrailPolicies(zone);
  const slots = nodeBudgets(zone, policies).flatMap((node) => node.slots);
  return [...slots, ...policies.map((policy) => characterBudget(zone, policy))].every(({ left }) => left >= 0);
}

/** Takes removals first: the order that shows every gap; then any order. */
function chooser(random: readonly number[] | undefined): (operations: readonly { isRemoval: boolean }[]) => number {
  if (random === undefined)
    return (ready) =>
      Math.max(
        0,
        ready.findIndex(({ isRemoval }) => isRemoval),
      );
  let turn = 0;
  return (ready) => (random[turn++ % random.length] ?? 0) % ready.length;
}

function checkApply(
  zone: LandingZone,
  { applied, wantedSince }: Team,
  order: readonly number[] | undefined,
): AppliedPolicies {
  const from = renamedPolicies(zone, applied);
  const to = wantedPolicies(zone, serialOf);
  const [had, will] = [inForce(zone, from), inForce(zone, to)];
  const kept = [...had].filter((item) => will.has(item) && (wantedSince?.has(item) ?? true));
  for (const state of statesOfApply(zone, from, to, chooser(order))) {
    const now = inForce(zone, state);
    for (const item of kept) if (!now.has(item)) throw new Error(`${item} is not in force for a moment`);
  }
  return to;
}

interface Outcome {
  readonly team: Team;
  readonly zone: LandingZone;
}

/** One edit with its synthesis and, perhaps, its apply; `undefined` where the rules refuse it. */
function advance(team: Team, { edit: change, isApplied }: Step, order: readonly number[]): Outcome | undefined {
  const changed = edited(team, change);
  if (changed === undefined) return undefined;
  const zone = zoneOf(changed, changed.ledger);
  if (!isWithinQuotas(zone)) return undefined;
  const ledger = nextLedger(changed, changed.ledger, zone);
  if (!isApplied) {
    const wanted = inForce(zone, wantedPolicies(zone, serialOf));
    const wantedSince = new Set([...wanted].filter((item) => team.wantedSince?.has(item) ?? true));
    return { team: { ...changed, ledger, wantedSince, isApplied }, zone };
  }
  checkApply(zone, team, order);
  const applied = checkApply(zone, team, undefined);
  return { team: { ...changed, ledger, applied, wantedSince: undefined, isApplied }, zone };
}

/** Every edit of a sequence that the rules let pass. */
function* history(
  sequence: readonly Step[],
  order: readonly number[],
): Generator<Outcome & { readonly before: Team; readonly step: Step }> {
  let team = NOTHING;
  for (const step of sequence) {
    const outcome = advance(team, step, order);
    if (outcome === undefined) continue;
    yield { ...outcome, before: team, step };
    team = outcome.team;
  }
}

const order = fc.array(fc.nat({ max: 1000 }), { minLength: 1, maxLength: 12 });

describe("for random guardrails, edits and orders of Terraform's calls", () => {
  test("what is in force before and after an apply is in force at every moment of it", () => {
    let moves = 0;
    fc.assert(
      fc.property(steps, order, (sequence, choices) => {
        for (const { zone } of history(sequence, choices)) moves += unfinishedMoves(zone).length;
      }),
      { numRuns: RUNS },
    );
    expect(moves).toBeGreaterThan(RUNS);
  });

  test("once moves are finished and applied, every guardrail is in force at exactly its targets", () => {
    fc.assert(
      fc.property(steps, order, (sequence, choices) => {
        const last = [...history(sequence, choices)].at(-1)?.team ?? NOTHING;
        const settling: readonly Step[] = [
          {
            edit: { kind: "add", made: { policyType: "scp", critical: false, characters: 20, targets: ["gamma"] } },
            isApplied: true,
          },
          { edit: { kind: "finish" }, isApplied: true },
        ];
        const settled = settling.reduce((team, step) => advance(team, step, choices)?.team ?? team, last);
        fc.pre(settled.isApplied && settled !== last);
        const wanted = settled.guardrails.flatMap((made) => made.targets.map((node) => `g${made.serial} ${node}`));
        expect([...attached(settled.applied)].sort()).toEqual(wanted.sort());
      }),
      { numRuns: RUNS },
    );
  });

  test("a guardrail that nobody touched stays in its policy", () => {
    fc.assert(
      fc.property(steps, order, (sequence, choices) => {
        for (const { before, team, zone, step } of history(sequence, choices)) {
          if (step.edit.kind === "repack") continue;
          const earlier = zoneOf(before, before.ledger);
          for (const made of team.guardrails.filter((one) => before.guardrails.includes(one))) {
            const [was, is] = [earlier, zone].map((one) => policyOfGuardrail(one, keyOf(made))?.id);
            expect({ made, policy: is }).toEqual({ made, policy: was });
          }
        }
      }),
      { numRuns: RUNS },
    );
  });

  test("synthesizing again changes nothing and finishes no move", () => {
    fc.assert(
      fc.property(steps, order, (sequence, choices) => {
        for (const { team, zone } of history(sequence, choices)) {
          const again = zoneOf(team, team.ledger);
          expect(formatLedger(nextLedger(team, team.ledger, again))).toBe(team.ledger && formatLedger(team.ledger));
          expect(wantedPolicies(again, serialOf)).toEqual(wantedPolicies(zone, serialOf));
        }
      }),
      { numRuns: RUNS / 4 },
    );
  });

  test("critical guardrails are alone, and a policy holds only guardrails with its targets", () => {
    fc.assert(
      fc.property(steps, order, (sequence, choices) => {
        for (const { zone } of history(sequence, choices)) {
          for (const { key, critical } of zone.guardrails) {
            const policy = policyOfGuardrail(zone, key);
            const others = policy?.guardrails.filter((other) => other.key !== key) ?? [];
            if (critical) expect({ id: policy?.id, others }).toEqual({ id: key, others: [] });
          }
          for (const { policyType, guardrails } of guardrailPolicies(zone)) {
            expect(new Set([policyType, ...guardrails.map((guardrail) => guardrail.policyType)]).size).toBe(1);
          }
        }
      }),
      { numRuns: RUNS / 4 },
    );
  });
});
