import type { PolicyDocument, Statement } from "../../../policies/policy-document";
import type { CompleteRequest, OrganizationCase } from "./organization-case";

/** A smaller case that still fails: whatever can be left out one by one is left out. */
export async function shrunk(
  failing: OrganizationCase,
  fails: (smaller: OrganizationCase) => Promise<boolean>,
): Promise<OrganizationCase> {
  for (const smaller of smallerCases(failing)) {
    if (await fails(smaller)) return shrunk(smaller, fails);
  }
  return failing;
}

function* smallerCases(from: OrganizationCase): Iterable<OrganizationCase> {
  for (const scps of fewer(from.scps, (level) => fewer(level, smallerDocuments))) yield { ...from, scps };
  for (const rcps of fewer(from.rcps, (level) => fewer(level, smallerDocuments))) yield { ...from, rcps };
  for (const context of smallerContexts(from.request.context)) {
    yield { ...from, request: { ...from.request, context } };
  }
}

/** The list without one of its entries, and with one of them smaller. */
function* fewer<T>(list: readonly T[], smaller: (entry: T) => Iterable<T> = () => []): Iterable<readonly T[]> {
  for (const index of list.keys()) yield list.filter((_, other) => other !== index);
  for (const [index, entry] of list.entries()) {
    for (const replacement of smaller(entry)) yield list.with(index, replacement);
  }
}

function* smallerDocuments(document: PolicyDocument): Iterable<PolicyDocument> {
  for (const Statement of fewer(document.Statement, smallerStatements)) yield { ...document, Statement };
}

function* smallerStatements(statement: Statement): Iterable<Statement> {
  for (const element of ["Action", "NotAction", "Resource", "NotResource"] as const) {
    const value = statement[element];
    if (typeof value === "string" || value === undefined || value.length < 2) continue;
    for (const values of fewer(value)) yield { ...statement, [element]: values };
  }
  if (statement.Resource !== undefined && statement.Resource !== "*") yield { ...statement, Resource: "*" };
  const { Condition, ...rest } = statement;
  if (Condition === undefined) return;
  yield rest;
  for (const [operator, keys] of Object.entries(Condition)) {
    const { [operator]: _, ...otherOperators } = Condition;
    yield { ...rest, Condition: otherOperators };
    for (const [key, values] of Object.entries(keys)) {
      const { [key]: __, ...otherKeys } = keys;
      yield { ...rest, Condition: { ...Condition, [operator]: otherKeys } };
      if (typeof values === "string" || values.length < 2) continue;
      for (const some of fewer(values)) {
        yield { ...rest, Condition: { ...Condition, [operator]: { ...keys, [key]: some } } };
      }
    }
  }
}

function* smallerContexts(context: CompleteRequest["context"]): Iterable<CompleteRequest["context"]> {
  for (const [key, values] of Object.entries(context)) {
    const { [key]: _, ...others } = context;
    yield others;
    if (values.length < 2) continue;
    for (const some of fewer(values)) yield { ...context, [key]: some };
  }
}
