import type { ConfigPath } from "../../model/problem";
import { formatPath } from "../../model/problem";
import { sourceLocator } from "../source-locations";
import { type ConfigEdit, type ConfigValue, valueAt } from "./config-edit";
import { type ConfigSource, isObstacle } from "./config-source";
import { entryAsWritten } from "./entry-splices";
import { keyInStyle, type SourceStyle, valueInStyle } from "./source-style";

/** What somebody has to do in a file that is not edited for them. */
export interface Instruction {
  /** What to do and where, in one sentence with the line, ending in a colon when lines follow. */
  readonly what: string;
  /** The lines to be written. */
  readonly lines: readonly string[];
}

/** What the edits come down to, for somebody who carries them out by hand. */
export class InstructionWriter {
  private readonly line: (path: ConfigPath) => number;

  constructor(
    private readonly source: ConfigSource,
    private readonly style: SourceStyle,
    private readonly config: unknown,
    /** The file as it is named in the instructions. */
    private readonly fileName: string,
  ) {
    const locate = sourceLocator(source.text, source.tree.fileName);
    this.line = (path) => locate(path).line;
  }

  write(edit: ConfigEdit): Instruction {
    switch (edit.kind) {
      case "set":
        return this.set(edit.path, edit.value);
      case "remove":
        return { what: `Take out ${this.named(edit.path)}.`, lines: [] };
      case "append":
        return this.append(edit.path, edit.value);
      case "move":
        return this.move(edit.from, edit.to);
      case "rename-key":
        return { what: `Call ${this.named(edit.path)} ${JSON.stringify(edit.to)}, and nothing else.`, lines: [] };
      default:
        return edit satisfies never;
    }
  }

  private set(path: ConfigPath, value: ConfigValue): Instruction {
    const lines = this.property(path, value);
    if (valueAt(this.config, path) !== undefined) return { what: `Write instead of ${this.named(path)}:`, lines };
    return this.into("Put into", path, lines);
  }

  private append(path: ConfigPath, value: ConfigValue): Instruction {
    const isThere = valueAt(this.config, path) !== undefined;
    if (!isThere) return this.into("Put into", path, this.property(path, [value]));
    return { what: `Add to the list ${this.named(path)}:`, lines: lined(`${valueInStyle(value, this.style, "", 0)},`) };
  }

  private move(from: ConfigPath, to: ConfigPath): Instruction {
    const place = this.source.placeOf(from);
    const key = String(to.at(-1));
    const entry = isObstacle(place) ? undefined : entryAsWritten(place.entry);
    const lines =
      entry === undefined
        ? [`${keyInStyle(key, this.style)}: …, as it is there`]
        : [...entry.above, ...lined(`${entry.write("")},${entry.after === "" ? "" : ` ${entry.after}`}`)];
    return this.into(`Take out ${this.named(from)}, and put it, as it is, into`, to, lines);
  }

  /** Into what is there; what is missing in between is part of the lines. */
  private into(doing: string, path: ConfigPath, lines: readonly string[]): Instruction {
    const parent = path.slice(0, -1);
    if (parent.length === 0 || valueAt(this.config, parent) !== undefined) {
      return { what: `${doing} ${this.named(parent)}:`, lines };
    }
    const inner = lines.map((line) => this.style.indent + line);
    return this.into(doing, parent, [`${keyInStyle(String(parent.at(-1)), this.style)}: {`, ...inner, "},"]);
  }

  private named(path: ConfigPath): string {
    return `${path.length === 0 ? "the configuration" : formatPath(path)} (${this.fileName}, line ${this.line(path)})`;
  }

  private property(path: ConfigPath, value: ConfigValue): readonly string[] {
    const name = `${keyInStyle(String(path.at(-1)), this.style)}: `;
    return lined(`${name}${valueInStyle(value, this.style, "", name.length)},`);
  }
}

function lined(text: string): readonly string[] {
  return text.split(/\r?\n/);
}
