/** The address of a resource's block: without the index of one instance. */
export function withoutIndex(address: string): string {
  return address.replace(/\[.*\]$/s, "");
}
