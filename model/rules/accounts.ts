import { parseEmailAddress } from "../email-address";
import { type ConfigPath, formatPath } from "../problem";
import { type ConfigFacts, defineRule } from "../rule";

interface NamedAccount {
  readonly name: string;
  readonly path: ConfigPath;
}

/** The names of the members; an account without a name is called like its key. */
function memberNames({ tree }: Pick<ConfigFacts, "tree">): readonly NamedAccount[] {
  return tree.accounts.map(({ key, config: { name }, path }) =>
    name === undefined ? { name: key, path } : { name, path: [...path, "name"] },
  );
}

const PRINTABLE = /^[\x20-\x7e]{1,50}$/;

/** AWS Organizations API reference, CreateAccount, `AccountName`; `<` and `>` are refused by the console. */
export const accountNameForm = defineRule<ConfigFacts>({
  id: "account-name-form",
  doc: "An account's name has 1 to 50 printable ASCII characters, none of them < or >.",
  waivable: false,
  *breaches(facts) {
    const management: NamedAccount = { name: facts.config.managementAccount.name, path: ["managementAccount", "name"] };
    for (const { name, path } of [management, ...memberNames(facts)]) {
      if (PRINTABLE.test(name) && !/[<>]/.test(name) && name.trim() !== "") continue;
      yield {
        path,
        message: `"${name}" cannot be the name of an account`,
        remedy: "Give it a name of 1 to 50 printable ASCII characters without < and >.",
      };
    }
  },
});

/** AWS allows two accounts of one name; people then work in the wrong one. */
export const accountNameUnique = defineRule<ConfigFacts>({
  id: "account-name-unique",
  doc: "Accounts have different names.",
  waivable: true,
  *breaches(facts) {
    const first = new Map<string, ConfigPath>();
    for (const { name, path } of memberNames(facts)) {
      const earlier = first.get(name);
      if (earlier === undefined) first.set(name, path);
      else {
        yield {
          path,
          message: `the name "${name}" is already taken at ${formatPath(earlier)}`,
          remedy: "Give one of them another name.",
        };
      }
    }
  },
});

/** The name is how people tell accounts apart when they sign in. */
export const managementAccountMember = defineRule<ConfigFacts>({
  id: "management-account-member",
  doc: "No member account has the name of the management account, which is not a member.",
  waivable: true,
  *breaches(facts) {
    const management = facts.config.managementAccount.name;
    for (const { name, path } of memberNames(facts)) {
      if (name !== management) continue;
      yield {
        path,
        message: `"${name}" is the name of the management account, which is not listed as a member`,
        remedy: "Take the account out when it is the management account, or give it another name.",
      };
    }
  },
});

/** Everything that is not in a member account is in the account of this id. */
export const managementAccountId = defineRule<ConfigFacts>({
  id: "management-account-id",
  doc: "The management account's id has 12 digits.",
  waivable: false,
  *breaches({ config: { managementAccount } }) {
    if (/^\d{12}$/.test(managementAccount.id)) return;
    yield {
      path: ["managementAccount", "id"],
      message: `"${managementAccount.id}" is not an account id`,
      remedy: "Write the 12 digits in quotes, with leading zeros and without hyphens.",
    };
  },
});

/** The tag `owner` must lead to somebody. */
export const accountOwnerForm = defineRule<ConfigFacts>({
  id: "account-owner-form",
  doc: "An account's owner is an e-mail address.",
  waivable: true,
  *breaches({ tree }) {
    for (const { config, path } of tree.accounts) {
      if (config.owner === undefined || parseEmailAddress(config.owner) !== undefined) continue;
      yield {
        path: [...path, "owner"],
        message: `"${config.owner}" is not an e-mail address`,
        remedy: "Write the address of the team that answers for the account.",
      };
    }
  },
});
