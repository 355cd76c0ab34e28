import type { PolicyType } from "../../catalogue/guardrails";
import type { PolicyRecord, PolicyRecords } from "../../model/ledger";
import { compareKeys } from "../../model/next-ledger";
import { sharedPolicyNumber } from "../../model/policy-records";
import { DraftPolicy } from "./draft-policy";
import { attachFirst } from "./own-targets";
import type { PackableGuardrail, PolicyMeasure } from "./packable-guardrail";

/** What packing starts from. */
export interface PackingInput {
  readonly guardrails: readonly PackableGuardrail[];
  /** Which guardrail was in which policy before, under today's keys. */
  readonly records: PolicyRecords;
  readonly measure: PolicyMeasure;
}

/** The policies while they are worked out. */
export class PoliciesInProgress {
  readonly guardrails: ReadonlyMap<string, PackableGuardrail>;
  readonly measure: PolicyMeasure;
  readonly drafts = new Map<string, DraftPolicy>();
  readonly places = new Map<string, DraftPolicy>();
  private readonly given: PolicyRecords;
  private readonly avoided = new Set<DraftPolicy>();

  constructor({ guardrails, records, measure }: PackingInput) {
    this.guardrails = new Map(guardrails.map((guardrail) => [guardrail.key, guardrail]));
    this.measure = measure;
    this.given = records;
    for (const [id, record] of Object.entries(records)) {
      const draft = new DraftPolicy(id, record.policyType, record.targets, record);
      const isOfAnotherType = !draft.isShared && this.guardrails.get(id)?.policyType !== record.policyType;
      // A policy of another type is another policy: Terraform replaces it, and nothing of the old one can be kept.
      if (record.state === "active" && !isOfAnotherType) this.drafts.set(id, draft);
    }
  }

  /** The policies that held a guardrail before. */
  holdersOf({ key, policyType }: PackableGuardrail): readonly DraftPolicy[] {
    return [...this.drafts.values()].filter((draft) => draft.hasHeld(key) && draft.policyType === policyType);
  }

  /** Every guardrail that is in a policy if all that it held before stays. */
  occupants(draft: DraftPolicy): readonly string[] {
    return [...this.guardrails.values()]
      .filter(({ key }) => this.places.get(key) === draft || (draft.hasHeld(key) && !draft.evicted.has(key)))
      .filter(({ policyType }) => policyType === draft.policyType)
      .map(({ key }) => key);
  }

  hasRoomFor(draft: DraftPolicy, ...keys: readonly string[]): boolean {
    const all = new Set([...this.occupants(draft), ...keys]);
    return this.measure.ofPolicy(all) <= this.measure.limit(draft.policyType);
  }

  keepPlaces(): void {
    for (const guardrail of this.guardrails.values()) {
      const place = this.keptPlace(guardrail);
      if (place !== undefined) this.places.set(guardrail.key, place);
    }
  }

  private keptPlace(guardrail: PackableGuardrail): DraftPolicy | undefined {
    const { key, policyType, targets, standsAlone } = guardrail;
    const holders = this.holdersOf(guardrail);
    if (standsAlone) return holders.find(({ id }) => id === key) ?? this.create(key, policyType, targets);
    const current = holders.find((draft) => draft.wasPlaceOf(key));
    if (current !== undefined && (!current.isShared || current.isFor(policyType, targets))) return current;
    return holders.find((draft) => draft.isShared && draft.isFor(policyType, targets));
  }

  /** Takes guardrails out of their places, into which nothing is to come any more. */
  giveUp(drafts: ReadonlySet<DraftPolicy>): void {
    for (const draft of drafts) this.avoided.add(draft);
    for (const [key, place] of [...this.places]) if (drafts.has(place)) this.places.delete(key);
  }

  evictWhatNoLongerFits(): void {
    for (const draft of this.drafts.values()) {
      if (!draft.isShared) continue;
      for (const key of this.evictable(draft)) {
        if (this.hasRoomFor(draft) || this.occupants(draft).length < 2) break;
        draft.evicted.add(key);
        if (this.places.get(key) === draft) this.places.delete(key);
      }
    }
  }

  /** Those that grew come first, so that no other has to move; whoever fits nowhere alone would gain nothing. */
  private evictable(draft: DraftPolicy): readonly string[] {
    const growth = (key: string): number => this.measure.ofGuardrail(key) - draft.charactersOf(key);
    // What grew may be on its way out: then the move has to be finished, and no other guardrail goes for it.
    const isHolding = (draft.prior?.leaving?.guardrails ?? []).length > 0;
    return this.occupants(draft)
      .filter((key) => growth(key) > 0 || !isHolding)
      .filter((key) => draft.wasPlaceOf(key) && this.measure.ofPolicy([key]) <= this.measure.limit(draft.policyType))
      .filter((key) => {
        const place = this.places.get(key);
        return place === undefined || place === draft || place.prior === undefined;
      })
      .sort((a, b) => growth(b) - growth(a) || compareKeys(a, b));
  }

  placeNewcomers(): void {
    const newcomers = [...this.guardrails.values()]
      .filter(({ key }) => !this.places.has(key))
      .sort((a, b) => this.compareBySize(a, b));
    for (const guardrail of newcomers) {
      const { key, policyType, targets } = guardrail;
      const isEvicted = this.holdersOf(guardrail).some(({ evicted }) => evicted.has(key));
      const room = [...this.drafts.values()]
        .filter((draft) => draft.isShared && draft.isFor(policyType, targets) && !this.avoided.has(draft))
        // The old policy waits for what was evicted from it; a policy that waits for nothing closes no circle.
        .filter(({ prior }) => !isEvicted || prior === undefined)
        .sort((a, b) => a.number - b.number)
        .find((draft) => this.hasRoomFor(draft, key));
      this.places.set(key, room ?? this.create(this.unusedId(policyType), policyType, targets));
    }
  }

  /** The largest first, which needs fewer policies than any order by name. */
  compareBySize(a: PackableGuardrail, b: PackableGuardrail): number {
    return (
      compareKeys(a.policyType, b.policyType) ||
      compareKeys(a.targets.join(), b.targets.join()) ||
      this.measure.ofGuardrail(b.key) - this.measure.ofGuardrail(a.key) ||
      compareKeys(a.key, b.key)
    );
  }

  holdWhatIsMoving(): void {
    for (const [key, place] of this.places) place.staying.add(key);
    for (const guardrail of this.guardrails.values()) this.hold(guardrail, this.placeOf(guardrail));
    for (const draft of this.drafts.values()) {
      for (const id of draft.prior?.after ?? []) if (this.drafts.get(id)?.isUsed) draft.after.add(id);
    }
  }

  private hold(guardrail: PackableGuardrail, place: DraftPolicy): void {
    const { key, targets: wanted } = guardrail;
    const holders = this.holdersOf(guardrail).filter(({ targets }) => targets.length > 0);
    const isNew = holders.length > 0 && !place.hasHeld(key);
    // What is taken from every node comes to none: there is nothing to wait for.
    if (wanted.length > 0 && (isNew || place.wasArriving(key))) place.arriving.add(key);
    if (!place.isShared) attachFirst(place, guardrail.targets);
    const isUncertain = place.arriving.has(key) || place.arrivingTargets.length > 0;
    for (const holder of holders) {
      if (holder === place) continue;
      if (holder.evicted.has(key)) holder.after.add(place.id);
      else if (isUncertain) {
        holder.leaving.add(key);
        if (holder.wasArriving(key)) holder.arriving.add(key);
      }
    }
  }

  private placeOf({ key }: PackableGuardrail): DraftPolicy {
    const place = this.places.get(key);
    if (place === undefined) throw new Error(`no policy for the guardrail ${key}`);
    return place;
  }

  private create(id: string, policyType: PolicyType, targets: readonly string[]): DraftPolicy {
    const draft = new DraftPolicy(id, policyType, targets, undefined);
    this.drafts.set(id, draft);
    return draft;
  }

  private unusedId(policyType: PolicyType): string {
    const used = [...Object.keys(this.given), ...this.drafts.keys()]
      .filter((id) => id.startsWith(`${policyType}_`))
      .map(sharedPolicyNumber);
    return `${policyType}_${Math.max(0, ...used) + 1}`;
  }

  /** What the ledger is to remember; ids of shared policies stay in it for ever. */
  records(): PolicyRecords {
    const records = new Map<string, PolicyRecord>(
      Object.entries(this.given).filter(([, { state }]) => state !== "active"),
    );
    for (const [id, draft] of this.drafts) {
      const record = draft.record((key) => this.measure.ofGuardrail(key));
      if (record !== undefined) records.set(id, record);
    }
    return Object.fromEntries([...records].sort(([a], [b]) => compareKeys(a, b)));
  }
}
