import { requiredRecoveryUnit } from "../../model/recovery-unit";
import type { GuardrailBody } from "./guardrail-body";
import { LONG_TERM_ROOT } from "./principals";

/**
 * Denies everything to the root user of a member account that signs in with credentials of its own.
 *
 * Spared are root sessions of central root access, without which the organization would lose its own way to recover an
 * account, and accounts that were moved into the Recovery OU. A request without an organization path is denied.
 */
export const denyRoot: GuardrailBody = (zone, ids) => [
  {
    Sid: "DenyLongTermRoot",
    Effect: "Deny",
    Action: "*",
    Resource: "*",
    Condition: {
      ...LONG_TERM_ROOT,
      "ForAllValues:StringNotLike": {
        "aws:PrincipalOrgPaths": `${ids.organizationId}/${ids.rootId}/${ids.unitId(requiredRecoveryUnit(zone).key)}/*`,
      },
    },
  },
];
