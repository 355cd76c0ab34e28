import { QUOTAS, type QuotaId } from "../../catalogue/quotas";
import type { UnitNode } from "../config-tree";
import { isGuardrailInForce } from "../guardrails-in-force";
import { BUILT_IN_GUARDRAIL_IDS, guardrailSetting, guardrailSettingPath } from "../mechanisms";
import { formatPath } from "../problem";
import { type ConfigFacts, defineRule } from "../rule";

/** AWS Organizations API reference, CreateOrganizationalUnit, `Name`. */
export const unitNameForm = defineRule<ConfigFacts>({
  id: "unit-name-form",
  doc: "A unit's name has 1 to 128 characters.",
  waivable: false,
  *breaches({ tree }) {
    for (const { config, path } of tree.units) {
      if (config.name.trim() !== "" && config.name.length <= 128) continue;
      yield {
        path: [...path, "name"],
        message: `the name has ${config.name.trim() === "" ? "no" : config.name.length} characters`,
        remedy: "Give the unit a name of 1 to 128 characters.",
      };
    }
  },
});

/** AWS refuses a second unit of the same name below the same parent. */
export const unitNameUnique = defineRule<ConfigFacts>({
  id: "unit-name-unique",
  doc: "Units below the same parent have different names.",
  waivable: false,
  *breaches({ tree }) {
    const first = new Map<string, UnitNode>();
    for (const unit of tree.units) {
      const place = JSON.stringify([unit.path.slice(0, -1), unit.config.name]);
      const earlier = first.get(place);
      if (earlier === undefined) first.set(place, unit);
      else {
        yield {
          path: [...unit.path, "name"],
          message: `the name "${unit.config.name}" is already taken by its sibling ${formatPath(earlier.path)}`,
          remedy: "Give one of them another name.",
        };
      }
    }
  },
});

/** Only the first level that is too deep is named: what is below it would be mended with it. */
export const unitDepth = defineRule<ConfigFacts>({
  id: "unit-depth",
  doc: "Units are nested no deeper than AWS allows.",
  waivable: false,
  *breaches({ config, tree }) {
    const limit = quota(config, "organizational-unit-depth");
    for (const { depth, path } of tree.units) {
      if (depth !== limit + 1) continue;
      yield {
        path,
        message: `the unit is ${depth} levels below the root, and AWS allows ${limit}`,
        remedy: "Move it up: it and its accounts need another place in the tree.",
      };
    }
  },
});

/** The quota is of the organization as a whole. */
export const unitCount = defineRule<ConfigFacts>({
  id: "unit-count",
  doc: "There are no more units than AWS allows.",
  waivable: false,
  *breaches({ config, tree }) {
    const limit = quota(config, "organizational-unit-count");
    if (tree.units.length <= limit) return;
    yield {
      path: ["organizationalUnits"],
      message: `there are ${tree.units.length} units, and AWS allows ${limit}`,
      remedy: "Merge units that carry the same guardrails, or override the quota with the reason why it is higher.",
    };
  },
});

/** deny-root spares the accounts in this unit, by its path. */
export const recoveryUnit = defineRule<ConfigFacts>({
  id: "recovery-unit",
  doc: 'Exactly one unit has the purpose "recovery", and it is directly below the root; without deny-root, alerting and recovery entries there may be none.',
  waivable: false,
  blocksResolution: true,
  *breaches({ config, tree }) {
    const [unit, ...others] = tree.units.filter((node) => node.config.purpose === "recovery");
    if (unit === undefined) {
      if (!needsRecovery(config)) return;
      yield {
        path: ["organizationalUnits"],
        message: "there is no Recovery OU, the one place in which an account's long-term root can be used",
        remedy: 'Add recovery: { name: "Recovery", purpose: "recovery" }.',
      };
      return;
    }
    for (const other of others) {
      yield {
        path: [...other.path, "purpose"],
        message: `there is already a Recovery OU, ${formatPath(unit.path)}`,
        remedy: "Keep one: each is a place that deny-root spares.",
      };
    }
    if (unit.depth > 1) {
      yield {
        path: [...unit.path, "purpose"],
        message: "the Recovery OU is not directly below the root, so that guardrails of the units above bind it",
        remedy: "Move it to the top level of organizationalUnits.",
      };
    }
  },
});

/** deny-root spares it by its path, and alerting watches who is moved into it. */
function needsRecovery(config: ConfigFacts["config"]): boolean {
  const isAlerting = (config.alerting?.mode ?? "enforce") !== "off";
  return isGuardrailInForce(config, "deny-root") || isAlerting || (config.recovery ?? []).length > 0;
}

/** Whatever is in the Recovery OU by default is not protected by default. */
export const recoveryUnitEmpty = defineRule<ConfigFacts>({
  id: "recovery-unit-empty",
  doc: "The Recovery OU has no accounts, no units and no guardrails of its own.",
  waivable: false,
  *breaches({ config, tree }) {
    for (const { key, config: unit, path } of tree.units.filter((node) => node.config.purpose === "recovery")) {
      if (Object.keys(unit.accounts ?? {}).length > 0) {
        yield {
          path: [...path, "accounts"],
          message: "an account is declared in the Recovery OU, where long-term root is not denied",
          remedy: "Declare it where it belongs, and let it in with recovery: [{ account, reason, until }] for a while.",
        };
      }
      if (Object.keys(unit.organizationalUnits ?? {}).length > 0) {
        yield {
          path: [...path, "organizationalUnits"],
          message: "the Recovery OU has units of its own, whose accounts deny-root would spare",
          remedy: "Move them to another unit.",
        };
      }
      if ((unit.guardrails ?? []).length > 0) {
        yield {
          path: [...path, "guardrails"],
          message: "the Recovery OU has guardrails of its own, which could stand in the way of a recovery",
          remedy: "Attach them to other units.",
        };
      }
      for (const id of BUILT_IN_GUARDRAIL_IDS) {
        const { attachTo } = guardrailSetting(config, id);
        const index = attachTo === undefined || attachTo === "root" ? -1 : attachTo.indexOf(key);
        if (index < 0) continue;
        yield {
          path: [...guardrailSettingPath(id), "attachTo", index],
          message: `"${key}" is the Recovery OU, which has no guardrails of its own`,
          remedy: "Take it out of the list.",
        };
      }
    }
  },
});

/** Two would leave it open where an account on its way out goes. */
export const suspendedUnit = defineRule<ConfigFacts>({
  id: "suspended-unit",
  doc: 'At most one unit has the purpose "suspended".',
  waivable: false,
  *breaches({ tree }) {
    const [unit, ...others] = tree.units.filter(({ config }) => config.purpose === "suspended");
    for (const other of others) {
      yield {
        path: [...other.path, "purpose"],
        message: `there is already a unit for suspended accounts, ${unit === undefined ? "" : formatPath(unit.path)}`,
        remedy: "Keep one.",
      };
    }
  },
});

function quota({ quotas }: ConfigFacts["config"], id: QuotaId): number {
  return quotas?.[id]?.value ?? QUOTAS[id].value;
}
