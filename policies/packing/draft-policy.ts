import type { PolicyType } from "../../catalogue/guardrails";
import type { PolicyParts, PolicyRecord } from "../../model/ledger";
import { compareKeys } from "../../model/next-ledger";
import { deletedRecord, heldGuardrails, isSharedPolicy, sharedPolicyNumber } from "../../model/policy-records";

/** One policy while it is decided what is in it. */
export class DraftPolicy {
  /** The guardrails whose place it is. */
  readonly staying = new Set<string>();
  /** The guardrails that have another place now, and are here until that is known to be applied. */
  readonly leaving = new Set<string>();
  /** The guardrails that it cannot hold any longer: their new policy must be attached before this one changes. */
  readonly evicted = new Set<string>();
  readonly arriving = new Set<string>();
  readonly after = new Set<string>();
  targets: readonly string[];
  arrivingTargets: readonly string[];
  leavingTargets: readonly string[];
  private readonly held: ReadonlySet<string>;

  /** @param prior what the ledger says of it; `undefined` for a policy that is made now */
  constructor(
    readonly id: string,
    readonly policyType: PolicyType,
    targets: readonly string[],
    readonly prior: PolicyRecord | undefined,
  ) {
    this.targets = targets;
    this.arrivingTargets = prior?.arriving?.targets ?? [];
    this.leavingTargets = prior?.leaving?.targets ?? [];
    this.held = new Set(prior === undefined ? [] : heldGuardrails(prior));
  }

  get isShared(): boolean {
    return isSharedPolicy(this.id);
  }

  /** Of a shared policy: its number, in the order in which they were made. */
  get number(): number {
    return sharedPolicyNumber(this.id);
  }

  get isUsed(): boolean {
    return this.staying.size + this.leaving.size > 0;
  }

  /** Whether a guardrail's statements were in it before. */
  hasHeld(guardrail: string): boolean {
    return this.held.has(guardrail);
  }

  /** Whether it was the guardrail's place before. */
  wasPlaceOf(guardrail: string): boolean {
    return Object.hasOwn(this.prior?.guardrails ?? {}, guardrail);
  }

  /** Whether a guardrail came to it by a move that is not known to be applied. */
  wasArriving(guardrail: string): boolean {
    return this.prior?.arriving?.guardrails?.includes(guardrail) ?? false;
  }

  /** How many characters a guardrail had in it before; those of one that came before they were counted are 0. */
  charactersOf(guardrail: string): number {
    return this.prior?.guardrails[guardrail] ?? 0;
  }

  isFor(policyType: PolicyType, targets: readonly string[]): boolean {
    return this.policyType === policyType && this.targets.join() === targets.join();
  }

  /** What the ledger is to remember of it: of a policy of a guardrail's own that is gone, nothing. */
  record(measure: (guardrail: string) => number): PolicyRecord | undefined {
    if (!this.isUsed) {
      return this.isShared ? deletedRecord(this.policyType) : undefined;
    }
    const arriving = parts([...this.arriving], this.arrivingTargets);
    const leaving = parts([...this.leaving], this.leavingTargets);
    return {
      policyType: this.policyType,
      state: "active",
      targets: this.targets,
      guardrails: Object.fromEntries([...this.staying].sort(compareKeys).map((key) => [key, measure(key)])),
      ...(arriving === undefined ? {} : { arriving }),
      ...(leaving === undefined ? {} : { leaving }),
      ...(this.after.size === 0 ? {} : { after: [...this.after].sort(compareKeys) }),
    };
  }
}

function parts(guardrails: readonly string[], targets: readonly string[]): PolicyParts | undefined {
  if (guardrails.length + targets.length === 0) return undefined;
  return {
    ...(guardrails.length === 0 ? {} : { guardrails: [...guardrails].sort(compareKeys) }),
    ...(targets.length === 0 ? {} : { targets: [...targets].sort(compareKeys) }),
  };
}
