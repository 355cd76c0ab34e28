import { identityLists } from "../identity-references";
import { BUILT_IN_GUARDRAIL_IDS, guardrailSetting, guardrailSettingPath } from "../mechanisms";
import type { ConfigPath } from "../problem";
import { type ConfigFacts, defineRule } from "../rule";

type PlacedList = readonly [list: readonly string[] | undefined, path: ConfigPath];

/** The lists whose order means nothing and whose entries become resources or settings of their own. */
function setsOf({ config, tree }: ConfigFacts): readonly PlacedList[] {
  return [
    [config.governedRegions, ["governedRegions"]],
    [config.rootEmail.domains, ["rootEmail", "domains"]],
    [config.rootEmail.mailboxes, ["rootEmail", "mailboxes"]],
    [config.rootGuardrails, ["rootGuardrails"]],
    [config.requiredAccountTags, ["requiredAccountTags"]],
    [config.alerting?.chat?.severities, ["alerting", "chat", "severities"]],
    [config.teardown?.stacks, ["teardown", "stacks"]],
    [config.trustedServices, ["trustedServices"]],
    [config.detection?.guardDuty?.features, ["detection", "guardDuty", "features"]],
    [config.detection?.securityHub?.standards, ["detection", "securityHub", "standards"]],
    [config.detection?.securityHub?.disabledControls, ["detection", "securityHub", "disabledControls"]],
    [config.detection?.config?.rules, ["detection", "config", "rules"]],
    ...Object.entries(config.accountMetadata ?? {}).map(
      ([key, { values }]): PlacedList => [values, ["accountMetadata", key, "values"]],
    ),
    ...identityLists(config),
    ...BUILT_IN_GUARDRAIL_IDS.map((id): PlacedList => {
      const { attachTo } = guardrailSetting(config, id);
      return [attachTo === "root" ? undefined : attachTo, [...guardrailSettingPath(id), "attachTo"]];
    }),
    ...[...tree.units, ...tree.kinds, ...tree.accounts].map(
      (node): PlacedList => [node.config.guardrails, [...node.path, "guardrails"]],
    ),
    ...[...tree.units, ...tree.accounts].map(
      (node): PlacedList => [node.config.optInRegions, [...node.path, "optInRegions"]],
    ),
  ];
}

/** A repeated entry is at best a slip, at worst the one that should have been another. */
export const listRepeats = defineRule<ConfigFacts>({
  id: "list-repeats",
  doc: "A list of Regions, domains, mailboxes, guardrails, accounts, units, tag keys, severities, stacks, services, policies, groups, tasks, users, features, standards, controls, rules or allowed values names each once.",
  waivable: false,
  blocksResolution: true,
  *breaches(facts) {
    for (const [list = [], at] of setsOf(facts)) {
      for (const [index, entry] of list.entries()) {
        if (list.indexOf(entry) === index) continue;
        yield { path: [...at, index], message: `"${entry}" is already in the list`, remedy: "Take it out." };
      }
    }
  },
});
