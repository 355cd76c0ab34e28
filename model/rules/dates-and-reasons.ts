import { isDate } from "../date";
import type { ConfigPath } from "../problem";
import { type ConfigFacts, defineRule } from "../rule";
import { waiversOf } from "../waivers";

interface Exception {
  readonly path: ConfigPath;
  readonly reason: string;
  readonly until?: string;
}

/** Every entry that departs from the rule and therefore says why, and often until when. */
function exceptionsOf(facts: ConfigFacts): readonly Exception[] {
  const { config } = facts;
  const listed = (name: string, entries: readonly Omit<Exception, "path">[] | undefined): readonly Exception[] =>
    (entries ?? []).map((entry, index) => ({ ...entry, path: [name, index] }));
  const keyed = (name: string, entries: Readonly<Record<string, { readonly reason: string }>>): readonly Exception[] =>
    Object.entries(entries).map(([key, { reason }]) => ({ reason, path: [name, key] }));
  return [
    ...waiversOf(facts).map(({ waiver, path }) => ({ ...waiver, path })),
    ...listed("recovery", config.recovery),
    ...listed("approvals", config.approvals),
    ...listed("closing", config.closing),
    ...listed("released", config.released),
    ...perimeterExceptions(config),
    ...listed("regionExemptions", config.regionExemptions),
    ...keyed("guardrails", config.guardrails ?? {}),
    ...keyed("quotas", { ...config.quotas }),
    ...(config.teardown === undefined ? [] : [{ ...config.teardown, path: ["teardown"] }]),
  ];
}

function perimeterExceptions({ perimeter }: ConfigFacts["config"]): readonly Exception[] {
  return (["vendorAccounts", "oidcIssuers"] as const).flatMap((list) =>
    (perimeter?.[list] ?? []).map(({ reason }, index) => ({ reason, path: ["perimeter", list, index] })),
  );
}

/** The next reader has nothing else to judge it by. */
export const reasonGiven = defineRule<ConfigFacts>({
  id: "reason-given",
  doc: "Every reason says something.",
  waivable: false,
  *breaches(facts) {
    for (const { reason, path } of exceptionsOf(facts)) {
      if (reason.trim() !== "") continue;
      yield { path: [...path, "reason"], message: "the reason is empty", remedy: "Say why, in one sentence." };
    }
  },
});

/** Days are compared as text. */
export const dateForm = defineRule<ConfigFacts>({
  id: "date-form",
  doc: "Every last day is a day of the calendar in the form YYYY-MM-DD.",
  waivable: false,
  *breaches(facts) {
    for (const { until, path } of exceptionsOf(facts)) {
      if (until === undefined || isDate(until)) continue;
      yield {
        path: [...path, "until"],
        message: `"${until}" is not a day of the calendar`,
        remedy: `Write it in the form YYYY-MM-DD, for example ${facts.today}.`,
      };
    }
  },
});
