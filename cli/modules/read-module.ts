import path from "node:path";
import { parseInputType } from "../../model/input-type";
import type { BrokenModule, ModuleVariable } from "../../model/module-catalogue";
import type { ParsedFile } from "./parsed-files";

/** What the files of a module say of it. */
export interface ModuleInterface {
  readonly variables: Readonly<Record<string, ModuleVariable>>;
  readonly providerAliases: readonly string[];
}

/** Thrown inside only: the first thing that stands against a module. */
class Broken extends Error {
  readonly remedy: string;

  constructor(message: string, remedy: string) {
    super(message);
    this.remedy = remedy;
  }
}

/**
 * Reads the variables and providers of a module from its parsed files.
 *
 * Modules that it calls from its own directory are looked at, too: none may configure a provider, need one that is not
 * of AWS, or be outside the directory, which is what gets copied.
 *
 * @param files by name relative to the module's directory
 */
export function readModule(
  module: string,
  files: Readonly<Record<string, ParsedFile>>,
): ModuleInterface | BrokenModule {
  try {
    const reached = reachedFolders(module, files);
    const all = [...reached.values()].flat();
    checkProviders(module, all);
    const root = reached.get(".") ?? [];
    return { variables: variablesOf(module, root), providerAliases: aliasesOf(root) };
  } catch (error) {
    if (!(error instanceof Broken)) throw error;
    return { kind: "broken", message: error.message, remedy: error.remedy };
  }
}

interface Document {
  readonly file: string;
  readonly document: unknown;
}

/** The documents of every directory that the module uses, by directory; `.` is its own. */
function reachedFolders(
  module: string,
  files: Readonly<Record<string, ParsedFile>>,
): ReadonlyMap<string, readonly Document[]> {
  const reached = new Map<string, readonly Document[]>();
  const visit = (folder: string): void => {
    if (reached.has(folder)) return;
    const documents = documentsIn(module, folder, files);
    reached.set(folder, documents);
    for (const source of localSources(documents)) {
      const below = path.posix.join(folder, source).replace(/\/$/, "");
      if (below.startsWith("..")) {
        throw new Broken(
          `the module "${module}" calls ${source}, which is outside its directory`,
          "Move what it calls into its directory: only that is copied to where Terraform runs.",
        );
      }
      visit(below);
    }
  };
  visit(".");
  return reached;
}

function documentsIn(module: string, folder: string, files: Readonly<Record<string, ParsedFile>>): readonly Document[] {
  const inFolder = Object.entries(files).filter(([name]) => path.posix.dirname(name) === folder);
  if (inFolder.length === 0) {
    const where = folder === "." ? "" : ` in ${folder}`;
    throw new Broken(
      `the module "${module}" has no Terraform files${where}`,
      "Correct its source in cdktf.json, or the source of the module that it calls.",
    );
  }
  return inFolder.map(([file, parsed]) => {
    if ("document" in parsed) return { file, document: parsed.document };
    throw new Broken(`the module "${module}" cannot be read: ${parsed.error}`, `Correct ${file}.`);
  });
}

function localSources(documents: readonly Document[]): readonly string[] {
  return documents
    .flatMap(({ document }) => namedBlocks(document, "module"))
    .map(([, { source }]) => source)
    .filter((source) => typeof source === "string")
    .filter((source) => /^\.\.?(\/|$)/.test(source));
}

/** `terraform` is built into Terraform: `terraform_data`. */
const PROVIDERS: readonly string[] = ["aws", "terraform"];
const AWS_SOURCES: readonly unknown[] = [
  undefined,
  "hashicorp/aws",
  "registry.terraform.io/hashicorp/aws",
  "registry.opentofu.org/hashicorp/aws",
];

function checkProviders(module: string, documents: readonly Document[]): void {
  for (const { file, document } of documents) {
    const own = namedBlocks(document, "provider")[0];
    if (own !== undefined) {
      throw new Broken(
        `the module "${module}" configures the provider "${own[0]}" itself, in ${file}`,
        "Take the block out: the module gets the account's provider.",
      );
    }
    for (const [name, { source }] of requiredProviders(document)) {
      const isKnown = name === "aws" ? AWS_SOURCES.includes(source) : source === "terraform.io/builtin/terraform";
      if (!isKnown) throw otherProvider(module, name, file);
    }
    for (const type of ["resource", "data", "ephemeral"].flatMap((kind) => blocks(document, kind))) {
      for (const name of Object.keys(type).map((address) => address.split("_", 1)[0] ?? address)) {
        if (!PROVIDERS.includes(name)) throw otherProvider(module, name, file);
      }
    }
  }
}

function otherProvider(module: string, provider: string, file: string): Broken {
  return new Broken(
    `the module "${module}" needs the provider "${provider}", in ${file}`,
    "Do without it: the states of accounts have the AWS provider alone, with pinned checksums.",
  );
}

function requiredProviders(document: unknown): readonly (readonly [string, Block])[] {
  return blocks(document, "terraform").flatMap((settings) => namedBlocks(settings, "required_providers"));
}

/** The aliases in `configuration_aliases = [aws.us_east_1]`. */
function aliasesOf(documents: readonly Document[]): readonly string[] {
  const declared = documents
    .flatMap(({ document }) => requiredProviders(document))
    .flatMap(([, { configuration_aliases: aliases }]) => (Array.isArray(aliases) ? aliases : []))
    .map((alias) => expression(alias).replace(/^aws\./, ""));
  return [...new Set(declared)].sort();
}

function variablesOf(module: string, documents: readonly Document[]): Readonly<Record<string, ModuleVariable>> {
  const found = new Map<string, ModuleVariable>();
  for (const { file, document } of documents) {
    for (const [name, block] of namedBlocks(document, "variable")) {
      const type = parseInputType(block.type === undefined ? "any" : expression(block.type));
      if (type === undefined) {
        throw new Broken(
          `the type of the variable "${name}" of the module "${module}" is none that Terraform knows, in ${file}`,
          "Correct the type.",
        );
      }
      found.set(name, {
        type,
        isRequired: !Object.hasOwn(block, "default"),
        isNullable: block.nullable !== false,
        isSensitive: block.sensitive === true,
        description: typeof block.description === "string" ? block.description : undefined,
      });
    }
  }
  return Object.fromEntries([...found].sort(([a], [b]) => (a < b ? -1 : 1)));
}

type Block = Readonly<Record<string, unknown>>;

/** The blocks of a kind: JSON may have one of them, or a list. */
function blocks(document: unknown, kind: string): readonly Block[] {
  const found: unknown = Reflect.get(Object(document), kind);
  return (Array.isArray(found) ? found : [found]).filter((block) => typeof block === "object" && block !== null);
}

/** The blocks of a kind that has one label, by it. */
function namedBlocks(document: unknown, kind: string): readonly (readonly [name: string, block: Block])[] {
  return blocks(document, kind).flatMap((labelled) =>
    Object.keys(labelled).flatMap((name) => {
      const below = blocks(labelled, name);
      return (below.length === 0 ? [{}] : below).map((block) => [name, block] as const);
    }),
  );
}

/** The text of an expression, which HCL as JSON has as a template around it. */
function expression(value: unknown): string {
  const text = String(value);
  return /^\$\{([\s\S]*)\}$/.exec(text)?.[1] ?? text;
}
