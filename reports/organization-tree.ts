import type { PolicyType } from "../catalogue/guardrails";
import { guardrailsInDescription } from "../policies/policy-description";
import type { LiveAccount, LiveOrganization, LivePolicy, LiveUnit } from "./live-organization";
import { type LongTermRoot, longTermRoot } from "./long-term-root";

/** A policy in the report. */
export interface TreeGuardrail {
  readonly name: string;
  readonly type: PolicyType;
}

/** An account in the report. */
export interface TreeAccount {
  readonly id: string;
  readonly name: string;
  readonly isManagement: boolean;
  /** The policies attached to the account itself, by type and name. */
  readonly guardrails: readonly TreeGuardrail[];
  readonly longTermRoot: LongTermRoot;
}

/** The root or a unit in the report. */
export interface TreeUnit {
  readonly id: string;
  readonly name: string;
  readonly guardrails: readonly TreeGuardrail[];
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
      guardrails: guardrailsOf(live.policies),
      longTermRoot: longTermRoot({ isManagement, organizationPath: path, policies }),
    };
  };
  const unit = (live: LiveUnit, above: string, inherited: readonly LivePolicy[]): TreeUnit => {
    const path = `${above}${live.id}/`;
    const policies = [...inherited, ...live.policies];
    return {
      id: live.id,
      name: live.name,
      guardrails: guardrailsOf(live.policies),
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
    ...unit.guardrails.map((guardrail) => ({ left: `${indent}${stem}${describeGuardrail(guardrail)}`, right: "" })),
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
  return (indent) =>
    guardrails.map((guardrail) => ({ left: `${indent}   ${describeGuardrail(guardrail)}`, right: "" }));
}

/** What a policy is called for people; service control policies are the rule, and go without. */
const TYPE_NAMES: Readonly<Record<PolicyType, string>> = {
  scp: "",
  rcp: " (resource control)",
  tag: " (tags)",
  "ai-opt-out": " (AI opt-out)",
  "declarative-ec2": " (EC2 settings)",
};

const TYPES = Object.keys(TYPE_NAMES);

function describeGuardrail({ name, type }: TreeGuardrail): string {
  return `guardrail ${name}${TYPE_NAMES[type]}`;
}

/** The policies by type and name; of one that guardrails share, with their keys, which its description tells. */
function guardrailsOf(policies: readonly LivePolicy[]): readonly TreeGuardrail[] {
  return policies
    .map(({ name, type, description }) => {
      const shared = guardrailsInDescription(description);
      return { name: shared === undefined ? name : `${name}: ${shared}`, type };
    })
    .sort((a, b) => TYPES.indexOf(a.type) - TYPES.indexOf(b.type) || compare(a.name, b.name));
}

function byName<T extends { readonly name: string }>(items: readonly T[]): readonly T[] {
  return [...items].sort((a, b) => compare(a.name, b.name));
}

/** By code unit, so that no locale changes the order. */
function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
