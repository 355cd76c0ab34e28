import { guardrailsInDescription } from "../policies/policy-description";
import type { LiveAccount, LiveOrganization, LivePolicy, LiveUnit } from "./live-organization";
import { type LongTermRoot, longTermRoot } from "./long-term-root";

/** An account in the report. */
export interface TreeAccount {
  readonly id: string;
  readonly name: string;
  readonly isManagement: boolean;
  /** The names of the policies attached to the account itself. */
  readonly guardrails: readonly string[];
  readonly longTermRoot: LongTermRoot;
}

/** The root or a unit in the report. */
export interface TreeUnit {
  readonly id: string;
  readonly name: string;
  readonly guardrails: readonly string[];
  /** In an account that is put here, without guardrails of its own. */
  readonly longTermRoot: LongTermRoot;
  /** By name. */
  readonly units: readonly TreeUnit[];
  /** By name, the management account first. */
  readonly accounts: readonly TreeAccount[];
}

/** The organization as a report shows it. */
export interface OrganizationTree {
  readonly id: string;
  readonly root: TreeUnit;
}

/** Works out, for every account of a live organization, what its root user can do there. */
export function organizationTree(organization: LiveOrganization): OrganizationTree {
  const { id, managementAccountId, root } = organization;
  const account = (live: LiveAccount, path: string, inherited: readonly LivePolicy[]): TreeAccount => {
    const isManagement = live.id === managementAccountId;
    const policies = [...inherited, ...live.policies];
    return {
      id: live.id,
      name: live.name,
      isManagement,
      guardrails: names(live.policies),
      longTermRoot: longTermRoot({ isManagement, organizationPath: path, policies }),
    };
  };
  const unit = (live: LiveUnit, above: string, inherited: readonly LivePolicy[]): TreeUnit => {
    const path = `${above}${live.id}/`;
    const policies = [...inherited, ...live.policies];
    return {
      id: live.id,
      name: live.name,
      guardrails: names(live.policies),
      longTermRoot: longTermRoot({ isManagement: false, organizationPath: path, policies }),
      units: byName(live.units).map((child) => unit(child, path, policies)),
      accounts: byName(live.accounts)
        .map((child) => account(child, path, policies))
        .sort((a, b) => Number(b.isManagement) - Number(a.isManagement)),
    };
  };
  return { id, root: unit(root, `${id}/`, []) };
}

/** Writes the organization as a tree of lines, without a newline at the end. */
export function renderOrganizationTree({ id, root }: OrganizationTree): string {
  const lines = [{ left: `${root.name}  ${root.id} of ${id}`, right: "" }, ...linesBelow(root, "")];
  const width = Math.max(...lines.filter(({ right }) => right !== "").map(({ left }) => left.length));
  return lines.map(({ left, right }) => (right === "" ? left : `${left.padEnd(width)}  ${right}`)).join("\n");
}

/** What long-term root can do, in words. */
export function describeLongTermRoot(root: LongTermRoot): string {
  switch (root.kind) {
    case "not-bound":
      return "root: not bound by SCP: alarms, MFA and split custody instead";
    case "denied":
      return `root: denied by ${root.policy}`;
    case "spared":
      return `root: spared by ${root.policy} (Recovery OU)`;
    case "allowed":
      return "root: NOT denied by any guardrail";
    default:
      return root satisfies never;
  }
}

interface TreeLine {
  readonly left: string;
  readonly right: string;
}

function linesBelow(unit: TreeUnit, indent: string): readonly TreeLine[] {
  const children = [
    ...unit.accounts.map((account) => ({ head: accountLine(account), below: accountBelow(account) })),
    ...unit.units.map((child) => ({
      head: unitLine(child),
      below: (deeper: string) => linesBelow(child, deeper),
    })),
  ];
  const stem = children.length === 0 ? "   " : "│  ";
  return [
    ...unit.guardrails.map((name) => ({ left: `${indent}${stem}guardrail ${name}`, right: "" })),
    ...children.flatMap(({ head, below }, index) => {
      const isLast = index === children.length - 1;
      const line = { left: `${indent}${isLast ? "└─ " : "├─ "}${head.left}`, right: head.right };
      return [line, ...below(`${indent}${isLast ? "   " : "│  "}`)];
    }),
  ];
}

/** Only a unit that spares root is worth a word: in all others each account tells. */
function unitLine({ id, name, longTermRoot: root }: TreeUnit): TreeLine {
  return { left: `${name}  ${id}`, right: root.kind === "spared" ? describeLongTermRoot(root) : "" };
}

function accountLine({ id, name, isManagement, longTermRoot: root }: TreeAccount): TreeLine {
  return { left: `${id}  ${name}${isManagement ? " (management)" : ""}`, right: describeLongTermRoot(root) };
}

function accountBelow({ guardrails }: TreeAccount): (indent: string) => readonly TreeLine[] {
  return (indent) => guardrails.map((name) => ({ left: `${indent}   guardrail ${name}`, right: "" }));
}

/** The policies by name; of one that guardrails share, with their keys, which its description tells. */
function names(policies: readonly LivePolicy[]): readonly string[] {
  const shown = policies.map(({ name, description }) => {
    const shared = guardrailsInDescription(description);
    return shared === undefined ? name : `${name}: ${shared}`;
  });
  return shown.sort(compare);
}

function byName<T extends { readonly name: string }>(items: readonly T[]): readonly T[] {
  return [...items].sort((a, b) => compare(a.name, b.name));
}

/** By code unit, so that no locale changes the order. */
function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
