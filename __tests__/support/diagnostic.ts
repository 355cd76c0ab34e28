import type { Diagnostic } from "../../cli/terraform/terraform-events";

/** An error that Terraform reports; whatever is left out, it does not say. */
export const diagnostic = (parts: Partial<Diagnostic>): Diagnostic => ({
  severity: "error",
  summary: "",
  detail: "",
  address: undefined,
  ...parts,
});
