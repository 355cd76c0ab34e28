import { PLAN_REFUSALS, type PlanRefusalId } from "../../catalogue/plan-refusals";
import { isDate } from "../date";
import { type ConfigFacts, defineRule } from "../rule";
import { suggestion } from "../suggestion";

/** An approval of something that no plan can contain would lie about forever. */
export const approvalChangeForm = defineRule<ConfigFacts>({
  id: "approval-change-form",
  doc: "Every approval names a change as `plan` prints it: the id of a refusal, a colon and what it is about.",
  waivable: false,
  *breaches({ config: { approvals = [] } }) {
    for (const [index, { change }] of approvals.entries()) {
      const path = ["approvals", index, "change"];
      const [, refusal, subject] = /^([^:]*)(?::(.*))?$/s.exec(change) ?? [];
      if (!isRefusal(refusal)) {
        const known = Object.keys(PLAN_REFUSALS);
        const remedy = suggestion(refusal ?? "", known, "Copy the change's id from the output of plan.");
        yield { path, message: `"${change}" begins with no id of a refusal`, remedy };
      } else if (subject === undefined || !/^\S+$/.test(subject)) {
        yield {
          path,
          message: `"${change}" does not say what it is about`,
          remedy: `Write ${refusal}, a colon and ${PLAN_REFUSALS[refusal].subject}, as plan prints it.`,
        };
      }
    }
  },
});

function isRefusal(id: string | undefined): id is PlanRefusalId {
  return id !== undefined && Object.hasOwn(PLAN_REFUSALS, id);
}

/** What was approved once must be approved again when it is wanted again. */
export const approvalExpired = defineRule<ConfigFacts>({
  id: "approval-expired",
  doc: "No approval is past its last day.",
  waivable: false,
  *breaches({ config: { approvals = [] }, today }) {
    for (const [index, { change, until }] of approvals.entries()) {
      if (!isDate(until) || until >= today) continue;
      yield {
        path: ["approvals", index, "until"],
        message: `the approval of "${change}" ended on ${until}`,
        remedy: "Take it out, or name a later day and the reason for it.",
      };
    }
  },
});

/** Of two entries, one could expire unnoticed. */
export const approvalOnce = defineRule<ConfigFacts>({
  id: "approval-once",
  doc: "A change is approved by one entry.",
  waivable: false,
  *breaches({ config: { approvals = [] } }) {
    for (const [index, { change }] of approvals.entries()) {
      if (approvals.findIndex((entry) => entry.change === change) === index) continue;
      yield {
        path: ["approvals", index, "change"],
        message: `"${change}" already has an entry`,
        remedy: "Keep one of them.",
      };
    }
  },
});

/** With a limit of nothing, every plan would need an approval, and approving would become a habit. */
export const planLimitForm = defineRule<ConfigFacts>({
  id: "plan-limit-form",
  doc: "The number of accounts that a plan may touch is a whole number from 1.",
  waivable: false,
  *breaches({ config: { planLimits } }) {
    const accounts = planLimits?.accounts;
    if (accounts === undefined || (Number.isInteger(accounts) && accounts >= 1)) return;
    yield {
      path: ["planLimits", "accounts"],
      message: `${accounts} is no number of accounts`,
      remedy: "Write a whole number from 1, or leave the setting out.",
    };
  },
});
