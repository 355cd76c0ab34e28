import path from "node:path";
import ts from "typescript";
import { messageOf } from "../failure";

/** Answers what the compiler objects to in a text of one module: syntax and types. */
export type TypeCheck = (text: string) => readonly string[];

/** Files that several checks read are parsed once a process. */
const PARSED = ts.createDocumentRegistry();

/**
 * The compiler for one module, as the `tsconfig.json` above it sets it up.
 *
 * The first check reads what the module imports; each further one takes a tenth of a second.
 *
 * @param file an absolute path; of a JSON file only the syntax is checked
 */
export function typeCheck(file: string): TypeCheck {
  if (path.extname(file) === ".json") return jsonErrors;
  const options = optionsFor(file);
  let current = "";
  let version = 0;
  const read = (name: string): string | undefined => (isFile(name) ? current : ts.sys.readFile(name));
  const isFile = (name: string): boolean => path.resolve(name) === file;
  const service = ts.createLanguageService(
    {
      getCompilationSettings: () => options,
      getScriptFileNames: () => [file],
      getScriptVersion: (name) => (isFile(name) ? String(version) : "0"),
      getScriptSnapshot: (name) => {
        const text = read(name);
        return text === undefined ? undefined : ts.ScriptSnapshot.fromString(text);
      },
      getCurrentDirectory: () => path.dirname(file),
      getDefaultLibFileName: (settings) => ts.getDefaultLibFilePath(settings),
      fileExists: ts.sys.fileExists,
      readFile: read,
      directoryExists: ts.sys.directoryExists,
      getDirectories: ts.sys.getDirectories,
    },
    PARSED,
  );
  return (text) => {
    current = text;
    version += 1;
    return messagesOf([...service.getSyntacticDiagnostics(file), ...service.getSemanticDiagnostics(file)]);
  };
}

/** The messages in the second list that the first does not have, or has less often. */
export function newMessages(before: readonly string[], after: readonly string[]): readonly string[] {
  const known = [...before];
  return after.filter((message) => {
    const index = known.indexOf(message);
    if (index !== -1) known.splice(index, 1);
    return index === -1;
  });
}

function optionsFor(file: string): ts.CompilerOptions {
  const config = ts.findConfigFile(path.dirname(file), ts.sys.fileExists);
  const own: ts.CompilerOptions = { noEmit: true, skipLibCheck: true, allowJs: true, incremental: false };
  if (config === undefined) return { ...WITHOUT_CONFIG, ...own };
  const { config: json } = ts.readConfigFile(config, ts.sys.readFile);
  const settings: unknown = Reflect.get(Object(json), "compilerOptions");
  return { ...ts.convertCompilerOptionsFromJson(settings, path.dirname(config)).options, ...own };
}

const WITHOUT_CONFIG: ts.CompilerOptions = {
  target: ts.ScriptTarget.ES2022,
  lib: ["lib.es2023.d.ts"],
  module: ts.ModuleKind.CommonJS,
  moduleResolution: ts.ModuleResolutionKind.Node10,
  strict: true,
  exactOptionalPropertyTypes: true,
  esModuleInterop: true,
  resolveJsonModule: true,
  types: [],
};

function jsonErrors(text: string): readonly string[] {
  try {
    JSON.parse(text);
    return [];
  } catch (error) {
    return [messageOf(error)];
  }
}

function messagesOf(diagnostics: readonly ts.Diagnostic[]): readonly string[] {
  return diagnostics.map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, " "));
}
