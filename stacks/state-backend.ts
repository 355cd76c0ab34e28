import type { Construct } from "constructs";
import { AccountProviders } from "../constructs/account-providers";
import { EncryptionKey } from "../constructs/encryption-key";
import { LandingZoneStack } from "../constructs/landing-zone-stack";
import { SecureBucket } from "../constructs/secure-bucket";
import type { LandingZone } from "../model/landing-zone";
import { namesOf } from "../model/names";
import { ownStateBucket } from "../model/state-bucket";

/** For how long a state that was replaced can be brought back. */
const EARLIER_STATES_DAYS = 365;

/**
 * The bucket that holds the states of every stack, its own among them, and the key that encrypts them.
 *
 * `npm run bootstrap` applies it with a local state first and moves that into the bucket.
 */
export class StateBackendStack extends LandingZoneStack {
  constructor(scope: Construct, zone: LandingZone) {
    super(scope, "state-backend", zone);
    const backend = ownStateBucket(zone.backend);
    if (backend === undefined) throw new Error("the states are in no bucket of the landing zone's own");
    const accountId = zone.managementAccount.id;
    const provider = new AccountProviders(this, { accountId }).in(backend.region);
    const key = new EncryptionKey(this, "key", {
      provider,
      accountId,
      alias: namesOf(zone).stateKeyAlias,
      description: "The Terraform states of the landing zone",
      users: [],
    });
    new SecureBucket(this, "states", {
      provider,
      name: backend.bucket,
      kmsKeyArn: key.arn,
      objectLock: false,
      noncurrentDays: EARLIER_STATES_DAYS,
      statements: [],
    });
  }
}
