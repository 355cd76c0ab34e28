import type { LandingZone } from "../../model/landing-zone";
import { guardrailSettingPath } from "../../model/mechanisms";
import { defineRule } from "../../model/rule";
import { answerInWords } from "../proofs/answer-text";
import { openWays } from "../proofs/built-in-proofs";
import { accountsInWords } from "./deciding-statement";

/** What shows an intruder is out of the intruder's reach. */
export const tamperingPossibleRule = defineRule<LandingZone>({
  id: "tampering-possible",
  doc: "Built-in proof: where the guardrails against it are in force, nobody but the deploying roles may stop the trail, weaken the archive or silence the event path.",
  waivable: false,
  *breaches(zone) {
    for (const { tampering, accounts, answer } of openWays(zone)) {
      const { title, guardrail } = tampering;
      yield {
        path: guardrailSettingPath(guardrail),
        message: `it is not proved that nobody can ${title} in ${accountsInWords(accounts)}: ${answerInWords(answer)}`,
        remedy: `The guardrail "${guardrail}" should deny it: this is a bug in Rootstock, report it with your configuration.`,
      };
    }
  },
});
