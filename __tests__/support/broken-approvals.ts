import type { BrokenConfig } from "./broken-configs";
import { PAST, TODAY } from "./checked";
import { minimalConfig } from "./example-config";

const change = "trusted-access-removed:ram.amazonaws.com";
const holds = { reason: "agreed", until: TODAY };

/** Configurations with mistakes in the approvals and limits of plans. */
export const APPROVAL_CASES: readonly BrokenConfig[] = [
  {
    name: "approvals of changes that no plan can contain",
    config: minimalConfig({
      approvals: [
        { change: "trusted-acess-removed:ram.amazonaws.com", ...holds },
        { change: "trusted-access-removed", ...holds },
        { change: "trusted-access-removed:", ...holds },
        { change: "trusted-access-removed:two words", ...holds },
        { change: "", ...holds },
        { change, ...holds },
      ],
    }),
    problems: [0, 1, 2, 3, 4].map((index) => `approvals[${index}].change: approval-change-form`),
  },
  {
    name: "an approval that has ended",
    config: minimalConfig({ approvals: [{ change, reason: "agreed", until: PAST }] }),
    problems: ["approvals[0].until: approval-expired"],
  },
  {
    name: "a change that is approved twice",
    config: minimalConfig({
      approvals: [
        { change, ...holds },
        { change, ...holds },
      ],
    }),
    problems: ["approvals[1].change: approval-once"],
  },
  {
    name: "an approval without a reason, until a day that does not exist",
    config: minimalConfig({ approvals: [{ change, reason: " ", until: "2026-02-30" }] }),
    problems: ["approvals[0].reason: reason-given", "approvals[0].until: date-form"],
  },
  {
    name: "a plan that may touch no account",
    config: minimalConfig({ planLimits: { accounts: 0 } }),
    problems: ["planLimits.accounts: plan-limit-form"],
  },
  {
    name: "a plan that may touch half an account",
    config: minimalConfig({ planLimits: { accounts: 1.5 } }),
    problems: ["planLimits.accounts: plan-limit-form"],
  },
];
