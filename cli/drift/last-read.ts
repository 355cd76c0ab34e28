import { z } from "zod";
import { Failure } from "../failure";
import { parsedJson } from "../parsed-json";
import { pullState, type StackDirectory, type Terraform } from "../terraform/terraform-run";

const stateSchema = z.looseObject({
  version: z.literal(4),
  resources: z.array(z.looseObject({ mode: z.string(), type: z.string(), name: z.string() })).default([]),
});

/**
 * The stacks whose states the last apply of a stack read, sorted; `undefined` when nothing of it was ever applied.
 *
 * @throws Failure when its state cannot be read
 */
export async function lastRead(terraform: Terraform, stack: StackDirectory): Promise<readonly string[] | undefined> {
  const read = statesRead(await pullState(terraform, stack));
  if (read !== "not understood") return read;
  throw new Failure(`The state of the stack ${stack.name} is none that is understood`, "Look what is in it.");
}

/** The same of what `terraform state pull` printed. */
export function statesRead(text: string): readonly string[] | undefined | "not understood" {
  if (text.trim() === "") return undefined;
  const parsed = stateSchema.safeParse(parsedJson(text));
  if (!parsed.success) return "not understood";
  const { resources } = parsed.data;
  if (resources.length === 0) return undefined;
  return resources
    .filter(({ mode, type }) => mode === "data" && type === "terraform_remote_state")
    .map(({ name }) => name)
    .sort();
}
