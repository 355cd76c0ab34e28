import { AccountRegion } from "@cdktf/provider-aws/lib/account-region";
import { Construct } from "constructs";
import type { Region } from "../catalogue/regions";

/** Whose Regions, and which. */
export interface EnabledRegionsProps {
  /** The id of a member account; AWS refuses the id of the caller's own. @default the caller's account */
  readonly accountId?: string;
  readonly regions: readonly Region[];
}

/** AWS: minutes in most accounts, at times hours. */
const TIMEOUT = "6h";

/**
 * The opt-in Regions that are enabled in one account.
 *
 * A Region that is taken out stays enabled: Terraform only forgets it, for somebody may have put something there.
 *
 * Source: AWS Account Management API reference, EnableRegion, read 2026-11.
 */
export class EnabledRegions extends Construct {
  constructor(scope: Construct, id: string, { accountId, regions }: EnabledRegionsProps) {
    super(scope, id);
    for (const region of regions) {
      new AccountRegion(this, region, {
        ...(accountId === undefined ? {} : { accountId }),
        regionName: region,
        enabled: true,
        timeouts: { create: TIMEOUT, update: TIMEOUT },
      });
    }
  }
}
