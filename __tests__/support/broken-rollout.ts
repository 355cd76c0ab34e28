import type { BrokenConfig } from "./broken-configs";
import { minimalConfig } from "./example-config";

/** Configurations with mistakes in the order in which baselines change. */
export const ROLLOUT_CASES: readonly BrokenConfig[] = [
  {
    name: "a canary that is no account",
    config: { ...minimalConfig(), rollout: { canary: ["log-archive", "canary"] } },
    problems: ["rollout.canary[1]: unknown-account"],
  },
  {
    name: "no canary at all",
    config: { ...minimalConfig(), rollout: { canary: [] } },
    problems: ["rollout.canary: canary-accounts"],
  },
  {
    name: "a canary that is named twice",
    config: { ...minimalConfig(), rollout: { canary: ["log-archive", "log-archive"] } },
    problems: ["rollout.canary[1]: canary-accounts"],
  },
  {
    name: "waves that end nowhere",
    config: { ...minimalConfig(), rollout: { waves: ["0%", "50%", "100%"] } },
    problems: ["rollout.waves[0]: wave-form", "rollout.waves[2]: wave-form"],
  },
  {
    name: "waves of no account, and of half a one",
    config: { ...minimalConfig(), rollout: { waves: [0, 1.5] } },
    problems: ["rollout.waves[0]: wave-form", "rollout.waves[1]: wave-form"],
  },
  {
    name: "waves that go backwards",
    config: { ...minimalConfig(), rollout: { waves: ["10%", "50%", "50%", "20%"] } },
    problems: ["rollout.waves[2]: wave-order", "rollout.waves[3]: wave-order"],
  },
  {
    name: "waves in two units",
    config: { ...minimalConfig(), rollout: { waves: [5, "50%"] } },
    problems: ["rollout.waves[1]: wave-order"],
  },
  {
    name: "a wave in words",
    config: { ...minimalConfig(), rollout: { waves: ["half"] } },
    problems: ["rollout.waves[0]: schema"],
  },
];
