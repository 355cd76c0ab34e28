import type { Block, StackJson } from "./synthesize";

/** A field somewhere inside a block: `at(bucket, "rule", 0, "status")`; `undefined` where the way ends. */
export function at(value: unknown, ...way: readonly (string | number)[]): unknown {
  return way.reduce<unknown>(
    (found, step) => (typeof found === "object" && found !== null ? Reflect.get(found, step) : undefined),
    value,
  );
}

/** A field that must be a text. */
export function textAt(value: unknown, ...way: readonly (string | number)[]): string {
  const found = at(value, ...way);
  if (typeof found !== "string") throw new Error(`no text at ${way.join(".")}`);
  return found;
}

/** JSON that stands in a field as a text, as Terraform would send it once references are known. */
export function jsonAt(value: unknown, ...way: readonly (string | number)[]): unknown {
  return JSON.parse(textAt(value, ...way).replaceAll("$${", "${"));
}

/** Every resource of a type, with its name. */
export function resourcesOf(stack: StackJson | undefined, type: string): readonly (readonly [string, Block])[] {
  return Object.entries(stack?.resource?.[type] ?? {});
}

/** The name of the resource of a type that a reference such as `${aws_sns_topic.page.arn}` leads to. */
export function referenced(reference: unknown, type: string): string | undefined {
  return typeof reference === "string"
    ? new RegExp(`^\\$\\{${type}\\.([\\w-]+)\\.[a-z_]+\\}$`).exec(reference)?.[1]
    : undefined;
}
