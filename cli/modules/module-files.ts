import { createHash } from "node:crypto";
import { cpSync, mkdirSync, readdirSync, readFileSync, statSync } from "node:fs";
import path from "node:path";

/** One file of a module. */
export interface ModuleFile {
  /** Relative to the module's directory, with `/`. */
  readonly name: string;
  readonly contents: Buffer;
}

/** Every file of a module, by name; without what Terraform or Git keep beside it. */
export function moduleFiles(directory: string): readonly ModuleFile[] {
  const within = (folder: string): readonly ModuleFile[] =>
    readdirSync(path.join(directory, folder))
      .filter(isOfModule)
      .flatMap((entry) => {
        const name = path.posix.join(folder, entry);
        const file = path.join(directory, name);
        return statSync(file).isDirectory() ? within(name) : [{ name, contents: readFileSync(file) }];
      });
  return [...within("")].sort((a, b) => (a.name < b.name ? -1 : 1));
}

/** The SHA-256 of the names and contents of files. */
export function digestOf(files: readonly ModuleFile[]): string {
  const hash = createHash("sha256");
  for (const { name, contents } of files) hash.update(`${name}\0${contents.length}\0`).update(contents);
  return hash.digest("hex");
}

/** Copies the files of a module to a directory that does not exist yet. */
export function copyModule(from: string, to: string): void {
  mkdirSync(path.dirname(to), { recursive: true });
  cpSync(from, to, {
    recursive: true,
    dereference: true,
    filter: (file) => file === from || isOfModule(path.basename(file)),
  });
}

function isOfModule(entry: string): boolean {
  return !/^\.(terraform.*|git)$|\.tfstate(\..*)?$/.test(entry);
}
