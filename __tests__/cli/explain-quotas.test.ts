import { expect, test } from "@jest/globals";
import { explainQuotas } from "../../cli/explain-quotas";
import { resolve } from "../../model/resolve";
import { quotaBudget } from "../../policies/quota-budget";
import { formatQuotaBudget } from "../../reports/quota-budget-text";
import { exampleConfig } from "../support/example-config";

const { zone } = resolve(exampleConfig(), undefined);

test("the budget is printed whole, as text and as JSON", () => {
  expect(explainQuotas(zone, false)).toBe(formatQuotaBudget(quotaBudget(zone)));
  expect(JSON.parse(explainQuotas(zone, true))).toEqual(quotaBudget(zone));
});
