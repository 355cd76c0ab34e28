/** A pattern in which `*` stands for any characters, as an expression for whole texts. */
export function wildcardExpression(wildcard: string): RegExp {
  const parts = wildcard.split("*").map((part) => part.replace(/[\\^$.+?()[\]{}|]/g, "\\$&"));
  return new RegExp(`^${parts.join(".*")}$`, "s");
}
