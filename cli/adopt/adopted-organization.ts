import type { AdoptedConfig } from "./adopted-config";
import type { AdoptedTree } from "./adopted-tree";
import type { Choices } from "./choices";
import type { LiveOrganization } from "./live-organization";
import type { SoundConfig } from "./waive-what-is-broken";

/** Everything about an organization before it is written out. */
export interface AdoptedOrganization {
  readonly live: LiveOrganization;
  readonly tree: AdoptedTree;
  readonly choices: Choices;
  readonly adopted: AdoptedConfig;
  readonly sound: SoundConfig;
  /** The last day of the waivers' three months is counted from here. */
  readonly on: string;
}
