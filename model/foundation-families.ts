import { AUTHORIZATION_POLICY_TYPES, GUARDRAILS, type PolicyType } from "../catalogue/guardrails";
import {
  DETECTIVE_TRUSTED_SERVICES,
  MALWARE_PROTECTION_SERVICE,
  TRUSTED_SERVICES,
} from "../catalogue/trusted-services";
import type { LandingZoneConfig } from "./config";
import { isGuardrailInForce } from "./guardrails-in-force";
import { BUILT_IN_GUARDRAIL_IDS } from "./mechanisms";
import type { ConfigPath } from "./problem";
import { activeServices, resolveDetection } from "./resolve-detection";

/** Foundations of which there are several, each with a key of its own: `foundation:<family>:<member>`. */
interface FoundationFamily {
  /** The stack whose tripwire remembers the members. */
  readonly stack: string;
  /** Where a member is, or would be, in the configuration. */
  readonly path: ConfigPath;
  /** False for a setting of another resource: Terraform can switch it off, but not forget it. */
  readonly canBeReleased: boolean;
  /** The members that a configuration declares; of one that cannot be read, those that can. */
  readonly members: (config: LandingZoneConfig) => readonly string[];
}

const FAMILIES: Readonly<Record<string, FoundationFamily>> = {
  "trusted-service": {
    stack: "organization",
    path: ["trustedServices"],
    canBeReleased: false,
    members: trustedServices,
  },
  "policy-type": {
    stack: "organization",
    path: [],
    canBeReleased: false,
    members: policyTypes,
  },
  "break-glass-user": {
    stack: "identity",
    path: ["identity", "breakGlass", "users"],
    canBeReleased: true,
    members: breakGlassUsers,
  },
};

/** Every service that gets trusted access: what the landing zone needs and what the configuration adds. Sorted. */
export function trustedServices(config: Pick<LandingZoneConfig, "trustedServices" | "detection">): readonly string[] {
  const detective = activeServices(config).flatMap((service) => DETECTIVE_TRUSTED_SERVICES[service]);
  const scansVolumes = resolveDetection(config).guardDuty?.features.includes("EBS_MALWARE_PROTECTION") === true;
  return [
    ...new Set<string>([
      ...Object.keys(TRUSTED_SERVICES),
      ...detective,
      ...(scansVolumes ? [MALWARE_PROTECTION_SERVICE] : []),
      ...(config.trustedServices ?? []),
    ]),
  ].sort();
}

/**
 * Every policy type that is enabled, sorted: those of authorization always, others once a guardrail needs them.
 *
 * Disabling a type detaches every policy of it for good.
 */
export function policyTypes(config: LandingZoneConfig): readonly PolicyType[] {
  const needed = BUILT_IN_GUARDRAIL_IDS.filter((id) => isGuardrailInForce(config, id));
  return [
    ...new Set<PolicyType>([...AUTHORIZATION_POLICY_TYPES, ...needed.map((id) => GUARDRAILS[id].policyType)]),
  ].sort();
}

function breakGlassUsers({ identity }: LandingZoneConfig): readonly string[] {
  return (identity?.mode ?? "enforce") === "enforce" ? (identity?.breakGlass?.users ?? []) : [];
}

/** The ledger's key of a member of a family. */
export function familyKey(family: string, member: string): string {
  return `foundation:${family}:${member}`;
}

/** The members of every family that a configuration declares: key and place. */
export function familyFoundations(config: LandingZoneConfig): readonly (readonly [string, ConfigPath])[] {
  return Object.entries(FAMILIES).flatMap(([family, { path, members }]) =>
    members(config).map((member) => [familyKey(family, member), path] as const),
  );
}

/** The family and the member that a key of the ledger names, if it names one. */
export function familyMember(key: string): { readonly family: FoundationFamily; readonly member: string } | undefined {
  const [, name = "", member = ""] = /^foundation:([a-z-]+):(.+)$/.exec(key) ?? [];
  const family = Object.hasOwn(FAMILIES, name) ? FAMILIES[name] : undefined;
  return family === undefined ? undefined : { family, member };
}
