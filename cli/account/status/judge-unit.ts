import { accountsStackName } from "../../../model/ledger";
import type { Observation } from "../../preflight/facts";
import type { Place } from "./facts";
import { AspectRows, type StatusRow } from "./row";
import type { Declared } from "./subject";

const rows = new AspectRows("unit");

/** The account is in the unit that the configuration says. */
export function judgeUnit(place: Observation<Place>, declared: Declared, isNew: boolean): StatusRow {
  const { zone, account } = declared;
  return rows.observed(place, ({ units }) => {
    const expected = inWords(unitNames(declared));
    const found = inWords(units.map(({ name }) => name));
    if (found === expected) return rows.ready(`in ${found}`);
    const text = `in ${found}, and the configuration says ${expected}`;
    const recovery = zone.recoveryUnit;
    const isInRecovery = recovery !== undefined && units.length === 1 && units[0]?.name === recovery.name;
    if (isInRecovery) {
      return rows.missing(
        text,
        "It was moved for an emergency, and an apply leaves it there: declare the stay under recovery, or move it back when the work is done.",
      );
    }
    const remedy = `Find out who moved it (runbook organization-change), and apply the stack ${accountsStackName(account.shard)}, which moves it back.`;
    // AWS creates every account directly below the root.
    return isNew && units.length === 0 ? rows.waiting(text, remedy) : rows.missing(text, remedy);
  });
}

/** The names of the declared units from the top down. */
export function unitNames({ zone, account }: Declared): readonly string[] {
  const units = new Map(zone.organizationalUnits.map((unit) => [unit.key, unit]));
  return lineageOf({ zone, account }).map((key) => units.get(key)?.name ?? key);
}

/** The keys of the declared units from the top down; none directly below the root. */
export function lineageOf({ zone, account }: Declared): readonly string[] {
  return zone.organizationalUnits.find(({ key }) => key === account.organizationalUnit)?.lineage ?? [];
}

function inWords(names: readonly string[]): string {
  return names.length === 0 ? "the root" : names.join(" / ");
}
