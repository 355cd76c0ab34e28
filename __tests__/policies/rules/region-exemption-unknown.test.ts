import { expect, test } from "@jest/globals";
import { resolve } from "../../../model/resolve";
import { regionExemptionUnknownRule } from "../../../policies/rules/region-exemption-unknown";
import { serviceReference } from "../../../policies/service-reference";
import { minimalConfig } from "../../support/example-config";

test.each<[string, string, string | undefined]>([
  ["an action", "polly:SynthesizeSpeech", undefined],
  ["a service", "polly:*", undefined],
  ["a mistyped action", "polly:SynthesiseSpeech", 'Did you mean "polly:SynthesizeSpeech"?'],
  ["a mistyped service", "poly:*", 'Did you mean "polly:*"?'],
])("%s", (_, action, remedy) => {
  const { zone } = resolve(minimalConfig({ regionExemptions: [{ action, reason: "Speech." }] }), undefined);
  const message = `"${action}" matches no action, as AWS listed them on ${serviceReference.date()}`;
  expect(regionExemptionUnknownRule.check(zone)).toEqual(
    remedy === undefined ? [] : [{ rule: "region-exemption-unknown", path: ["regionExemptions"], message, remedy }],
  );
});
