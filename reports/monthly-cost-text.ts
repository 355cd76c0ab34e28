import { PRICES, type Price, type PriceId } from "../catalogue/prices";
import type { CostLine, MonthlyCost } from "./monthly-cost";

/** The estimate as aligned lines for a terminal. */
export function formatMonthlyCost({ lines, fixedUsd, variableUsd }: MonthlyCost): readonly string[] {
  const width = Math.max(...lines.map(({ item }) => item.length));
  return [
    "Estimate of the monthly cost, in US dollars. It is no offer and no bill: list prices of us-east-1",
    `${lookedUp(lines)}, without free tiers, discounts and tax,`,
    "and without what runs in the accounts.",
    ...unreadPrices(lines),
    ...lines.map((line) => formatLine(line, width)),
    `  ${amount(fixedUsd)}  fixed`,
    `  ${amount(variableUsd)}  variable, under the assumptions above`,
    `  ${amount(fixedUsd + variableUsd)}  together`,
  ];
}

function lookedUp(lines: readonly CostLine[]): string {
  const [oldest = "an unknown day"] = lines.flatMap(({ price }) => sourceOf(price)?.readOn ?? []).sort();
  return `looked up on ${oldest} in stored copies of AWS's pages and in articles about them`;
}

/** Names what has a price of general knowledge: nobody should budget by it unchecked. */
function unreadPrices(lines: readonly CostLine[]): readonly string[] {
  const unread = lines.filter(({ price }) => sourceOf(price) === undefined);
  if (unread.length === 0) return [];
  return [
    "From general knowledge and not read; check before you rely on it:",
    ...unread.map(({ item }) => `  - ${item}`),
    "",
  ];
}

function sourceOf(id: PriceId): Price["source"] {
  return PRICES[id].source;
}

function formatLine({ usd, item, quantity, reason }: CostLine, width: number): string {
  return `  ${amount(usd)}  ${item.padEnd(width)}  ${rounded(quantity).padStart(10)}  ${reason}`;
}

function amount(usd: number): string {
  return usd.toFixed(2).padStart(8);
}

function rounded(quantity: number): string {
  return quantity.toLocaleString("en-US", { maximumFractionDigits: quantity < 100 ? 1 : 0 });
}
