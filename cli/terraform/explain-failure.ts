import path from "node:path";
import { Failure } from "../failure";
import type { StackDirectory } from "./terraform-run";
import { TerraformFailure } from "./terraform-run";

/** What Terraform's errors mean for whoever applies a plan; other errors as they are. */
export function explainFailure(error: unknown, stack: StackDirectory): unknown {
  if (!(error instanceof TerraformFailure)) return error;
  const has = (pattern: RegExp): boolean => error.errors.some(({ summary }) => pattern.test(summary));
  if (has(/Saved plan (is stale|does not match)/i)) return staleState(stack.name, error);
  if (has(/Error acquiring the state lock/i)) return locked(error, stack);
  return error;
}

/** The state of a stack is not the one that its plan was made from. */
export function staleState(stack: string, cause?: unknown): Failure {
  return new Failure(
    `The state of the stack ${stack} changed after the plan was made`,
    "Plan again. If an earlier apply of this plan was cut short, run the same command with --resume.",
    { cause },
  );
}

function locked(error: TerraformFailure, stack: StackDirectory): Failure {
  const text = error.errors.map(({ detail }) => detail).join("\n");
  const field = (name: string): string | undefined => new RegExp(`^\\s*${name}:\\s*(\\S.*?)\\s*$`, "m").exec(text)?.[1];
  const [id, who, created] = [field("ID"), field("Who"), field("Created")];
  const holder = who === undefined ? "somebody" : who;
  const since = created === undefined ? "" : ` since ${created}`;
  const unlock = `terraform -chdir=${path.relative(process.cwd(), stack.directory) || "."} force-unlock ${id ?? "ID"}`;
  return new Failure(
    `The state of the stack ${stack.name} is locked by ${holder}${since}`,
    `Wait until that run has ended. If it was killed and nothing runs any more, release the lock with ${unlock}, and run the same command again.`,
    { cause: error },
  );
}
