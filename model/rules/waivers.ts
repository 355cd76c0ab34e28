import { isDate } from "../date";
import { type ConfigFacts, defineRule } from "../rule";
import { suggestion } from "../suggestion";
import { waiversOf } from "../waivers";

/** A waiver of a rule that does not exist seems to lift something. */
export const waiverRule = defineRule<ConfigFacts>({
  id: "waiver-rule",
  doc: "A waiver names a rule that exists and can be waived.",
  waivable: false,
  *breaches(facts) {
    const known = new Map(facts.knownRules.map((rule) => [rule.id, rule]));
    for (const { waiver, path } of waiversOf(facts)) {
      const rule = known.get(waiver.rule);
      if (rule?.waivable === true) continue;
      yield rule === undefined
        ? {
            path: [...path, "rule"],
            message: `there is no rule "${waiver.rule}"`,
            remedy: suggestion(waiver.rule, known.keys(), "Copy the rule's id from the output of validate."),
          }
        : {
            path: [...path, "rule"],
            message: `the rule "${waiver.rule}" cannot be waived`,
            remedy: "Take the waiver out and put right what breaks the rule.",
          };
    }
  },
});

/** The last day was agreed on; past it somebody must look again. */
export const waiverExpired = defineRule<ConfigFacts>({
  id: "waiver-expired",
  doc: "No waiver is past its last day.",
  waivable: false,
  *breaches(facts) {
    for (const { waiver, path } of waiversOf(facts)) {
      if (!isDate(waiver.until) || waiver.until >= facts.today) continue;
      yield {
        path: [...path, "until"],
        message: `the waiver of "${waiver.rule}" ended on ${waiver.until}`,
        remedy: "Take it out, or name a later day and the reason for it.",
      };
    }
  },
});
