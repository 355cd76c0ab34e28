import type { StatementPolicyType } from "./statement-rule";
import { defineStatementRule } from "./statement-rule";
import { elementValues, placedTests, type StatementValue } from "./statement-values";

const ANY_PARTITION: ReadonlySet<StatementPolicyType> = new Set(["scp", "rcp"]);

/** The examples of AWS that name the partition `aws` protect nothing where they are copied to another. */
export const policyPartitionRule = defineStatementRule({
  id: "policy-partition",
  doc: "Notice: a guardrail of your own names the partition in an ARN, where arn:*: would do in every partition.",
  waivable: true,
  level: "notice",
  *breaches(statement, policyType) {
    if (!ANY_PARTITION.has(policyType)) return;
    const texts: readonly StatementValue[] = [
      ...elementValues(statement, ["Resource", "NotResource"]),
      ...placedTests(statement)
        .filter(({ operator }) => /like|arn/i.test(operator))
        .flatMap(({ values }) => values),
    ];
    for (const { value, path } of texts) {
      const partition = /^arn:(aws[a-z-]*):/.exec(value)?.[1];
      if (partition === undefined) continue;
      yield {
        path,
        message: `"${value}" names the partition "${partition}"`,
        remedy: `Write ${value.replace(partition, "*")}.`,
      };
    }
  },
});
