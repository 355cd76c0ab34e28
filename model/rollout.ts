import type { RolloutConfig, WaveConfig } from "./rollout-config";

/** How far a wave goes: to a number of accounts, or to a share of them, above 0 and below 1. */
export type WaveEnd =
  | { readonly unit: "accounts"; readonly value: number }
  | { readonly unit: "share"; readonly value: number };

/** In which order a change reaches the baselines of member accounts. */
export interface Rollout {
  /** In the order written; empty where `plan` chooses them. */
  readonly canary: readonly string[];
  /** Where each wave between the canaries and the rest ends. */
  readonly waves: readonly WaveEnd[];
}

const DEFAULT_WAVES: readonly WaveConfig[] = ["10%"];

/** The order with every default applied. */
export function resolveRollout(rollout: RolloutConfig | undefined): Rollout {
  return { canary: rollout?.canary ?? [], waves: (rollout?.waves ?? DEFAULT_WAVES).map(waveEnd) };
}

/** What an entry of `waves` means. */
export function waveEnd(wave: WaveConfig): WaveEnd {
  if (typeof wave === "number") return { unit: "accounts", value: wave };
  return { unit: "share", value: Number(wave.slice(0, -1)) / 100 };
}
