import type { Piece } from "./wildcard";

/** A part of a value as written: a piece, or a policy variable such as `${aws:PrincipalAccount}`. */
export type TemplatePiece = Piece | PolicyVariable;

/** A condition key whose value is put in when a request is evaluated. */
export interface PolicyVariable {
  readonly kind: "variable";
  /** In lower case. */
  readonly key: string;
  /** What stands for a key that the request does not carry: `${key, 'default'}`. */
  readonly otherwise: string | undefined;
}

/** A value of a policy, read but not yet filled in. */
export type Template = readonly TemplatePiece[];

const PARTS = /\$\{[^}]*\}|[*?]|\$|[^*?$]+/g;
const VARIABLE = /^\$\{\s*([^,]*?)\s*(?:,\s*'(.*)')?\s*\}$/;

/**
 * Reads a value of a policy.
 *
 * Source: IAM user guide, "IAM policy elements: Variables and tags", read 2026-11-22 in a public copy of 2023.
 */
export function readTemplate(
  value: string,
  { hasWildcards, hasVariables }: { readonly hasWildcards: boolean; readonly hasVariables: boolean },
): Template {
  return (value.match(PARTS) ?? []).map((part): TemplatePiece => {
    if (hasWildcards && part === "*") return { kind: "any-run" };
    if (hasWildcards && part === "?") return { kind: "any-one" };
    return (hasVariables && part.startsWith("${") ? readVariable(part) : undefined) ?? { kind: "text", text: part };
  });
}

/** `${*}`, `${?}` and `${$}` are those characters themselves. */
function readVariable(part: string): TemplatePiece | undefined {
  const [, key = "", otherwise] = VARIABLE.exec(part) ?? [];
  if (key === "") return undefined;
  if (["*", "?", "$"].includes(key)) return { kind: "text", text: key };
  return { kind: "variable", key: key.toLowerCase(), otherwise };
}

/** The keys of the variables in a template, in lower case. */
export function variablesIn(template: Template): readonly string[] {
  return template.flatMap((piece) => (piece.kind === "variable" ? [piece.key] : []));
}

/**
 * A template with the values of a request put in, in which wildcards are characters like others.
 *
 * `undefined` when the request does not carry a variable that has no default: the value then matches nothing.
 */
export function fillIn(template: Template, lookUp: (key: string) => string | undefined): readonly Piece[] | undefined {
  const pieces: Piece[] = [];
  for (const piece of template) {
    if (piece.kind !== "variable") {
      pieces.push(piece);
      continue;
    }
    const value = lookUp(piece.key);
    const text = value === undefined || value === "" ? piece.otherwise : value;
    if (text === undefined) return undefined;
    pieces.push({ kind: "text", text });
  }
  return pieces;
}
