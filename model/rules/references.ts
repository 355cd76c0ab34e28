import { accountKeys, unitKeys } from "../config-tree";
import { identityAccountLists, identityUnitLists, placedKeys } from "../identity-references";
import { BUILT_IN_GUARDRAIL_IDS, guardrailSetting, guardrailSettingPath } from "../mechanisms";
import type { ConfigPath } from "../problem";
import { type ConfigFacts, defineRule } from "../rule";
import { suggestion } from "../suggestion";

/** Of what is not a key of an account, nothing can be deployed. */
export const unknownAccount = defineRule<ConfigFacts>({
  id: "unknown-account",
  doc: "Every reference to an account names the key of one.",
  waivable: false,
  blocksResolution: true,
  *breaches({ config, tree }) {
    const known = accountKeys(tree);
    const references: readonly (readonly [string, ConfigPath])[] = [
      [config.services.logArchive, ["services", "logArchive"]],
      [config.services.security, ["services", "security"]],
      ...(config.recovery ?? []).map(({ account }, index) => [account, ["recovery", index, "account"]] as const),
      ...(config.rollout?.canary ?? []).map((key, index) => [key, ["rollout", "canary", index]] as const),
      ...placedKeys(identityAccountLists(config)),
      ...(config.proofs ?? []).flatMap(({ account }, index) =>
        account === "*" ? [] : [[account, ["proofs", index, "account"]] as const],
      ),
    ];
    for (const [key, path] of references) {
      if (known.has(key)) continue;
      yield { path, message: `there is no account "${key}"`, remedy: suggestion(key, known, "Use an account's key.") };
    }
  },
});

/** A guardrail on a unit that does not exist protects nobody. */
export const unknownUnit = defineRule<ConfigFacts>({
  id: "unknown-unit",
  doc: "Every reference to a unit names the key of one.",
  waivable: false,
  blocksResolution: true,
  *breaches({ config, tree }) {
    const known = unitKeys(tree);
    for (const id of BUILT_IN_GUARDRAIL_IDS) {
      const { attachTo } = guardrailSetting(config, id);
      if (attachTo === undefined || attachTo === "root") continue;
      for (const [index, key] of attachTo.entries()) {
        if (known.has(key)) continue;
        yield {
          path: [...guardrailSettingPath(id), "attachTo", index],
          message: `there is no unit "${key}"`,
          remedy: suggestion(key, known, 'Use a unit\'s key, or attachTo: "root".'),
        };
      }
    }
    for (const [key, path] of placedKeys(identityUnitLists(config))) {
      if (known.has(key)) continue;
      yield { path, message: `there is no unit "${key}"`, remedy: suggestion(key, known, "Use a unit's key.") };
    }
  },
});

/** A guardrail that does not exist protects nobody. */
export const unknownGuardrail = defineRule<ConfigFacts>({
  id: "unknown-guardrail",
  doc: "Every guardrail named on a unit, a kind, an account or the root is one of your own.",
  waivable: false,
  blocksResolution: true,
  *breaches({ config, tree }) {
    const known = new Set(Object.keys(config.guardrails ?? {}));
    const lists: readonly (readonly [readonly string[] | undefined, ConfigPath])[] = [
      [config.rootGuardrails, ["rootGuardrails"]],
      ...[...tree.units, ...tree.kinds, ...tree.accounts].map(
        (node) => [node.config.guardrails, [...node.path, "guardrails"]] as const,
      ),
    ];
    for (const [list, at] of lists) {
      for (const [index, key] of (list ?? []).entries()) {
        if (!known.has(key)) yield { path: [...at, index], ...missingGuardrail(key, known) };
      }
    }
  },
});

function missingGuardrail(key: string, known: Iterable<string>): { readonly message: string; readonly remedy: string } {
  const builtIn = BUILT_IN_GUARDRAIL_IDS.find((id) => id === key);
  if (builtIn === undefined) {
    return {
      message: `there is no guardrail "${key}"`,
      remedy: suggestion(key, known, "Declare it in guardrails, or take it out."),
    };
  }
  return {
    message: `"${key}" is a built-in guardrail, and only those of your own are listed here`,
    remedy: `Say where it applies with ${guardrailSettingPath(builtIn).join(".")}.attachTo.`,
  };
}

/** An account of a kind that does not exist lacks whatever the kind would have given it. */
export const unknownAccountKind = defineRule<ConfigFacts>({
  id: "unknown-account-kind",
  doc: "Every account's kind is one of accountKinds.",
  waivable: false,
  blocksResolution: true,
  *breaches({ tree }) {
    const known = tree.kinds.map(({ key }) => key);
    for (const { config, path, kind } of tree.accounts) {
      if (config.kind === undefined || kind !== undefined) continue;
      yield {
        path: [...path, "kind"],
        message: `there is no kind of accounts "${config.kind}"`,
        remedy: suggestion(config.kind, known, "Declare it in accountKinds, or take it out."),
      };
    }
  },
});
