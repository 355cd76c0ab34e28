import type { ConfigPath } from "./problem";
import { suggestion } from "./suggestion";

/** The type of a Terraform variable, as far as JSON values can be of it. */
export type InputType =
  | { readonly kind: "any" | "string" | "number" | "bool" }
  | { readonly kind: "list" | "set" | "map"; readonly element: InputType }
  | { readonly kind: "tuple"; readonly elements: readonly InputType[] }
  | { readonly kind: "object"; readonly attributes: Readonly<Record<string, InputAttribute>> };

/** One attribute of an object type. */
export interface InputAttribute {
  readonly type: InputType;
  readonly isOptional: boolean;
}

/** What is wrong with a value, and where in it. */
export interface TypeMistake {
  /** The place inside the value. */
  readonly path: ConfigPath;
  readonly message: string;
  readonly remedy: string;
}

/**
 * Reads a type constraint as Terraform writes it, for example `list(object({ name = string }))`.
 *
 * @returns `undefined` for text that is no type constraint
 */
export function parseInputType(text: string): InputType | undefined {
  const reader = new TypeReader(tokensOf(text));
  try {
    const type = reader.type();
    return reader.isAtEnd ? type : undefined;
  } catch (error) {
    if (error instanceof NoType) return undefined;
    throw error;
  }
}

class NoType extends Error {}

/** Words, numbers and texts whole, everything else character by character; comments and blanks are left out. */
function tokensOf(text: string): readonly string[] {
  const withoutComments = text.replaceAll(/("(?:[^"\\]|\\.)*")|(?:#|\/\/)[^\n]*|\/\*[\s\S]*?\*\//g, "$1");
  return withoutComments.match(/"(?:[^"\\]|\\.)*"|[\p{L}_][\p{L}\p{N}_-]*|\d+(?:\.\d+)?|\S/gu) ?? [];
}

const OPEN = ["(", "[", "{"];
const CLOSE = [")", "]", "}"];

class TypeReader {
  private readonly tokens: readonly string[];
  private next = 0;

  constructor(tokens: readonly string[]) {
    this.tokens = tokens;
  }

  get isAtEnd(): boolean {
    return this.next === this.tokens.length;
  }

  type(): InputType {
    const word = this.take();
    switch (word) {
      case "any":
      case "string":
      case "number":
      case "bool":
        return { kind: word };
      case "list":
      case "set":
      case "map":
        return { kind: word, element: this.within("(", ")", () => this.type()) };
      case "tuple":
        return { kind: word, elements: this.within("(", ")", () => this.tuple()) };
      case "object":
        return { kind: word, attributes: this.within("(", ")", () => this.attributes()) };
      default:
        throw new NoType();
    }
  }

  private tuple(): readonly InputType[] {
    const elements: InputType[] = [];
    this.expect("[");
    while (!this.accept("]")) {
      elements.push(this.type());
      if (!this.accept(",") && this.peek() !== "]") throw new NoType();
    }
    return elements;
  }

  /** Attributes are separated by commas or ends of lines, which are no tokens. */
  private attributes(): Readonly<Record<string, InputAttribute>> {
    const attributes = new Map<string, InputAttribute>();
    this.expect("{");
    while (!this.accept("}")) {
      const name = this.take().replaceAll('"', "");
      if (!this.accept("=")) this.expect(":");
      attributes.set(name, this.attribute());
      this.accept(",");
    }
    return Object.fromEntries(attributes);
  }

  private attribute(): InputAttribute {
    if (this.peek() !== "optional") return { type: this.type(), isOptional: false };
    this.take();
    return this.within("(", ")", () => {
      const type = this.type();
      if (this.accept(",")) this.skipToClosing();
      return { type, isOptional: true };
    });
  }

  /** A default value may be any expression. */
  private skipToClosing(): void {
    for (let depth = 0; depth > 0 || this.peek() !== ")"; ) {
      const token = this.take();
      if (OPEN.includes(token)) depth++;
      if (CLOSE.includes(token)) depth--;
    }
  }

  private within<T>(open: string, close: string, read: () => T): T {
    this.expect(open);
    const result = read();
    this.expect(close);
    return result;
  }

  private peek(): string | undefined {
    return this.tokens[this.next];
  }

  private take(): string {
    const token = this.peek();
    if (token === undefined) throw new NoType();
    this.next++;
    return token;
  }

  private accept(token: string): boolean {
    if (this.peek() !== token) return false;
    this.next++;
    return true;
  }

  private expect(token: string): void {
    if (!this.accept(token)) throw new NoType();
  }
}

/** Everything that keeps a value from being of a type; Terraform's own conversions, as of "5" to 5, are not made. */
export function typeMistakes(type: InputType, value: unknown, path: ConfigPath = []): readonly TypeMistake[] {
  const wrong = (): readonly TypeMistake[] => [
    { path, message: `${described(value)} is not ${inWords(type)}`, remedy: `Write ${inWords(type)}.` },
  ];
  switch (type.kind) {
    case "any":
      return isJson(value) ? [] : wrong();
    case "string":
    case "number":
      return typeof value === type.kind && isJson(value) ? [] : wrong();
    case "bool":
      return typeof value === "boolean" ? [] : wrong();
    case "list":
    case "set":
      return Array.isArray(value)
        ? value.flatMap((element: unknown, index) => typeMistakes(type.element, element, [...path, index]))
        : wrong();
    case "tuple":
      return Array.isArray(value) && value.length === type.elements.length
        ? type.elements.flatMap((element, index) => typeMistakes(element, value[index], [...path, index]))
        : wrong();
    case "map":
      return isRecord(value)
        ? Object.entries(value).flatMap(([key, element]) => typeMistakes(type.element, element, [...path, key]))
        : wrong();
    case "object":
      return isRecord(value) ? attributeMistakes(type.attributes, value, path) : wrong();
    default:
      return type satisfies never;
  }
}

function attributeMistakes(
  attributes: Readonly<Record<string, InputAttribute>>,
  value: Readonly<Record<string, unknown>>,
  path: ConfigPath,
): readonly TypeMistake[] {
  const known = Object.keys(attributes);
  const unknown = Object.keys(value).filter((name) => !known.includes(name));
  return [
    ...unknown.map((name) => ({
      path: [...path, name],
      message: `there is no attribute "${name}" in this object`,
      remedy: suggestion(name, known, `It has ${known.join(", ")}.`),
    })),
    ...Object.entries(attributes).flatMap(([name, { type, isOptional }]): readonly TypeMistake[] => {
      const attribute = value[name];
      if (attribute === undefined || (attribute === null && isOptional)) {
        if (isOptional) return [];
        return [{ path, message: `the attribute "${name}" is missing`, remedy: `Add it: ${inWords(type)}.` }];
      }
      return typeMistakes(type, attribute, [...path, name]);
    }),
  ];
}

/** A type in words, with its article. */
export function inWords(type: InputType): string {
  switch (type.kind) {
    case "any":
      return "a JSON value";
    case "string":
      return "a text";
    case "number":
      return "a number";
    case "bool":
      return "true or false";
    case "list":
    case "set":
      return `a list, each element of it ${inWords(type.element)}`;
    case "map":
      return `an object, each value of it ${inWords(type.element)}`;
    case "tuple":
      return `a list of ${type.elements.length}: ${type.elements.map(inWords).join(", ")}`;
    case "object":
      return `an object with ${Object.keys(type.attributes).join(", ") || "nothing in it"}`;
    default:
      return type satisfies never;
  }
}

function described(value: unknown): string {
  if (value === null) return "null";
  if (Array.isArray(value)) return "a list";
  if (isRecord(value)) return "an object";
  if (typeof value === "string") return JSON.stringify(value);
  if (typeof value === "number" && !Number.isFinite(value)) return "a number that JSON does not have";
  return typeof value === "number" || typeof value === "boolean" ? String(value) : `a value of type ${typeof value}`;
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  if (typeof value !== "object" || value === null) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}

function isJson(value: unknown): boolean {
  if (value === null || typeof value === "string" || typeof value === "boolean") return true;
  if (typeof value === "number") return Number.isFinite(value);
  if (Array.isArray(value)) return value.every(isJson);
  return isRecord(value) && Object.values(value).every(isJson);
}
