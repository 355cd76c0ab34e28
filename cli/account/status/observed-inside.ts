import type { Observation } from "../../preflight/facts";
import type { AspectRows, StatusRow } from "./row";
import type { Declared } from "./subject";

/** Judges what was observed inside an account, whose role AWS does not lend for some minutes after its creation. */
export function observedInside<T>(
  rows: AspectRows,
  observation: Observation<T>,
  { zone }: Pick<Declared, "zone">,
  isNew: boolean,
  judge: (value: T) => StatusRow,
): StatusRow {
  const isDenied = observation.kind === "denied" && observation.permission === "sts:AssumeRole";
  if (!isDenied) return rows.observed(observation, judge);
  const role = zone.accountAccessRole;
  return isNew
    ? rows.waiting(`the role ${role} cannot be assumed yet`, "AWS needs seconds, at times minutes, after the creation.")
    : rows.missing(
        `the role ${role} cannot be assumed, so nobody can look`,
        `Check that the credentials are the management account's and may call sts:AssumeRole on ${role}, and that the role exists.`,
      );
}
