import type { PolicyContentConfig } from "../../model/adoption-config";
import type { LandingZoneConfig } from "../../model/config";

const WIDTH = 120;
const INDENT = "  ";

/** How a configuration is written out. */
export interface SourceOptions {
  /** The module of `defineLandingZone`, as the configuration imports it. */
  readonly model: string;
  /** The content of policies by key: each is a file of its own in `policies/`. */
  readonly contents: ReadonlyMap<string, PolicyContentConfig>;
  /** Lines above the configuration. */
  readonly header: readonly string[];
}

/** What stands above a setting, for whoever reads the file the first time. */
const COMMENTS: { readonly [S in keyof LandingZoneConfig]?: string } = {
  rootEmail: "The domains and mailboxes that root e-mail addresses have today.",
  organizationalUnits: "The organization as it was found: keys may not change, names and places may.",
  rootAccounts: "Accounts directly below the root, where no unit's guardrail reaches them.",
  guardrails: "Policies that were found, kept word for word. What is in each is in policies/.",
  externalPolicies: "Policies that others manage: counted and evaluated, never changed.",
  quotas: "Quotas that AWS has raised.",
  denyRoot: "What is not live yet. Switch each on in a change of its own: adoption-report.md says in which order.",
  tagging: "Tags stay as they are until this is enforced.",
  trustedServices: "Services that had trusted access, beside the landing zone's own.",
  policyTypes: "Policy types that were enabled.",
  deferred: "What the landing zone would switch on, and was off.",
  waivers: "Rules that the organization breaks, lifted for three months.",
};

/** The TypeScript module of a configuration, formatted; the same configuration is the same text. */
export function configSource(config: LandingZoneConfig, { model, contents, header }: SourceOptions): string {
  const names = importNames([...contents.keys()]);
  const references = new Map([...contents].map(([key, content]): [object, string] => [content, names.get(key) ?? ""]));
  const imports = [...contents.keys()].sort().map((key) => `import ${names.get(key)} from "./policies/${key}.json";`);
  const settings = Object.entries(config).flatMap(([setting, value]) => {
    const comment = COMMENTS[setting as keyof LandingZoneConfig];
    const text = property(setting, value, INDENT, references);
    return comment === undefined ? [text] : ["", `${INDENT}// ${comment}`, text];
  });
  return [
    `import { defineLandingZone } from "${model}";`,
    ...imports,
    "",
    "/**",
    ...header.map((line) => ` * ${line}`.trimEnd()),
    " */",
    "export default defineLandingZone({",
    ...settings,
    "});",
    "",
  ].join("\n");
}

/** The text of a policy's file: what is in it, formatted. */
export function contentSource(content: PolicyContentConfig): string {
  return `${printed(content, "", 0, JSON_STYLE)}\n`;
}

interface Style {
  readonly key: (key: string) => string;
  readonly references: ReadonlyMap<object, string>;
  readonly pads: boolean;
  readonly trailingComma: string;
}

const JSON_STYLE: Style = { key: (key) => JSON.stringify(key), references: new Map(), pads: true, trailingComma: "" };

function property(key: string, value: unknown, indent: string, references: ReadonlyMap<object, string>): string {
  const style: Style = { key: propertyName, references, pads: true, trailingComma: "," };
  return entry(key, value, indent, style, true);
}

function entry(key: string, value: unknown, indent: string, style: Style, isFollowed: boolean): string {
  const before = `${indent}${style.key(key)}: `;
  return `${before}${printed(value, indent, before.length + (isFollowed ? 1 : 0), style)}${isFollowed ? "," : ""}`;
}

/** On one line where it fits, otherwise one line for each part. */
function printed(value: unknown, indent: string, used: number, style: Style): string {
  if (typeof value !== "object" || value === null) return JSON.stringify(value);
  const reference = style.references.get(value);
  if (reference !== undefined) return reference;
  const flat = inline(value, style);
  if (used + flat.length <= WIDTH && !isDeep(value)) return flat;
  const below = `${indent}${INDENT}`;
  const parts = Array.isArray(value)
    ? value.map((element) => ({ text: (isLast: boolean) => listed(element, below, style, isLast) }))
    : Object.entries(value).map(([key, child]) => ({
        text: (isLast: boolean) => entry(key, child, below, style, !isLast || style.trailingComma !== ""),
      }));
  const lines = parts.map(({ text }, index) => text(index === parts.length - 1));
  const [open, close] = Array.isArray(value) ? ["[", "]"] : ["{", "}"];
  return [open, ...lines, `${indent}${close}`].join("\n");
}

function listed(value: unknown, indent: string, style: Style, isLast: boolean): string {
  const comma = isLast ? style.trailingComma : ",";
  return `${indent}${printed(value, indent, indent.length + comma.length, style)}${comma}`;
}

function inline(value: unknown, style: Style): string {
  if (typeof value !== "object" || value === null) return JSON.stringify(value);
  const reference = style.references.get(value);
  if (reference !== undefined) return reference;
  if (Array.isArray(value)) return `[${value.map((element) => inline(element, style)).join(", ")}]`;
  const entries = Object.entries(value).map(([key, child]) => `${style.key(key)}: ${inline(child, style)}`);
  return entries.length === 0 ? "{}" : `{ ${entries.join(", ")} }`;
}

/** An object of objects of objects is easier to read below itself, however short it is. */
function isDeep(value: object): boolean {
  return !Array.isArray(value) && depthOf(value) > 2;
}

function depthOf(value: unknown): number {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return 0;
  return 1 + Math.max(0, ...Object.values(value).map(depthOf));
}

function propertyName(key: string): string {
  return /^[a-z_$][\w$]*$/i.test(key) ? key : JSON.stringify(key);
}

/** A name in camel case for each key; two keys that differ in hyphens only get different ones. */
function importNames(keys: readonly string[]): ReadonlyMap<string, string> {
  const names = new Map<string, string>();
  const taken = new Set<string>();
  for (const key of [...keys].sort()) {
    const camel = key.replace(/-+([a-z0-9])/g, (_, letter: string) => letter.toUpperCase()).replaceAll("-", "");
    const base = `${camel}Policy`;
    let name = base;
    for (let number = 2; taken.has(name); number += 1) name = `${base}${number}`;
    taken.add(name);
    names.set(key, name);
  }
  return names;
}
