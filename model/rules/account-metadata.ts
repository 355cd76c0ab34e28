import type { AccountMetadataConfig } from "../account-metadata-config";
import { tagsOfAccount } from "../account-tags";
import { isDate } from "../date";
import { parseEmailAddress } from "../email-address";
import type { ConfigPath } from "../problem";
import { type ConfigFacts, defineRule } from "../rule";
import { suggestion } from "../suggestion";

const KINDS = {
  text: { title: "a text", holds: (value: string): boolean => value.trim() !== "" },
  email: { title: "an e-mail address", holds: (value: string): boolean => parseEmailAddress(value) !== undefined },
  date: { title: "a day in the form YYYY-MM-DD", holds: isDate },
} as const;

/** Costs, duties and data classes are read from these tags, by people and by programs. */
export const accountMetadata = defineRule<ConfigFacts>({
  id: "account-metadata",
  doc: "Every account carries the tags that accountMetadata describes, its own or inherited, each with an allowed value.",
  waivable: true,
  *breaches({ config, tree }) {
    const described = Object.entries(config.accountMetadata ?? {});
    if (described.length === 0) return;
    for (const account of tree.accounts) {
      const tags = tagsOfAccount(config, account);
      for (const [key, metadata] of described) {
        const tag = tags.get(key);
        if (tag !== undefined) yield* wrongValue(key, tag.value, metadata, tag.path);
        else if (metadata.optional !== true) {
          yield {
            path: account.path,
            message: `the account does not say its "${key}"${meaning(metadata)}`,
            remedy: `Add the tag "${key}" here or on a unit above: ${allowed(metadata)}.`,
          };
        }
      }
    }
  },
});

function* wrongValue(key: string, value: string, metadata: AccountMetadataConfig, path: ConfigPath) {
  const { kind = "text", values } = metadata;
  if (KINDS[kind].holds(value) && values?.includes(value) !== false) return;
  yield {
    path,
    message: `"${value}" is no "${key}"${meaning(metadata)}`,
    remedy: suggestion(value, values ?? [], `Write ${allowed(metadata)}.`),
  };
}

function meaning({ description }: AccountMetadataConfig): string {
  return description === undefined ? "" : ` (${description})`;
}

function allowed({ kind = "text", values }: AccountMetadataConfig): string {
  return values === undefined ? KINDS[kind].title : `one of ${values.join(", ")}`;
}

/** What nobody can fulfil would be waived everywhere. */
export const accountMetadataForm = defineRule<ConfigFacts>({
  id: "account-metadata-form",
  doc: "The allowed values of an account's metadata are at least one, and each is of its kind.",
  waivable: false,
  *breaches({ config: { accountMetadata: described = {} } }) {
    for (const [key, { kind = "text", values }] of Object.entries(described)) {
      const path = ["accountMetadata", key, "values"];
      if (values?.length === 0) {
        yield { path, message: `no value of "${key}" is allowed`, remedy: "Name some, or leave `values` out." };
      }
      for (const [index, value] of (values ?? []).entries()) {
        if (KINDS[kind].holds(value)) continue;
        const { title } = KINDS[kind];
        yield { path: [...path, index], message: `"${value}" is not ${title}`, remedy: `Write ${title}.` };
      }
    }
  },
});
