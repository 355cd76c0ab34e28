import { type ConfigPath, formatPath } from "../problem";
import { RESERVED_KEYS } from "../reserved-keys";
import { type ConfigFacts, defineRule } from "../rule";

interface Key {
  readonly key: string;
  readonly path: ConfigPath;
}

/** Every key that is an identity: of units, accounts and guardrails of one's own. */
function identityKeys({ config, tree }: ConfigFacts): readonly Key[] {
  return [
    ...tree.units,
    ...tree.accounts,
    ...Object.keys(config.guardrails ?? {}).map((key) => ({ key, path: ["guardrails", key] })),
  ];
}

/** A key is part of a Terraform address. */
export const keyForm = defineRule<ConfigFacts>({
  id: "key-form",
  doc: "The key of a unit, account or guardrail has lower-case letters, digits and hyphens, a letter first.",
  waivable: false,
  blocksResolution: true,
  *breaches(facts) {
    for (const { key, path } of identityKeys(facts)) {
      if (/^[a-z][a-z0-9-]*$/.test(key)) continue;
      yield {
        path,
        message: `"${key}" cannot be a key`,
        remedy: "Use lower-case letters, digits and hyphens, a letter first; the name may be whatever you like.",
      };
    }
  },
});

/** One key names one thing, in the ledger and in every reference. */
export const keyUnique = defineRule<ConfigFacts>({
  id: "key-unique",
  doc: "No two units, accounts or guardrails have the same key.",
  waivable: false,
  blocksResolution: true,
  *breaches(facts) {
    const first = new Map<string, ConfigPath>();
    for (const { key, path } of identityKeys(facts)) {
      const earlier = first.get(key);
      if (earlier === undefined) first.set(key, path);
      else {
        yield {
          path,
          message: `the key "${key}" is already taken by ${formatPath(earlier)}`,
          remedy: "Choose another key for the newer of the two; names need not differ.",
        };
      }
    }
  },
});

/** These keys already name something that is not written in the configuration. */
export const keyReserved = defineRule<ConfigFacts>({
  id: "key-reserved",
  doc: "No key is `root`, `management`, `constructor` or the id of a built-in guardrail.",
  waivable: false,
  blocksResolution: true,
  *breaches(facts) {
    for (const { key, path } of identityKeys(facts)) {
      const meaning = RESERVED_KEYS.get(key);
      if (meaning === undefined) continue;
      yield { path, message: `the key "${key}" ${meaning}`, remedy: "Choose another key." };
    }
  },
});
