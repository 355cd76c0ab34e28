import type { ReportedProblem, ValidationReport } from "../../../cli/problem-formats/report";

/** A problem with everything that has to be escaped somewhere. */
export const AWKWARD: ReportedProblem = {
  rule: "account-email-unique",
  path: ["organizationalUnits", "prod", "accounts", "shop-prod", "email"],
  message: 'a 100% "awkward" message: with, a comma\nand a line',
  remedy: "Use <another> & address.",
  location: { file: "config/my organization,a:b.ts", line: 12, column: 7 },
};

/** A problem in a list, without a place in a file. */
export const PLACELESS: ReportedProblem = {
  rule: "contacts-distinct",
  path: ["alerting", "recipients", "page", 0],
  message: "the recipient is empty",
  remedy: "Write an address.",
  location: undefined,
};

/** Something that is not yet enforced. */
export const NOTICE: ReportedProblem = {
  rule: "deny-root-enforced",
  path: ["denyRoot", "mode"],
  message: "deny-root is observed only",
  remedy: "Enforce it.",
  location: { file: "config/organization.ts", line: 3, column: 1 },
};

/** A report with two problems and a notice. */
export const REPORT: ValidationReport = {
  problems: [AWKWARD, PLACELESS],
  notices: [NOTICE],
  checked: undefined,
  rules: [
    { id: "contacts-distinct", doc: "The three contacts differ." },
    { id: "account-email-unique", doc: "No two accounts share an address." },
  ],
};

/** A report without problems. */
export const SOUND: ValidationReport = {
  problems: [],
  notices: [],
  checked: { accounts: 12, organizationalUnits: 1, guardrails: 9 },
  rules: REPORT.rules,
};
