import { GUARDRAILS } from "../../catalogue/guardrails";
import { TRUSTED_SERVICES } from "../../catalogue/trusted-services";
import type { UnitNode } from "../config-tree";
import { unitKeys } from "../config-tree";
import { furtherPolicyTypes } from "../foundation-families";
import { isGuardrailInForce } from "../guardrails-in-force";
import { BUILT_IN_GUARDRAIL_IDS } from "../mechanisms";
import type { ConfigPath } from "../problem";
import { contactsOf } from "../resolve-adoption";
import { ROOT_NODE } from "../root-node";
import { type ConfigFacts, defineRule } from "../rule";
import { suggestion } from "../suggestion";

/** What is put off may not be needed by something that is in force. */
export const deferredNeeded = defineRule<ConfigFacts>({
  id: "deferred-needed",
  doc: "No trusted service or policy type is deferred that something in force needs.",
  waivable: false,
  *breaches({ config, tree }) {
    const deferred = new Set(config.deferred?.trustedServices);
    const contacts = [config.managementAccount, ...tree.accounts.map((account) => account.config)];
    const needs: readonly (readonly [service: keyof typeof TRUSTED_SERVICES, what: string, isNeeded: boolean])[] = [
      [
        "account.amazonaws.com",
        "alternate contacts are set",
        contacts.some((one) => contactsOf(one, config).length > 0),
      ],
      ["cloudtrail.amazonaws.com", "the trail is in force", (config.trail?.mode ?? "enforce") !== "off"],
      ["iam.amazonaws.com", "central root access is enforced", (config.rootAccess?.mode ?? "enforce") === "enforce"],
      ["sso.amazonaws.com", "identity is in force", (config.identity?.mode ?? "off") !== "off"],
    ];
    for (const [service, what, isNeeded] of needs) {
      if (!deferred.has(service) || !isNeeded) continue;
      yield {
        path: ["deferred", "trustedServices"],
        message: `${service} is deferred, and ${what}`,
        remedy: "Take it out of the list: the next apply gives it trusted access.",
      };
    }
    for (const type of config.deferred?.policyTypes ?? []) {
      const own = Object.values(config.guardrails ?? {}).some(({ policyType = "scp" }) => policyType === type);
      const builtIn = BUILT_IN_GUARDRAIL_IDS.find(
        (id) => GUARDRAILS[id].policyType === type && isGuardrailInForce(config, id),
      );
      if (!own && builtIn === undefined) continue;
      yield {
        path: ["deferred", "policyTypes"],
        message: `the policy type ${type} is deferred, and ${builtIn ?? "a guardrail of your own"} needs it`,
        remedy: "Take it out of the list: the next apply enables it.",
      };
    }
  },
});

/** A service that the landing zone would not switch on anyway cannot be put off. */
export const deferredKnown = defineRule<ConfigFacts>({
  id: "deferred-known",
  doc: "A deferred trusted service is one that the landing zone would switch on.",
  waivable: false,
  *breaches({ config: { deferred } }) {
    const known = Object.keys(TRUSTED_SERVICES);
    for (const [index, service] of (deferred?.trustedServices ?? []).entries()) {
      if (known.includes(service)) continue;
      yield {
        path: ["deferred", "trustedServices", index],
        message: `"${service}" is no service that the landing zone switches on by itself`,
        remedy: suggestion(service, known, "Take it out."),
      };
    }
  },
});

/** Without tags nobody can tell a declared stay in the Recovery OU from an emergency move. */
export const taggingNeeded = defineRule<ConfigFacts>({
  id: "tagging-needed",
  doc: "Tags are Terraform's where a recovery entry lets an account into the Recovery OU.",
  waivable: false,
  *breaches({ config: { tagging, recovery = [] } }) {
    if ((tagging?.mode ?? "enforce") === "enforce" || recovery.length === 0) return;
    yield {
      path: ["tagging", "mode"],
      message: "tags are left alone, and a recovery entry needs a tag on its account to be told from an emergency move",
      remedy: 'Set tagging.mode to "enforce" first, and apply it.',
    };
  },
});

/** The name of a type goes to AWS as it is. */
export const policyTypeForm = defineRule<ConfigFacts>({
  id: "policy-type-form",
  doc: "A policy type is one that guardrails are made of, or named as AWS names it, such as BACKUP_POLICY.",
  waivable: false,
  *breaches({ config }) {
    const further = furtherPolicyTypes(config);
    for (const [index, type] of (config.policyTypes ?? []).entries()) {
      if (!further.includes(type) || /^[A-Z][A-Z0-9_]+$/.test(type)) continue;
      yield {
        path: ["policyTypes", index],
        message: `"${type}" is no policy type`,
        remedy: "Write it as AWS Organizations names it, for example BACKUP_POLICY.",
      };
    }
  },
});

/** An external policy on a node that does not exist takes no slot of any. */
export const externalPolicyTarget = defineRule<ConfigFacts>({
  id: "external-policy-target",
  doc: "An external policy is attached to the root, to units or to accounts, each named once by its key.",
  waivable: false,
  blocksResolution: true,
  *breaches({ config, tree }) {
    const known = new Set([
      ROOT_NODE,
      ...unitKeys(tree),
      ...tree.accounts.map(({ key }) => key),
      ...tree.unreadAccounts,
    ]);
    for (const [key, { attachedTo }] of Object.entries(config.externalPolicies ?? {})) {
      for (const [index, node] of attachedTo.entries()) {
        const path: ConfigPath = ["externalPolicies", key, "attachedTo", index];
        if (!known.has(node)) {
          yield { path, message: `there is no "${node}"`, remedy: suggestion(node, known, 'Use a key, or "root".') };
        } else if (attachedTo.indexOf(node) !== index) {
          yield { path, message: `"${node}" is already in the list`, remedy: "Take it out." };
        }
      }
    }
  },
});

/** Accounts that Terraform creates inside Control Tower's units are not enrolled. */
export const controlTowerAccount = defineRule<ConfigFacts>({
  id: "control-tower-account",
  doc: "No account is created in a unit that Control Tower governs: one that has a policy of Control Tower's.",
  waivable: true,
  *breaches({ config, tree, ledger }) {
    const governed = new Set(
      Object.values(config.externalPolicies ?? {})
        .filter(({ owner }) => owner === "control-tower")
        .flatMap(({ attachedTo }) => attachedTo),
    );
    for (const { key, lineage, path } of tree.accounts) {
      const unit = lineage.findLast((node: UnitNode) => governed.has(node.key));
      if (unit === undefined || ledger?.identities[key]?.accountId !== undefined) continue;
      yield {
        path,
        message: `the account would be created in "${unit.key}", which Control Tower governs: it would not be enrolled, and have none of Control Tower's baseline`,
        remedy:
          "Create it with Account Factory and import it, with a waiver on it until its id is in the ledger, or declare it in a unit of your own.",
      };
    }
  },
});
