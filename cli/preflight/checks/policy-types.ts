import { enabledPolicyTypes as declaredPolicyTypes } from "../../../constructs/attached-policy";
import type { LiveCheck } from "../check";
import { type Finding, judgeObserved, ok, problem } from "../finding";

const CHECK = "policy-types";

/** Says which policy types are enabled, and refuses to let an enabled one be switched off unnoticed. */
export const judgePolicyTypes: LiveCheck = ({ enabledPolicyTypes }, zone) =>
  judgeObserved(CHECK, enabledPolicyTypes, (live) => {
    const declared = declaredPolicyTypes(zone);
    const added = declared.filter((type) => !live.includes(type));
    return [
      ok(
        CHECK,
        added.length === 0
          ? "Every policy type that is needed is enabled"
          : `The first apply enables ${added.join(", ")}`,
      ),
      ...live.filter((type) => !declared.includes(type)).map(wouldBeDisabled),
    ];
  });

function wouldBeDisabled(type: string): Finding {
  return problem(
    CHECK,
    `The policy type ${type} is enabled, and no stack declares it: an apply over the imported organization would disable it and detach its policies for good`,
    "Switch on a guardrail of that type, add the type to enabledPolicyTypes in constructs/attached-policy.ts, or disable it yourself when nothing uses it.",
  );
}
