import type { CountedPlan, CountedSize } from "./plan-calls";
import type { PlanningTime } from "./planning-time";

/** The heading that the part of the page about plans begins with. */
export const PLANS_HEADING = "## Plans";

/** The part of the page about plans: calls at each size, what of them grows, and the time before Terraform. */
export function renderPlans(sizes: readonly CountedSize[], times: readonly PlanningTime[]): string {
  const [first] = sizes;
  const names = first?.plans.map(({ change }) => change) ?? [];
  const rows = names.map((name) => ({ name, plans: sizes.map(({ plans }) => planOf(plans, name)) }));
  return [
    PLANS_HEADING,
    "",
    "What `npm run plan -- --base HEAD` asks of AWS, counted by the emulator; written by `npm run bench -- --calls --write`.",
    "The organization, one shard of 50 accounts and that of the log archive, the guardrails and one baseline are made by",
    "real applies, without alerts, trail and detection. All other accounts are made by the API alone: a plan that looked at",
    "one of them would be counted, too. Nothing is throttled, so no call is counted twice. What grows with the organization",
    "is the stack of the organization itself, which no change of one account touches.",
    "",
    `| one account is | planned | waiting | ${sizes.map(({ accounts }) => `calls at ${grouped(accounts)}`).join(" | ")} | ratio |`,
    `|---|---|---|${sizes.map(() => "---:|").join("")}---:|`,
    ...rows.map(({ name, plans }) => row(name, plans)),
    "",
    "The same calls by service:",
    "",
    `| one account is | ${sizes.map(({ accounts }) => `at ${grouped(accounts)}`).join(" | ")} |`,
    `|---|${sizes.map(() => "---|").join("")}`,
    ...rows.map(({ name, plans }) => `| ${name} | ${plans.map(byService).join(" | ")} |`),
    "",
    ...growth(rows),
    "A change of one setting of every baseline, before Terraform is run: both sides synthesized, compared, grouped.",
    "",
    "| accounts | affected stacks | planned | waves | time |",
    "|---:|---:|---:|---|---:|",
    ...times.map(
      ({ accounts, affected, planned, waves, seconds }) =>
        `| ${grouped(accounts)} | ${grouped(affected)} | ${planned} | ${waves.map(grouped).join(", ")} | ${seconds.toFixed(1)} s |`,
    ),
    "",
  ].join("\n");
}

interface ChangeRow {
  readonly name: string;
  readonly plans: readonly CountedPlan[];
}

function planOf(plans: readonly CountedPlan[], name: string): CountedPlan {
  const found = plans.find(({ change }) => change === name);
  if (found === undefined) throw new Error(`"${name}" was not measured at every size`);
  return found;
}

function row(name: string, plans: readonly CountedPlan[]): string {
  const totals = plans.map(({ calls }) => sum(calls.values()));
  const [first = 0, last = 0] = [totals[0], totals.at(-1)];
  const stacks = (of: "planned" | "waiting"): string => {
    const listed = plans.map((plan) => plan[of].join(", "));
    return [...new Set(listed)].join("; ");
  };
  return `| ${name} | ${stacks("planned")} | ${stacks("waiting")} | ${totals.map(grouped).join(" | ")} | ${(last / first).toFixed(2)} |`;
}

function byService({ calls }: CountedPlan): string {
  const services = new Map<string, number>();
  for (const [operation, count] of calls) {
    const service = operation.slice(0, operation.indexOf(":"));
    services.set(service, (services.get(service) ?? 0) + count);
  }
  return [...services]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([service, count]) => `${service} ${count}`)
    .join(", ");
}

/** Every operation that is called more often at the largest size than at the smallest. */
function growth(rows: readonly ChangeRow[]): readonly string[] {
  const lines = rows.flatMap(({ name, plans }) => {
    const [first, last] = [plans[0], plans.at(-1)];
    if (first === undefined || last === undefined) return [];
    return [...last.calls]
      .map(([operation, count]) => ({ operation, from: first.calls.get(operation) ?? 0, to: count }))
      .filter(({ from, to }) => to > from)
      .map(({ operation, from, to }) => `- ${name}: \`${operation}\` from ${from} to ${to}`);
  });
  return lines.length === 0
    ? ["No operation is called more often at the larger size.", ""]
    : ["What grows:", "", ...lines, ""];
}

function sum(values: Iterable<number>): number {
  return [...values].reduce((total, value) => total + value, 0);
}

function grouped(count: number): string {
  return count.toLocaleString("en");
}
