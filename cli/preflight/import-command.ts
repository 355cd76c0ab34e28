/** The command line that brings something which exists into the state of a stack. */
export function importCommand(stack: string, address: string, id: string): string {
  return `terraform -chdir=cdktf.out/stacks/${stack} import ${address} ${id}`;
}
