import type { AccountEvidence, Evidence, RootUser } from "./evidence";
import { CHECKS, type Finding } from "./finding";

/** Everything that `audit` prints. */
export interface AuditReport {
  readonly evidence: Evidence;
  readonly findings: readonly Finding[];
}

/** The report for a terminal. */
export function formatAudit({ evidence, findings }: AuditReport): string {
  const sections = [formatAccounts(evidence.accounts), ...findings.map(formatFinding), [summary(findings, evidence)]];
  return `${sections.map((lines) => lines.join("\n")).join("\n\n")}\n`;
}

/** The report for a program. */
export function auditToJson({ evidence, findings }: AuditReport): string {
  return `${JSON.stringify({ ok: findings.length === 0, findings, evidence }, undefined, 2)}\n`;
}

const HEADER = ["account", "id", "password", "MFA", "keys", "certs", "last used", "contacts", "SCPs"];

function formatAccounts(accounts: readonly AccountEvidence[]): readonly string[] {
  const rows = [HEADER, ...accounts.map(cells)];
  const widths = HEADER.map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  return rows.map((row) =>
    row
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join("  ")
      .trimEnd(),
  );
}

function cells({ key, id, isManagement, rootUser, contacts }: AccountEvidence): readonly string[] {
  const set =
    contacts.kind === "observed" ? Object.values(contacts.value).filter((one) => one !== undefined).length : "?";
  const root = rootUser.kind === "observed" ? rootCells(rootUser.value) : Array.from({ length: 5 }, () => "?");
  return [key, id, ...root, `${set} of 3`, isManagement ? "not bound by SCP" : "bound"];
}

function rootCells({
  hasPassword,
  mfaDevices,
  accessKeys,
  signingCertificates,
  lastUsed,
}: RootUser): readonly string[] {
  const mfa = mfaDevices.length === 0 ? "none" : [...new Set(mfaDevices)].sort().join(" and ");
  return [
    hasPassword ? "yes" : "no",
    mfa,
    String(accessKeys),
    String(signingCertificates),
    lastUsed?.slice(0, 10) ?? "never",
  ];
}

function formatFinding({ check, level, account, message, remedy, runbook }: Finding): readonly string[] {
  return [`${level}  ${account}  ${check}: ${message}`, `  ${remedy}`, `  ${runbook}`];
}

function summary(findings: readonly Finding[], { accounts }: Evidence): string {
  const scope = `${accounts.length} ${accounts.length === 1 ? "account" : "accounts"}, ${Object.keys(CHECKS).length} checks`;
  if (findings.length === 0) return `No finding: ${scope}.`;
  const unknown = findings.filter(({ level }) => level === "unknown").length;
  const count = `${findings.length} ${findings.length === 1 ? "finding" : "findings"}`;
  return `${count}${unknown === 0 ? "" : `, ${unknown} of them not checked`}: ${scope}.`;
}
