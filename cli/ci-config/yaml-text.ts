/** What the writer understands: texts, numbers, truth values, lists and objects. */
export type YamlValue = string | number | boolean | readonly YamlValue[] | { readonly [key: string]: YamlValue };

/**
 * A value as YAML 1.2 in block style, the same text for the same value.
 *
 * Whatever could be read as something else than a text is in double quotes, as JSON writes it, which is YAML, too.
 */
export function yamlText(value: YamlValue): string {
  return `${block(value, "").replace(/^\n/, "")}\n`;
}

function block(value: YamlValue, indent: string): string {
  if (typeof value === "string") return ` ${scalar(value)}`;
  if (typeof value === "number" || typeof value === "boolean") return ` ${value}`;
  if (Array.isArray(value)) return value.length === 0 ? " []" : value.map((item) => element(item, indent)).join("");
  const entries = Object.entries(value);
  if (entries.length === 0) return " {}";
  return entries.map(([key, below]) => `\n${indent}${scalar(key)}:${block(below, `${indent}  `)}`).join("");
}

/** The first line of an element stands behind its hyphen. */
function element(item: YamlValue, indent: string): string {
  const text = block(item, `${indent}  `);
  return `\n${indent}-${text.startsWith("\n") ? ` ${text.trimStart()}` : text}`;
}

/** A text that is neither a number nor a truth value, and in which nothing means something. */
const PLAIN = /^[A-Za-z][A-Za-z0-9_./-]*$/;
const RESERVED = /^(true|false|yes|no|on|off|null|y|n)$/i;

function scalar(text: string): string {
  return PLAIN.test(text) && !RESERVED.test(text) ? text : JSON.stringify(text);
}
