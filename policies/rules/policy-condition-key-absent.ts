import { conditionOperator } from "../condition-operator";
import { defineStatementRule } from "./statement-rule";
import { type PlacedTest, placedTests } from "./statement-values";

/**
 * The keys that only requests of AWS service principals carry, in lower case.
 *
 * Service control policies and permission sets do not bind those principals.
 *
 * Source: IAM user guide, "AWS global condition context keys" (availability of each key); AWS Organizations user guide,
 * "Service control policies"; read 2026-11.
 */
const OF_SERVICE_PRINCIPALS: ReadonlySet<string> = new Set([
  "aws:principalservicename",
  "aws:principalservicenameslist",
  "aws:sourceaccount",
  "aws:sourceorgid",
  "aws:sourceorgpaths",
]);

/** A test that needs a key which no bound request carries never holds. */
export const policyConditionKeyAbsentRule = defineStatementRule({
  id: "policy-condition-key-absent",
  doc: "A condition of a service control policy or permission set does not wait for a key that only AWS's service principals carry, such as aws:SourceAccount: it does not bind those.",
  waivable: true,
  *breaches(statement, policyType) {
    if (policyType === "rcp") return;
    for (const test of placedTests(statement)) {
      if (!needsServicePrincipal(test)) continue;
      yield {
        path: test.path,
        message: `only AWS's service principals send "${test.key}"${bound(policyType)}, so the statement never applies`,
        remedy: "Take the condition out, or say it in a resource control policy.",
      };
    }
  },
});

function bound(policyType: "scp" | "identity"): string {
  return policyType === "scp"
    ? ", which no service control policy binds"
    : ", and none of them has this permission set";
}

function needsServicePrincipal({ operator, key, values }: PlacedTest): boolean {
  const { family, ifExists, isNegated, qualifier } = conditionOperator(operator);
  const name = key.toLowerCase();
  const all = (text: string) => values.length > 0 && values.every(({ value }) => value.toLowerCase() === text);
  if (name === "aws:principalisawsservice") return family === "bool" && all("true");
  if (!OF_SERVICE_PRINCIPALS.has(name)) return false;
  if (family === "null") return all("false");
  return !ifExists && !isNegated && qualifier !== "for-all-values";
}
