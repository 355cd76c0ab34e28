import { expect, test } from "@jest/globals";
import type { CustomGuardrailConfig, LandingZoneConfig } from "../../../model/config";
import { policyAttachmentsRule } from "../../../policies/rules/policy-attachments";
import { breachesOf } from "../../support/breaches";
import { HARMLESS } from "../../support/custom-guardrail";
import { minimalConfig } from "../../support/example-config";

/** Guardrails that need a policy each, because they are critical. */
function guardrails(count: number, policyType: "scp" | "rcp" = "scp"): Record<string, CustomGuardrailConfig> {
  return Object.fromEntries(
    Array.from({ length: count }, (_, index) => [
      `own-${index + 1}`,
      { reason: "For the test.", policyType, critical: true, statements: [HARMLESS] },
    ]),
  );
}

const keys = (count: number): string[] => Object.keys(guardrails(count));

function onUnit(count: number, changes: Partial<LandingZoneConfig> = {}, unit: object = {}): LandingZoneConfig {
  const config = minimalConfig({ guardrails: guardrails(count), ...changes });
  return {
    ...config,
    organizationalUnits: {
      ...config.organizationalUnits,
      workloads: { name: "Workloads", guardrails: keys(count), ...unit },
    },
  };
}

const UNIT = 'organizationalUnits.workloads.guardrails[8]: organizational unit "workloads" would have';
const NINE = keys(9).join(", ");

test.each<[string, LandingZoneConfig, string[]]>([
  ["nine beside FullAWSAccess fill a unit", onUnit(9), []],
  [
    "any number that share policies count by their policies",
    onUnit(40, {
      guardrails: Object.fromEntries(
        Object.entries(guardrails(40)).map(([key, guardrail]) => [key, { ...guardrail, critical: false }]),
      ),
    }),
    [],
  ],
  [
    "ten are one too many",
    onUnit(10),
    [
      'organizationalUnits.workloads.guardrails[8]: organizational unit "workloads" would have 11 SCPs attached, more than the quota of 10: FullAWSAccess, own-1, own-10, own-2, own-3, own-4, own-5, own-6, own-7, own-8, own-9',
    ],
  ],
  [
    "slots reserved everywhere count",
    onUnit(9, { reservedPolicySlots: { scp: 1 } }),
    [`${UNIT} 11 SCPs attached, more than the quota of 10: FullAWSAccess, 1 reserved slot, ${NINE}`],
  ],
  [
    "slots reserved on the unit count",
    onUnit(9, {}, { reservedPolicySlots: { scp: 3 } }),
    [`${UNIT} 13 SCPs attached, more than the quota of 10: FullAWSAccess, 3 reserved slots, ${NINE}`],
  ],
  [
    "the unit's own reservation replaces the general one",
    onUnit(7, { reservedPolicySlots: { scp: 2 } }, { reservedPolicySlots: { scp: 0 } }),
    [],
  ],
  ["slots of another policy type do not count", onUnit(9, { reservedPolicySlots: { rcp: 5 } }), []],
  [
    "the root has the built-in guardrails, too",
    minimalConfig({ guardrails: guardrails(4), rootGuardrails: keys(4) }),
    [
      "rootGuardrails[3]: the organization root would have 11 SCPs attached, more than the quota of 10: FullAWSAccess, deny-leave-organization, deny-root, own-1, own-2, own-3, own-4, protect-alerting, protect-landing-zone-roles, protect-trail, scp_1 (deny-root-access-keys, protect-root-settings)",
    ],
  ],
  ["what a unit inherits does not count", onUnit(9, { rootGuardrails: ["own-1"] }), []],
  [
    "an account has slots of its own",
    minimalConfig({
      guardrails: guardrails(10),
      organizationalUnits: {
        ...minimalConfig().organizationalUnits,
        workloads: { name: "W", accounts: { shop: { email: "aws+shop@acme.example", guardrails: keys(10) } } },
      },
    }),
    [
      'organizationalUnits.workloads.accounts.shop.guardrails[8]: account "shop" would have 11 SCPs attached, more than the quota of 10: FullAWSAccess, own-1, own-10, own-2, own-3, own-4, own-5, own-6, own-7, own-8, own-9',
    ],
  ],
  ["four RCPs beside RCPFullAWSAccess fill a unit", onUnit(4, { guardrails: guardrails(4, "rcp") }), []],
  [
    "five RCPs are one too many",
    onUnit(5, { guardrails: guardrails(5, "rcp") }),
    [
      'organizationalUnits.workloads.guardrails[4]: organizational unit "workloads" would have 6 RCPs attached, more than the quota of 5: RCPFullAWSAccess, own-1, own-2, own-3, own-4, own-5',
    ],
  ],
  [
    "a quota may be overridden",
    onUnit(5, {
      guardrails: guardrails(5),
      quotas: { "scp-attachments": { value: 5, reason: "An older organization." } },
    }),
    [
      'companionGuardrails["protect-root-settings"].attachTo: the organization root would have 7 SCPs attached, more than the quota of 5: FullAWSAccess, deny-leave-organization, deny-root, protect-alerting, protect-landing-zone-roles, protect-trail, scp_1 (deny-root-access-keys, protect-root-settings)',
      'organizationalUnits.workloads.guardrails[4]: organizational unit "workloads" would have 6 SCPs attached, more than the quota of 5: FullAWSAccess, own-1, own-2, own-3, own-4, own-5',
    ],
  ],
])("%s", (_, config, expected) => {
  expect(breachesOf(policyAttachmentsRule, config)).toEqual(expected);
});
