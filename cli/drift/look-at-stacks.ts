import { mkdirSync, rmSync } from "node:fs";
import path from "node:path";
import type { UnseenStack } from "../../reports/drift/drift-report";
import type { FailedStack } from "../../reports/plan/plan-report";
import type { StackPlan } from "../../reports/plan/stack-plan";
import { withAccountRoles } from "../account-role/account-roles";
import type { AccountRoles } from "../account-role/stack-role";
import { inParallel } from "../audit/in-parallel";
import { Failure } from "../failure";
import { detailsOf, withPauses } from "../plan/plan-stacks";
import type { SynthesizedStack } from "../synthesize";
import { explainFailure } from "../terraform/explain-failure";
import { neverApplied } from "../terraform/never-applied";
import { readPlan } from "../terraform/plan-json";
import { type InitializedStacks, startInitialization, step } from "../terraform/stack-steps";
import { plan, showPlan, TerraformFailure } from "../terraform/terraform-run";
import { lastRead } from "./last-read";

/** Which stacks are looked at, and how. */
export interface StackSurvey extends Omit<InitializedStacks, "stacks"> {
  readonly stacks: readonly SynthesizedStack[];
  /** How many stacks are planned at once. */
  readonly concurrency: number;
  /** Where a plan file is while it is read; it holds sensitive values and does not stay. */
  readonly directory: string;
  /** Which role is assumed in the account of each stack. */
  readonly roles: AccountRoles;
  readonly onNote: (text: string) => void;
}

/** What came of each stack, in their order. */
export interface SurveyedStacks {
  readonly planned: readonly StackPlan[];
  readonly unseen: readonly UnseenStack[];
  readonly failed: readonly FailedStack[];
}

/**
 * Plans every stack against the states as they are.
 *
 * Unlike for a pull request, no stack waits for another one: what matters is what the states say, not what they would
 * say after an apply. Throws only when it is interrupted, or for a bug.
 */
export async function lookAtStacks(survey: StackSurvey): Promise<SurveyedStacks> {
  mkdirSync(survey.directory, { recursive: true, mode: 0o700 });
  const terraform = withAccountRoles(survey.terraform, survey.roles);
  const initialization = startInitialization(survey);
  try {
    const results = await inParallel(survey.stacks, survey.concurrency, async (stack): Promise<SurveyedStack> => {
      const role = survey.roles.of(stack);
      if (role.kind === "missing") return { unseen: { stack: stack.name, after: [], missingRole: role.missing } };
      try {
        if (role.kind === "denied") throw role.failure;
        await initialization.of(stack);
        return await lookAt({ ...survey, terraform }, stack);
      } catch (error) {
        survey.terraform.signal?.throwIfAborted();
        const failure = explainFailure(error, stack);
        if (!(failure instanceof Failure)) throw failure;
        return { failed: { stack: stack.name, messages: [failure.message, failure.remedy, ...detailsOf(failure)] } };
      }
    });
    return {
      planned: results.flatMap(({ planned = [] }) => planned),
      unseen: results.flatMap(({ unseen = [] }) => unseen),
      failed: results.flatMap(({ failed = [] }) => failed),
    };
  } finally {
    await initialization.end();
  }
}

interface SurveyedStack {
  readonly planned?: StackPlan;
  readonly unseen?: UnseenStack;
  readonly failed?: FailedStack;
}

async function lookAt(survey: StackSurvey, stack: SynthesizedStack): Promise<SurveyedStack> {
  const { terraform, directory } = survey;
  const file = path.join(directory, `${stack.name}.tfplan`);
  let result: SurveyedStack = {};
  await step(survey, stack, "plan", async () => {
    try {
      const made = await withPauses(survey, () => plan(terraform, stack, "plan", file));
      result = { planned: readPlan(await showPlan(terraform, stack, file), stack.name) };
      return made.counts;
    } catch (error) {
      const after = error instanceof TerraformFailure ? neverApplied(error.errors) : [];
      if (after.length === 0) throw error;
      const read = await lastRead(terraform, stack);
      result = { unseen: { stack: stack.name, after, ...(read === undefined ? {} : { lastRead: read }) } };
      return undefined;
    } finally {
      rmSync(file, { force: true });
    }
  });
  return result;
}
