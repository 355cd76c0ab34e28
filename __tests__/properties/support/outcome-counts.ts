import { CONDITION_OPERATORS } from "../../../catalogue/condition-operators";

/** Every form of an operator: alone and with a qualifier, with and without `IfExists`. */
export const OPERATOR_FORMS: readonly string[] = CONDITION_OPERATORS.flatMap((base) =>
  base === "Null"
    ? [base]
    : ["", "ForAllValues:", "ForAnyValue:"].flatMap((qualifier) => [
        `${qualifier}${base}`,
        `${qualifier}${base}IfExists`,
      ]),
);

/** Counts two outcomes by name. */
export class OutcomeCounts {
  private readonly counts = new Map<string, { yes: number; no: number }>();

  add(name: string, outcome: boolean): void {
    const count = this.counts.get(name) ?? { yes: 0, no: 0 };
    count[outcome ? "yes" : "no"] += 1;
    this.counts.set(name, count);
  }

  /** The names of which one outcome or both were seen fewer times than asked for, with their counts. */
  below(least: number, names: readonly string[]): readonly string[] {
    return names.flatMap((name) => {
      const { yes, no } = this.counts.get(name) ?? { yes: 0, no: 0 };
      return yes < least || no < least ? [`${name}: ${yes} yes, ${no} no`] : [];
    });
  }
}
