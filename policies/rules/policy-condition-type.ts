import { conditionKeyEntry } from "../condition-keys";
import { conditionOperator, type OperatorFamily } from "../condition-operator";
import { defineStatementRule } from "./statement-rule";
import { placedTests } from "./statement-values";

/**
 * The operators that understand the values of a key, by the key's type; of types that are not listed, any.
 *
 * `String` is not listed: it is also the type of what AWS documents no closer. A date may be compared as a number of
 * seconds. `Null` fits all of them.
 */
const FITTING: Readonly<Record<string, readonly OperatorFamily[]>> = {
  ARN: ["arn", "string"],
  ArrayOfARN: ["arn", "string"],
  Bool: ["bool", "string"],
  ArrayOfBool: ["bool", "string"],
  Date: ["date", "numeric", "string"],
  IPAddress: ["ip"],
  Numeric: ["numeric", "string"],
};

/** An IP range compared as text, or an ARN as a number, never matches. */
export const policyConditionTypeRule = defineStatementRule({
  id: "policy-condition-type",
  doc: "The operator of a condition fits its key's type: an IP address is not compared as text, nor an ARN as a number.",
  waivable: true,
  *breaches(statement) {
    for (const { operator, key, values, path } of placedTests(statement)) {
      const { family } = conditionOperator(operator);
      const type = conditionKeyEntry(key)?.type;
      const fitting = type === undefined ? undefined : FITTING[type];
      if (fitting === undefined || family === "null" || family === "other" || fitting.includes(family)) continue;
      // Two keys of a request may be compared as text, whatever they are.
      if (family === "string" && values.every(({ value }) => value.includes("${"))) continue;
      yield {
        path,
        message: `${operator} does not compare values of "${key}", whose type is ${type}`,
        remedy: `Use ${EXAMPLES[fitting[0] ?? "string"]}.`,
      };
    }
  },
});

const EXAMPLES: Readonly<Record<OperatorFamily, string>> = {
  arn: "ArnLike or ArnNotLike",
  bool: "Bool",
  date: "DateLessThan or its kin",
  ip: "IpAddress or NotIpAddress",
  numeric: "NumericLessThan or its kin",
  string: "StringEquals or StringLike",
  binary: "BinaryEquals",
  null: "Null",
  other: "another operator",
};
