import { existsSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import type { StackDirectory } from "../terraform/terraform-run";

/**
 * The state of a stack while the bucket that it creates is not there yet.
 *
 * Terraform merges a file whose name ends in `_override.tf.json` over the stack's own, so the JSON that is applied is
 * the one that stays.
 */
export class LocalState {
  /** Where the state is until it is moved. */
  readonly file: string;
  private readonly override: string;

  constructor(stack: StackDirectory, directory: string) {
    this.file = path.join(directory, `${stack.name}.tfstate`);
    this.override = path.join(stack.directory, "backend_override.tf.json");
  }

  get exists(): boolean {
    return existsSync(this.file);
  }

  /** From the next `init` on, Terraform keeps the state in the file. */
  use(): void {
    mkdirSync(path.dirname(this.file), { recursive: true, mode: 0o700 });
    writeFileSync(this.override, `${JSON.stringify({ terraform: { backend: { local: { path: this.file } } } })}\n`);
  }

  /** From the next `init` on, Terraform keeps the state where the stack says. */
  leave(): void {
    rmSync(this.override, { force: true });
  }

  /** Removes the file and the copies that Terraform made of it. */
  remove(): void {
    for (const file of [this.file, `${this.file}.backup`]) rmSync(file, { force: true });
  }
}
