import { Failure } from "../failure";

/** The stacks that people apply, by `npm run bootstrap`: no pipeline may change what limits it. */
const BOOTSTRAP_STACKS: readonly string[] = ["state-backend", "pipeline"];

/** Whether a stack is applied by `npm run bootstrap` alone. */
export function isBootstrapStack(name: string): boolean {
  return BOOTSTRAP_STACKS.includes(name);
}

/** Why a plan with these stacks may not be applied; `undefined` when none of them is applied by `npm run bootstrap`. */
export function refusalOfBootstrapStacks(stacks: readonly { readonly name: string }[]): Failure | undefined {
  const names = stacks.map(({ name }) => name).filter(isBootstrapStack);
  if (names.length === 0) return undefined;
  return new Failure(
    `The plan holds ${names.join(" and ")}, which limit${names.length === 1 ? "s" : ""} the pipeline itself`,
    "Apply that with npm run bootstrap, as an administrator of the management account, and plan the other stacks again without it.",
  );
}
