/** The addresses of resources that Terraform JSON would add, change and take away, sorted. */
export interface SynthesizedResources {
  readonly added: readonly string[];
  readonly changed: readonly string[];
  readonly removed: readonly string[];
}
