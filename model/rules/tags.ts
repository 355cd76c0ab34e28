import { QUOTAS } from "../../catalogue/quotas";
import { settingTags, tagsOfAccount } from "../account-tags";
import type { TagsConfig } from "../config";
import type { AccountNode, UnitNode } from "../config-tree";
import { KEY_TAG } from "../key-tag";
import { type ConfigPath, formatPath } from "../problem";
import { RECOVERY_TAG } from "../recovery-tag";
import { type ConfigFacts, defineRule } from "../rule";

/** AWS General Reference, tag naming limits. */
const CHARACTERS = /^[\p{L}\p{Z}\p{N}_.:/=+\-@]*$/u;

/** The tags that Rootstock puts on every account and unit. */
const OWN_KEYS: readonly string[] = ["managed-by", KEY_TAG];

function tagsOf({ config, tree }: ConfigFacts): readonly { readonly tags: TagsConfig; readonly path: ConfigPath }[] {
  return [
    { tags: config.tags ?? {}, path: ["tags"] },
    ...[...tree.units, ...tree.kinds, ...tree.accounts].map((node) => ({
      tags: node.config.tags ?? {},
      path: [...node.path, "tags"],
    })),
  ];
}

/** AWS General Reference, tag naming limits and requirements. */
export const tagForm = defineRule<ConfigFacts>({
  id: "tag-form",
  doc: "A tag has a key of 1 to 128 and a value of 0 to 256 of the characters that AWS accepts; aws: and rootstock: are reserved.",
  waivable: false,
  *breaches(facts) {
    for (const { tags, path } of tagsOf(facts)) {
      for (const [key, value] of Object.entries(tags)) {
        const wrong = wrongKey(key) ?? wrongText(value, "value", 0, 256);
        if (wrong !== undefined) yield { path: [...path, key], ...wrong };
      }
    }
  },
});

interface WrongTag {
  readonly message: string;
  readonly remedy: string;
}

function wrongKey(key: string): WrongTag | undefined {
  const reserved = ["aws:", "rootstock:"].find((prefix) => key.toLowerCase().startsWith(prefix));
  if (reserved === undefined) return wrongText(key, "key", 1, 128);
  return { message: `the prefix ${reserved} is reserved`, remedy: "Use another key." };
}

function wrongText(text: string, part: string, least: number, most: number): WrongTag | undefined {
  if (text.length < least || text.length > most) {
    return {
      message: `the tag's ${part} has ${text.length} characters`,
      remedy: `AWS accepts ${least} to ${most}.`,
    };
  }
  if (CHARACTERS.test(text)) return undefined;
  return {
    message: `the tag's ${part} "${text}" has characters that AWS does not accept`,
    remedy: "Use letters, digits, spaces and _.:/=+-@.",
  };
}

/** The keys of the tags that a node gets from above and from Rootstock. */
function inheritedKeys(config: ConfigFacts["config"], above: readonly UnitNode[]): readonly string[] {
  return [config.tags ?? {}, ...above.map((unit) => unit.config.tags ?? {})].flatMap(Object.keys).concat(OWN_KEYS);
}

/** The keys of the tags that an account gets from above, its kind's included. */
function keysAbove(config: ConfigFacts["config"], { lineage, kind }: AccountNode): readonly string[] {
  return [...inheritedKeys(config, lineage), ...Object.keys(kind?.config.tags ?? {})];
}

/** IAM, for one, takes two keys that differ in case for one. */
export const tagUnique = defineRule<ConfigFacts>({
  id: "tag-unique",
  doc: "Tag keys on one node, inherited ones included, differ in more than case.",
  waivable: true,
  *breaches({ config, tree }) {
    const places = [
      { tags: config.tags, path: ["tags"], inherited: OWN_KEYS },
      ...tree.units.map(({ config: unit, path, lineage }) => ({
        tags: unit.tags,
        path: [...path, "tags"],
        inherited: inheritedKeys(config, lineage.slice(0, -1)),
      })),
      ...tree.kinds.map((kind) => ({
        tags: kind.config.tags,
        path: [...kind.path, "tags"],
        inherited: [
          [],
          ...tree.accounts.filter((account) => account.kind === kind).map(({ lineage }) => lineage),
        ].flatMap((lineage) => inheritedKeys(config, lineage)),
      })),
      ...tree.accounts.map((account) => ({
        tags: account.config.tags,
        path: [...account.path, "tags"],
        inherited: [...keysAbove(config, account), ...Object.keys(settingTags(account.config))],
      })),
    ];
    for (const { tags, path, inherited } of places) {
      if (tags === undefined) continue;
      const known = new Map(inherited.map((key) => [key.toLowerCase(), key]));
      for (const key of Object.keys(tags)) {
        const earlier = known.get(key.toLowerCase());
        if (earlier === undefined) known.set(key.toLowerCase(), key);
        else if (earlier !== key) {
          yield {
            path: [...path, key],
            message: `the tag key "${key}" differs from "${earlier}" only in case`,
            remedy: `Write "${earlier}".`,
          };
        }
      }
    }
  },
});

/** Only the topmost node is named: what is below it would be mended with it. */
export const tagCount = defineRule<ConfigFacts>({
  id: "tag-count",
  doc: "A node has no more tags than AWS allows, inherited ones and Rootstock's own included.",
  waivable: false,
  *breaches({ config, tree }) {
    const limit = config.quotas?.["tags-per-resource"]?.value ?? QUOTAS["tags-per-resource"].value;
    const countOfUnit = (lineage: readonly UnitNode[]): number => new Set(inheritedKeys(config, lineage)).size;
    const recovering = new Set((config.recovery ?? []).map(({ account }) => account));
    const countAbove = (account: AccountNode): number => new Set(keysAbove(config, account)).size;
    const countOf = (account: AccountNode): number =>
      new Set([
        ...keysAbove(config, account),
        ...Object.keys(account.config.tags ?? {}),
        ...Object.keys(settingTags(account.config)),
        ...(recovering.has(account.key) ? [RECOVERY_TAG] : []),
      ]).size;
    const nodes = [
      { count: countOfUnit([]), above: 0, path: ["tags"] },
      ...tree.units.map(({ lineage, path }) => ({
        count: countOfUnit(lineage),
        above: countOfUnit(lineage.slice(0, -1)),
        path: [...path, "tags"],
      })),
      ...tree.kinds.map((kind) => ({
        // An account whose units have too many already is named above.
        count: Math.max(
          0,
          ...tree.accounts
            .filter((account) => account.kind === kind && countOfUnit(account.lineage) <= limit)
            .map(countAbove),
        ),
        above: 0,
        path: [...kind.path, "tags"],
      })),
      ...tree.accounts.map((account) => ({
        count: countOf(account),
        above: countAbove(account),
        path: [...account.path, "tags"],
      })),
    ];
    for (const { count, above, path } of nodes) {
      if (count <= limit || above > limit) continue;
      yield { path, message: `there are ${count} tags here, and AWS allows ${limit}`, remedy: "Take some out." };
    }
  },
});

/** Costs and duties are assigned by these tags. */
export const accountTagsRequired = defineRule<ConfigFacts>({
  id: "account-tags-required",
  doc: "Every account carries the tags in requiredAccountTags, its own or inherited.",
  waivable: true,
  *breaches({ config, tree }) {
    const required = config.requiredAccountTags ?? [];
    if (required.length === 0) return;
    for (const account of tree.accounts) {
      const { path, lineage } = account;
      const present = new Set([...OWN_KEYS, ...tagsOfAccount(config, account).keys()]);
      for (const key of required.filter((candidate) => !present.has(candidate))) {
        yield {
          path,
          message: `the account has no tag "${key}", which requiredAccountTags demands`,
          remedy: `Add it here or on a unit above, for example ${formatPath(lineage[0]?.path ?? path)}.tags.`,
        };
      }
    }
  },
});
