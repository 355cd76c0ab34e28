import { PRICES } from "../catalogue/prices";
import type { CostLine, MonthlyCost } from "./monthly-cost";

/** The estimate as aligned lines for a terminal. */
export function formatMonthlyCost({ lines, fixedUsd, variableUsd }: MonthlyCost): readonly string[] {
  const [oldest = "today"] = lines.map(({ price }) => PRICES[price].asOf).sort();
  return [
    "Estimate of the monthly cost, in US dollars. It is no offer and no bill: list prices of us-east-1",
    `of ${oldest}, without free tiers, discounts and tax, and without what runs in the accounts.`,
    ...lines.map(formatLine),
    `  ${amount(fixedUsd)}  fixed`,
    `  ${amount(variableUsd)}  variable, under the assumptions above`,
    `  ${amount(fixedUsd + variableUsd)}  together`,
  ];
}

function formatLine({ usd, item, quantity, reason }: CostLine): string {
  return `  ${amount(usd)}  ${item.padEnd(26)} ${rounded(quantity).padStart(9)}  ${reason}`;
}

function amount(usd: number): string {
  return usd.toFixed(2).padStart(8);
}

function rounded(quantity: number): string {
  return quantity.toLocaleString("en-US", { maximumFractionDigits: quantity < 100 ? 1 : 0 });
}
