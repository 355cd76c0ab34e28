import { readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import type { Ledger } from "../../model/ledger";
import type { Problem } from "../../model/problem";
import { type ValidatedConfiguration, validateConfiguration } from "../../policies/validate";
import { Failure, isSystemError, messageOf } from "../failure";
import { loadConfig } from "../load-config";
import { type Instruction, InstructionWriter } from "./by-hand";
import { applyEdits, type ConfigEdit, isSameData } from "./config-edit";
import { ConfigSource, isObstacle, type Obstacle } from "./config-source";
import { editSource } from "./edit-source";
import { styleOf } from "./source-style";
import { inTextOrder, type Splice, spliced } from "./splice";
import { newMessages, typeCheck } from "./type-check";
import { unifiedDiff } from "./unified-diff";

/** A configuration as it is, with what is needed to check it. */
export interface Original {
  /** The absolute path of its module. */
  readonly file: string;
  /** The file as people would type it here. */
  readonly shown: string;
  readonly text: string;
  /** What the module exports. */
  readonly config: object;
  readonly ledger: Ledger | undefined;
  readonly today: string;
  readonly checked: ValidatedConfiguration;
}

/** What would become of the file. */
export type Proposal =
  /** It can be written: it says what is meant and nothing else, and is not worse than before. */
  | { readonly kind: "sound"; readonly text: string; readonly diff: string; readonly checked: ValidatedConfiguration }
  /** The rules object to what would be written. */
  | { readonly kind: "refused"; readonly problems: readonly Problem[] }
  /** What is meant is sound, and somebody has to write it. */
  | { readonly kind: "by-hand"; readonly reason: string; readonly instructions: readonly Instruction[] };

/** Reads a configuration and checks it. @throws Failure when it cannot be loaded */
export function readOriginal(file: string, ledger: Ledger | undefined, today: string): Original {
  const config = loadConfig(file);
  const relative = path.relative(process.cwd(), file);
  return {
    file,
    shown: relative.startsWith("..") ? file : relative.split(path.sep).join("/"),
    text: readFileSync(file, "utf8"),
    config,
    ledger,
    today,
    checked: validateConfiguration({ config, ledger, today }),
  };
}

/**
 * Carries edits out in memory, and checks the outcome in every way there is.
 *
 * The configuration that is meant is checked against all rules: a problem that was not there before refuses it. Then the
 * text is edited, parsed, type-checked and loaded, and what it exports has to be what is meant.
 */
export function propose(original: Original, edits: readonly ConfigEdit[]): Proposal {
  const { file, shown, text, config, ledger, today } = original;
  const meant = applyEdits(config, edits);
  const checked = validateConfiguration({ config: meant, ledger, today });
  const problems = newProblems(original.checked.problems, checked.problems);
  if (problems.length > 0) return { kind: "refused", problems };
  const source = new ConfigSource(text, file);
  const style = styleOf(source.tree);
  const outcomes = edits.map((edit) => editSource(source, style, config, edit));
  const obstacles = outcomes.filter((outcome): outcome is Obstacle => isObstacle(outcome));
  const splices = inTextOrder(outcomes.flatMap((outcome): readonly Splice[] => (isObstacle(outcome) ? [] : outcome)));
  const changed = splices === undefined ? text : spliced(text, splices);
  const reason = obstacles.length > 0 ? inWords(obstacles, shown) : objection(original, changed, meant);
  if (reason === undefined && splices !== undefined) {
    return { kind: "sound", text: changed, diff: unifiedDiff(text, splices, shown), checked };
  }
  const writer = new InstructionWriter(source, style, config, shown);
  return {
    kind: "by-hand",
    reason: reason ?? "the lines to be changed overlap",
    instructions: edits.map((edit) => writer.write(edit)),
  };
}

/** Problems that were not there before, wherever they were then. */
function newProblems(before: readonly Problem[], after: readonly Problem[]): readonly Problem[] {
  const known = before.map(({ rule, message }) => `${rule} ${message}`);
  return after.filter(({ rule, message }) => {
    const index = known.indexOf(`${rule} ${message}`);
    if (index !== -1) known.splice(index, 1);
    return index === -1;
  });
}

function inWords(obstacles: readonly Obstacle[], shown: string): string {
  const texts = obstacles.map(({ obstacle, line }) => `${obstacle} (${shown}, line ${line})`);
  return [...new Set(texts)].join("; ");
}

/** Why the edited text is not what is meant, or `undefined` when it is. */
function objection({ file, text }: Original, changed: string, meant: unknown): string | undefined {
  const check = typeCheck(file);
  const [message] = newMessages(check(text), check(changed));
  if (message !== undefined) return `the compiler would object: ${message}`;
  try {
    return isSameData(loadText(file, changed), meant) ? undefined : "the file would say something else than is meant";
  } catch (error) {
    if (error instanceof Failure && !isSystemError(error.cause))
      return `the file could not be loaded: ${error.message}`;
    throw error;
  }
}

let loads = 0;

/** Loads a text as if it were in the file: from a file beside it that is there only meanwhile. */
function loadText(file: string, text: string): object {
  const { dir, name, ext } = path.parse(file);
  loads += 1;
  const beside = path.join(dir, `${name}.${process.pid}-${loads}.check${ext}`);
  try {
    writeFileSync(beside, text, { flag: "wx" });
    return loadConfig(beside);
  } catch (error) {
    if (!isSystemError(error)) throw error;
    throw new Failure(
      `The directory ${dir} cannot be written: ${messageOf(error)}`,
      "Make it writable: the edited configuration is tried out there before it is written.",
      { cause: error },
    );
  } finally {
    rmSync(beside, { force: true });
  }
}
