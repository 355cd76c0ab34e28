import type { TerraformFact } from "../facts";
import { type Finding, ok, problem } from "../finding";

const CHECK = "terraform";

/** Terraform or OpenTofu is there, and new enough. */
export function judgeTerraform(terraform: TerraformFact): readonly Finding[] {
  switch (terraform.kind) {
    case "found":
      return [ok(CHECK, terraform.description)];
    case "unusable":
      return [problem(CHECK, terraform.message, terraform.remedy)];
    default:
      return terraform satisfies never;
  }
}
