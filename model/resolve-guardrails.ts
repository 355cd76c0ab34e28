import {
  AUTHORIZATION_POLICY_TYPES,
  type BuiltInGuardrailId,
  GUARDRAILS,
  type PolicyType,
} from "../catalogue/guardrails";
import type { CustomGuardrailConfig, LandingZoneConfig, OrganizationalUnitsConfig } from "./config";
import type { DetectiveService } from "./detection";
import type { Attachment, Guardrail, OrganizationalUnit, PolicyTarget } from "./landing-zone";
import { BUILT_IN_GUARDRAIL_IDS, guardrailSetting, guardrailSettingPath } from "./mechanisms";
import { namesOf } from "./names";
import { activeIdentities, compareKeys } from "./next-ledger";
import { statementsIn } from "./policy-content";
import { targetKey } from "./policy-target";
import type { ConfigPath } from "./problem";
import { protectedServices } from "./resolve-detection";

/** Every guardrail in force, by key, with each attachment and where it comes from. */
export function resolveGuardrails(
  config: LandingZoneConfig,
  units: readonly OrganizationalUnit[],
): readonly Guardrail[] {
  const declared = activeIdentities(config);
  const builtIn = BUILT_IN_GUARDRAIL_IDS.filter((id) => declared.get(id)?.kind === "guardrail").map((id) =>
    builtInGuardrail(config, id, units),
  );
  const custom = Object.keys(config.guardrails ?? {}).map((key) => customGuardrail(config, key));
  return [...builtIn, ...custom].sort((a, b) => compareKeys(a.key, b.key));
}

function builtInGuardrail(
  config: LandingZoneConfig,
  id: BuiltInGuardrailId,
  units: readonly OrganizationalUnit[],
): Guardrail {
  const entry = GUARDRAILS[id];
  return {
    key: id,
    name: physicalNames(config).guardrailPolicy(id),
    title: entry.title,
    reason: entry.reason,
    description: entry.reason,
    policyType: entry.policyType,
    critical: entry.critical,
    standsAlone: entry.critical || !isAuthorization(entry.policyType),
    body: { kind: "built-in", id },
    attachments: sortedAttachments(builtInAttachments(config, id, units)),
    path: guardrailSettingPath(id),
  };
}

/** Settings of management policies are merged by AWS, statements are not: only these can share a policy. */
function isAuthorization(type: PolicyType): boolean {
  return AUTHORIZATION_POLICY_TYPES.some((candidate) => candidate === type);
}

function builtInAttachments(
  config: LandingZoneConfig,
  id: BuiltInGuardrailId,
  units: readonly OrganizationalUnit[],
): Attachment[] {
  const { attachTo } = guardrailSetting(config, id);
  const path = [...guardrailSettingPath(id), "attachTo"];
  if (attachTo === "root") return [{ target: { kind: "root" }, because: "declared", path }];
  if (attachTo !== undefined) {
    return attachTo.map((key, index) => ({
      target: { kind: "organizational-unit", key },
      because: "declared for this unit",
      path: [...path, index],
    }));
  }
  const because = "default of the guardrail catalogue";
  switch (GUARDRAILS[id].attachTo) {
    case "root":
      return [{ target: { kind: "root" }, because, path }];
    case "log-archive-account":
      return [{ target: { kind: "account", key: config.services.logArchive }, because, path }];
    case "detective-services":
      return [{ target: detectiveServicesTarget(config), because, path }];
    case "suspended":
      return units
        .filter(({ purpose }) => purpose === "suspended")
        .map(({ key }) => ({ target: { kind: "organizational-unit", key }, because, path }));
    case "top-level-units":
      return units
        .filter(({ parent, purpose }) => parent === undefined && purpose === undefined)
        .map(({ key }) => ({ target: { kind: "organizational-unit", key }, because, path }));
    case "declared":
      return [];
    default:
      return GUARDRAILS[id] satisfies never;
  }
}

/** Analyzers of the organization run in the security account alone; everything else runs in every account. */
function detectiveServicesTarget(config: LandingZoneConfig): PolicyTarget {
  const runsEverywhere = protectedServices(config).some((service) => !ANALYZERS.includes(service));
  return runsEverywhere ? { kind: "root" } : { kind: "account", key: config.services.security };
}

const ANALYZERS: readonly DetectiveService[] = ["externalAccess", "unusedAccess"];

function customGuardrail(config: LandingZoneConfig, key: string): Guardrail {
  const guardrail = config.guardrails?.[key];
  if (guardrail === undefined) throw new Error(`no guardrail ${key} in the configuration`);
  return {
    key,
    name: guardrail.name ?? physicalNames(config).guardrailPolicy(key),
    title: key,
    reason: guardrail.reason,
    description: guardrail.description ?? guardrail.reason,
    policyType: guardrail.policyType ?? "scp",
    critical: guardrail.critical ?? false,
    standsAlone: guardrail.critical === true || guardrail.name !== undefined || guardrail.content !== undefined,
    body: customBody(guardrail),
    attachments: sortedAttachments(customAttachments(config, key)),
    path: ["guardrails", key],
  };
}

function customBody({ statements = [], content, policyType = "scp" }: CustomGuardrailConfig): Guardrail["body"] {
  if (content === undefined) return { kind: "custom", statements };
  return { kind: "custom", statements: isAuthorization(policyType) ? statementsIn(content) : [], content };
}

function customAttachments(config: LandingZoneConfig, key: string): Attachment[] {
  const found: Attachment[] = [];
  const attach = (target: PolicyTarget, because: string, list: readonly string[] | undefined, at: ConfigPath): void => {
    const index = list?.indexOf(key) ?? -1;
    if (index >= 0) found.push({ target, because, path: [...at, index] });
  };
  const visit = (units: OrganizationalUnitsConfig, at: ConfigPath): void => {
    for (const [unitKey, unit] of Object.entries(units)) {
      const path = [...at, unitKey];
      attach({ kind: "organizational-unit", key: unitKey }, "listed on this unit", unit.guardrails, [
        ...path,
        "guardrails",
      ]);
      for (const [accountKey, account] of Object.entries(unit.accounts ?? {})) {
        attach({ kind: "account", key: accountKey }, "listed on this account", account.guardrails, [
          ...path,
          "accounts",
          accountKey,
          "guardrails",
        ]);
        if (account.kind === undefined || account.guardrails?.includes(key) === true) continue;
        attach(
          { kind: "account", key: accountKey },
          `listed for the kind ${account.kind}`,
          config.accountKinds?.[account.kind]?.guardrails,
          ["accountKinds", account.kind, "guardrails"],
        );
      }
      visit(unit.organizationalUnits ?? {}, [...path, "organizationalUnits"]);
    }
  };
  for (const [accountKey, { guardrails }] of Object.entries(config.rootAccounts ?? {})) {
    const path = ["rootAccounts", accountKey, "guardrails"];
    attach({ kind: "account", key: accountKey }, "listed on this account", guardrails, path);
  }
  attach({ kind: "root" }, "listed for the organization root", config.rootGuardrails, ["rootGuardrails"]);
  visit(config.organizationalUnits, ["organizationalUnits"]);
  return found;
}

const TARGET_ORDER = { root: 0, "organizational-unit": 1, account: 2 } as const;

function sortedAttachments(attachments: readonly Attachment[]): readonly Attachment[] {
  return [...attachments].sort(
    (a, b) =>
      TARGET_ORDER[a.target.kind] - TARGET_ORDER[b.target.kind] ||
      compareKeys(targetKey(a.target), targetKey(b.target)),
  );
}

function physicalNames(config: LandingZoneConfig): ReturnType<typeof namesOf> {
  return namesOf({
    name: config.name,
    partition: "aws",
    homeRegion: config.homeRegion,
    managementAccount: config.managementAccount,
  });
}
