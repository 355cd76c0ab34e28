import {
  AUTHORIZATION_POLICY_TYPES,
  GUARDRAILS,
  MANAGEMENT_POLICY_TYPES,
  type PolicyType,
} from "../catalogue/guardrails";
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
export interface FoundationFamily {
  /** The stack whose tripwire remembers the members. */
  readonly stack: string;
  /** Where a member is, or would be, in the configuration. */
  readonly path: ConfigPath;
  /** What a member is, where people chose its key and may rename it. @default they have not, and may not */
  readonly renamedAs?: string;
  /** Why Terraform cannot forget a member and leave it as it is. @default it can */
  readonly unreleasable?: string;
  /** What happens to a member that is taken out on purpose. @default it is given up */
  readonly closingMeans?: string;
  /** The members that a configuration declares; of one that cannot be read, those that can. */
  readonly members: (config: LandingZoneConfig) => readonly string[];
}

/** A setting of another resource: Terraform can switch it off, but not forget it. */
const SETTING = {
  unreleasable: "is a setting of the organization, which Terraform cannot forget",
  closingMeans: "AWS switches it off, with whatever relies on it",
} as const;

/** The family of the users that may break the glass. */
export const BREAK_GLASS_FAMILY = "break-glass-user";

/** The family of the groups of IAM Identity Center. */
export const GROUP_FAMILY = "identity-group";

/** The family of the permission sets of IAM Identity Center. */
export const PERMISSION_SET_FAMILY = "permission-set";

const FAMILIES: Readonly<Record<string, FoundationFamily>> = {
  "trusted-service": {
    stack: "organization",
    path: ["trustedServices"],
    ...SETTING,
    members: trustedServices,
  },
  "policy-type": {
    stack: "organization",
    path: [],
    ...SETTING,
    members: (config) => [...policyTypes(config), ...furtherPolicyTypes(config).map(asMember)],
  },
  [BREAK_GLASS_FAMILY]: {
    stack: "identity",
    path: ["identity", "breakGlass", "users"],
    members: breakGlassUsers,
  },
  [GROUP_FAMILY]: {
    stack: "identity",
    path: ["identity", "groups"],
    renamedAs: "group",
    unreleasable: "is a group, whose assignments go with it",
    closingMeans: "it is deleted, and its members lose the access that it gives",
    members: ({ identity }) => Object.keys(identity?.groups ?? {}),
  },
  [PERMISSION_SET_FAMILY]: {
    stack: "identity",
    path: ["identity", "permissionSets"],
    renamedAs: "permission set",
    unreleasable: "is a permission set, whose assignments go with it",
    closingMeans: "it is deleted, and whoever has it loses the access that it gives",
    members: ({ identity }) => Object.keys(identity?.permissionSets ?? {}),
  },
};

/** Every service that gets trusted access: what the landing zone needs and what the configuration adds. Sorted. */
export function trustedServices(
  config: Pick<LandingZoneConfig, "trustedServices" | "detection" | "deferred">,
): readonly string[] {
  const detective = activeServices(config).flatMap((service) => DETECTIVE_TRUSTED_SERVICES[service]);
  const deferred = new Set(config.deferred?.trustedServices);
  const scansVolumes = resolveDetection(config).guardDuty?.features.includes("EBS_MALWARE_PROTECTION") === true;
  return [
    ...new Set<string>([
      ...Object.keys(TRUSTED_SERVICES).filter((service) => !deferred.has(service)),
      ...detective,
      ...(scansVolumes ? [MALWARE_PROTECTION_SERVICE] : []),
      ...(config.trustedServices ?? []),
    ]),
  ].sort();
}

/**
 * Every policy type that is enabled, sorted: those of authorization unless they are deferred, others once a guardrail
 * needs them or the configuration names them.
 *
 * Disabling a type detaches every policy of it for good.
 */
export function policyTypes(config: LandingZoneConfig): readonly PolicyType[] {
  const needed = BUILT_IN_GUARDRAIL_IDS.filter((id) => isGuardrailInForce(config, id));
  const own = Object.values(config.guardrails ?? {});
  const deferred = new Set(config.deferred?.policyTypes);
  return [
    ...new Set<PolicyType>([
      ...AUTHORIZATION_POLICY_TYPES.filter((type) => !deferred.has(type)),
      ...needed.map((id) => GUARDRAILS[id].policyType),
      ...own.map(({ policyType = "scp" }) => policyType),
      ...(config.policyTypes ?? []).filter(isPolicyType),
    ]),
  ].sort();
}

/** Every enabled policy type that no guardrail is made of, as AWS names it, sorted. */
export function furtherPolicyTypes({ policyTypes = [] }: Pick<LandingZoneConfig, "policyTypes">): readonly string[] {
  return policyTypes.filter((type) => !isPolicyType(type)).sort();
}

function isPolicyType(type: string): type is PolicyType {
  return [...AUTHORIZATION_POLICY_TYPES, ...MANAGEMENT_POLICY_TYPES].some((known) => known === type);
}

/** A type as AWS names it, in the letters of a key. */
function asMember(type: string): string {
  return type.toLowerCase().replaceAll("_", "-");
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

/** A member of a family, as a key of the ledger names it. */
export interface FamilyMember {
  /** The family's own name. */
  readonly name: string;
  readonly family: FoundationFamily;
  readonly member: string;
}

/** The family and the member that a key of the ledger names, if it names one. */
export function familyMember(key: string): FamilyMember | undefined {
  const [, name = "", member = ""] = /^foundation:([a-z-]+):(.+)$/.exec(key) ?? [];
  const family = Object.hasOwn(FAMILIES, name) ? FAMILIES[name] : undefined;
  return family === undefined ? undefined : { name, family, member };
}
